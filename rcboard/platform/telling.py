"""Telling: what a feed hands on, collected over one turn of the loop, and how its link stands."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rcboard.domain.events import Event, LinkChanged, SubscriptionTold
from rcboard.domain.link import Feature, Lack, Link, Outcome, Phase, Problem, Subscription
from rcboard.domain.times import Clock
from rcboard.platform.errors import RcError

log = logging.getLogger(__name__)

Tell = Callable[[Sequence[Event]], None]


class Telling:
    """Events go to ``tell`` in order, all of one turn together. The log gets one line for each turn of the link."""

    def __init__(self, tell: Tell, clock: Clock) -> None:
        self._tell = tell
        self._clock = clock
        self._events: list[Event] = []
        self._lost_at: float | None = None
        self.link = Link(since=clock.now())
        self.odd: Counter[str] = Counter()
        """What did not fit, by its path or reason, and how often."""
        self.ends: Counter[str] = Counter()
        """What ended a line, by problem and code, and how often."""
        self._lines = (0, 1)
        self._lacks: dict[Feature, Lack] = {}
        self._subscriptions: dict[int, Subscription] = {}
        self._stale = False
        """An outcome has not been told with the link yet."""

    def add(self, events: Iterable[Event]) -> None:
        """These happened."""
        for event in events:
            self._events.append(event)
            if isinstance(event, SubscriptionTold):
                self._note_outcome(event)

    def lines(self, up: int, of: int) -> None:
        """So many lines stand of so many; told with the next word about the link."""
        self._lines = (up, of)

    def lack(self, feature: Feature, lack: Lack | None) -> None:
        """This feature is missing, or it is there; said when it is another thing than before."""
        if lack == self._lacks.get(feature):
            return
        self._lacks.pop(feature, None)
        if lack is not None:
            self._lacks[feature] = lack
            log.warning("without %s: %s %s", feature, lack.permission, lack.code)
        self._repeat()

    def say(
        self, phase: Phase, problem: Problem | None = None, retry_at: float | None = None, read: int = 0, total: int = 0
    ) -> None:
        """This is how the link stands now."""
        since = self.link.since if self.link.phase is phase else self._clock.now()
        up, lines = self._lines
        lacks, subscriptions = tuple(self._lacks.values()), tuple(self._subscriptions.values())
        self.link = Link(phase, since, problem, retry_at, read, total, lines, up, lacks, subscriptions)
        self._events.append(LinkChanged(self.link))

    def _repeat(self) -> None:
        link = self.link
        self.say(link.phase, link.problem, link.retry_at, link.read, link.total)

    def _note_outcome(self, told: SubscriptionTold) -> None:
        """The log has every outcome but the notifications after the first; the link has the newest of each line."""
        before = self._subscriptions.get(told.shard)
        if told.outcome is Outcome.NOTIFIED and before is not None:
            if not before.notified:
                log.info("subscription %d: %s for the first time", told.shard, told.outcome)
            notified = before.notified + told.count
            self._subscriptions[told.shard] = replace(before, notified=notified, notified_at=told.at)
            return
        reason = "" if told.problem is None else f": {RcError(told.problem)}"
        log.log(logging.INFO if told.problem is None else logging.WARNING, "subscription %d: %s%s", told.shard,
                told.outcome, reason)  # fmt: skip
        kept = before is not None and told.outcome in (Outcome.RENEWED, Outcome.RENEW_FAILED)
        counts = (before.notified, before.notified_at) if before is not None and kept else (0, None)
        self._subscriptions[told.shard] = Subscription(told.shard, told.outcome, told.at, told.problem, *counts)
        self._stale = True

    def flush(self) -> None:
        """Hand over what happened in this turn."""
        if self._stale and not any(isinstance(event, LinkChanged) for event in self._events):
            self._repeat()
        self._stale = False
        if self._events:
            events, self._events = self._events, []
            self._tell(events)

    def lost(self, problem: Problem) -> None:
        """There is no line any more; said once until it is back."""
        if self._lost_at is None:
            self._lost_at = self._clock.now()
            log.warning("no line: %s", RcError(problem))

    def back(self, people: int) -> None:
        """The line is live."""
        if self._lost_at is None:
            log.info("the line is live: %d people", people)
        else:
            log.info("the line is live again after %.0f s: %d people", self._clock.now() - self._lost_at, people)
            self._lost_at = None

    def note(self, reasons: Sequence[str]) -> None:
        """Count what was odd; each kind is logged once."""
        for reason in reasons:
            if not self.odd[reason]:
                log.warning("left out what did not fit: %s", reason)
            self.odd[reason] += 1
