"""Lines: brings up the fleet's lines one by one, and again whichever breaks, within what RingCentral allows.

A socket costs a call of the Auth group, of which two a minute are kept for tokens: so lines that are many come up over
some minutes, the one lost last first, because there is most to recover.
"""

import asyncio
import contextlib
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, Protocol

from rcboard.domain.link import Phase, Problem, ProblemKind
from rcboard.domain.times import Clock, Times
from rcboard.platform import standstill
from rcboard.platform.backoff import Backoff
from rcboard.platform.errors import RcError, to_problem
from rcboard.platform.fleet import Fleet
from rcboard.platform.rest import RestBridge
from rcboard.platform.shard import Shard
from rcboard.platform.socket import Socket
from rcboard.platform.telling import Telling
from rcboard.platform.wire import Ticket

log = logging.getLogger(__name__)

AT_ONCE = 1.0
"""Seconds that nobody needs to be told of while a call waits for its turn."""
OpenSocket = Callable[[Ticket, str], Awaitable[Socket]]
"""Opens a socket with a ticket and the context of the session before."""


class Start(Protocol):
    """Starts a task that the feed owns."""

    def __call__(self, work: Callable[[], Coroutine[Any, Any, None]], name: str) -> "asyncio.Task[None]": ...


class Lines:
    """Of one feed. ``prepare`` signs in and reads who there is, where that is still to be done; ``settled`` hears that
    there is nothing to bring up, whatever was said before."""

    def __init__(
        self,
        rest: RestBridge,
        open_socket: OpenSocket,
        fleet: Fleet,
        telling: Telling,
        *,
        clock: Clock,
        times: Times,
        chance: Callable[[], float],
        prepare: Callable[[], Awaitable[None]],
        settled: Callable[[], None],
        start: Start,
    ) -> None:
        self._rest = rest
        self._open_socket = open_socket
        self._fleet = fleet
        self._telling = telling
        self._clock = clock
        self._times = times
        self._prepare = prepare
        self._settled = settled
        self._start = start
        self._backoff = Backoff(times, chance)
        self._sessions = 0
        self._again = asyncio.Event()
        self._held_until = 0.0
        self._turn = asyncio.Event()
        self._loss: Problem | None = None
        """The newest loss that nobody has waited for yet."""
        self.problem: Problem | None = None
        """What keeps some line from standing."""
        self.retry_at: float | None = None

    def retry_now(self) -> None:
        """Do not wait for the next try any longer."""
        self._again.set()

    def hold(self, seconds: float) -> None:
        """Begin no try for so long, unless somebody wants it now."""
        self._held_until = self._clock.monotonic() + seconds

    @property
    def held(self) -> bool:
        """Whether no try is begun for now."""
        return self._clock.monotonic() < self._held_until

    def look(self) -> None:
        """There may be a line to bring up."""
        self._turn.set()

    async def keep(self) -> None:
        """Bring up line after line, until cancelled. Raises RcError when only a person can help."""
        while True:
            problem = await self._attempt()
            if problem is None:
                continue
            self._telling.lost(problem)
            if problem.permanent:
                raise RcError(problem)
            await self._wait(problem, max(self._backoff.wait(problem), self._rest.wait_for_line(alone=self._alone)))
            await standstill.is_over(self._rest, problem, self._backoff.wait, self._wait)
            self._loss = self.retry_at = None  # whatever broke meanwhile has been waited for with it

    @property
    def _alone(self) -> bool:
        """Whether no line stands: then nothing is kept back for anything else."""
        return not self._fleet.standing

    async def _wait(self, problem: Problem, seconds: float) -> None:
        wait = max(seconds, self._held_until - self._clock.monotonic())
        self.problem, self.retry_at = problem, self._clock.now() + wait
        self._telling.say(Phase.RECONNECTING, problem, self.retry_at)
        self._telling.flush()
        await self._pause(wait)

    async def _attempt(self) -> Problem | None:
        """The next step towards all lines standing; what went wrong with it, or with a line that stood."""
        try:
            await self._prepare()
            if (loss := self._loss) is not None:
                self._loss = None
                return loss
            shard = self._fleet.next()
            if shard is None:
                self._settled()
                self._turn.clear()
                await self._turn.wait()
                return None
            if (wait := self._rest.wait_for_ticket(alone=self._alone)) > 0:
                if wait > AT_ONCE and self._alone:
                    return Problem(ProblemKind.RATE_LIMITED, retry_after=wait)  # said, and not just waited for
                await self._pause(wait)
                return None  # another may have been lost meanwhile, with more to recover
            return await self._bring_up(shard)
        except Exception as error:
            return problem_of(error)

    async def _pause(self, seconds: float) -> None:
        """Wait that long, or until somebody wants it now."""
        until = self._clock.monotonic() + seconds
        self._again.clear()
        while not self._again.is_set() and (left := until - self._clock.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._clock.real(left)):
                    await self._again.wait()

    async def _bring_up(self, shard: Shard) -> Problem | None:
        """Open a socket for this line and wait until it stands; what ended it where it does not."""
        ticket = await self._rest.ticket(alone=self._alone)
        if self._sessions != self._rest.sessions:
            self._sessions = self._rest.sessions
            self._fleet.forget()
        socket = await self._open_socket(ticket, shard.context())
        shard.settled.clear()
        shard.task = self._start(partial(self._follow, shard, socket), f"line {shard.number}")
        try:
            await shard.settled.wait()
        except asyncio.CancelledError:
            if not shard.holds(socket):
                await socket.close()  # its task was cancelled before it began
            raise
        if not shard.up:
            return shard.problem
        self._loss = None  # its socket before may have taken until now to close: that it broke is no longer true
        return None

    async def _follow(self, shard: Shard, socket: Socket) -> None:
        try:
            await shard.follow(socket)
        except Exception as error:
            shard.problem = problem_of(error)
        if shard.stood is not None:
            if shard.stood >= self._times.steady:
                self._backoff.worked()
            self._loss = shard.problem
        self._turn.set()


def problem_of(error: Exception) -> Problem:
    """What went wrong. What nobody foresaw is logged."""
    if isinstance(error, RcError):
        return error.problem
    # The text of a foreign exception may hold a secret; where it happened does not.
    log.error("%s in the feed:\n%s", type(error).__name__, "\n".join(_places(error)))
    return to_problem(error)


def _places(error: BaseException) -> list[str]:
    """Where an exception, or each of a group, was raised."""
    if isinstance(error, BaseExceptionGroup):
        return [place for one in error.exceptions for place in _places(one)]
    return [f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"]
