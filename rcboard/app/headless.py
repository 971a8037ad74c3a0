"""The live line without a window: a board, a line that feeds it, and a few questions one can wait for.

``live`` is what every command stands in: it starts the line, and however the command ends the session that it opened
is ended on the server, too, because RingCentral keeps only about five of them per user and evicts the oldest.
"""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

from rcboard.app import tasks
from rcboard.app.clock import SystemClock
from rcboard.app.glance import ledger_for
from rcboard.app.line import Line
from rcboard.domain.board import Board, Changes
from rcboard.domain.events import Event
from rcboard.domain.link import Phase, Problem
from rcboard.domain.times import Clock, Times
from rcboard.host.credentials import Credentials

AGE_TICK = 1.0
"""Seconds between two looks at the board's age while nothing happens."""


class Headless:
    """A board and whoever listens to its changes. Lives in one asyncio loop."""

    def __init__(self, times: Times, clock: Clock) -> None:
        self.times = times
        self.clock = clock
        self.board = Board(times)
        self._listeners: list[Callable[[Changes], None]] = []
        self._turn = asyncio.Event()

    def listen(self, listener: Callable[[Changes], None]) -> None:
        """Call this after every change from now on."""
        self._listeners.append(listener)

    def take(self, events: Sequence[Event]) -> None:
        """Let these events move the board; the line calls this."""
        changes = self.board.apply(events, self.clock.now())
        if changes:
            self._turn.set()
            for listener in self._listeners:
                listener(changes)

    async def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Wait until this holds of the board, or a person has to act, or the time is over; whether it holds."""
        deadline = self.clock.monotonic() + seconds
        while not holds() and not self.stuck and (left := deadline - self.clock.monotonic()) > 0:
            self._turn.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._turn.wait(), self.clock.real(left))
        return holds()

    @property
    def stuck(self) -> bool:
        """Whether the line has given up until a person acts."""
        return self.board.link.phase in (Phase.SIGNED_OUT, Phase.STOPPED)

    @property
    def problem(self) -> Problem | None:
        """What is wrong with the line now."""
        return self.board.link.problem

    async def age(self) -> None:
        """Notice when the board has become too old, which no event tells."""
        while True:
            await self.clock.sleep(AGE_TICK)
            self.take(())


@contextlib.asynccontextmanager
async def live(
    credentials: Credentials, *, pages: tuple[int, int] = (1000, 1), times: Times = Times(), speed: float = 1.0
) -> AsyncIterator[Headless]:
    """A board with a running line; at the end the line is closed and its session revoked, within ``times.close``."""
    headless = Headless(times, SystemClock(speed))
    line = Line(
        credentials,
        tell=headless.take,
        times=times,
        clock=headless.clock,
        per_page=pages[0],
        first_page=pages[1],
        heard=ledger_for(credentials).heard(headless.clock.now),
    )
    async with tasks.Tasks() as owned:
        owned.start(line.run(), name="line")
        owned.start(headless.age(), name="age of the board")
        try:
            yield headless
        finally:
            line.stop()
            await asyncio.shield(line.close(revoke=True))
            owned.cancel()


def run(main: Callable[[], Awaitable[int]]) -> int:
    """Run a command's coroutine; Ctrl-C and SIGTERM end it politely, with the exit codes shells expect."""

    async def guarded() -> int:
        this = asyncio.current_task()
        loop = asyncio.get_running_loop()
        caught: list[int] = []

        def caught_signal(number: int) -> None:
            caught.append(number)
            if this is not None:
                this.cancel()

        with _signals(loop, caught_signal):
            try:
                return await main()
            except asyncio.CancelledError:
                return 128 + (caught[0] if caught else signal.SIGINT)

    try:
        return asyncio.run(guarded())
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


@contextlib.contextmanager
def _signals(loop: asyncio.AbstractEventLoop, caught: Callable[[int], None]) -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM)
    try:
        for number in numbers:
            loop.add_signal_handler(number, caught, int(number))
    except NotImplementedError:  # Windows: KeyboardInterrupt it is
        yield
        return
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
