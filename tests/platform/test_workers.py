"""Workers: blocking calls are awaited, and never hold anybody up."""

import asyncio
import threading

import pytest

from rcboard.platform.workers import Workers


async def test_a_call_is_made_in_another_thread_and_answers() -> None:
    workers = Workers(2, "test")
    assert await workers.run(threading.current_thread) is not threading.current_thread()
    assert await workers.close(5.0)


async def test_what_a_call_raises_is_raised() -> None:
    workers = Workers(1, "test")
    for failure in (ValueError("odd"), SystemExit(3)):

        def fail(failure: BaseException = failure) -> None:
            raise failure

        with pytest.raises(type(failure)):
            await workers.run(fail)
    assert await workers.run(lambda: 7) == 7, "the thread lives on"
    assert await workers.close(5.0)


async def test_no_more_threads_than_asked_for() -> None:
    workers = Workers(2, "test")
    names = await asyncio.gather(*(workers.run(lambda: threading.current_thread().name) for _ in range(20)))
    assert len(set(names)) <= 2
    assert await workers.close(5.0)


async def test_a_call_that_hangs_is_left_behind() -> None:
    workers = Workers(1, "test")
    hanging = threading.Event()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(workers.run(hanging.wait), 0.05)
    assert not await workers.close(0.05)
    assert all(thread.daemon for thread in threading.enumerate() if thread.name.startswith("test"))
    hanging.set()


async def test_after_closing_nothing_runs() -> None:
    workers = Workers(1, "test")
    assert await workers.close(1.0)
    with pytest.raises(RuntimeError):
        await workers.run(bool)
