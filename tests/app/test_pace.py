"""The pace of time in the window: as often as somebody can see it, and in time for what is due."""

import asyncio

import pytest
from pytestqt.qtbot import QtBot

from rcboard.app.pace import Pace
from rcboard.app.tasks import Tasks
from tests.platform.clocks import JumpingClock


class Watched:
    """A pace and all it is asked and told."""

    def __init__(self) -> None:
        self.clock = JumpingClock()
        self.seen = True
        self.battery = False
        self.due_in: float | None = None
        self.ticks = 0
        self.pace = Pace(
            self._tick, seen=lambda: self.seen, due=self._due, clock=self.clock, on_battery=lambda: self.battery
        )

    def _tick(self) -> None:
        self.ticks += 1

    def _due(self) -> float | None:
        return None if self.due_in is None else self.clock.now() + self.due_in


@pytest.fixture
async def watched() -> Watched:
    return Watched()


async def plug(watched: Watched, *, battery: bool) -> None:
    """Look at the supply once."""
    watched.battery = battery
    async with Tasks() as tasks:
        looking = tasks.start(watched.pace.watch_power(), name="power")
        before = watched.clock.slept
        while watched.clock.slept == before:
            await asyncio.sleep(0)
        looking.cancel()


async def test_a_window_in_sight_moves_each_second_and_slower_on_battery(watched: Watched) -> None:
    assert watched.pace.wait() == 1000
    await plug(watched, battery=True)
    assert watched.pace.wait() == 2000
    await plug(watched, battery=False)
    assert watched.pace.wait() == 1000


async def test_in_the_tray_it_rests_but_is_in_time_for_an_alert(watched: Watched) -> None:
    watched.seen = False
    assert watched.pace.wait() == 5000
    watched.due_in = 1.5
    assert watched.pace.wait() == 1500
    watched.due_in = -3.0
    assert watched.pace.wait() == 50, "and does not spin for what nobody takes"


def test_what_becomes_due_while_it_rests_is_not_slept_through(qtbot: QtBot) -> None:
    watched = Watched()
    watched.seen = False
    watched.pace.now()
    assert watched.ticks == 1
    watched.due_in = 0.1
    watched.pace.look()
    qtbot.waitUntil(lambda: watched.ticks == 2, timeout=2000)
    watched.pace.stop()
