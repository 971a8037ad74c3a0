"""How long the machine let us wait: time in which a thread of ours was ready to run and others had the processors.

Linux counts it for every thread (``/proc/PID/task/TID/schedstat``, second figure, in nanoseconds). A clock that runs
ten times as fast makes ten seconds of each that a crowded machine takes; what is measured is the board, so this is not
counted as its. On a machine of its own it comes to next to nothing, and the sum is printed beside the table.
"""

import os
import time
from bisect import bisect_right
from pathlib import Path


class Crowd:
    """Looks at this process and at another; ``waited`` answers for any stretch of the machine's monotonic time."""

    def __init__(self, *others: int) -> None:
        self._processes = [os.getpid(), *others]
        self._known: dict[str, int] = {}
        self._at: list[float] = []
        self._sum: list[float] = []
        self.look()

    @property
    def total(self) -> float:
        """Seconds so far."""
        return self._sum[-1]

    def look(self) -> None:
        """Take a sample now."""
        at, ready = time.monotonic(), 0
        for process in self._processes:
            for file in Path(f"/proc/{process}/task").glob("*/schedstat"):
                try:
                    delay = int(file.read_bytes().split()[1])
                except OSError:
                    continue  # the thread has ended
                ready += delay - self._known.get(str(file), delay)
                self._known[str(file)] = delay
        passed = at - self._at[-1] if self._at else 0.0
        self._at.append(at)
        # Several threads that wait at a time wait no longer than time has passed.
        self._sum.append((self._sum[-1] if self._sum else 0.0) + min(ready / 1e9, passed))

    def waited(self, since: float, until: float) -> float:
        """For how long between these two."""
        return self._by(until) - self._by(since)

    def _by(self, at: float) -> float:
        after = bisect_right(self._at, at)
        if after == 0:
            return 0.0
        if after == len(self._at):
            return self._sum[-1]
        first, second = self._at[after - 1], self._at[after]
        share = (at - first) / (second - first) if second > first else 0.0
        return self._sum[after - 1] + share * (self._sum[after] - self._sum[after - 1])
