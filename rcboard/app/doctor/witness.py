"""The witness: hears the feed under examination, and keeps a board and what happened when."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from rcboard.domain.board import Board
from rcboard.domain.checkup import Step
from rcboard.domain.events import Event, LinkChanged, PresenceHeard, PresenceRead, SubscriptionBegan, SubscriptionTold
from rcboard.domain.link import Link, Problem
from rcboard.domain.times import Clock, Times

LOOK = 0.2
"""The machine's seconds after which it looks again: of some answers no event tells."""


class Witness:
    """Its times are of the clock's steady hand."""

    def __init__(self, times: Times, clock: Clock) -> None:
        self.board = Board(times)
        self._clock = clock
        self._turn = asyncio.Event()
        self.subscribed_at: float | None = None
        self.heard_at: float | None = None
        self.read: set[str] = set()
        self.heard_of: set[str] = set()
        """Who had a subscription."""
        self.problem: Problem | None = None
        """The first."""
        self.courses: dict[int, list[Step]] = {}
        """What became of each subscription, by shard, in order; equal outcomes in a row are one."""

    def take(self, events: Sequence[Event]) -> None:
        """These happened."""
        now = self._clock.monotonic()
        self.board.apply(events, self._clock.now())
        for event in events:
            match event:
                case SubscriptionBegan(ids=ids):
                    self.subscribed_at = self.subscribed_at or now
                    self.heard_of |= {one.id for one in self.board} if ids is None else ids
                case SubscriptionTold():
                    self._follow(event)
                case PresenceHeard():
                    self.heard_at = self.heard_at or now
                case PresenceRead(records=records):
                    self.read.update(id for id, _ in records)
                case LinkChanged(link=Link(problem=Problem() as problem)):
                    self.problem = self.problem or problem
        self._turn.set()

    def _follow(self, told: SubscriptionTold) -> None:
        course = self.courses.setdefault(told.shard, [])
        if course and (course[-1].outcome, course[-1].problem) == (told.outcome, told.problem):
            course[-1] = replace(course[-1], count=course[-1].count + told.count)
        else:
            course.append(Step(told.outcome, told.problem, told.count))

    async def until(self, holds: Callable[[], bool], seconds: float) -> None:
        """Wait until this holds, or the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._clock.real(seconds)):
                while not holds():
                    self._turn.clear()
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(LOOK):
                            await self._turn.wait()
