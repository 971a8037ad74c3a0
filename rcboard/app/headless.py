"""The live line without a window: a board, a line that feeds it, and a few questions one can wait for.

``live`` is what every command stands in: it starts the line, and however the command ends the session that it opened
is ended on the server, too, because RingCentral keeps only about five of them per user and evicts the oldest.
"""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from rcboard.app import signals, tasks
from rcboard.app.clock import SystemClock
from rcboard.app.connection import Feed
from rcboard.app.corrections import Corrections
from rcboard.app.line import Line
from rcboard.app.vault import Vault
from rcboard.domain.board import Board, Changes
from rcboard.domain.events import Event, LinkChanged
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.preferences import Connection, Whom
from rcboard.domain.times import Clock, Times
from rcboard.host.credentials import Credentials
from rcboard.host.ledger import ledger_for

if TYPE_CHECKING:
    from rcboard.platform.sign_in import Grant

AGE_TICK = 1.0
"""Seconds between two looks at the board's age while nothing happens."""


class Headless:
    """A board and whoever listens to its changes. Lives in one asyncio loop."""

    def __init__(self, times: Times, clock: Clock) -> None:
        self.times = times
        self.clock = clock
        self.board = Board(times)
        self.corrections = Corrections(self.board.missed)
        self.vault: Vault | None = None
        self._listeners: list[Callable[[Changes], None]] = []
        self.heard: Callable[[Sequence[Event]], None] | None = None
        """Told of the events themselves, before they move the board."""
        self._turn = asyncio.Event()
        self._reader_gone = False

    def listen(self, listener: Callable[[Changes], None]) -> None:
        """Call this after every change from now on."""
        self._listeners.append(listener)

    def take(self, events: Sequence[Event]) -> None:
        """Let these events move the board; the line calls this."""
        if events and self.heard is not None:
            self.heard(events)
        changes = self.board.apply(events, self.clock.now())
        if changes:
            self._turn.set()
            try:
                for listener in self._listeners:
                    listener(changes)
            except BrokenPipeError:
                self._reader_gone = True

    async def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Wait until this holds of the board, or a person has to act, or the time is over; whether it holds."""
        deadline = self.clock.monotonic() + seconds
        while not holds() and not self.stuck and (left := deadline - self.clock.monotonic()) > 0:
            self._turn.clear()
            # Not wait_for: before Python 3.12 it can lose a cancellation, which is somebody's Ctrl-C.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.clock.real(left)):
                    await self._turn.wait()
        if self._reader_gone:
            raise BrokenPipeError
        return holds()

    @property
    def stuck(self) -> bool:
        """Whether the line has given up until a person acts, or nobody reads any more."""
        return self._reader_gone or self.board.link.phase in (Phase.SIGNED_OUT, Phase.STOPPED)

    @property
    def problem(self) -> Problem | None:
        """What is wrong with the line now."""
        return self.board.link.problem

    async def age(self) -> None:
        """Notice when the board has become too old, which no event tells."""
        while True:
            await self.clock.sleep(AGE_TICK)
            self.take(())
            self.corrections.look()


@contextlib.asynccontextmanager
async def live(
    credentials: Credentials,
    *,
    pages: tuple[int, int] = (1000, 1),
    times: Times = Times(),
    speed: float = 1.0,
    connection: Connection = Connection(),
    grant: "Grant | None" = None,
    whom: Whom = Whom(),
) -> AsyncIterator[Headless]:
    """A board with a running line; at the end the line is closed and a session of its own revoked, in time."""
    headless = Headless(times, SystemClock(speed))
    headless.vault = Vault(credentials, times, headless.clock)
    ledger = ledger_for(credentials)
    line = Line(
        credentials,
        tell=headless.take,
        times=times,
        clock=headless.clock,
        per_page=pages[0],
        first_page=pages[1],
        connection=connection,
        whom=whom,
        heard=ledger.heard(headless.clock.now),
        past=lambda: ledger.past(headless.clock.now()),
        vault=headless.vault,
        grant=grant,
    )
    async with tasks.Tasks() as owned:
        owned.start(_kept(line, headless), name="line")
        owned.start(headless.age(), name="age of the board")
        try:
            yield headless
        finally:
            line.stop()
            await asyncio.shield(line.close(revoke=True))
            owned.cancel()


@contextlib.asynccontextmanager
async def fed(feed: Feed, *, times: Times = Times(), speed: float = 1.0) -> AsyncIterator[Headless]:
    """A board that is read from somewhere else than RingCentral."""
    headless = Headless(times, SystemClock(speed))
    async with tasks.Tasks() as owned:
        owned.start(_to_its_end(feed, headless), name="source")
        owned.start(headless.age(), name="age of the board")
        try:
            yield headless
        finally:
            owned.cancel()


async def _to_its_end(feed: Feed, headless: Headless) -> None:
    try:
        await feed(headless.take, headless.clock)
    finally:
        headless.take([LinkChanged(Link(Phase.STOPPED, headless.clock.now()))])


async def _kept(line: Line, headless: Headless) -> None:
    """The line; should it fail in a way nobody foresaw, that is told like any other end, so that nobody waits on."""
    try:
        await line.run()
    except Exception:
        problem = Problem(ProblemKind.OURS, permanent=True)
        headless.take([LinkChanged(Link(Phase.SIGNED_OUT, headless.clock.now(), problem))])
        raise


def run(main: Callable[[], Awaitable[int]]) -> int:
    """Run a command's coroutine; Ctrl-C and SIGTERM end it politely, with the exit codes shells expect."""

    async def guarded() -> int:
        this = asyncio.current_task()
        loop = asyncio.get_running_loop()
        caught: list[int] = []

        def caught_signal(number: int) -> None:
            # A second signal must not interrupt the good-bye that the first one began.
            if not caught and this is not None:
                this.cancel()
            caught.append(number)

        with signals.heard(loop, caught_signal):
            try:
                return await main()
            except asyncio.CancelledError:
                return 128 + (caught[0] if caught else signal.SIGINT)

    try:
        return asyncio.run(guarded())
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
