"""Replay: what the gateway sends again after a recovery, counted, because it keeps only so many (RingCentral guide)."""

import math

from rcboard.domain.times import Times
from rcboard.platform.deeds import Moment


class Replay:
    """``created`` is RingCentral's date of the new connection: what is dated before was missed and is replayed."""

    def __init__(self, created: float | None, buffer: int, moment: Moment, times: Times) -> None:
        self._created = math.inf if created is None else created
        self._buffer = buffer
        self._settle = times.settle
        self._count = buffer if created is None else 0  # without its date nothing can be counted
        self.over_at = moment.steady + times.settle
        """When, if nothing more of it comes, it is over (steady clock)."""

    def holds(self, timestamp: float | None, moment: Moment) -> bool:
        """Whether a notification of that date belongs to it; it is counted then."""
        if timestamp is not None and timestamp > self._created:
            return False
        self._count += 1
        self.over_at = moment.steady + self._settle
        return True

    @property
    def may_lack_some(self) -> bool:
        """As many as the gateway keeps: there may have been more, and nothing tells of those dropped."""
        return self._count >= self._buffer
