"""How often one may ask: a sliding window for each user, app and group, and a penalty that each further try restarts.

RingCentral guide, "rate limits".
"""

from collections import deque
from dataclasses import dataclass, field

from rcboard.simulator.clock import Clock
from rcboard.simulator.errors import Refusal, refusal
from rcboard.simulator.numbers import Numbers


@dataclass(slots=True)
class _Window:
    """The times of the requests that count, and until when everything is refused."""

    times: deque[float] = field(default_factory=deque)
    refused_until: float = 0.0


class Limiter:
    """Counts requests. ``who`` is any key for a user with an app."""

    def __init__(self, clock: Clock, numbers: Numbers) -> None:
        self._clock = clock
        self._numbers = numbers
        self._windows: dict[tuple[str, str], _Window] = {}
        self.refusals = 0

    def admit(self, who: str, group: str) -> dict[str, str]:
        """Count a request of this group and answer its ``X-Rate-Limit`` headers, or refuse it with 429."""
        numbers = self._numbers
        limit = numbers.limits.get(group)
        if limit is None:
            return {}
        now = self._clock.now()
        window = self._windows.setdefault((who, group), _Window())
        while window.times and window.times[0] <= now - numbers.limit_window:
            window.times.popleft()
        if now < window.refused_until or len(window.times) >= limit:
            window.refused_until = now + numbers.limit_penalty
            self.refusals += 1
            raise self._refused(group, limit)
        window.times.append(now)
        return self._headers(group, limit, limit - len(window.times))

    def _headers(self, group: str, limit: int, remaining: int) -> dict[str, str]:
        return {
            "X-Rate-Limit-Group": group,
            "X-Rate-Limit-Limit": str(limit),
            "X-Rate-Limit-Remaining": str(remaining),
            "X-Rate-Limit-Window": str(self._numbers.limit_window),
        }

    def _refused(self, group: str, limit: int) -> Refusal:
        headers = self._headers(group, limit, 0) | {"Retry-After": str(self._numbers.limit_penalty)}
        return refusal(429, "CMN-301", "Request rate exceeded", headers=headers)
