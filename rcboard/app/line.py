"""The line: one live connection to RingCentral, from sign-in to good-bye, without a window.

Importing this module is cheap. The SDK, requests and websockets are loaded in a worker thread once the line runs, so
that a window can be painted before and goes on being painted meanwhile.
"""

import asyncio
import contextlib
import importlib
import logging
import random as chance
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from rcboard.app.clock import SystemClock
from rcboard.app.surroundings import Listen, Surroundings
from rcboard.app.tasks import Tasks
from rcboard.app.vault import Vault, access_of
from rcboard.domain.allowance import Allowance, Group, Spent
from rcboard.domain.events import Event, LinkChanged
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.preferences import Connection, Whom
from rcboard.domain.presence import Presence
from rcboard.domain.times import Clock, Times
from rcboard.host import heap, network, sleep
from rcboard.host.credentials import Credentials

if TYPE_CHECKING:
    from rcboard.platform.feed import Feed
    from rcboard.platform.rest import RestBridge
    from rcboard.platform.ring_wire import RingOut
    from rcboard.platform.sign_in import Grant
    from rcboard.platform.workers import Workers

log = logging.getLogger(__name__)

T = TypeVar("T")

WORKERS = 4
"""Threads for REST calls: reads, a token, and one to spare."""
GOING_HOME = 0.25
"""The machine's seconds for idle threads to end; one that hangs in a call is left behind."""


class Line:
    """One sign-in's live line. ``tell`` hears what happens, in the loop's thread, all of one turn together.

    ``run`` once, then ``close`` once; ``stop`` and ``retry_now`` at any time. ``per_page`` and ``first_page`` are for
    the list of people.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        tell: Callable[[Sequence[Event]], None],
        times: Times = Times(),
        clock: Clock | None = None,
        random: chance.Random | None = None,
        per_page: int = 1000,
        first_page: int = 1,
        connection: Connection = Connection(),
        whom: Whom = Whom(),
        heard: Callable[[str, int, Mapping[str, str]], None] = lambda path, status, headers: None,
        past: Callable[[], Mapping[Group, Spent]] = dict,
        vault: Vault | None = None,
        grant: "Grant | None" = None,
        addresses: Callable[[], frozenset[str]] = network.addresses,
        listen: Listen = sleep.listen,
        first: Callable[[], Iterable[str]] = tuple,
        queues: Callable[[], Mapping[str, tuple[str, ...]]] = dict,
    ) -> None:
        """``grant`` is what somebody just agreed to in the browser; ``vault`` keeps what the sign-in becomes.

        ``addresses`` and ``listen`` are what the computer says of itself, see ``Surroundings``. ``first`` names who is
        read first where not all can be read at once, most wanted first. ``past`` tells, in a worker thread, what other
        processes of this user, and lines before this one, have used up of what RingCentral allows. ``queues`` gives the
        names of call queues by a person's id, as a start before knew them.
        """
        self._heard = heard
        self._past = past
        self._tell = tell
        self._times = times
        self._clock: Clock = clock or SystemClock()
        self._vault = vault or Vault(credentials, times, self._clock)
        self._grant = grant
        self._chance = (random or chance.Random()).random
        self._pages = (per_page, first_page)
        self._connection = connection
        self._whom = whom
        self._first = first
        self._queues = queues
        self._surroundings = Surroundings(
            changed=self._changed,
            goes_to_sleep=self._goes_to_sleep,
            back=self.retry_now,
            clock=self._clock,
            times=times,
            addresses=addresses,
            listen=listen,
        )
        self._stop = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._workers: Workers | None = None
        self._rest: RestBridge | None = None
        self._feed: Feed | None = None

    async def run(self) -> None:
        """Keep the line until ``stop`` or until only a person can help; that has then been told."""
        if self._stop.is_set():
            return
        self._ended.clear()
        try:
            async with Tasks() as tasks:
                keeping = tasks.start(self._keep(), name="feed")
                tasks.start(self._surroundings.run(), name="surroundings")
                stopping = tasks.start(self._stop.wait(), name="stop")
                await asyncio.wait((keeping, stopping), return_when=asyncio.FIRST_COMPLETED)
                tasks.cancel()
            if self._stop.is_set():
                self._tell([LinkChanged(Link(Phase.STOPPED, self._clock.now()))])
        finally:
            self._ended.set()

    @property
    def allowances(self) -> tuple[Allowance, ...]:
        """How often RingCentral may still be asked, by rate group; empty before the line has begun."""
        return self._rest.allowances if self._rest is not None else ()

    @property
    def oddities(self) -> Mapping[str, int]:
        """What came that did not fit, and what ended lines, each with how often."""
        return self._feed.oddities if self._feed is not None else {}

    def stop(self) -> None:
        """Let ``run`` come to its end."""
        self._stop.set()

    def retry_now(self) -> None:
        """Try again at once instead of when it is due."""
        if self._feed is not None:
            self._feed.retry_now()

    def may_look(self, id: str) -> bool:
        """Whether this person can be asked about at once, without taking a call from anything that is due."""
        return self._feed is not None and self._feed.may_look(id)

    async def look_at(self, id: str) -> bool:
        """Ask about one person anew; what is heard is told as always. Whether RingCentral answered."""
        return self._feed is not None and await self._feed.look_at(id)

    async def own_id(self) -> str:
        """The extension id of whoever is signed in; empty where nobody is, or where presence may not be changed."""
        rest = self._rest
        return await rest.own_id() if rest is not None and rest.signed_in and rest.may("EditPresence") else ""

    async def change_own(self, changes: Mapping[str, str | bool]) -> Presence | Problem:
        """Change one's own presence, fields by our names; the record afterwards, or why it was refused."""
        return await self._put(Group.MEDIUM, lambda rest: rest.change_own_presence(changes))

    async def ring_out(self, own: str, number: str) -> "RingOut | Problem":
        """Have RingCentral ring one's own phone, then this number; the call, or why there is none."""
        if self._rest is not None and self._rest.signed_in and not self._rest.may("RingOut"):
            return Problem(ProblemKind.PERMISSION_MISSING, detail="RingOut")
        return await self._put(Group.HEAVY, lambda rest: rest.ring_out(own, number))

    async def ring_out_now(self, id: str) -> "RingOut | Problem":
        """How such a call stands."""
        return await self._put(Group.LIGHT, lambda rest: rest.ring_out_now(id))

    async def cancel_ring_out(self, id: str) -> Problem | None:
        """Take such a call back; why that was refused."""
        return await self._put(Group.HEAVY, lambda rest: rest.cancel_ring_out(id))

    async def _put(self, group: Group, question: "Callable[[RestBridge], Awaitable[T]]") -> T | Problem:
        """Put a person's question; its answer, or why there is none. Nobody waits for a rate limit: it is told."""
        from rcboard.platform.budget import Urgency
        from rcboard.platform.errors import RcError  # late: it decodes with msgspec

        if self._rest is None:
            return Problem(ProblemKind.OFFLINE)
        if (wait := self._rest.wait(group, Urgency.NOW)) > self._times.first_retry:
            return Problem(ProblemKind.RATE_LIMITED, retry_after=wait)
        try:
            return await question(self._rest)
        except RcError as error:
            return error.problem

    def choose(self, whom: Whom) -> None:
        """Show these people from now on."""
        self._whom = whom
        if self._feed is not None:
            self._feed.choose(whom)

    def _changed(self, problem: Problem) -> None:
        log.info("begin anew: %s", problem.kind)
        if self._feed is not None:
            self._feed.begin_anew(problem)

    def _goes_to_sleep(self) -> None:
        if self._feed is not None:
            self._feed.fall_asleep()

    async def close(self, revoke: bool) -> None:
        """Say good-bye, within ``times.close``; with ``revoke`` a session nobody else uses is ended on the server."""
        self.stop()
        limit = max(1.0, self._clock.real(self._times.close))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit):
                await self._ended.wait()
                if revoke and self._rest is not None:
                    await self._revoke(self._rest)
        rest, workers, self._rest, self._workers = self._rest, self._workers, None, None
        if rest is not None:
            rest.drop_connections()
        if workers is not None:
            await workers.close(GOING_HOME)

    @staticmethod
    async def _revoke(rest: "RestBridge") -> None:
        from rcboard.platform.errors import RcError  # late: it decodes with msgspec

        try:
            await rest.leave()
        except RcError as error:
            # The session then ends by itself; RingCentral asks clients not to mind.
            log.info("the session could not be ended: %s", error)

    async def _keep(self) -> None:
        from rcboard.platform.errors import RcError  # late: it decodes with msgspec

        workers, assembly = await self._load()
        try:
            way = await workers.run(lambda: assembly.load_way(self._connection.ca_file, self._connection.proxy))
        except RcError as error:
            self._tell([LinkChanged(Link(Phase.SIGNED_OUT, self._clock.now(), error.problem))])
            return
        self._rest = assembly.bridge(
            access_of(assembly, self._vault.credentials, self._grant),
            way,
            workers=workers,
            count=WORKERS,
            clock=self._clock,
            times=self._times,
            vault=self._vault,
            heard=self._heard,
            past=await workers.run(self._past),
        )
        self._feed = assembly.feed(
            self._rest,
            way,
            tell=self._tell,
            clock=self._clock,
            times=self._times,
            chance=self._chance,
            pages=self._pages,
            filters=self._connection.filters,
            whom=self._whom,
            first=self._first,
            queues=self._queues(),
        )
        await self._feed.run()

    async def _load(self) -> "tuple[Workers, Any]":
        """Import what is heavy, off this thread."""
        from rcboard.platform.workers import Workers

        heap.give_back()  # before they begin
        workers = self._workers = Workers(WORKERS, "rcboard REST")
        assembly = await workers.run(lambda: importlib.import_module("rcboard.platform.assembly"))
        return workers, assembly
