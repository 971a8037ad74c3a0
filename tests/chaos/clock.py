"""A clock that can leap, as a machine's does that slept or was set."""

from rcboard.app.clock import SystemClock


class LeapingClock(SystemClock):
    """Runs ``speed`` times as fast as the machine's."""

    def __init__(self, speed: float) -> None:
        super().__init__(speed)
        self._wall = 0.0
        self._steady = 0.0

    def leap(self, seconds: float, *, steady: bool) -> None:
        """Be so much later at once. The steady clock of a machine that slept goes on with some systems only."""
        self._wall += seconds
        if steady:
            self._steady += seconds

    def now(self) -> float:
        return super().now() + self._wall

    def monotonic(self) -> float:
        return super().monotonic() + self._steady
