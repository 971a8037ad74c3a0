"""The line of a computer that sleeps and moves: nothing old is shown when it wakes, and soon all is right."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from rcboard.app.clock import SystemClock
from rcboard.domain.events import PresenceForgotten, SubscriptionBegan, SubscriptionResumed
from rcboard.domain.link import ProblemKind
from rcboard.domain.presence import State
from rcboard.domain.times import Times
from tests.app.watcher import Watcher, watching
from tests.kit.office import Office, OpenOffice

MINUTES, HOURS = 600.0, 36_000.0


class Clocks(SystemClock):
    """Those of a computer that slept: the wall clock went on, the steady one stood still."""

    slept = 0.0

    def now(self) -> float:
        return super().now() + self.slept


class Computer:
    """One that can be put to sleep and carried elsewhere."""

    def __init__(self) -> None:
        self.clock = Clocks()
        self.here = frozenset({"10.0.0.7"})
        self.told: Callable[[bool], object] = bool

    def sleep(self, seconds: float) -> None:
        """So long; when it wakes only its wall clock knows."""
        self.clock.slept += seconds

    def watching(self, office: Office, times: Times) -> AbstractAsyncContextManager[Watcher]:
        """A line on it."""
        return watching(office, times, clock=self.clock, addresses=lambda: self.here, listen=self._listen)

    async def _listen(self, told: Callable[[bool], None]) -> None:
        self.told = told
        await asyncio.Event().wait()


def everybody_is(watcher: Watcher, state: State) -> bool:
    now = watcher.clock.now()
    return all(watcher.board.state(person.id, now) is state for person in watcher.board)


async def change_everybody(office: Office) -> None:
    """Of none of this a sleeping computer is told."""
    for one in office.people()[:40]:
        await asyncio.to_thread(office.presence, one["extensionNumber"], userStatus="Busy", dndStatus="TakeAllCalls")


@pytest.mark.parametrize("slept", [MINUTES, HOURS])
async def test_two_thousand_people_are_right_within_15_seconds_of_waking(office: OpenOffice, slept: float) -> None:
    large = office("--extensions", "2000", "--rate", "0")
    computer = Computer()
    # Looking at the clocks every ten seconds would do; the test is to be quick, and quicker looks change nothing else.
    swift = Times(ping=2.0, address_look=1.0)
    async with computer.watching(large, swift) as watcher:
        await watcher.until_live(60.0)
        await change_everybody(large)
        await watcher.until_true(large)
        await asyncio.to_thread(large.fault, "silent_socket", once=True)
        await change_everybody(large)
        computer.sleep(slept)
        woke = time.monotonic()
        await watcher.until(lambda: watcher.count(PresenceForgotten), 5.0)
        assert everybody_is(watcher, State.UNKNOWN), "no colour of before the sleep"
        assert not watcher.board.link.live
        await watcher.until_live(15.0)
        await watcher.until_true(large)
        assert time.monotonic() - woke < 15.0
        assert large.stats()["refusedRequests"] == 0


async def test_what_logind_says_counts_before_the_sleep_and_after(office: OpenOffice) -> None:
    quiet = office("--extensions", "20", "--rate", "0")
    computer = Computer()
    async with computer.watching(quiet, Times()) as watcher:
        await watcher.until_live()
        computer.told(True)
        await watcher.until(lambda: not watcher.board.link.live, 2.0)
        assert everybody_is(watcher, State.UNKNOWN), "whoever opens the lid sees nothing of before"
        problem = watcher.board.link.problem
        assert problem is not None
        assert problem.kind is ProblemKind.SLEPT
        await watcher.until(lambda: (watcher.board.link.retry_at or 0.0) > watcher.clock.now() + 30.0)
        computer.sleep(HOURS)
        computer.told(False)
        await watcher.until_live()
        await watcher.until_true(quiet)
        assert watcher.count(SubscriptionBegan) == 2
        assert watcher.count(SubscriptionResumed) == 0, "nothing of before is taken up again"


async def test_another_network_is_another_line_and_the_same_one_is_not(office: OpenOffice) -> None:
    quiet = office("--extensions", "20", "--rate", "0")
    computer = Computer()
    swift = Times(address_look=0.1)
    async with computer.watching(quiet, swift) as watcher:
        await watcher.until_live()
        home, computer.here = computer.here, frozenset()
        await watcher.until_turned(lambda: watcher.line._surroundings._last == frozenset(), 5.0)
        computer.here = home
        await watcher.until_turned(lambda: watcher.line._surroundings._last == home, 5.0)
        assert watcher.count(PresenceForgotten) == 0, "the cable was out for a moment"
        computer.here = frozenset({"192.168.1.20"})
        await watcher.until(lambda: watcher.count(PresenceForgotten), 5.0)
        await watcher.until(lambda: watcher.board.link.problem is not None)
        assert watcher.board.link.problem is not None
        assert watcher.board.link.problem.kind is ProblemKind.NETWORK_CHANGED
        await watcher.until_live()
        await watcher.until_true(quiet)
        assert watcher.count(SubscriptionBegan) == 2


async def test_a_line_is_renewed_before_the_gateway_cuts_it_and_nothing_is_read_again(office: OpenOffice) -> None:
    quiet = office("--extensions", "20", "--rate", "0", "--limit", "auth=1000")
    async with watching(quiet, Times(line_age=3.0, line_age_spread=1.0)) as watcher:
        await watcher.until_live()
        read = watcher.kinds().count("PresenceRead")
        await watcher.until(lambda: watcher.count(SubscriptionResumed), 15.0)
        await watcher.until_live()
        assert {link.problem.kind for link in watcher.links if link.problem} == {ProblemKind.LINE_OLD}
        assert watcher.count(SubscriptionBegan) == 1
        assert watcher.kinds().count("PresenceRead") == read, "freshness was taken up where it was left"
        await watcher.until_true(quiet)
