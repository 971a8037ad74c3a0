"""The budget: how often RingCentral may be asked, one gate for each of its rate groups.

RingCentral guide, "rate limits": a sliding window for each user, app and group; after a violation every request of the
group is refused for a penalty time, and each request sent meanwhile starts it again. So a gate counts what was sent
and lets nobody through who would be refused. The figures come with the headers of nearly every answer.
"""

import asyncio
import bisect
import itertools
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from rcboard.domain.allowance import Allowance, Group, Spent
from rcboard.domain.times import Clock, Times
from rcboard.platform.refusals import seconds

MARGIN = 0.25
"""Seconds by which a request may be counted later over there than here."""
LONGEST_SLEEP = 15.0
"""Seconds after which a waiting request looks at its gate again: the headers may have told better news."""


class Urgency(IntEnum):
    """Who goes first, and how much of a gate's room he may use."""

    NOW = 0
    """Somebody waits for it, or without it all is lost, as with a token: all of the room."""
    USUAL = 1
    """All but what ``SPARE`` keeps for those."""
    AT_LEISURE = 2
    """A check that may come later: half of the room."""


DEFAULTS = {Group.LIGHT: 50, Group.MEDIUM: 40, Group.HEAVY: 10, Group.AUTH: 5}
"""Requests in a window until the headers tell (RingCentral guide)."""
SPARE = {Group.AUTH: 2, Group.HEAVY: 2, Group.LIGHT: 5, Group.MEDIUM: 2}
"""Requests kept for what cannot wait: a token to be refreshed, a session to be ended, what somebody asks for."""
WINDOW = 60.0
SKEW = 5.0
"""Seconds by which windows there and here may differ: a request that is almost out of ours may be out of theirs."""


@dataclass(slots=True, order=True)
class _Turn:
    """One request that waits at a gate; who is more urgent, and then who came before, is less."""

    urgency: Urgency
    number: int
    gone: asyncio.Event = field(default_factory=asyncio.Event, compare=False)


@dataclass(slots=True)
class _Gate:
    limit: int
    window: float = WINDOW
    under_way: int = 0
    sent: deque[float] = field(default_factory=deque)
    unsure: deque[float] = field(default_factory=deque)
    """Those of ``sent`` that RingCentral may not have counted: no answer came, or one without figures."""
    shut_until: float = -math.inf
    line: list[_Turn] = field(default_factory=list)


class Budget:
    """All gates. Used in one event loop, but for ``barred``; times are those of the clock's steady hand."""

    def __init__(self, clock: Clock, times: Times) -> None:
        self._clock = clock
        self._times = times
        self._gates = {group: _Gate(limit) for group, limit in DEFAULTS.items()}
        self._numbers = itertools.count()

    def wait(self, group: Group, urgency: Urgency = Urgency.USUAL, spare: int | None = None) -> float:
        """Seconds until one more request of this group may go; 0 for now.

        ``spare`` is how many are to be left for others, as the urgency says unless given.
        """
        gate, now = self._gates[group], self._clock.monotonic()
        while gate.sent and gate.sent[0] <= now - gate.window - MARGIN:
            gate.sent.popleft()
        while gate.unsure and gate.unsure[0] <= now - gate.window - MARGIN:
            gate.unsure.popleft()
        if now < gate.shut_until:
            return gate.shut_until - now
        room = max(1, gate.limit - (self._spare(group, gate, urgency) if spare is None else spare))
        if gate.under_way + len(gate.sent) < room:
            return 0.0
        if gate.under_way >= room:
            return MARGIN  # all under way; their answers will tell
        return gate.sent[gate.under_way + len(gate.sent) - room] + gate.window + MARGIN - now

    async def enter(self, group: Group, urgency: Urgency = Urgency.USUAL, spare: int | None = None) -> None:
        """Wait until a request may go, and count it as under way. The more urgent go first, then who came first."""
        gate = self._gates[group]
        turn = _Turn(urgency, next(self._numbers))
        bisect.insort(gate.line, turn)
        try:
            while True:
                if (first := gate.line[0]) is not turn:
                    await first.gone.wait()
                elif (wait := self.wait(group, urgency, spare)) > 0:
                    await self._clock.sleep(min(wait, LONGEST_SLEEP))
                else:
                    gate.under_way += 1
                    return
        finally:
            gate.line.remove(turn)
            turn.gone.set()

    def leave(self, group: Group) -> None:
        """The request is no longer under way."""
        self._gates[group].under_way -= 1

    def barred(self, group: Group) -> float:
        """Seconds for which whatever is sent is refused for sure: a last look just before sending, in any thread.

        Some requests are sent without having entered, such as a token's renewal in the middle of another request.
        """
        gate, now = self._gates[group], self._clock.monotonic()
        recent = [at for at in tuple(gate.sent) if at > now - gate.window - MARGIN]
        full = recent[-gate.limit] + gate.window + MARGIN - now if len(recent) >= gate.limit else 0.0
        return max(0.0, gate.shut_until - now, full)

    def allowances(self) -> tuple[Allowance, ...]:
        """How much is left of each group."""
        return tuple(self._allowance(group, gate) for group, gate in self._gates.items())

    def shut(self, group: Group, seconds: float) -> None:
        """Let nobody through for so long: others have used up what there is, or were refused."""
        gate = self._gates[group]
        gate.shut_until = max(gate.shut_until, self._clock.monotonic() + seconds)

    def recall(self, past: Mapping[Group, Spent]) -> None:
        """Count what was asked before this budget began: RingCentral does, too. Before anybody has entered."""
        now = self._clock.monotonic()
        for group, spent in past.items():
            gate = self._gates[group]
            gate.limit = spent.limit or gate.limit
            gate.sent = deque(now - age for age in spent.ages)
            if spent.shut:
                self.shut(group, spent.shut)

    def now(self) -> float:
        """The moment by the clock's steady hand, in any thread."""
        return self._clock.monotonic()

    def answered(self, group: Group, status: int, headers: Mapping[str, str], asked: float | None = None) -> None:
        """An answer came: count its request, and believe what its headers say of the gate.

        ``asked`` is when the request was sent, if that is known.
        """
        named = headers.get("X-Rate-Limit-Group", "").lower()
        gate = self._gates[Group(named) if named in set(Group) else group]
        now = self._clock.monotonic()
        limit = seconds(headers.get("X-Rate-Limit-Limit"))
        if status == 401 and limit is None:
            return  # limits are a user's, and over there nobody knew whose request it was
        gate.sent.append(now)
        if limit is None:
            gate.unsure.append(now)
        if limit is not None and limit >= 1:
            gate.limit = int(limit)
        window = seconds(headers.get("X-Rate-Limit-Window"))
        if window:
            gate.window = window
        penalty = seconds(headers.get("Retry-After"))
        if status == 429:
            wait = self._times.default_penalty if penalty is None else penalty
            # Without the group or its figures another limiter says so: of the account, the address, the service.
            for one in (gate,) if limit is not None or named else self._gates.values():
                one.shut_until = max(one.shut_until, now + wait + MARGIN)
            return
        if status == 503 and penalty is not None:
            gate.shut_until = max(gate.shut_until, now + penalty + MARGIN)
        remaining = seconds(headers.get("X-Rate-Limit-Remaining"))
        if remaining is not None:
            self._share(gate, int(remaining), now)
            self._forgive(gate, int(remaining), now, asked)

    @staticmethod
    def _share(gate: _Gate, remaining: int, now: float) -> None:
        """Another copy of us may use up the same budget: what is gone without us is counted as sent just now.

        Others of ours that are under way may have been counted over there, but are not yet here.
        """
        for _ in range(gate.limit - remaining - len(gate.sent) - max(0, gate.under_way - 1)):
            gate.sent.append(now)

    @staticmethod
    def _forgive(gate: _Gate, remaining: int, now: float, asked: float | None) -> None:
        """What was not counted over there before this was asked need not be counted here, either."""
        if asked is None:
            return
        recent = sum(at > now - gate.window + SKEW for at in gate.sent)
        for at in [at for at in gate.unsure if at < asked][: max(0, recent - (gate.limit - remaining))]:
            gate.unsure.remove(at)
            gate.sent.remove(at)

    @staticmethod
    def _spare(group: Group, gate: _Gate, urgency: Urgency) -> int:
        match urgency:
            case Urgency.NOW:
                return 0
            case Urgency.USUAL:
                return SPARE[group]
            case Urgency.AT_LEISURE:
                return max(SPARE[group], gate.limit // 2)

    def _allowance(self, group: Group, gate: _Gate) -> Allowance:
        opens_in = self.wait(group, Urgency.NOW)
        left = 0 if opens_in else gate.limit - gate.under_way - len(gate.sent)
        return Allowance(group, gate.limit, max(0, left), opens_in, self._clock.monotonic() < gate.shut_until)
