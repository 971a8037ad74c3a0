"""The budget: how often RingCentral may be asked, one gate for each of its rate groups.

RingCentral guide, "rate limits": a sliding window for each user, app and group; after a violation every request of the
group is refused for a penalty time, and each request sent meanwhile starts it again. So a gate counts what was sent
and lets nobody through who would be refused. The figures come with the headers of nearly every answer.
"""

import asyncio
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rcboard.domain.times import Clock, Times
from rcboard.platform.refusals import seconds

MARGIN = 0.25
"""Seconds by which a request may be counted later over there than here."""


class Group(StrEnum):
    """RingCentral's rate groups, as its headers name them."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"
    AUTH = "auth"


DEFAULTS = {Group.LIGHT: 50, Group.MEDIUM: 40, Group.HEAVY: 10, Group.AUTH: 5}
"""Requests in a window until the headers tell (RingCentral guide)."""
SPARE = {Group.AUTH: 2, Group.HEAVY: 2}
"""Requests kept for what cannot wait: a token to be refreshed, a session to be ended, what somebody asks for."""
WINDOW = 60.0


@dataclass(slots=True)
class _Gate:
    limit: int
    window: float = WINDOW
    under_way: int = 0
    sent: deque[float] = field(default_factory=deque)
    shut_until: float = -math.inf


class Budget:
    """All gates. Used in one event loop; times are those of the clock's steady hand."""

    def __init__(self, clock: Clock, times: Times) -> None:
        self._clock = clock
        self._times = times
        self._gates = {group: _Gate(limit) for group, limit in DEFAULTS.items()}
        self._turns = {group: asyncio.Lock() for group in Group}

    def wait(self, group: Group, spare: int | None = None) -> float:
        """Seconds until one more request of this group may go; 0 for now.

        ``spare`` is how many are to be left for others, ``SPARE`` unless given.
        """
        gate, now = self._gates[group], self._clock.monotonic()
        while gate.sent and gate.sent[0] <= now - gate.window - MARGIN:
            gate.sent.popleft()
        if now < gate.shut_until:
            return gate.shut_until - now
        room = max(1, gate.limit - (SPARE.get(group, 0) if spare is None else spare))
        if gate.under_way + len(gate.sent) < room:
            return 0.0
        if not gate.sent:
            return MARGIN  # all under way; their answers will tell
        return gate.sent[0] + gate.window + MARGIN - now

    async def enter(self, group: Group, spare: int | None = None) -> None:
        """Wait until a request may go, and count it as under way. Others wait in line behind."""
        async with self._turns[group]:
            while (wait := self.wait(group, spare)) > 0:
                await self._clock.sleep(wait)
            self._gates[group].under_way += 1

    def leave(self, group: Group) -> None:
        """The request is no longer under way."""
        self._gates[group].under_way -= 1

    def answered(self, group: Group, status: int, headers: Mapping[str, str]) -> None:
        """An answer came: count its request, and believe what its headers say of the gate."""
        named = headers.get("X-Rate-Limit-Group", "").lower()
        gate = self._gates[Group(named) if named in set(Group) else group]
        now = self._clock.monotonic()
        gate.sent.append(now)
        limit = seconds(headers.get("X-Rate-Limit-Limit"))
        if limit is not None and limit >= 1:
            gate.limit = int(limit)
        window = seconds(headers.get("X-Rate-Limit-Window"))
        if window:
            gate.window = window
        if status == 429:
            penalty = seconds(headers.get("Retry-After"))
            wait = self._times.default_penalty if penalty is None else penalty
            gate.shut_until = max(gate.shut_until, now + wait + MARGIN)
            return
        remaining = seconds(headers.get("X-Rate-Limit-Remaining"))
        if remaining is not None:
            self._share(gate, int(remaining), now)

    @staticmethod
    def _share(gate: _Gate, remaining: int, now: float) -> None:
        """Another copy of us may use up the same budget: what is gone without us is counted as sent just now."""
        for _ in range(gate.limit - remaining - len(gate.sent)):
            gate.sent.append(now)
