"""Missed: what a read found otherwise although a line vouched for it, since no event had told of the change.

An event may only be late: it counts as missed when none came of that person for a while after the read.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rcboard.domain.presence import Presence

LATE = 10.0
"""Seconds for an event to come after a read that knew of it already."""
TOLD_BY_EVENTS = ("presence_status", "telephony_status", "user_status", "dnd_status", "meeting_status")
"""What every event carries; the rest is as old as the last read, and no wonder when it differs."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    at: float
    fields: tuple[str, ...]


class Missed:
    """Counts people and fields. Times are seconds since 1970 by our clock."""

    def __init__(self) -> None:
        self._doubts: dict[str, _Doubt] = {}
        self._fields: dict[str, int] = {}
        self.people = 0
        """Records that had to be corrected so far."""

    @property
    def fields(self) -> Mapping[str, int]:
        """How often each field had to be."""
        return self._fields

    def read(self, id: str, known: Presence, found: Presence, at: float) -> None:
        """A read that was vouched for found this instead of what a standing line had told."""
        fields = tuple(name for name in TOLD_BY_EVENTS if getattr(known, name) != getattr(found, name))
        if fields:
            self._doubts[id] = _Doubt(at, fields)

    def heard(self, id: str) -> None:
        """An event came of this person: it was late, and not missed."""
        self._doubts.pop(id, None)

    def forget(self) -> None:
        """Nothing was told by any line: nothing was missed."""
        self._doubts.clear()

    def settle(self, now: float) -> None:
        """Count what has been in doubt for long enough."""
        if not self._doubts:
            return
        for id in [id for id, doubt in self._doubts.items() if now >= doubt.at + LATE]:
            self.people += 1
            for name in self._doubts.pop(id).fields:
                self._fields[name] = self._fields.get(name, 0) + 1
