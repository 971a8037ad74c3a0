"""Tasks have a name, an owner and an end; none fails unheard."""

import asyncio
import logging

import pytest

from rcboard.app.clock import SystemClock
from rcboard.app.tasks import Tasks


async def test_leaving_waits_for_every_task() -> None:
    done: list[int] = []

    async def work(n: int) -> None:
        await asyncio.sleep(0)
        done.append(n)

    async with Tasks() as tasks:
        for n in range(3):
            tasks.start(work(n), name=f"work {n}")
    assert done == [0, 1, 2]


async def test_a_failure_is_logged_by_name_at_once_and_raised_at_the_end(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ValueError("odd")

    with pytest.raises(ValueError, match="odd"):
        async with Tasks() as tasks:
            failing = tasks.start(fail(), name="doomed")
            await asyncio.wait([failing])
            await asyncio.sleep(0)
            assert [record.levelno for record in caplog.records] == [logging.ERROR]
            assert "doomed" in caplog.text
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_failing_owner_takes_its_tasks_along() -> None:
    with pytest.raises(KeyError):
        async with Tasks() as tasks:
            endless = tasks.start(asyncio.Event().wait(), name="endless")
            raise KeyError("owner")
    assert endless.cancelled()


async def test_a_cancelled_owner_takes_its_tasks_along() -> None:
    started: list[asyncio.Task[object]] = []

    async def own() -> None:
        async with Tasks() as tasks:
            started.append(tasks.start(asyncio.Event().wait(), name="endless"))

    async with Tasks() as tasks:
        owner = tasks.start(own(), name="owner")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        owner.cancel()
    assert started[0].cancelled()


async def test_cancelling_is_no_failure() -> None:
    async with Tasks() as tasks:
        tasks.start(asyncio.Event().wait(), name="endless")
        tasks.cancel()


async def test_a_faster_clock_passes_its_day_sooner() -> None:
    clock = SystemClock(speed=1000.0)
    wall, steady = clock.now(), clock.monotonic()
    await clock.sleep(10.0)
    assert clock.real(10.0) == 0.01
    assert clock.now() - wall >= 9.0
    assert clock.monotonic() - steady >= 9.0


async def test_an_owner_cancelled_in_the_turn_in_which_his_last_task_ends_is_cancelled_and_nothing_else() -> None:
    go, ended = asyncio.Event(), asyncio.Event()

    async def last() -> None:
        await go.wait()

    def cancel_owner(_task: object) -> None:
        owning.cancel()
        ended.set()

    async def owner() -> None:
        async with Tasks() as tasks:
            # Called before the owner's own waiting hears of the end.
            tasks.start(last(), name="last").add_done_callback(cancel_owner)

    owning = asyncio.get_running_loop().create_task(owner())
    await asyncio.sleep(0)
    go.set()
    await ended.wait()
    with pytest.raises(asyncio.CancelledError):
        await owning
