"""The board: all people and what is true of them. ``Board.apply`` is the only way truth moves.

A board is changed in place by events and answers with ``Changes``, which name exactly who changed and how; whoever
shows or passes on the board reads only those. It has no clock of its own: ``now`` comes with each call.

A subscription's number (epoch) says who is vouched for: a person is fresh while the subscription stands under which the
whole record was read. When the line breaks nobody is, at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from rcboard.domain import events as e
from rcboard.domain import sighting as s
from rcboard.domain.link import Link, Phase
from rcboard.domain.people import Person
from rcboard.domain.presence import Presence, Reading, State
from rcboard.domain.sighting import Freshness, Sighting
from rcboard.domain.times import Times

CLOCK_SLACK = 5.0
"""Seconds by which a clock may be put right without making every age unknown."""


class Cause(Enum):
    """Why somebody changed: alerts follow only what was heard, live."""

    HEARD = "heard"
    READ = "read"
    """Read, or heard while the line was not live: caught up with, not happening."""


@dataclass(frozen=True, slots=True)
class Change:
    """One person's change. ``before`` and ``after`` are the states as shown, age included."""

    id: str
    before: State
    after: State
    cause: Cause


@dataclass(frozen=True, slots=True)
class Changes:
    """All that one ``apply`` changed."""

    people: bool = False
    """The list of people is another: who, their names or numbers."""
    changed: tuple[Change, ...] = ()
    """These people's records; each at most once, in the order of the first event."""
    freshness: bool = False
    """Everybody's freshness may have changed: the line broke, came back, or the limit passed."""
    link: Link | None = None
    """The line stands differently."""

    def __bool__(self) -> bool:
        return bool(self.people or self.changed or self.freshness or self.link)


@dataclass(slots=True)
class _Asked:
    """A read under way: the subscription it was asked under, and what was heard since."""

    epoch: int
    heard: dict[str, list[e.PresenceHeard]] = field(default_factory=dict)


class Board:
    """People in a dictionary of frozen values, changed in place: a change costs the same at any size."""

    def __init__(self, times: Times = Times()) -> None:
        self._times = times
        self._people: dict[str, Person] = {}
        self._sightings: dict[str, Sighting] = {}
        self._refused: frozenset[str] = frozenset()
        self._reads: dict[int, _Asked] = {}
        self._epoch = 0
        self._carried = False
        self._vouched: dict[int, float] = {}
        self._expires: float | None = None
        self._link = Link()

    # -- asking

    def __len__(self) -> int:
        return len(self._people)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people.values())

    @property
    def link(self) -> Link:
        """How the line stands."""
        return self._link

    def person(self, id: str) -> Person | None:
        """The person of that extension id."""
        return self._people.get(id)

    def sighting(self, id: str) -> Sighting:
        """What was last heard of a person; an empty sighting when nothing was."""
        return self._sightings.get(id, _NOTHING)

    def heard(self, id: str) -> float | None:
        """Until when what a person's tile says was vouched for (seconds since 1970); None when nothing was heard."""
        sighting = self.sighting(id)
        if sighting.heard is None:
            return None
        return max(sighting.heard, self._vouched.get(sighting.epoch, sighting.heard))

    def age(self, id: str, now: float) -> float | None:
        """Seconds since what a person's tile says was last vouched for: 0 while fresh, None where it cannot be told."""
        if self._is_fresh(self.sighting(id)):
            return 0.0
        heard = self.heard(id)
        if heard is None or now < heard - CLOCK_SLACK:
            return None  # a clock that was set back says nothing of any age
        return max(0.0, now - heard)

    def freshness(self, id: str, now: float) -> Freshness:
        """Whether what a person's tile says can be trusted now."""
        age = self.age(id, now)
        if age is None or age > self._times.known_for:
            return Freshness.EXPIRED
        return Freshness.FRESH if self._is_fresh(self.sighting(id)) else Freshness.AGEING

    def state(self, id: str, now: float) -> State:
        """The state to show: the derived one, or unknown once it is too old."""
        return State.UNKNOWN if self.freshness(id, now) is Freshness.EXPIRED else self.sighting(id).state

    def sure_state(self, id: str) -> State:
        """The state for others to act on: unknown at once when no live line vouches for it."""
        sighting = self.sighting(id)
        return sighting.state if self._is_fresh(sighting) else State.UNKNOWN

    def expires_at(self) -> float | None:
        """When the next people whom no line vouches for become too old to show; None when there are none."""
        return self._expires

    def _is_fresh(self, sighting: Sighting) -> bool:
        return self._carried and sighting.epoch == self._epoch

    # -- changing

    def apply(self, events: Iterable[e.Event], now: float) -> Changes:
        """Take in what happened, in order. Also call it without events when ``expires_at`` has come."""
        before: dict[str, tuple[State, Sighting | None, Cause]] = {}
        people = freshness = False
        link: Link | None = None
        for event in events:
            match event:
                case e.PresenceHeard(id=id):
                    self._touch(before, id, now, Cause.HEARD if self._link.live else Cause.READ)
                    self._hear(event)
                case e.PresenceRead():
                    for id, presence in event.records:
                        self._touch(before, id, now, Cause.READ)
                        self._read(id, presence, event)
                case e.ReadAsked(read=read):
                    self._reads[read] = _Asked(self._epoch if self._carried else s.NEVER)
                case e.ReadEnded(read=read):
                    self._reads.pop(read, None)
                case e.SubscriptionBegan(at=at):
                    freshness = True
                    self._begin(at)
                case e.SubscriptionLost(heard=heard):
                    freshness = True
                    self._lose(heard)
                case e.SubscriptionResumed():
                    freshness = True
                    self._carried = True
                case e.PeopleRead(people=everybody):
                    people = True
                    self._replace_people(everybody)
                case e.PersonRead(person=person):
                    people = True
                    self._people[person.id] = person
                    self._rederive(person.id)
                case e.PersonLeft(id=id):
                    people |= self._forget(id)
                case e.MonitoringRefused(ids=ids):
                    freshness = True
                    self._refuse(ids)
                case e.LinkChanged(link=new):
                    link = new
                    self._link = new
        freshness |= self._expire(now)
        return Changes(people, tuple(self._told(before, now)), freshness, link)

    def _touch(
        self, before: dict[str, tuple[State, Sighting | None, Cause]], id: str, now: float, cause: Cause
    ) -> None:
        if id not in before:
            before[id] = (self.state(id, now), self._sightings.get(id), cause)

    def _told(self, before: dict[str, tuple[State, Sighting | None, Cause]], now: float) -> Iterator[Change]:
        for id, (state, sighting, cause) in before.items():
            if id in self._people and self._sightings.get(id) is not sighting:
                yield Change(id, state, self.state(id, now), cause)

    def _reading(self, id: str, presence: Presence, was_read: bool) -> Reading:
        person = self._people[id]
        return Reading(presence, was_read, person.own, person.in_queue, id in self._refused)

    def _hear(self, event: e.PresenceHeard) -> None:
        if event.id not in self._people:
            return  # somebody new: the change events or the next re-read bring him
        old = self.sighting(event.id)
        if event.sequence is not None and old.sequence is not None and event.sequence <= old.sequence:
            return  # delivery order is not promised; a later word has been heard already
        for asked in self._reads.values():
            asked.heard.setdefault(event.id, []).append(event)
        self._lay_over(event)

    def _lay_over(self, event: e.PresenceHeard) -> None:
        old = self.sighting(event.id)
        presence = old.presence.merged(event.presence)
        reading = self._reading(event.id, presence, old.was_read)
        new = s.heard(old, presence, event.at, event.timestamp, reading, vouched=self._is_fresh(old))
        self._sightings[event.id] = replace(
            new, sequence=event.sequence if event.sequence is not None else old.sequence
        )

    def _read(self, id: str, presence: Presence, event: e.PresenceRead) -> None:
        if id not in self._people:
            return
        asked = self._reads.get(event.read)
        epoch = asked.epoch if asked else s.NEVER
        reading = self._reading(id, presence, was_read=True)
        self._sightings[id] = s.read(self.sighting(id), presence, event.at, epoch, reading)
        # What was heard after the question may be newer than the answer: lay it over again, field by field.
        for later in asked.heard.get(id, ()) if asked else ():
            self._lay_over(later)

    def _begin(self, at: float) -> None:
        self._epoch += 1
        self._carried = True
        self._reads.clear()
        self._vouched = {epoch: until for epoch, until in self._vouched.items() if epoch >= self._epoch - 2}
        self._vouched[self._epoch] = at
        # Sequences count anew under a new subscription.
        self._sightings = {id: replace(known, sequence=None) for id, known in self._sightings.items()}

    def _lose(self, heard: float) -> None:
        if self._carried:
            self._vouched[self._epoch] = heard
            self._expires = min(self._expires or heard + self._times.known_for, heard + self._times.known_for)
        self._carried = False

    def _replace_people(self, everybody: tuple[Person, ...]) -> None:
        self._people = {person.id: person for person in everybody}
        self._sightings = {id: known for id, known in self._sightings.items() if id in self._people}
        for id in self._sightings:
            self._rederive(id)

    def _forget(self, id: str) -> bool:
        self._sightings.pop(id, None)
        return self._people.pop(id, None) is not None

    def _refuse(self, ids: frozenset[str]) -> None:
        moved = self._refused ^ ids
        self._refused = ids
        for id in moved & self._people.keys():
            self._sightings.setdefault(id, _NOTHING)
            self._rederive(id)

    def _rederive(self, id: str) -> None:
        known = self._sightings.get(id)
        if known is not None:
            self._sightings[id] = s.rederived(known, self._reading(id, known.presence, known.was_read))

    def _expire(self, now: float) -> bool:
        if self._expires is None or now <= self._expires:
            return False
        # Looked at anew only when some have passed the limit: others may have been heard later.
        limits = [heard + self._times.known_for for id in self._people if (heard := self._aged_from(id)) is not None]
        self._expires = min((limit for limit in limits if limit >= now), default=None)
        return True

    def _aged_from(self, id: str) -> float | None:
        return None if self._is_fresh(self.sighting(id)) else self.heard(id)


_NOTHING = Sighting()

__all__ = ["Board", "Cause", "Change", "Changes", "Freshness", "Phase"]
