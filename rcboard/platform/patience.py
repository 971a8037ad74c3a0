"""Patience: how long to wait for a connection, and for an answer to begin.

Not long at first, so that an answer that was lost costs little; longer after each that did not come in time, so that a
slow server is heard in the end.
"""

GROWTH = 1.6


class Patience:
    """For each kind of request (a path's last part). Seconds of the machine; used in any thread."""

    def __init__(self, connect: float, first: float, longest: float) -> None:
        self._connect = connect
        self._first = first
        self._longest = longest
        self._grown: dict[str, float] = {}

    def timeout(self, path: str) -> tuple[float, float]:
        """How long to wait now: to connect, and for the answer."""
        return self._connect, self._grown.get(_kind(path), self._first)

    def came(self, path: str) -> None:
        """It came in time."""
        self._grown.pop(_kind(path), None)

    def late(self, path: str) -> None:
        """It did not."""
        self._grown[_kind(path)] = min(self._longest, self.timeout(path)[1] * GROWTH)


def _kind(path: str) -> str:
    return path.rpartition("/")[2]
