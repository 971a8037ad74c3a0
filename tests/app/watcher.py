"""A line under observation: its board, all that it told, and waiting for what shall become true."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable, Sequence

from rcboard.app.clock import SystemClock
from rcboard.app.line import Line
from rcboard.app.tasks import Tasks
from rcboard.domain.board import Board
from rcboard.domain.events import Event, LinkChanged
from rcboard.domain.link import Link, Phase
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from rcboard.platform import raw
from tests.kit.office import Json, Office

TOLD_BY_EVENTS = (
    "presenceStatus",
    "telephonyStatus",
    "userStatus",
    "dndStatus",
    "meetingStatus",
    "allowSeeMyPresence",
)
"""The raw fields that every notification carries; the others are as old as the last read."""


class Watcher:
    """Takes the line's events into a board and remembers them."""

    def __init__(
        self,
        office: Office,
        times: Times = Times(),
        speed: float = 1.0,
        clock: SystemClock | None = None,
        **options: object,
    ) -> None:
        self.clock = clock or SystemClock(speed)
        self.board = Board(times)
        self.told: list[Event] = []
        self.links: list[Link] = []
        self._turn = asyncio.Event()
        self._once: dict[type[Event], Callable[[], object]] = {}
        self.line = Line(
            credentials(office),
            tell=self.take,
            times=times,
            clock=self.clock,
            random=random.Random(7),
            **options,  # type: ignore[arg-type]
        )

    def take(self, events: Sequence[Event]) -> None:
        for event in events:
            self.told.append(event)
            self._once.pop(type(event), bool)()
        self.links += [event.link for event in events if isinstance(event, LinkChanged)]
        self.board.apply(events, self.clock.now())
        self._turn.set()

    def once(self, kind: type[Event], act: Callable[[], object]) -> None:
        """Do this the next time such an event is told, before the line goes on."""
        self._once[kind] = act

    async def until(self, holds: Callable[[], object], seconds: float = 20.0) -> None:
        """Wait until this holds; fails with what the link said when the time is over."""
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    self._turn.clear()
                    await self._turn.wait()
        except TimeoutError:
            raise AssertionError(f"not within {seconds} s; the link is {self.board.link}") from None

    async def until_turned(self, holds: Callable[[], object], seconds: float) -> None:
        """Wait until something holds of which no event tells."""
        async with asyncio.timeout(seconds):
            while not holds():
                await self.clock.sleep(self.clock.monotonic() / 1000)

    async def until_live(self, seconds: float = 20.0) -> None:
        await self.until(lambda: self.board.link.live, seconds)

    def kinds(self) -> list[str]:
        """What was told, by the names of the events, each run of one name once."""
        names = [type(event).__name__ for event in self.told]
        return [name for before, name in zip(["", *names], names, strict=False) if name != before]

    @property
    def phases(self) -> list[Phase]:
        """How the line stood, each run of one phase once."""
        phases = [link.phase for link in self.links]
        return [phase for before, phase in zip([None, *phases], phases, strict=False) if phase is not before]

    def count(self, kind: type[Event]) -> int:
        """How many events of this kind were told."""
        return sum(isinstance(event, kind) for event in self.told)

    def differences(self, truth: Sequence[Json], *, calls: bool = True) -> list[str]:
        """Everybody whose record is not the truth; ``calls`` are compared unless events do not carry them."""
        return [
            f"{one['name']}: {mine} is not {true}"
            for one in truth
            if (mine := essence(raw.record(self.board.sighting(str(one["id"])).presence), calls=calls))
            != (true := essence(one["presence"], calls=calls))
        ]

    async def until_true(self, office: Office, seconds: float = 20.0, *, calls: bool = True) -> None:
        """Wait until every record is the truth, in an office that stands still."""
        truth = await asyncio.to_thread(office.people)
        try:
            await self.until(lambda: not self.differences(truth, calls=calls), seconds)
        except AssertionError as late:
            raise AssertionError(f"{late}; {'; '.join(self.differences(truth, calls=calls)[:3])}") from None
        assert {str(one["id"]) for one in truth} == {person.id for person in self.board}


def essence(presence: Json, *, calls: bool = True) -> Json:
    listed = sorted((call["sessionId"], call["telephonyStatus"]) for call in presence.get("activeCalls") or [])
    return {name: presence.get(name) for name in TOLD_BY_EVENTS} | ({"calls": listed} if calls else {})


def credentials(office: Office) -> Credentials:
    return Credentials(office.server_url, office.client_id, office.client_secret, office.jwt)


@contextlib.asynccontextmanager
async def watching(
    office: Office, times: Times = Times(), speed: float = 1.0, clock: SystemClock | None = None, **options: object
) -> AsyncIterator[Watcher]:
    """A running line; at the end it is closed politely and has to have left nothing behind."""
    watcher = Watcher(office, times, speed, clock, **options)
    async with Tasks() as tasks:
        tasks.start(watcher.line.run(), name="line under test")
        try:
            yield watcher
        finally:
            watcher.line.stop()
            await watcher.line.close(revoke=True)
