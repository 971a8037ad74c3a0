"""The line under examination: the board's own feed, followed until it is live and one notification has come."""

import asyncio
import contextlib
import importlib
import random
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rcboard.app.doctor.gauges import Gauges
from rcboard.app.tasks import Tasks
from rcboard.domain.board import Board
from rcboard.domain.checkup import Check, Finding, Verdict
from rcboard.domain.events import Event, LinkChanged, PresenceHeard, PresenceRead, SubscriptionBegan
from rcboard.domain.link import Link, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.preferences import Filters
from rcboard.domain.presence import State
from rcboard.domain.times import Clock, Times

if TYPE_CHECKING:
    from rcboard.platform.rest import RestBridge
    from rcboard.platform.way import Way

TO_LIVE = 30.0
"""Seconds for the line to stand."""
TO_HEAR = 10.0
"""Seconds to wait for somebody's presence to change."""
TICKET = "/restapi/oauth/wstoken"


class _Witness:
    """Keeps a board and what happened when."""

    def __init__(self, times: Times, clock: Clock) -> None:
        self.board = Board(times)
        self._clock = clock
        self._turn = asyncio.Event()
        self.subscribed_at: float | None = None
        self.heard_at: float | None = None
        self.read: set[str] = set()
        self.problem: Problem | None = None

    def take(self, events: Sequence[Event]) -> None:
        now = self._clock.monotonic()
        for event in events:
            match event:
                case SubscriptionBegan():
                    self.subscribed_at = now
                case PresenceHeard():
                    self.heard_at = self.heard_at or now
                case PresenceRead(records=records):
                    self.read.update(id for id, _ in records)
                case LinkChanged(link=Link(problem=Problem() as problem)):
                    self.problem = self.problem or problem
        self.board.apply(events, self._clock.now())
        self._turn.set()

    async def until(self, holds: Callable[[], bool], seconds: float) -> None:
        """Wait until this holds, or the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._clock.real(seconds)):
                while not holds():
                    self._turn.clear()
                    await self._turn.wait()


async def follow(
    rest: "RestBridge",
    way: "Way",
    gauges: Gauges,
    *,
    pages: tuple[int, int],
    times: Times,
    clock: Clock,
    filters: Filters,
    meet: Callable[[Iterable[Person]], None],
) -> list[Finding]:
    """What the feed does with this session, in the order of the checks."""
    assembly = importlib.import_module("rcboard.platform.assembly")  # loaded already, by who opened the session
    witness = _Witness(times, clock)
    feed = assembly.feed(
        rest,
        way,
        tell=witness.take,
        clock=clock,
        times=times,
        chance=random.random,
        pages=pages,
        filters=filters,
    )
    async with Tasks() as tasks:
        tasks.start(feed.run(), name="feed under examination")
        await witness.until(lambda: witness.board.link.live or witness.problem is not None, TO_LIVE)
        if witness.problem is None and witness.board.link.live:
            await witness.until(lambda: witness.heard_at is not None, TO_HEAR)
        tasks.cancel()
    if not witness.board.link.live and witness.problem is None:
        witness.problem = Problem(ProblemKind.TIMED_OUT)
    meet(witness.board)
    return _findings(witness, gauges)


def _findings(witness: _Witness, gauges: Gauges) -> list[Finding]:
    """What was seen, in the order in which each needs the one before."""
    board, people = witness.board, str(len(witness.board))
    read = {person.id for person in board} & witness.read
    subscribed = witness.subscribed_at is not None
    reached = [
        (Check.PEOPLE, len(board) > 0, {"people": people}),
        (Check.TICKET, TICKET in gauges.succeeded, {}),
        (Check.SUBSCRIPTION, subscribed, {"people": people}),
        (Check.PRESENCE, bool(read), {"people": str(len(read))}),
    ]
    findings, problem = [], witness.problem
    for check, well, facts in reached:
        if well:
            findings.append(Finding(check, Verdict.OK, facts=facts))
        elif problem is not None:
            findings.append(Finding(check, Verdict.PROBLEM, problem=problem))
            problem = None
        else:
            findings.append(Finding(check, Verdict.SKIPPED))
    findings.append(_notification(witness) if subscribed else Finding(Check.NOTIFICATION, Verdict.SKIPPED))
    for group, gauge in sorted(gauges.groups.items()):
        findings.append(Finding(Check.BUDGET, Verdict.OK, group, facts={"limit": gauge.limit, "left": gauge.left}))
    findings.append(_hidden(board) if read else Finding(Check.HIDDEN, Verdict.SKIPPED))
    return findings


def _notification(witness: _Witness) -> Finding:
    if witness.heard_at is None or witness.subscribed_at is None:
        return Finding(Check.NOTIFICATION, Verdict.NOTE, facts={"seconds": f"{TO_HEAR:.0f}"})
    seconds = f"{witness.heard_at - witness.subscribed_at:.1f}"
    return Finding(Check.NOTIFICATION, Verdict.OK, facts={"seconds": seconds})


def _hidden(board: Board) -> Finding:
    names = sorted(one.spoken for one in board if board.sighting(one.id).state is State.HIDDEN)
    facts = {"people": str(len(names)), "names": ", ".join(names)}
    return Finding(Check.HIDDEN, Verdict.NOTE if names else Verdict.OK, facts=facts)
