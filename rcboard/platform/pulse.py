"""Pulse: whether the other end of a socket still lives, and whether this machine slept. No input or output."""

from enum import Enum

from rcboard.domain.times import Times
from rcboard.platform.deeds import Moment


class Beat(Enum):
    """What is due."""

    PING = "ping"
    HEARTBEAT = "heartbeat"
    """Pings may not count as traffic to the gateway's idle limit; a heartbeat does."""
    SILENT = "silent"
    """The ping was not answered in time."""


class Pulse:
    """Of one socket at a time."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self.life = Moment(0.0, 0.0)
        """The last sign of life."""
        self._traffic = 0.0
        self._pinged: float | None = None
        self._seen: Moment | None = None

    def begin(self, moment: Moment) -> None:
        """A socket was opened. It has not yet given any sign of life."""
        self._seen = moment
        self._traffic = moment.steady
        self._pinged = None

    def end(self) -> None:
        """There is no socket any more."""
        self._pinged = None

    def lives(self, moment: Moment, *, frame: bool = False) -> None:
        """A sign of life came; a ``frame`` is traffic besides."""
        self.life = moment
        self._pinged = None
        if frame:
            self._traffic = moment.steady

    def slept(self, moment: Moment) -> bool:
        """Whether the machine slept since the last look: its line is lost, even where the socket does not know yet."""
        before, self._seen = self._seen, moment
        if before is None:
            return False
        passed = moment.steady - before.steady
        drift = (moment.wall - before.wall) - passed
        # Somebody looks every few seconds: where both clocks went on through a sleep, the gap itself tells.
        return drift > self._times.slept or passed > self._times.unseen

    def due(self) -> float:
        """When ``beats`` is next of use, by the steady clock."""
        if self._pinged is not None:
            return self._pinged + self._times.pong
        return min(self.life.steady + self._times.ping, self._traffic + self._times.heartbeat)

    def beats(self, moment: Moment) -> list[Beat]:
        """What is to be done now."""
        if self._pinged is not None:
            return [Beat.SILENT] if moment.steady >= self._pinged + self._times.pong else []
        due: list[Beat] = []
        if moment.steady >= self._traffic + self._times.heartbeat:
            self._traffic = moment.steady
            due.append(Beat.HEARTBEAT)
        if moment.steady >= self.life.steady + self._times.ping:
            self._pinged = moment.steady
            due.append(Beat.PING)
        return due
