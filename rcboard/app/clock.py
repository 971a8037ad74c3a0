"""The clock of the running program: the machine's own, or one that goes k times as fast."""

import time


class SystemClock:
    """Implements ``rcboard.domain.times.Clock``. With ``speed`` k a day passes in a k-th of a day."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._began = time.time()
        self._began_monotonic = time.monotonic()

    def now(self) -> float:
        """Seconds since 1970 (UTC), counted k times as fast from when this clock was made."""
        return self._began + (time.time() - self._began) * self._speed

    def monotonic(self) -> float:
        """Seconds since this clock was made; never goes back."""
        return (time.monotonic() - self._began_monotonic) * self._speed

    async def sleep(self, seconds: float) -> None:
        """Wait for that many of this clock's seconds, perhaps a little less: loops have coarse timers."""
        import asyncio  # late: the first paint needs a clock and no loop

        await asyncio.sleep(self.real(seconds))

    def real(self, seconds: float) -> float:
        """How many of the machine's seconds these are."""
        return seconds / self._speed
