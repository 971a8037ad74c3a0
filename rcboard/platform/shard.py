"""A shard: one line to the gateway, for all people or some of them, followed from its socket's opening to its end.

What happens on it is told to ``Ears``, at once and in order. It never tries again by itself: see the feed.
"""

import asyncio
import contextlib
from collections.abc import Iterable, Sequence
from typing import Protocol

from rcboard.domain.events import Event
from rcboard.domain.link import Lack, Problem, ProblemKind
from rcboard.domain.times import Clock, Times
from rcboard.platform.deeds import (
    Deed,
    Deliver,
    Drop,
    FellBack,
    Moment,
    Note,
    Ping,
    Read,
    ReadPeople,
    Resumed,
    Send,
    Without,
)
from rcboard.platform.session import Session
from rcboard.platform.shares import Share
from rcboard.platform.socket import Socket

LEAST_LOOK = 0.02
"""Seconds between two looks at a session that says something is due."""
FAREWELL = 0.5
"""The machine's seconds for a subscription to be taken back before its socket is closed on purpose."""


class Ears(Protocol):
    """Who listens to a shard."""

    def happened(self, events: Iterable[Event]) -> None:
        """These happened, in this order; told on with ``turn_over``."""

    def turn_over(self) -> None:
        """That was all for now."""

    def odd(self, reason: str) -> None:
        """Something did not fit and was left out."""

    def people_changed(self) -> None:
        """Somebody came, changed or left."""

    def unread(self, shard: "Shard") -> None:
        """A new subscription stands: all its people have to be read."""

    def resumed(self, shard: "Shard") -> None:
        """The subscription of before goes on."""

    def fell_back(self, shard: "Shard", problem: Problem) -> None:
        """The filter for everybody is refused; the shard has asked for its fallback."""

    def without(self, shard: "Shard", lacks: tuple[Lack, ...]) -> None:
        """What this shard's subscription has to do without."""

    def broke(self, shard: "Shard", problem: Problem) -> None:
        """The line is of no more use; what it vouched for has been told to be lost."""


class Shard:
    """One line by number. Its session outlives its sockets."""

    def __init__(self, number: int, ears: Ears, clock: Clock, times: Times) -> None:
        self.number = number
        self.session = Session(times, number)
        self.share = Share()
        self.problem: Problem | None = None
        """What ended the last socket."""
        self.lost_at: float | None = None
        """When a line that stood was lost (steady clock); None for one that never stood."""
        self.up_since: float | None = None
        """Since when it stands (steady clock); None while it does not."""
        self.stood: float | None = None
        """For how many seconds the last one stood; None where it never did."""
        self.task: asyncio.Task[None] | None = None
        """Follows the present socket."""
        self.settled = asyncio.Event()
        """Set when the present try has come to stand, or to an end."""
        self._ears = ears
        self._clock = clock
        self._times = times
        self._socket: Socket | None = None
        self._due: list[Deed] = []
        self._leaving = False
        self._next_look = 0.0
        self._sooner = asyncio.Event()

    @property
    def up(self) -> bool:
        """Whether its subscription stands."""
        return self.up_since is not None

    def holds(self, socket: Socket) -> bool:
        """Whether it follows this socket."""
        return self._socket is socket

    def context(self) -> str:
        """What to reconnect with, where there is something to recover."""
        return self.session.context(self._moment())

    def monitor(self, share: Share, fallback: Share | None = None) -> bool:
        """Whom to subscribe to from now on. Whether there are people among them of whom nothing is heard yet."""
        self.share = share
        deeds = self.session.monitor(share, self._moment(), fallback)
        self._soon(deeds)
        return bool(deeds)

    def drop(self, problem: Problem) -> None:
        """Give this line up, because of something only others know, such as another network. Told at once."""
        self._soon(self.session.lost(problem, self._moment()))

    def _soon(self, deeds: list[Deed]) -> None:
        if deeds and self._socket is not None:
            self._due += deeds
            self._socket.wake.set()

    async def follow(self, socket: Socket) -> None:
        """Follow this socket to its end. Cancelled, it takes its subscription back first."""
        self._socket, self.problem = socket, Problem(ProblemKind.LINE_LOST)
        self._due, self._leaving, self.stood = [], False, None
        self.settled.clear()
        try:
            async with asyncio.TaskGroup() as group:
                companions = [
                    group.create_task(socket.read(), name=f"socket {self.number}"),
                    group.create_task(self._keep_time(socket), name=f"line clock {self.number}"),
                ]
                try:
                    self.problem = await self._converse(socket, self.session.opened(self._moment()))
                except asyncio.CancelledError:
                    await self._leave(socket)
                    raise
                finally:
                    for companion in companions:
                        companion.cancel()
        finally:
            # However it ended: that nothing is vouched for any more is told before anything else is done.
            deeds = self.session.lost(self.problem, self._moment())
            self._ears.happened(event for deed in deeds if isinstance(deed, Deliver) for event in deed.events)
            self._fall()
            self._ears.turn_over()
            self._socket = None
            self.settled.set()
            await socket.close()

    async def _converse(self, socket: Socket, deeds: list[Deed]) -> Problem:
        """Do what the session wants done until it drops the socket; why it did."""
        while True:
            for deed in self._perform(deeds):
                if isinstance(deed, Drop):
                    return deed.problem
                await (socket.send(deed.text) if isinstance(deed, Send) else socket.ping())
            if self.session.due() < self._next_look:
                self._sooner.set()
            await socket.wake.wait()
            socket.wake.clear()
            deeds = self._look(socket)

    async def _leave(self, socket: Socket) -> None:
        self._leaving = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await self._converse(socket, [*self._look(socket), *self.session.leaving(self._moment())])

    def _look(self, socket: Socket) -> list[Deed]:
        """What has happened to the socket since the last look."""
        moment = self._moment()
        deeds, self._due = self._due, []
        if texts := socket.take():
            deeds += self.session.received(texts, moment)
        if socket.ponged:
            socket.ponged = False
            deeds += self.session.ponged(moment)
        deeds += self.session.tick(moment)
        if socket.ended is not None:
            deeds += self.session.lost(socket.ended, moment)
        return deeds

    def _perform(self, deeds: Sequence[Deed]) -> list[Send | Ping | Drop]:
        """Do what needs no waiting, tell what there is to tell; what needs the socket is left to the caller."""
        left: list[Send | Ping | Drop] = []
        for deed in deeds:
            match deed:
                case Deliver(events=events):
                    self._ears.happened(events)
                case Note(reason=reason):
                    self._ears.odd(reason)
                case ReadPeople():
                    self._ears.people_changed()
                case Resumed() | Read():
                    self.up_since = self._clock.monotonic()
                    self.settled.set()
                    (self._ears.unread if isinstance(deed, Read) else self._ears.resumed)(self)
                case FellBack(problem=problem):
                    self._ears.fell_back(self, problem)
                case Without(lacks=lacks):
                    self._ears.without(self, lacks)
                case Drop(problem=problem):
                    self._fall()
                    if not self._leaving:
                        self._ears.broke(self, problem)
                    left.append(deed)
                case Send() | Ping():
                    left.append(deed)
        self._ears.turn_over()
        return left

    def _fall(self) -> None:
        if self.up_since is not None:
            self.lost_at = self._clock.monotonic()
            self.stood, self.up_since = self.lost_at - self.up_since, None

    async def _keep_time(self, socket: Socket) -> None:
        """Wake the line when its session has something due, and in between to notice that the machine slept."""
        while True:
            now = self._clock.monotonic()
            self._next_look = max(now + LEAST_LOOK, min(self.session.due(), now + self._times.look))
            self._sooner.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._clock.real(self._next_look - now)):
                    await self._sooner.wait()
                    continue
            socket.wake.set()

    def _moment(self) -> Moment:
        return Moment(self._clock.now(), self._clock.monotonic())
