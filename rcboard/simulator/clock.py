"""The platform's clock: real time, or real time passing ``scale`` times faster."""

import asyncio
import time
from collections.abc import Callable


class Clock:
    """Platform seconds since the start, and platform wall time. ``scale`` platform seconds pass in a real one."""

    def __init__(
        self, scale: float = 1.0, monotonic: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time
    ) -> None:
        self.scale = scale
        self._monotonic = monotonic
        self._begun = monotonic()
        self._wall_begun = wall()
        self._skipped = 0.0

    def now(self) -> float:
        """Platform seconds since the simulator began."""
        return (self._monotonic() - self._begun) * self.scale + self._skipped

    def skip(self, seconds: float) -> None:
        """Let so many platform seconds have passed while nobody looked. What waits for its time goes on waiting."""
        self._skipped += seconds

    def wall(self) -> float:
        """Platform time in seconds since 1970, UTC."""
        return self._wall_begun + self.now()

    def real(self, seconds: float) -> float:
        """How many real seconds these platform seconds last."""
        return seconds / self.scale

    async def sleep(self, seconds: float) -> None:
        """Wait for so many platform seconds."""
        await asyncio.sleep(seconds / self.scale)

    def call_later(self, seconds: float, then: Callable[[], None]) -> asyncio.TimerHandle:
        """Call back after so many platform seconds."""
        return asyncio.get_running_loop().call_later(seconds / self.scale, then)

    def stamp(self) -> str:
        """The platform time as RingCentral writes it: ``2026-05-04T14:03:12.120Z``."""
        return stamp(self.wall())


def stamp(seconds: float, zone: str = "Z") -> str:
    """A time in seconds since 1970 as UTC text with milliseconds; ``zone`` is ``Z`` or the older ``+0000``."""
    whole, thousandths = divmod(int(seconds * 1000), 1000)
    year, month, day, hour, minute, second = time.gmtime(whole)[:6]
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{thousandths:03}{zone}"
