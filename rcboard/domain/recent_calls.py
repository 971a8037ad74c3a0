"""Recent calls: how often each phone was on a call lately, so that the next caller goes to whoever had the fewest.

Counted from changes alone, in memory, and forgotten after the window: it is no history.
"""

from collections import deque

from rcboard.domain.board import Changes
from rcboard.domain.presence import State


class RecentCalls:
    """Beginnings of calls in the last ``window`` seconds, by extension id."""

    def __init__(self, window: float) -> None:
        self.window = window
        self._began: dict[str, deque[float]] = {}

    def take(self, changes: Changes, now: float) -> None:
        """The board changed. A call that comes back from hold is no new one; ``now`` is seconds since 1970 (UTC)."""
        for change in changes.changed:
            if change.after is State.ON_CALL and change.before not in (State.ON_CALL, State.ON_HOLD, State.UNKNOWN):
                self._began.setdefault(change.id, deque()).append(now)

    def count(self, id: str, now: float) -> int:
        """How many calls this phone had within the window."""
        began = self._began.get(id)
        if began is None:
            return 0
        while began and began[0] < now - self.window:
            began.popleft()
        if not began:
            del self._began[id]
        return len(began)
