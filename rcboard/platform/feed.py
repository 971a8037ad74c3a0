"""The feed: keeps the lines to RingCentral and tells everything that happens on them, in order, as domain events.

It signs in, reads who there is, subscribes first and reads presence afterwards, so that nothing is missed in between,
and begins again whenever a line breaks. Whoever listens is told of a loss at once.

What is done where: ``fleet`` knows which lines there are and which comes next, ``lines`` brings them up, ``shard``
follows one, ``session`` is its protocol, ``reader`` reads presence, ``roll`` keeps who there is and who
answers for which call queue, ``telling`` tells it.
For whoever knows more than a line does (another network, a waking machine): ``drop`` gives up all lines at once,
``retry_now`` waits no longer, ``look_again`` reads the list of people again, ``check`` reads everybody's presence.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import replace
from typing import Any

from rcboard.domain.allowance import Group
from rcboard.domain.events import Event, PresenceForgotten
from rcboard.domain.link import Feature, Lack, Phase, Problem, ProblemKind
from rcboard.domain.preferences import Filters, Whom
from rcboard.domain.times import Clock, Times
from rcboard.platform.budget import Urgency
from rcboard.platform.errors import RcError
from rcboard.platform.fleet import Fleet
from rcboard.platform.lines import AT_ONCE, Lines, OpenSocket, problem_of
from rcboard.platform.reader import Reader
from rcboard.platform.rest import RestBridge
from rcboard.platform.roll import Roll
from rcboard.platform.shard import Shard
from rcboard.platform.telling import Tell, Telling


class Feed:
    """The lines of one sign-in; hears what happens on them (``shard.Ears``).

    ``tell`` hears the events; it must not raise. ``pages`` is how many people to a page, and the first.
    """

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
        filters: Filters = Filters.AUTO,
        whom: Whom = Whom(),
        first: Callable[[], Iterable[str]] = tuple,
        queues: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """``queues`` are the names of call queues by a person's id, as far as a start before knew them."""
        self._rest = rest
        self._clock = clock
        self._times = times
        self._telling = Telling(tell, clock)
        self._roll = Roll(
            rest,
            self._telling,
            clock=clock,
            times=times,
            pages=pages,
            whom=whom,
            queues=queues or {},
            changed=self._people_read,
        )
        self._fleet = Fleet(lambda number: Shard(number, self, clock, _lasting(times, chance())), filters)
        self._reader = Reader(
            rest,
            self._fleet,
            self._telling,
            clock=clock,
            times=times,
            chance=chance,
            everybody=lambda: len(self._roll),
            progress=self._say,
            first=first,
        )
        self._lines = Lines(
            rest,
            open_socket,
            self._fleet,
            self._telling,
            clock=clock,
            times=times,
            chance=chance,
            prepare=self._prepare,
            settled=self._settled,
            start=self._start,
        )
        self._slept: Problem | None = None
        self._anew_at: float | None = None
        self._live = asyncio.Event()
        self._signed_in = asyncio.Event()
        self._failed: asyncio.Future[Problem] | None = None
        self._group: asyncio.TaskGroup | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # -- what others may want

    def retry_now(self) -> None:
        """Do not wait for the next try any longer."""
        self._lines.retry_now()

    @property
    def oddities(self) -> Mapping[str, int]:
        """What came that did not fit, and what ended lines, each with how often."""
        return self._telling.odd + self._telling.ends

    def drop(self, problem: Problem) -> None:
        """Give up every line: they lead nowhere any more."""
        self._fleet.drop(problem)

    def choose(self, whom: Whom) -> None:
        """Show these people from now on."""
        self._roll.choose(whom)
        self._lines.retry_now()  # it may be waiting because the choice before left nobody

    def begin_anew(self, problem: Problem) -> None:
        """The computer slept or is on another network: no connection leads anywhere, and all has to be read again."""
        now = self._clock.monotonic()
        lately = self._anew_at is not None and now - self._anew_at < 2 * self._times.address_look
        if problem.kind is ProblemKind.SLEPT and lately and not self._lines.held:
            return  # the same sleep, seen by another witness
        self._anew_at = now
        self._rest.drop_connections()
        self._forget(problem)
        self._lines.hold(0.0)
        self.retry_now()

    def fall_asleep(self) -> None:
        """The computer is about to sleep: whoever looks first after it shall see nothing of before."""
        self._lines.hold(self._times.suspend)
        self._forget(Problem(ProblemKind.SLEPT))

    def _forget(self, problem: Problem) -> None:
        self._slept = problem
        self._fleet.forget()
        self._telling.add((PresenceForgotten(),))
        if self._fleet.standing:
            self._lines.problem = problem
            self._telling.say(Phase.RECONNECTING, problem)
        self._telling.flush()
        self.drop(problem)

    def look_again(self) -> None:
        """Read the list of people again, soon; never twice at a time."""
        self._roll.look_again()

    async def check(self) -> None:
        """Read everybody's presence now, quietly."""
        await self._reader.check()

    def may_look(self, id: str) -> bool:
        """Whether this person can be read at once, with room that nobody else wants."""
        return self._fleet.stands(id) and self._rest.wait(Group.LIGHT, Urgency.AT_LEISURE) <= 0

    async def look_at(self, id: str) -> bool:
        """Read one person's presence now, quietly; whether it was read, within ``Times.request``."""
        try:
            async with asyncio.timeout(self._clock.real(self._times.request)):
                return await self._reader.look_at([id], Urgency.AT_LEISURE)
        except TimeoutError:
            return False

    # -- life

    async def run(self) -> None:
        """Keep the lines until cancelled; returns when only a person can help, having said so."""
        self._failed = asyncio.get_running_loop().create_future()
        async with asyncio.TaskGroup() as group:
            self._group = group
            try:
                for work, name in (
                    (self._lines.keep, "lines"),
                    (self._keep_token, "token"),
                    (self._roll.keep, "list of people"),
                    (self._keep_queues, "call queues"),
                    (self._reader.keep_reading, "reading"),
                    (self._keep_checking, "slow check"),
                ):
                    self._start(work, name)
                problem = await self._failed
            finally:
                for task in self._tasks:
                    task.cancel()
        self._telling.lost(problem)
        self._telling.say(Phase.SIGNED_OUT, problem)
        self._telling.flush()

    def _start(self, work: Callable[[], Coroutine[Any, Any, None]], name: str) -> asyncio.Task[None]:
        if self._group is None:
            raise RuntimeError("the feed does not run")
        task = self._group.create_task(self._kept(work), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _kept(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do this. What only a person can help with ends the feed; what should not have happened is begun again."""
        while True:
            try:
                return await work()
            except Exception as error:
                problem = problem_of(error)
            if problem.permanent:
                self._fail(problem)
                return None
            await self._clock.sleep(self._times.longest_retry)

    def _fail(self, problem: Problem) -> None:
        if self._failed is not None and not self._failed.done():
            self._failed.set_result(problem)

    async def _prepare(self) -> None:
        """Be signed in and know who there is. Raises RcError."""
        if self._rest.wants_sign_in:
            if self._telling.link.phase is not Phase.RECONNECTING:
                self._telling.say(Phase.SIGNING_IN)
                self._telling.flush()
            if (wait := self._rest.wait_for_line(alone=True)) > AT_ONCE:
                raise RcError(Problem(ProblemKind.RATE_LIMITED, retry_after=wait))  # said, and not just waited for
            await self._rest.ensure()
        self._signed_in.set()
        if not self._roll:
            await self._roll.read()

    def _settled(self) -> None:
        """All lines stand: a step that failed meanwhile, such as a renewal, is made up for and must not stay said."""
        if self._telling.link.phase is Phase.RECONNECTING:
            self._say()
            self._telling.flush()

    async def _keep_token(self) -> None:
        """Renew the token in time: the gateway closes a socket whose token ends, and no call may come for hours."""
        await self._signed_in.wait()
        while True:
            wait = self._rest.renew_at() - self._clock.now()
            if wait > 0:
                # Not for an hour at once: the machine may sleep, and loops are bad at long timers.
                await self._clock.sleep(min(wait, 60.0))
                continue
            if not self._fleet.standing:
                # Whoever brings a line up renews first; two would use up the sign-in calls that it takes.
                await self._clock.sleep(self._times.request)
                continue
            try:
                await self._rest.ensure()
            except RcError as error:
                if error.problem.permanent:
                    raise
                await self._clock.sleep(error.problem.retry_after or self._times.request)

    # -- who there is

    def _people_read(self, before: list[str], now: list[str]) -> None:
        """Subscribe to these people, and read those who are new."""
        known = set(before)
        self._reader.forget(known.difference(now))
        self._deal(self._fleet.deal(now))
        newcomers = [id for id in now if id not in known] if before else []
        self._reader.expect(newcomers)
        if came := [id for id in newcomers if self._fleet.stands(id)]:
            # Their lines were for everybody already. Others are read when their line stands.
            self._start(lambda: self._reader.read_quietly(came), "newcomers")

    def _deal(self, spare: Iterable[Shard]) -> None:
        """The lines are for others now; those to spare are ended."""
        if (left_over := self._fleet.left_over()) is not None:
            self._telling.add((left_over,))
        for shard in spare:
            if shard.task is not None:
                shard.task.cancel()  # it takes its subscription back
        self._lines.look()

    async def _keep_queues(self) -> None:
        """Once everything else stands: nobody waits for them as for presence."""
        await self._live.wait()
        await self._roll.keep_queues()

    async def _keep_checking(self) -> None:
        """Now and then look whether people and presence are as we think: an event may never have been sent."""
        while True:
            await self._clock.sleep(self._times.check)
            self._roll.look_again(queues=True)
            await self._reader.check()

    # -- what happens on the lines

    def happened(self, events: Iterable[Event]) -> None:
        """See ``shard.Ears``, here and below."""
        self._telling.add(events)

    def turn_over(self) -> None:
        """All that happened in this turn can be told."""
        self._telling.flush()

    def odd(self, reason: str) -> None:
        """It is counted."""
        self._telling.note((reason,))

    def people_changed(self) -> None:
        """The list is read again, and the call queues, as these are extensions, too."""
        self._roll.look_again(queues=True)

    def unread(self, shard: Shard) -> None:
        """Its people are read."""
        if shard.lost_at is not None:
            self.look_again()  # of who came and left meanwhile nothing was told
        self._reader.begin(shard)
        self._say()

    def resumed(self, shard: Shard) -> None:
        """Those of its people are read who had not been when it broke."""
        self._reader.resume(shard)
        self._say()

    def fell_back(self, shard: Shard, problem: Problem) -> None:
        """The account is split."""
        self._telling.lack(Feature.ACCOUNT_FILTER, Lack(Feature.ACCOUNT_FILTER, problem.detail, problem.code))
        self._deal(self._fleet.fall_back(problem))

    def without(self, shard: Shard, lacks: tuple[Lack, ...]) -> None:
        """It is told with the link."""
        if shard.number == 0:
            self._telling.lack(Feature.PEOPLE_NEWS, next(iter(lacks), None))

    def broke(self, shard: Shard, problem: Problem) -> None:
        """Said at once; trying again is for ``lines``."""
        self._reader.pause(shard)
        self._telling.ends[f"line ended: {RcError(problem)}"] += 1
        if problem.kind is ProblemKind.SLEPT and self._slept is not problem:
            # Once: the others are given up for the same reason.
            self.begin_anew(problem)
        if not problem.permanent:
            self._lines.problem = problem
            self._say()

    def _say(self, problem: Problem | None = None, retry_at: float | None = None) -> None:
        """How the lines stand together."""
        standing, total = len(self._fleet.standing), len(self._roll)
        self._telling.lines(standing, len(self._fleet.shards))
        read = self._fleet.heard_of() - self._reader.left
        if self._fleet.complete:
            self._lines.problem = None
            if self._reader.busy:
                self._telling.say(Phase.READING, problem, retry_at, read, total)
            else:
                self._telling.back(total)
                self._telling.say(Phase.LIVE)
                self._live.set()
        elif self._lines.problem is not None:
            self._telling.say(Phase.RECONNECTING, self._lines.problem, self._lines.retry_at)
        else:
            self._telling.say(Phase.READING, problem, retry_at, read, total)


def _lasting(times: Times, chance: float) -> Times:
    """These times, with an age of its own for one line: not all shall be renewed at once."""
    return replace(times, line_age=times.line_age + chance * times.line_age_spread)
