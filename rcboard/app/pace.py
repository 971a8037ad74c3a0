"""The pace: how often time moves on in the window, and no oftener than somebody can see it.

Each second where tiles are in sight, each other on battery. Hidden in the tray nobody sees ages and lengths: then only
so often that what has grown too old is told in time, and at once when an alert is due.
"""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QTimer

from rcboard.domain.times import Clock
from rcboard.host import power

SEEN, ON_BATTERY, HIDDEN = 1.0, 2.0, 5.0
"""Seconds between two ticks."""
LOOK = 30.0
"""Seconds between two looks at the power supply."""


class Pace:
    """Calls ``tick``. ``seen`` is whether anybody can see the window, ``due`` when the next alert is (by the clock)."""

    def __init__(
        self,
        tick: Callable[[], None],
        *,
        seen: Callable[[], bool],
        due: Callable[[], float | None],
        clock: Clock,
        on_battery: Callable[[], bool] = power.on_battery,
    ) -> None:
        self._tick = tick
        self._seen = seen
        self._due = due
        self._clock = clock
        self._ask = on_battery
        self._on_battery = False
        self._timer = QTimer(singleShot=True)
        self._timer.timeout.connect(self.now)

    def now(self) -> None:
        """Tick, and from now on again and again."""
        self._tick()
        self._timer.start(self.wait())

    def look(self) -> None:
        """An alert may be due before the next tick."""
        if self._timer.isActive() and self._due() is not None and (wait := self.wait()) < self._timer.remainingTime():
            self._timer.start(wait)

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def wait(self) -> int:
        """Milliseconds to the next tick."""
        most = (ON_BATTERY if self._on_battery else SEEN) if self._seen() else HIDDEN
        due = self._due()
        soon = most if due is None else min(most, max(0.0, self._clock.real(due - self._clock.now())))
        return round(max(soon, 0.05) * 1000)

    async def watch_power(self) -> None:
        """Look at the power supply now and then, until cancelled."""
        while True:
            self._on_battery = await asyncio.to_thread(self._ask)
            await self._clock.sleep(LOOK)
