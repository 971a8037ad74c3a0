"""Back-off: how long to wait before the next try."""

from collections.abc import Callable

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times

_UNREACHED = (ProblemKind.OFFLINE, ProblemKind.NAME_NOT_FOUND, ProblemKind.TIMED_OUT)


_AT_ONCE = (ProblemKind.SLEPT, ProblemKind.NETWORK_CHANGED, ProblemKind.LINE_OLD)
"""What says nothing against RingCentral or the way there."""


class Backoff:
    """Doubles from the first wait to the longest, each drawn anew between nothing and that ("full jitter").

    ``chance`` gives a number from 0 up to 1. What the server asks for always counts in full.
    """

    def __init__(self, times: Times, chance: Callable[[], float]) -> None:
        self._times = times
        self._chance = chance
        self._tries = 0

    def worked(self) -> None:
        """The line stood long enough: begin with the first wait again."""
        self._tries = 0

    def wait(self, problem: Problem) -> float:
        """Seconds to wait now."""
        if problem.kind in _AT_ONCE:
            return 0.0
        if problem.kind is ProblemKind.RATE_LIMITED and not problem.code and problem.retry_after is not None:
            return problem.retry_after  # our own restraint: it knows when, and says nothing against RingCentral
        most = self._times.offline_retry if problem.kind in _UNREACHED else self._times.longest_retry
        longest = min(most, self._times.first_retry * 2.0 ** min(self._tries, 16))
        self._tries += 1
        wait = longest * self._chance()
        if problem.retry_after is not None:
            return problem.retry_after + wait
        if problem.kind is ProblemKind.RATE_LIMITED:
            return self._times.default_penalty + wait
        if problem.kind in (ProblemKind.OVERLOADED, ProblemKind.MAINTENANCE):
            return self._times.overloaded + wait
        return wait
