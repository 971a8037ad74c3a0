"""The feed: keeps one line to RingCentral and tells everything that happens on it, in order, as domain events.

It signs in, reads who there is, subscribes first and reads presence afterwards, so that nothing is missed in between,
and begins again whenever the line breaks. Whoever listens is told of a loss at once.
"""

import asyncio
import contextlib
import itertools
import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import NoReturn

from rcboard.domain.events import Event, LinkChanged, PeopleRead
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.times import Clock, Times
from rcboard.platform.backoff import Backoff
from rcboard.platform.budget import Group
from rcboard.platform.errors import RcError, to_problem
from rcboard.platform.reading import Reading
from rcboard.platform.rest import RestBridge
from rcboard.platform.session import Deed, Deliver, Drop, Moment, Note, Ping, Read, Resumed, Send, Session
from rcboard.platform.socket import Socket
from rcboard.platform.wire import Ticket

log = logging.getLogger(__name__)

MOST_FILTERS = 500
"""People up to whom each has a filter of his own (RingCentral's advice for one subscription); above, one for all."""
_ACCOUNT = "/restapi/v1.0/account/~"
_DETAILED = "presence?detailedTelephonyState=true"

OpenSocket = Callable[[Ticket, str], Awaitable[Socket]]
"""Opens a socket with a ticket and the context of the session before."""
Tell = Callable[[Sequence[Event]], None]


def filters(people: Sequence[Person]) -> list[str]:
    """What to subscribe to for these people."""
    if len(people) > MOST_FILTERS:
        return [f"{_ACCOUNT}/{_DETAILED}"]
    return [f"{_ACCOUNT}/extension/{person.id}/{_DETAILED}" for person in people]


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
        self._tell = tell
        self._clock = clock
        self._times = times
        self._chance = chance
        self._pages = pages
        self._session = Session(times)
        self._backoff = Backoff(times, chance)
        self._reads = itertools.count(1)
        self._people: tuple[Person, ...] = ()
        self._link = Link(since=clock.now())
        self._told: list[Event] = []
        self._whole = False
        self._reading: asyncio.Task[None] | None = None
        self._live_since: float | None = None
        self._lost_at: float | None = None
        self._sessions = 0
        self._odd: dict[str, int] = {}
        self._again = asyncio.Event()

    def retry_now(self) -> None:
        """Do not wait for the next try any longer."""
        self._again.set()

    async def run(self) -> None:
        """Keep the line until cancelled; returns when only a person can help, having said so."""
        while True:
            problem = await self._attempt()
            if problem.permanent:
                log.warning("the line ends: %s", RcError(problem))
                self._say(Phase.SIGNED_OUT, problem)
                self._flush()
                return
            if self._live_since is not None and self._clock.monotonic() - self._live_since >= self._times.steady:
                self._backoff.worked()
            self._live_since = None
            wait = max(self._backoff.wait(problem), self._rest.wait(Group.AUTH))
            if self._lost_at is None:
                self._lost_at = self._clock.now()
                log.warning("no line: %s", RcError(problem))
            self._say(Phase.RECONNECTING, problem, retry_at=self._clock.now() + wait)
            self._flush()
            await self._pause(wait)

    async def _attempt(self) -> Problem:
        """One try from wherever we are to a live line; what ended it."""
        try:
            if not self._rest.signed_in:
                if self._lost_at is None:
                    self._say(Phase.SIGNING_IN)
                    self._flush()
                await self._rest.ensure()
            if not self._people:
                await self._read_people()
            await self._hold()
        except RcError as error:
            return error.problem
        except Exception as error:
            # The text of a foreign exception may hold a secret; where it happened does not.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("%s in the feed:\n%s", type(error).__name__, where)  # noqa: TRY400
            return to_problem(error)

    async def _pause(self, seconds: float) -> None:
        """Wait that long, or until somebody wants it now."""
        until = self._clock.monotonic() + seconds
        self._again.clear()
        while not self._again.is_set() and (left := until - self._clock.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._again.wait(), self._clock.real(left))

    async def _read_people(self) -> None:
        own = await self._rest.own_id()
        per_page, first = self._pages
        found: dict[str, Person] = {}
        page = await self._rest.people(per_page=per_page, page=first)
        seen = {""}
        while True:
            self._note(page.odd)
            found |= {one.id: replace(one, own=one.id == own) for one in page.records if one.monitored}
            if page.next_uri in seen:
                break
            seen.add(page.next_uri)
            page = await self._rest.people(page.next_uri)
        self._people = tuple(found.values())
        self._session.monitor(filters(self._people))
        self._told.append(PeopleRead(self._people))
        self._flush()
        if not self._people:
            raise RcError(Problem(ProblemKind.NOT_FOUND, code="nobody"))

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
                group.create_task(socket.read(), name="socket")
                group.create_task(self._keep_time(socket), name="line clock")
                group.create_task(self._keep_token(), name="token")
                await self._follow(socket, group)
        except* RcError as several:
            problem = next((one.problem for one in several.exceptions if isinstance(one, RcError)), problem)
        finally:
            # However it ended: that nothing is vouched for any more is told before anything else is done.
            self._told += [e for d in self._session.lost(problem) if isinstance(d, Deliver) for e in d.events]
            self._flush()
            await socket.close()
        raise RcError(problem)

    async def _follow(self, socket: Socket, group: asyncio.TaskGroup) -> None:
        """Do what the session wants done until it drops the socket."""
        deeds = self._session.opened(self._moment())
        while True:
            for deed in self._perform(deeds, group):
                if isinstance(deed, Drop):
                    raise RcError(deed.problem)
                await (socket.send(deed.text) if isinstance(deed, Send) else socket.ping())
            await socket.wake.wait()
            socket.wake.clear()
            deeds = self._look(socket)

    def _look(self, socket: Socket) -> list[Deed]:
        """What has happened to the socket since the last look."""
        moment = self._moment()
        deeds: list[Deed] = []
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
                    self._told += events
                case Note(reason=reason):
                    self._note((reason,))
                case Resumed() if self._whole:
                    self._stand()
                case Read() | Resumed():
                    self._read_again(group)
                case Drop(problem=problem):
                    if not problem.permanent:
                        self._say(Phase.RECONNECTING, problem)
                    left.append(deed)
                case Send() | Ping():
                    left.append(deed)
        self._flush()
        return left

    async def _keep_time(self, socket: Socket) -> None:
        """Wake the feed when the session has something due.

        Also in between, for what has become due earlier, and to notice that the machine slept.
        """
        while True:
            wait = self._session.due() - self._clock.monotonic()
            await self._clock.sleep(max(0.05, min(wait, self._times.ping / 2)))
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

    # -- reading everybody

    def _read_again(self, group: asyncio.TaskGroup) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._whole = False
        self._say(Phase.READING, total=len(self._people))
        self._reading = group.create_task(self._read_everybody(), name="reading")

    async def _read_everybody(self) -> None:
        def tell(events: Sequence[Event]) -> None:
            self._told += events
            if self._link.read != reading.read:
                self._say(Phase.READING, read=reading.read, total=reading.total)
            self._flush()

        def delayed(problem: Problem, retry_at: float) -> None:
            self._say(Phase.READING, problem, retry_at, reading.read, reading.total)
            self._flush()

        reading = Reading(
            self._rest,
            [person.id for person in self._people],
            numbers=self._reads,
            clock=self._clock,
            backoff=Backoff(self._times, self._chance),
            tell=tell,
            delayed=delayed,
        )
        await reading.run()
        self._note(reading.odd)
        self._whole = True
        self._stand()
        self._flush()

    # -- telling

    def _stand(self) -> None:
        """The line is live."""
        self._live_since = self._clock.monotonic()
        if self._lost_at is None:
            log.info("the line is live: %d people", len(self._people))
        else:
            log.info("the line is live again after %.0f s", self._clock.now() - self._lost_at)
            self._lost_at = None
        self._say(Phase.LIVE)

    def _say(
        self, phase: Phase, problem: Problem | None = None, retry_at: float | None = None, read: int = 0, total: int = 0
    ) -> None:
        since = self._link.since if self._link.phase is phase else self._clock.now()
        self._link = Link(phase, since, problem, retry_at, read, total)
        self._told.append(LinkChanged(self._link))

    def _flush(self) -> None:
        """Hand over what happened in this turn together."""
        if self._told:
            told, self._told = self._told, []
            self._tell(told)

    def _note(self, reasons: Sequence[str]) -> None:
        """Count what was odd; each kind is logged once."""
        for reason in reasons:
            if reason not in self._odd:
                log.warning("left out what did not fit: %s", reason)
            self._odd[reason] = self._odd.get(reason, 0) + 1

    def _moment(self) -> Moment:
        return Moment(self._clock.now(), self._clock.monotonic())
