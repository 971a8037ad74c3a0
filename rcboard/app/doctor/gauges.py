"""Gauges: what the headers of RingCentral's answers tell by the way: its clock, and how often it may still be asked."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from rcboard.domain.times import Clock


@dataclass(frozen=True, slots=True)
class Gauge:
    """One rate group, as its last answer said."""

    limit: str
    left: str


class Gauges:
    """Hears every answer, in worker threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self.skew: float | None = None
        """Seconds by which RingCentral's clock is ahead of ours; None where no answer carried a date."""
        self.groups: dict[str, Gauge] = {}
        self.succeeded: set[str] = set()
        """Paths that were answered with success."""

    def heard(self, path: str, status: int, headers: Mapping[str, str]) -> None:
        """An answer came."""
        now = self._clock.now()
        with self._lock:
            if 200 <= status < 300:
                self.succeeded.add(path)
            if self.skew is None and (date := _date(headers.get("Date"))) is not None:
                self.skew = date - now
            group = headers.get("X-Rate-Limit-Group", "").lower()
            limit, left = headers.get("X-Rate-Limit-Limit"), headers.get("X-Rate-Limit-Remaining")
            if group and limit and left:
                self.groups[group] = Gauge(limit, left)


def _date(text: str | None) -> float | None:
    """A Date header, in seconds since 1970; it has whole seconds, so the middle of its second."""
    try:
        return parsedate_to_datetime(text).timestamp() + 0.5 if text else None
    except ValueError:
        return None
