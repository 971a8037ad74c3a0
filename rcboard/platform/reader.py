"""The reader: sees to it that everybody whose line stands has been read under it, and reads all again now and then."""

import asyncio
import itertools
import logging
from collections.abc import Callable, Iterable, Sequence

from rcboard.domain.events import Event, PresenceRead
from rcboard.domain.link import Problem
from rcboard.domain.times import Clock, Times
from rcboard.platform.backoff import Backoff
from rcboard.platform.budget import Urgency
from rcboard.platform.errors import RcError
from rcboard.platform.fleet import Fleet
from rcboard.platform.reading import Reading, Tell
from rcboard.platform.rest import RestBridge
from rcboard.platform.shard import Shard
from rcboard.platform.telling import Telling

log = logging.getLogger(__name__)

Progress = Callable[[Problem | None, float | None], None]
"""Hears that the reading got further, or of a problem and when the next try is (seconds since 1970)."""


class Reader:
    """Reads for the lines of one feed. ``everybody`` is how many people there are, ``first`` whom to read first."""

    def __init__(
        self,
        rest: RestBridge,
        fleet: Fleet,
        telling: Telling,
        *,
        clock: Clock,
        times: Times,
        chance: Callable[[], float],
        everybody: Callable[[], int],
        progress: Progress,
        first: Callable[[], Iterable[str]],
    ) -> None:
        self._rest = rest
        self._fleet = fleet
        self._telling = telling
        self._clock = clock
        self._times = times
        self._chance = chance
        self._everybody = everybody
        self._progress = progress
        self._first = first
        self._numbers = itertools.count(1)
        self._unread: dict[str, None] = {}
        """Who was not read yet under the present subscription of his line."""
        self._work = asyncio.Event()
        self._told_left = 0
        self.busy = False
        """Whether somebody is still to be read for a line that stands."""
        self._reading = self._new(self._tell, self._delayed)

    @property
    def left(self) -> int:
        """How many are still to be read for the lines that stand."""
        return len(self._reading)

    def begin(self, shard: Shard) -> None:
        """A new subscription: nobody on this line has been read under it."""
        members = self._fleet.members(shard)
        self._unread.update(dict.fromkeys(members))
        self._reading.want(members)
        self._begin()

    def expect(self, newcomers: Iterable[str]) -> None:
        """They have come: nobody has read them yet. Where their line is down, that is done when it goes on."""
        self._unread.update(dict.fromkeys(newcomers))

    def resume(self, shard: Shard) -> None:
        """The subscription of before goes on: who was read under it need not be read again."""
        self._reading.want([id for id in self._fleet.members(shard) if id in self._unread])
        self._begin()

    def _begin(self) -> None:
        self.busy |= self.left > 0
        if self.busy:
            self._work.set()

    def pause(self, shard: Shard) -> None:
        """The line broke: nobody would vouch for what is read now."""
        self._reading.leave(self._fleet.members(shard))

    def forget(self, ids: Iterable[str]) -> None:
        """These people have left."""
        gone = list(ids)
        self._reading.leave(gone)
        for id in gone:
            self._unread.pop(id, None)

    async def keep_reading(self) -> None:
        """Read whoever is to be read, until cancelled. Raises RcError where trying again cannot help."""
        backoff = Backoff(self._times, self._chance)
        while True:
            await self._work.wait()
            self._work.clear()
            try:
                await self._reading.run()
            except RcError as error:
                if error.problem.permanent:
                    raise
                wait = backoff.wait(error.problem)
                self._delayed(error.problem, self._clock.now() + wait)
                await self._clock.sleep(wait)
                self._work.set()
                continue
            self._telling.note(self._reading.odd)
            self._reading.odd.clear()
            self.busy = self.left > 0
            self._progress(None, None)
            self._telling.flush()

    async def read_quietly(self, ids: Iterable[str], urgency: Urgency = Urgency.USUAL) -> None:
        """Read these people while the line stands as it stands."""
        await self.look_at(ids, urgency)

    async def look_at(self, ids: Iterable[str], urgency: Urgency) -> bool:
        """The same; whether it could be done."""
        wanted = list(ids)
        self._unread.update(dict.fromkeys(wanted))
        reading = self._new(self._tell_quietly, lambda problem, retry_at: None, urgency)
        reading.want(wanted)
        try:
            await reading.run()
        except RcError as error:
            log.info("presence could not be read again: %s", error)
            return False
        return True

    async def check(self) -> None:
        """Read everybody whose line stands: an event may never have been sent."""
        if not self._reading and self._fleet.standing:
            members = [id for shard in self._fleet.standing for id in self._fleet.members(shard)]
            await self.read_quietly(members, Urgency.AT_LEISURE)

    def _new(self, tell: Tell, delayed: Callable[[Problem, float], None], urgency: Urgency = Urgency.USUAL) -> Reading:
        return Reading(
            self._rest,
            numbers=self._numbers,
            clock=self._clock,
            backoff=Backoff(self._times, self._chance),
            tell=tell,
            delayed=delayed,
            stands=self._fleet.stands,
            everybody=self._everybody,
            first=self._first,
            urgency=urgency,
        )

    def _tell(self, events: Sequence[Event]) -> None:
        self._hear(events)
        if self.left != self._told_left and any(isinstance(event, PresenceRead) for event in events):
            self._progress(None, None)
        self._told_left = self.left
        self._telling.flush()

    def _tell_quietly(self, events: Sequence[Event]) -> None:
        self._hear(events)
        self._telling.flush()

    def _hear(self, events: Sequence[Event]) -> None:
        self._telling.add(events)
        for event in events:
            if isinstance(event, PresenceRead):
                for id, _ in event.records:
                    self._unread.pop(id, None)

    def _delayed(self, problem: Problem, retry_at: float) -> None:
        self._progress(problem, retry_at)
        self._telling.flush()
