"""A clock for tests of one thing at a time: it stands still until somebody sleeps, and then jumps."""

import asyncio


class JumpingClock:
    """Implements ``rcboard.domain.times.Clock``; ``slept`` tells how long was waited in all."""

    def __init__(self) -> None:
        self.slept = 0.0

    def now(self) -> float:
        return 1_000_000.0 + self.slept

    def monotonic(self) -> float:
        return self.slept

    async def sleep(self, seconds: float) -> None:
        # A little early, as coarse timers are.
        self.slept += max(seconds * 0.95, 0.001)
        await asyncio.sleep(0)

    def real(self, seconds: float) -> float:
        return seconds
