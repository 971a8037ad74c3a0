"""The board: all people and what is true of them. ``Board.apply`` is the only way truth moves.

A board is changed in place by events and answers with ``Changes``, which name exactly who changed and how; whoever
shows or passes on the board reads only those. It has no clock of its own: ``now`` comes with each call.

Who is vouched for, and by which subscription, is kept in ``rcboard.domain.vouching``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from rcboard.domain import events as e
from rcboard.domain import sighting as s
from rcboard.domain.barred import Barred
from rcboard.domain.link import Link, Outcome, Phase
from rcboard.domain.missed import Missed
from rcboard.domain.people import Person
from rcboard.domain.presence import Presence, Reading, State
from rcboard.domain.sighting import Freshness, Sighting
from rcboard.domain.times import Times
from rcboard.domain.vouching import Vouching

CLOCK_SLACK = 5.0
"""Seconds by which a clock may be put right without making every age unknown."""


class Cause(Enum):
    """Why somebody changed: alerts follow only what was heard, live."""

    HEARD = "heard"
    READ = "read"
    """Read, or heard while the line was not live: caught up with, not happening."""


class Change(NamedTuple):
    """One person's change, made for every event. ``before`` and ``after`` are the states as shown, age included."""

    id: str
    before: State
    after: State
    cause: Cause


class Changes(NamedTuple):
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
    """A read under way: the subscriptions that stood when it was asked, by shard, and what was heard since."""

    epochs: dict[int, int]
    heard: dict[str, list[e.PresenceHeard]] = field(default_factory=dict)


class Board:
    """People in a dictionary of frozen values, changed in place: a change costs the same at any size."""

    def __init__(self, times: Times = Times()) -> None:
        self._times = times
        self._people: dict[str, Person] = {}
        self._sightings: dict[str, Sighting] = {}
        self._barred: dict[str, tuple[int, Barred]] = {}
        self._reads: dict[int, _Asked] = {}
        self._vouching = Vouching()
        self.missed = Missed()
        """What reads found that no event had told."""
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
        return max(sighting.heard, self._vouching.until(sighting.epoch, sighting.heard))

    def age(self, id: str, now: float) -> float | None:
        """Seconds since what a person's tile says was last vouched for: 0 while fresh, None where it cannot be told."""
        if self._is_fresh(self.sighting(id)):
            return 0.0
        heard = self.heard(id)
        if heard is None or now < heard - CLOCK_SLACK:
            return None  # a clock that was set back says nothing of any age
        return max(0.0, now - heard)

    def read_age(self, id: str, now: float) -> float | None:
        """Seconds since a person's whole record was read; None where it was not. What is never pushed is that old."""
        read_at = self.sighting(id).read_at
        return None if read_at is None else max(0.0, now - read_at)

    def freshness(self, id: str, now: float) -> Freshness:
        """Whether what a person's tile says can be trusted now."""
        if self._is_fresh(self.sighting(id)):
            return Freshness.FRESH
        age = self.age(id, now)
        return Freshness.EXPIRED if age is None or age > self._times.known_for else Freshness.AGEING

    def state(self, id: str, now: float) -> State:
        """The state to show: the derived one, or unknown once it is too old."""
        sighting = self._sightings.get(id)
        if sighting is None:
            return State.UNKNOWN
        if self._is_fresh(sighting):
            return sighting.state
        # Of whom nothing is told there is nothing to grow old.
        old = sighting.barred is None and self.freshness(id, now) is Freshness.EXPIRED
        return State.UNKNOWN if old else sighting.state

    def vouched_for(self, id: str) -> bool:
        """Whether a live line vouches for what is known of a person."""
        return self._is_fresh(self.sighting(id))

    def sure_state(self, id: str) -> State:
        """The state for others to act on: unknown at once when no live line vouches for it."""
        sighting = self.sighting(id)
        return sighting.state if self._is_fresh(sighting) else State.UNKNOWN

    def expires_at(self) -> float | None:
        """When the next people whom no line vouches for become too old to show; None when there are none."""
        return self._expires

    def _is_fresh(self, sighting: Sighting) -> bool:
        return sighting.epoch in self._vouching.standing

    # -- changing

    def apply(self, events: Iterable[e.Event], now: float) -> Changes:
        """Take in what happened, in order. Also call it without events when ``expires_at`` has come."""
        before: dict[str, tuple[State, Sighting | None, Cause]] = {}
        people = freshness = False
        link: Link | None = None
        for event in events:
            match event:
                case e.PresenceHeard(id=id):
                    self._touch(before, id, now, self._cause(id))
                    self._hear(event)
                case e.PresenceRead():
                    for id, presence in event.records:
                        self._touch(before, id, now, Cause.READ)
                        self._read(id, presence, event)
                case e.ReadAsked(read=read):
                    self._reads[read] = _Asked(self._vouching.epochs())
                case e.ReadEnded(read=read):
                    self._reads.pop(read, None)
                case e.SubscriptionBegan():
                    freshness = True
                    self._begin(event)
                case e.SubscriptionLost(heard=heard, shard=shard):
                    freshness = True
                    self.missed.forget()
                    self._lose(heard, shard)
                case e.SubscriptionResumed(shard=shard):
                    freshness = True
                    self._vouching.resume(shard)
                case e.PresenceForgotten():
                    freshness = True
                    self._forget_presence()
                case e.SubscriptionTold():
                    if event.outcome is Outcome.NOTIFIED:  # the link tells the others, and is not told anew for these
                        self._link = self._link.notified(event.shard, event.count, event.at)
                case e.PeopleRead(people=everybody):
                    people = True
                    self._replace_people(everybody)
                case e.PersonRead(person=person):
                    people = True
                    self._people[person.id] = person
                    self._mark(person.id)
                case e.PersonLeft(id=id):
                    people |= self._forget(id)
                case e.MonitoringRefused(barred=barred, shard=shard):
                    freshness = True
                    self._bar(barred, shard)
                case e.LinkChanged(link=new):
                    link = new
                    self._link = new
        freshness |= self._expire(now)
        self.missed.settle(now)
        return Changes(people, self._told(before, now), freshness, link)

    def _cause(self, id: str) -> Cause:
        """What is heard of somebody is news where his line is live, though others' may not be."""
        live = self._link.live or (self._link.partly and self._is_fresh(self.sighting(id)))
        return Cause.HEARD if live else Cause.READ

    def _touch(
        self, before: dict[str, tuple[State, Sighting | None, Cause]], id: str, now: float, cause: Cause
    ) -> None:
        if id not in before:
            before[id] = (self.state(id, now), self._sightings.get(id), cause)

    def _told(self, before: dict[str, tuple[State, Sighting | None, Cause]], now: float) -> tuple[Change, ...]:
        return tuple(
            [
                Change(id, state, self.state(id, now), cause)
                for id, (state, sighting, cause) in before.items()
                if id in self._people and self._sightings.get(id) is not sighting
            ]
        )

    def _reading(self, id: str, presence: Presence, was_read: bool) -> Reading:
        person = self._people[id]
        return Reading(presence, was_read, person.own, person.in_queue, id in self._barred)

    def _hear(self, event: e.PresenceHeard) -> None:
        if event.id not in self._people:
            return  # somebody new: the change events or the next re-read bring him
        self.missed.heard(event.id)
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
        fresh = self._is_fresh(old)
        self._sightings[event.id] = s.heard(
            old, presence, event.at, event.timestamp, reading, vouched=fresh, sequence=event.sequence
        )

    def _read(self, id: str, presence: Presence, event: e.PresenceRead) -> None:
        if id not in self._people:
            return
        asked = self._reads.get(event.read)
        epoch = self._vouching.epoch_of(id, asked.epochs) if asked else s.NEVER
        old = self.sighting(id)
        if epoch not in self._vouching.standing and self._vouching.is_present(id, old.epoch) and epoch != old.epoch:
            return  # asked when nobody vouched for the answer: it may be older than what is known
        if old.was_read and epoch == old.epoch and self._is_fresh(old) and asked and id not in asked.heard:
            self.missed.read(id, old.presence, presence, event.at)
        self._sightings[id] = s.read(old, presence, event.at, epoch, self._reading(id, presence, was_read=True))
        # What was heard after the question may be newer than the answer: lay it over again, field by field.
        for later in asked.heard.get(id, ()) if asked else ():
            self._lay_over(later)

    def _begin(self, began: e.SubscriptionBegan) -> None:
        self._vouching.begin(began.at, began.shard, began.ids)
        for id in self._vouching.members(began.shard, self._sightings):
            # Sequences count anew under a new subscription.
            self._sightings[id] = self._sightings[id]._replace(sequence=None)
        for asked in self._reads.values():
            # Reads under way were asked before it began: they vouch for nobody of this shard.
            asked.epochs.pop(began.shard, None)
            asked.heard = {id: heard for id, heard in asked.heard.items() if not self._vouching.is_of(id, began.shard)}

    def _lose(self, heard: float, shard: int) -> None:
        if self._vouching.lose(heard, shard):
            limit = heard + self._times.known_for
            self._expires = min(self._expires or limit, limit)

    def _replace_people(self, everybody: tuple[Person, ...]) -> None:
        self._people = {person.id: person for person in everybody}
        self._sightings = {id: known for id, known in self._sightings.items() if id in self._people}
        for id in self._sightings.keys() | (self._barred.keys() & self._people.keys()):
            self._mark(id)

    def _forget(self, id: str) -> bool:
        self._sightings.pop(id, None)
        return self._people.pop(id, None) is not None

    def _forget_presence(self) -> None:
        """Everybody is to be read before anything is said of him again."""
        self._sightings.clear()
        self._reads.clear()
        for id in self._barred.keys() & self._people.keys():
            self._mark(id)

    def _bar(self, barred: Mapping[str, Barred], shard: int) -> None:
        old = {id: known for id, (of, known) in self._barred.items() if of == shard}
        moved = {id for id in old.keys() | barred.keys() if old.get(id) != barred.get(id)}
        for id in old.keys() - barred.keys():
            del self._barred[id]
        self._barred.update({id: (shard, why) for id, why in barred.items()})
        for id in moved & self._people.keys():
            self._mark(id)

    def _mark(self, id: str) -> None:
        """Something else than presence says anew what is to be seen of a person."""
        _, why = self._barred.get(id, (0, None))
        known = self._sightings.get(id, _NOTHING if why else None)
        if known is not None:
            known = known._replace(barred=why)
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
