"""Outlets follow the settings while the program runs."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from rcboard.app.clock import SystemClock
from rcboard.app.outlet_secrets import OutletSecrets
from rcboard.app.outlets import Outlets
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.preferences import Api, Gate, Preferences, Webhook, Webhooks
from rcboard.domain.times import Times
from rcboard.outlets.live import Live
from rcboard.outlets.webhooks.outbox import Message, Outbox
from rcboard.outlets.webhooks.outbox import Told as StateTold
from tests.domain.test_gate import group
from tests.domain.test_presence import FREE

ON = Preferences(api=Api(on=True, port=0))


class Told:
    """What was said, to be waited for."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.turn = asyncio.Event()

    def __call__(self, text: str) -> None:
        self.lines.append(text)
        self.turn.set()

    async def next(self) -> str:
        async with asyncio.timeout(20):
            await self.turn.wait()
        self.turn.clear()
        return self.lines[-1]


async def answers(address: str) -> bool:
    async with aiohttp.ClientSession(headers={"Authorization": "Bearer read"}) as session:
        try:
            async with session.get(f"{address}v1/gate/215") as answer:
                return bool((await answer.json())["answer"] == "yes")
        except aiohttp.ClientConnectionError:
            return False


async def test_they_are_begun_changed_and_ended_as_the_settings_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RCBOARD_SECRET_API_READ", "read")
    monkeypatch.setenv("RCBOARD_SECRET_API_WRITE", "write")
    monkeypatch.setenv("RCBOARD_SECRET_WEBHOOK_CRM", "sign")
    told, learnt = Told(), list[str]()
    keeper = Gatekeeper(group(ann=FREE))
    secrets = OutletSecrets("default", Times(), learnt.append)
    outlets = Outlets(
        Live(keeper, SystemClock()),
        Preferences(),
        secrets,
        say=told,
        outbox=tmp_path / "outbox.sqlite",
        understood=lambda: True,
    )
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(outlets.run())
        await asyncio.sleep(0)
        outlets.renew(ON)
        found = re.search(r"http://\S+/", await told.next())
        assert found
        assert await answers(found[0])

        # What concerns no outlet leaves them alone.
        outlets.renew(replace(ON, gate=Gate(available=("ringing",))))
        assert not await answers(found[0])
        outlets.renew(replace(ON, gate=Gate()))
        assert await answers(found[0])

        bad = Webhook("a b", "ftp://nowhere")
        outlets.renew(replace(ON, webhooks=Webhooks((bad, Webhook("crm", "http://127.0.0.1:9/")))))
        while "a b" not in "".join(told.lines):
            await told.next()
        outlets.renew(Preferences())
        async with asyncio.timeout(20):
            while await answers(found[0]):
                await asyncio.sleep(0.02)
        running.cancel()
    assert {"read", "write", "sign"} <= set(learnt)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.02)


async def test_webhooks_taken_out_of_the_settings_are_forgotten_but_not_for_a_slip_in_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("RCBOARD_SECRET_WEBHOOK_CRM", "whsec_c2lnbg==")
    box = Outbox(tmp_path / "outbox.sqlite")
    targets = ("crm", "later", "gone")
    messages = [Message(f"msg_{n}_{name}", name, 1.0, "application/json", b"{}") for name in targets for n in range(3)]
    box.put(messages, [StateTold(name, person, "available") for name in targets for person in ("1", "2")])
    secrets = OutletSecrets("default", Times(), lambda *text: None)
    understood = [False]
    # Nobody listens there; "later" stays off until its address is right, but it stands in the settings.
    wished = Webhooks((Webhook("crm", "http://127.0.0.1:9/"), Webhook("later", "later")))
    outlets = Outlets(
        Live(Gatekeeper(group(ann=FREE)), SystemClock()),
        Preferences(webhooks=wished),
        secrets,
        say=lambda text: None,
        outbox=tmp_path / "outbox.sqlite",
        understood=lambda: understood[0],
    )

    def left() -> set[str]:
        return {message.target for message in box.all()}

    try:
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(outlets.run())
            await until(lambda: any(message.tries for message in box.all()))
            assert left() == {"crm", "later", "gone"}

            understood[0] = True
            outlets.renew(Preferences(webhooks=replace(wished, targets=(*wished.targets, Webhook("new", "ftp://x")))))
            await until(lambda: "gone" not in left())
            assert left() == {"crm", "later"}
            assert box.told("gone") == {}
            assert box.told("later") == {"1": "available", "2": "available"}
            assert "3 messages for webhooks that are no longer in the settings" in caplog.text

            outlets.renew(Preferences())
            await until(lambda: not left() and not box.told("crm") and not box.told("later"))
            running.cancel()
    finally:
        box.close()
