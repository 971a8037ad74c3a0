"""Outlets follow the settings while the program runs."""

import asyncio
import re
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
    outlets = Outlets(Live(keeper, SystemClock()), Preferences(), secrets, say=told, outbox=tmp_path / "outbox.sqlite")
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
