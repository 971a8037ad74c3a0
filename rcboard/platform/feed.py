"""The feed: keeps one line to RingCentral and tells everything that happens on it, in order, as domain events.

It signs in, reads who there is, subscribes first and reads presence afterwards, so that nothing is missed in between,
and begins again whenever the line breaks. Whoever listens is told of a loss at once.
"""

import asyncio
import contextlib
import itertools
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NoReturn

from rcboard.domain.events import Event
from rcboard.domain.link import Phase, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.times import Clock, Times
from rcboard.platform.backoff import Backoff
from rcboard.platform.colleagues import Colleagues
from rcboard.platform.errors import RcError, to_problem
from rcboard.platform.reading import Reading
from rcboard.platform.rest import RestBridge
from rcboard.platform.session import Deed, Deliver, Drop, Moment, Note, Ping, Read, ReadPeople, Resumed, Send, Session
from rcboard.platform.socket import Socket
from rcboard.platform.telling import Tell, Telling
from rcboard.platform.wire import Ticket

log = logging.getLogger(__name__)

MOST_FILTERS = 500
"""People up to whom each has a filter of his own (RingCentral's advice for one subscription); above, one for all."""
LEAST_LOOK = 0.02
"""Seconds between two looks at a session that says something is due."""
_ACCOUNT = "/restapi/v1.0/account/~"
_DETAILED = "presence?detailedTelephonyState=true"

OpenSocket = Callable[[Ticket, str], Awaitable[Socket]]
"""Opens a socket with a ticket and the context of the session before."""


def filters(people: Sequence[Person]) -> list[str]:
    """What to subscribe to for these people: their presence, and changes of the list itself."""
    changes = f"{_ACCOUNT}/extension"
    if len(people) > MOST_FILTERS:
        return [f"{_ACCOUNT}/{_DETAILED}", changes]
    return [*(f"{_ACCOUNT}/extension/{person.id}/{_DETAILED}" for person in people), changes]


class Feed:
    """One line. ``tell`` hears the events; it must not raise. ``pages`` is how many people to a page, and the first."""

    def __init__(
        self,
        rest: RestBridge,
        open_socket: OpenSocket,
        *,
        tell: Tell,
        clock: Clock,
        times: Times,
        chance: Callable[[], float],
        pages: tuple[int, int],
    ) -> None:
        self._rest = rest
        self._open_socket = open_socket
        self._clock = clock
        self._times = times
        self._chance = chance
        self._telling = Telling(tell, clock)
        self._session = Session(times)
        self._colleagues = Colleagues(rest, pages, self._telling.note)
        self._backoff = Backoff(times, chance)
        self._reads = itertools.count(1)
        self._whole = False
        self._reading: asyncio.Task[None] | None = None
        self._list_changed = asyncio.Event()
        self._due: list[Deed] = []
        self._next_look = 0.0
        self._sooner = asyncio.Event()
        self._live_since: float | None = None
        self._sessions = 0
        self._again = asyncio.Event()

    def retry_now(self) -> None:
        """Do not wait for the next try any longer."""
        self._again.set()

    async def run(self) -> None:
        """Keep the line until cancelled; returns when only a person can help, having said so."""
        while True:
            problem = await self._attempt()
            if (task := asyncio.current_task()) and task.cancelling():
                # A task group that is ending for its own reasons forgets that it was cancelled meanwhile.
                raise asyncio.CancelledError
            self._telling.lost(problem)
            if problem.permanent:
                self._telling.say(Phase.SIGNED_OUT, problem)
                self._telling.flush()
                return
            if self._live_since is not None and self._clock.monotonic() - self._live_since >= self._times.steady:
                self._backoff.worked()
            self._live_since = None
            wait = max(self._backoff.wait(problem), self._rest.wait_for_ticket())
            self._telling.say(Phase.RECONNECTING, problem, retry_at=self._clock.now() + wait)
            self._telling.flush()
            await self._pause(wait)

    async def _attempt(self) -> Problem:
        """One try from wherever we are to a live line; what ended it."""
        try:
            if not self._rest.signed_in:
                if self._telling.link.phase is not Phase.RECONNECTING:
                    self._telling.say(Phase.SIGNING_IN)
                    self._telling.flush()
                await self._rest.ensure()
            if not self._colleagues.people:
                await self._read_people()
            await self._hold()
        except RcError as error:
            return error.problem
        except Exception as error:
            # The text of a foreign exception may hold a secret; where it happened does not.
            log.error("%s in the feed:\n%s", type(error).__name__, "\n".join(_places(error)))  # noqa: TRY400
            return to_problem(error)

    async def _pause(self, seconds: float) -> None:
        """Wait that long, or until somebody wants it now."""
        until = self._clock.monotonic() + seconds
        self._again.clear()
        while not self._again.is_set() and (left := until - self._clock.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._clock.real(left)):
                    await self._again.wait()

    # -- one socket

    async def _hold(self) -> NoReturn:
        """Open a socket and follow it to its end; raises RcError with what ended it."""
        ticket = await self._rest.ticket()
        if self._sessions != self._rest.sessions:
            self._sessions = self._rest.sessions
            self._session.forget()
        socket = await self._open_socket(ticket, self._session.context(self._moment()))
        problem = Problem(ProblemKind.LINE_LOST)
        try:
            async with asyncio.TaskGroup() as group:
                for name, work in (
                    ("socket", socket.read()),
                    ("line clock", self._keep_time(socket)),
                    ("token", self._keep_token()),
                    ("list of people", self._keep_people(socket, group)),
                    ("slow check", self._keep_checking()),
                ):
                    group.create_task(work, name=name)
                await self._follow(socket, group)
        except* RcError as several:
            problem = next((one.problem for one in several.exceptions if isinstance(one, RcError)), problem)
        finally:
            # However it ended: that nothing is vouched for any more is told before anything else is done.
            for deed in self._session.lost(problem):
                self._telling.add(deed.events if isinstance(deed, Deliver) else ())
            self._telling.flush()
            await socket.close()
        raise RcError(problem)

    async def _follow(self, socket: Socket, group: asyncio.TaskGroup) -> None:
        """Do what the session wants done until it drops the socket."""
        self._due = []
        deeds = self._session.opened(self._moment())
        while True:
            for deed in self._perform(deeds, group):
                if isinstance(deed, Drop):
                    raise RcError(deed.problem)
                await (socket.send(deed.text) if isinstance(deed, Send) else socket.ping())
            if self._session.due() < self._next_look:
                self._sooner.set()
            await socket.wake.wait()
            socket.wake.clear()
            deeds = self._look(socket)

    def _look(self, socket: Socket) -> list[Deed]:
        """What has happened to the socket since the last look."""
        moment = self._moment()
        deeds, self._due = self._due, []
        if texts := socket.take():
            deeds += self._session.received(texts, moment)
        if socket.ponged:
            socket.ponged = False
            deeds += self._session.ponged(moment)
        deeds += self._session.tick(moment)
        if socket.ended is not None:
            deeds += self._session.lost(socket.ended)
        return deeds

    def _perform(self, deeds: Sequence[Deed], group: asyncio.TaskGroup) -> list[Send | Ping | Drop]:
        """Do what needs no waiting, tell what there is to tell; what needs the socket is left to the caller."""
        left: list[Send | Ping | Drop] = []
        for deed in deeds:
            match deed:
                case Deliver(events=events):
                    self._telling.add(events)
                case Note(reason=reason):
                    self._telling.note((reason,))
                case ReadPeople():
                    self._list_changed.set()
                case Resumed() if self._whole:
                    self._stand()
                case Read() | Resumed():
                    self._read_again(group)
                case Drop(problem=problem):
                    if not problem.permanent:
                        self._telling.say(Phase.RECONNECTING, problem)
                    left.append(deed)
                case Send() | Ping():
                    left.append(deed)
        self._telling.flush()
        return left

    async def _keep_time(self, socket: Socket) -> None:
        """Wake the feed when the session has something due, and in between to notice that the machine slept."""
        while True:
            now = self._clock.monotonic()
            self._next_look = max(now + LEAST_LOOK, min(self._session.due(), now + self._times.ping / 2))
            self._sooner.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._clock.real(self._next_look - now)):
                    await self._sooner.wait()
                    continue
            socket.wake.set()

    async def _keep_token(self) -> None:
        """Renew the token in time: the gateway closes a socket whose token ends, and no call may come for hours."""
        while True:
            wait = self._rest.renew_at() - self._clock.now()
            if wait > 0:
                # Not for an hour at once: the machine may sleep, and loops are bad at long timers.
                await self._clock.sleep(min(wait, 60.0))
                continue
            try:
                await self._rest.ensure()
            except RcError as error:
                if error.problem.permanent:
                    raise
                await self._clock.sleep(error.problem.retry_after or self._times.request)

    # -- the list of people

    async def _read_people(self) -> list[Deed]:
        """Read the list and tell who is new on it; what the session wants done about that."""
        self._telling.add(await self._colleagues.read())
        self._telling.flush()
        people = self._colleagues.people
        if not people:
            raise RcError(Problem(ProblemKind.NOT_FOUND, code="nobody"))
        return self._session.monitor(filters(people), self._moment())

    async def _keep_people(self, socket: Socket, group: asyncio.TaskGroup) -> None:
        """Read the list again when it changed, one reading at a time."""
        while True:
            await self._list_changed.wait()
            await self._clock.sleep(self._times.first_retry)  # changes come in bunches
            self._list_changed.clear()
            before = {person.id for person in self._colleagues.people}
            try:
                deeds = await self._read_people()
            except RcError as error:
                log.info("the list of people could not be read again: %s", error)
                continue
            came = [person.id for person in self._colleagues.people if person.id not in before]
            if deeds:
                self._due += deeds  # a new subscription is followed by a reading of everybody
                socket.wake.set()
            elif came:
                group.create_task(self._read_quietly(came), name="newcomers")

    # -- reading presence

    def _read_again(self, group: asyncio.TaskGroup) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._whole = False
        self._telling.say(Phase.READING, total=len(self._colleagues.people))
        self._reading = group.create_task(self._read_everybody(), name="reading")

    async def _read_everybody(self) -> None:
        """Read everybody for the present subscription and say how far it is."""

        def tell(events: Sequence[Event]) -> None:
            self._telling.add(events)
            if self._telling.link.read != reading.read:
                self._telling.say(Phase.READING, read=reading.read, total=reading.total)
            self._telling.flush()

        def delayed(problem: Problem, retry_at: float) -> None:
            self._telling.say(Phase.READING, problem, retry_at, reading.read, reading.total)
            self._telling.flush()

        reading = self._new_reading((person.id for person in self._colleagues.people), tell, delayed)
        await reading.run()
        self._telling.note(reading.odd)
        self._whole = True
        self._stand()
        self._telling.flush()

    async def _read_quietly(self, ids: Iterable[str]) -> None:
        """Read these people while the line stands as it stands."""

        def tell(events: Sequence[Event]) -> None:
            self._telling.add(events)
            self._telling.flush()

        reading = self._new_reading(ids, tell, lambda problem, retry_at: None)
        try:
            await reading.run()
        except RcError as error:
            log.info("presence could not be read again: %s", error)

    async def _keep_checking(self) -> None:
        """Now and then look whether people and presence are as we think: an event may never have been sent."""
        while True:
            await self._clock.sleep(self._times.check)
            self._list_changed.set()
            if self._whole:
                await self._read_quietly([person.id for person in self._colleagues.people])

    def _new_reading(self, ids: Iterable[str], tell: Tell, delayed: Callable[[Problem, float], None]) -> Reading:
        backoff = Backoff(self._times, self._chance)
        numbers, clock = self._reads, self._clock
        return Reading(self._rest, ids, numbers=numbers, clock=clock, backoff=backoff, tell=tell, delayed=delayed)

    def _stand(self) -> None:
        """The line is live."""
        self._live_since = self._clock.monotonic()
        self._telling.back(len(self._colleagues.people))
        self._telling.say(Phase.LIVE)

    def _moment(self) -> Moment:
        return Moment(self._clock.now(), self._clock.monotonic())


def _places(error: BaseException) -> list[str]:
    """Where an exception, or each of a group, was raised."""
    if isinstance(error, BaseExceptionGroup):
        return [place for one in error.exceptions for place in _places(one)]
    return [f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"]
