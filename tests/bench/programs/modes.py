"""What the board is measured in. Each mode is an errand of the window (``rcboard.app.errands`` has those of users).

paint                  nothing but the first paint, from the cache of people
live                   until everybody is read: seconds, memory
flow COUNT             so many events flat out: events a second until the last is applied and painted
latency COUNT RATE     milliseconds from written to painted, of those on screen
tile                   microseconds for one tile: applied, announced, painted
key                    milliseconds for one letter typed: found, laid out, painted
idle SECONDS HIDDEN    share of a core while time passes; HIDDEN 1: hidden to the tray
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent

from rcboard.app.desktop import Desktop
from rcboard.domain.board import Changes
from rcboard.domain.events import Event, PresenceHeard
from rcboard.domain.link import Phase
from rcboard.domain.presence import Presence
from rcboard.models.board_model import Role
from tests.bench.programs import gauges
from tests.bench.programs.painted import Painted

WORDS = ("number1", "number12", "number123", "person9", "person96", "number9", "department 7")


class Paints:
    """When the tiles were last painted, and waiting for the next time."""

    def __init__(self, window: Desktop) -> None:
        self.at = 0.0
        self._next: asyncio.Future[None] | None = None
        Painted(window.window.board_view.viewport(), self._painted)

    def next(self) -> "asyncio.Future[None]":
        """Done when the tiles have been painted once more."""
        self._next = asyncio.get_running_loop().create_future()
        return self._next

    def _painted(self) -> None:
        self.at = time.perf_counter()
        if self._next is not None and not self._next.done():
            self._next.set_result(None)


def median(figures: Sequence[float]) -> float:
    """The middle one; the library's takes as long to load as a dozen modules of ours, and would count as the start."""
    return sorted(figures)[len(figures) // 2]


def on_screen(window: Desktop) -> set[str]:
    """The ids of the people whose tiles are in sight."""
    view = window.window.board_view
    rows = range(window.board_model.rowCount())
    sight = view.viewport().rect()
    indexes = [window.board_model.index(row) for row in rows[:400]]
    return {str(index.data(Role.ID)) for index in indexes if sight.contains(view.visualRect(index))}


class Bench:
    """One mode, run as an errand."""

    def __init__(self, mode: str, sign_in: dict[str, str], numbers: Sequence[float], first_paint: float | None) -> None:
        self._mode = mode
        self._sign_in = sign_in
        self._numbers = numbers
        self._first_paint = first_paint

    async def run(self, window: Desktop) -> int:
        """Measure, print, end."""
        window.window.resize(1280, 800)
        told = await getattr(self, f"_{self._mode}")(window)
        print(json.dumps(told), flush=True)
        return 0

    async def _paint(self, window: Desktop) -> dict[str, float]:
        if self._first_paint is None or window.board.link.phase is not Phase.STARTING:
            raise RuntimeError("nobody was painted from the cache")
        return {"paint": self._first_paint, "people": len(window.board), **gauges.memory()}

    async def _until_live(self, window: Desktop) -> None:
        changed = asyncio.Event()
        window.link_model.changed.connect(changed.set)
        async with asyncio.timeout(120):
            while not window.board.link.live:
                changed.clear()
                await changed.wait()

    async def _settled(self, window: Desktop) -> None:
        """Live, and done with all that is prepared in small turns."""
        await self._until_live(window)
        await asyncio.sleep(2.0)

    async def _live(self, window: Desktop) -> dict[str, float]:
        await self._until_live(window)
        seconds, cpu = gauges.since_start(), gauges.processor()
        await asyncio.sleep(3.0)
        return {"seconds": seconds, "processor": cpu, **gauges.memory()}

    async def _flow(self, window: Desktop) -> dict[str, float]:
        await self._settled(window)
        count = int(self._numbers[0])
        paints = Paints(window)
        done, heard, began, last, before = asyncio.Event(), 0, 0.0, 0.0, gauges.processor()

        def counted(events: Iterable[Event]) -> None:
            nonlocal heard, began, last
            fresh = sum(isinstance(event, PresenceHeard) for event in events)
            if fresh and not heard:
                began = time.perf_counter()
            heard += fresh
            if heard >= count and not done.is_set():
                last = time.perf_counter()
                done.set()

        _hear(window, counted)
        firing = asyncio.get_running_loop().run_in_executor(None, self._fire, {"count": count, "people": 1000})
        async with asyncio.timeout(120):
            await done.wait()
        # Painted before this is reached, or a little later, or not at all where the last are not in sight.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                while paints.at < last:
                    await paints.next()
        seconds, used = max(paints.at, last) - began, gauges.processor() - before
        await firing
        return {"rate": count / seconds, "processor": used, "seconds": seconds}

    async def _latency(self, window: Desktop) -> dict[str, float]:
        await self._settled(window)
        count, rate = int(self._numbers[0]), self._numbers[1]
        seen = on_screen(window)
        waiting: dict[str, float] = {}
        delays: list[float] = []
        heard, done = 0, asyncio.Event()

        def noted(events: Iterable[Event]) -> None:
            nonlocal heard
            for event in events:
                if isinstance(event, PresenceHeard):
                    heard += 1
                    if event.id in seen and event.timestamp is not None:
                        waiting.setdefault(event.id, event.timestamp)
            if heard >= count:
                done.set()

        def painted() -> None:
            now = time.time()
            delays.extend(now - since for since in waiting.values())
            waiting.clear()

        Painted(window.window.board_view.viewport(), painted)
        _hear(window, noted)
        wish = {"count": count, "rate": rate, "people": len(window.board)}
        firing = asyncio.get_running_loop().run_in_executor(None, self._fire, wish)
        async with asyncio.timeout(120):
            await done.wait()
        await firing
        await asyncio.sleep(0.2)
        from statistics import quantiles

        cuts = quantiles(delays, n=100)
        return {"n": len(delays), "p50": cuts[49] * 1000, "p99": cuts[98] * 1000, "worst": max(delays) * 1000}

    async def _tile(self, window: Desktop) -> dict[str, float]:
        await self._settled(window)
        id = next(iter(on_screen(window)))
        window.board_model._frame = 0  # each change is announced at once, so that a loop can be measured
        used = []
        for turn in range(1000):
            presence = Presence(telephony_status="Ringing" if turn % 2 else "NoCall")
            spent = time.process_time()
            window.take([PresenceHeard(id, presence, time.time(), None, 1_000_000 + turn)])
            QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
            used.append(time.process_time() - spent)
        return {"us": median(used) * 1e6}

    async def _key(self, window: Desktop) -> dict[str, float]:
        await self._settled(window)
        times = []
        paints = Paints(window)
        for _ in range(5):
            for word in WORDS:
                await asyncio.sleep(0.05)
                next_paint = paints.next()
                began = time.perf_counter()
                window.window.search_for(word)
                await next_paint
                times.append(paints.at - began)
        return {"ms": median(times) * 1000, "worst": max(times) * 1000}

    async def _idle(self, window: Desktop) -> dict[str, float]:
        await self._settled(window)
        if self._numbers[1]:
            window.window.hide()
        await asyncio.sleep(2.0)
        before, began = gauges.processor(), time.monotonic()
        await asyncio.sleep(self._numbers[0])
        return {"share": (gauges.processor() - before) / (time.monotonic() - began)}

    def _fire(self, wish: Mapping[str, float]) -> None:
        body = json.dumps(wish).encode()
        import urllib.request  # late, as the program itself does without it

        url = f"{self._sign_in['server_url']}/fire"
        urllib.request.urlopen(urllib.request.Request(url, body, method="POST"), timeout=120).close()


def _hear(window: Desktop, listener: Callable[[Iterable[Event]], None]) -> None:
    """What the line tells from now on is heard here, too, before the board."""
    apply = window.board.apply

    def heard(events: Iterable[Event], now: float) -> Changes:
        listener(events)
        return apply(events, now)

    window.board.apply = heard  # type: ignore[method-assign]
