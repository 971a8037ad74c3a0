"""Hearing: what a board makes of a broker's messages. No input or output: messages and times go in, events come out.

What a broker has kept says nothing of now. A board shows nobody before it has *heard* a beat, said while it listened;
then, at each beat, it compares the sum of all sequences with the publisher's: equal sums mean that not one message is
missing. It counts age on its own clock from the last beat that it heard.
"""

from collections.abc import Iterable

import msgspec

from rcboard.domain import events as e
from rcboard.domain.barred import Bar, Barred
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.presence import State
from rcboard.outlets.mqtt.address import Topics
from rcboard.outlets.mqtt.leadership import BEAT
from rcboard.outlets.mqtt.messages import GONE, Beat, Said

HIDDEN = Barred(Bar.OTHER)
LATE = BEAT * 1.5
"""Seconds without a beat after which nobody vouches any more."""


class Hearing:
    """One board's ear. ``now`` is seconds since 1970 (UTC) by the board's clock, ``steady`` never goes back."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._said: dict[str, Said] = {}
        self._leader: tuple[int, str] | None = None
        self._counter = -1
        self._beat_at = 0.0
        self._beat_steady: float | None = None
        self._behind = 0.0
        self._vouched = False
        self._hidden: frozenset[str] = frozenset()
        self._reads = 0
        self.incomplete = False
        """Messages are missing: everything the broker keeps is to be asked for again."""

    def take(self, topic: str, payload: bytes, *, retained: bool, now: float, steady: float) -> list[e.Event]:
        """One message. What cannot be understood is no message of ours."""
        try:
            if topic == self._topics.link:
                return self._beat(msgspec.json.decode(payload, type=Beat), retained=retained, now=now, steady=steady)
            id = self._topics.person_of(topic)
            if id is None:
                return []
            return self._person(id, msgspec.json.decode(payload, type=Said) if payload else None, now)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return []

    def cut(self, now: float) -> list[e.Event]:
        """The broker is out of reach."""
        self._beat_steady = None
        return self._lose(Link(Phase.RECONNECTING, now, Problem(ProblemKind.LINE_LOST)))

    def tick(self, now: float, steady: float) -> list[e.Event]:
        """Time went by."""
        if self._beat_steady is None or steady - self._beat_steady <= LATE:
            return []
        self._beat_steady = None
        return self._lose(Link(Phase.RECONNECTING, now, Problem(ProblemKind.LINE_SILENT)))

    def _person(self, id: str, said: Said | None, now: float) -> list[e.Event]:
        before = self._said.get(id)
        if said is None:
            self._said.pop(id, None)
            return [e.PersonLeft(id)] if before else []
        if said.id != id or (before is not None and not self._newer(said, before)):
            return []
        self._said[id] = said
        events: list[e.Event] = []
        if before is None or before.person() != said.person():
            events.append(e.PersonRead(said.person()))
        if self._vouched and said.was_read and said.leader == self._leader:
            events += self._presence(said, now)
        return events

    def _newer(self, said: Said, before: Said) -> bool:
        """Whether it takes the other's place: it is newer, or the leader's and the other of one who leads no more.

        A broker that forgot everything lets a new leader begin with a term that boards know to be an old one.
        """
        return said.age > before.age or (said.leader == self._leader and before.leader != self._leader)

    def _presence(self, said: Said, now: float) -> Iterable[e.Event]:
        """Heard, for it happens now; and read, for it is the whole record."""
        hidden = self._hidden | {said.id} if said.state == State.HIDDEN.value else self._hidden - {said.id}
        if hidden != self._hidden:
            self._hidden = hidden
            yield e.MonitoringRefused(dict.fromkeys(hidden, HIDDEN))
        began = None if said.began is None else said.began - self._behind
        presence = said.presence(self._behind)
        self._reads += 1
        yield e.ReadAsked(self._reads)
        yield e.PresenceHeard(said.id, presence, now, began)
        yield e.PresenceRead(self._reads, now, ((said.id, presence),))
        yield e.ReadEnded(self._reads)

    def _beat(self, beat: Beat, *, retained: bool, now: float, steady: float) -> list[e.Event]:
        if beat.link == GONE:
            if self._leader is None or beat.publisher != self._leader[1] or retained:
                return []
            self._beat_steady = None
            return self._lose(beat.standing(now))
        if retained:
            return []
        heard_lately = self._beat_steady is not None and steady - self._beat_steady <= LATE
        if self._leader is not None and beat.leader < self._leader and heard_lately:
            return []  # a leader who has not heard yet that he was relieved
        if beat.leader == self._leader and beat.beat <= self._counter:
            return []  # said before, delivered again
        changed, self._leader = beat.leader != self._leader, beat.leader
        self._counter = beat.beat
        self._behind = beat.now - now
        lost: list[e.Event] = []
        if not beat.live:
            lost = self._lose(beat.standing(now - beat.held), now - beat.held)
            self._beat_at, self._beat_steady = now, steady
            return lost
        mine = [said.sequence for said in self._said.values() if said.leader == beat.leader]
        if (len(mine), sum(mine)) != (beat.people, beat.sum):
            self.incomplete = True
            return self._lose(Link(Phase.RECONNECTING, now, Problem(ProblemKind.LINE_LOST)))
        self._beat_at, self._beat_steady = now, steady
        if self._vouched and not changed:
            return []
        return self._vouch(now)

    def _vouch(self, now: float) -> list[e.Event]:
        """Everybody is known, as the leader said it."""
        self._vouched = True
        self._said = {id: said for id, said in self._said.items() if said.leader == self._leader}
        everybody = self._said.values()
        self._hidden = frozenset(said.id for said in everybody if said.state == State.HIDDEN.value)
        self._reads += 1
        # Whom nobody has read is not known: an empty record that was read would be a hidden one.
        records = tuple((said.id, said.presence(self._behind)) for said in everybody if said.was_read)
        return [
            e.PeopleRead(tuple(said.person() for said in everybody)),
            e.SubscriptionBegan(now),
            e.MonitoringRefused(dict.fromkeys(self._hidden, HIDDEN)),
            e.ReadAsked(self._reads),
            e.PresenceRead(self._reads, now, records),
            e.ReadEnded(self._reads),
            e.LinkChanged(Link(Phase.LIVE, now)),
        ]

    def _lose(self, link: Link, heard: float | None = None) -> list[e.Event]:
        told: list[e.Event] = [e.LinkChanged(link)]
        if self._vouched:
            self._vouched = False
            told.insert(0, e.SubscriptionLost(self._beat_at if heard is None else min(heard, self._beat_at)))
        return told
