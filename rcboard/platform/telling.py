"""Telling: what a feed hands on, collected over one turn of the loop, and how its link stands."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rcboard.domain.events import Event, LinkChanged
from rcboard.domain.link import Link, Phase, Problem
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

    def add(self, events: Iterable[Event]) -> None:
        """These happened."""
        self._events += events

    def say(
        self, phase: Phase, problem: Problem | None = None, retry_at: float | None = None, read: int = 0, total: int = 0
    ) -> None:
        """This is how the link stands now."""
        since = self.link.since if self.link.phase is phase else self._clock.now()
        self.link = Link(phase, since, problem, retry_at, read, total)
        self._events.append(LinkChanged(self.link))

    def flush(self) -> None:
        """Hand over what happened in this turn."""
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
