"""Pseudonyms: makes events of people who exist nowhere from events of people who do, the same for the same each time.

What is left is what a board needs to be shown, tested or looked into: who changed when, and how. Names, numbers,
departments, sites and queues get others; texts of people's own and the other party of a call are left out.
"""

from dataclasses import replace
from typing import assert_never

from rcboard.domain import events as e
from rcboard.domain.people import Person
from rcboard.domain.presence import Presence

_FIRST = (
    "Ada",
    "Ben",
    "Cleo",
    "Dan",
    "Eva",
    "Finn",
    "Gwen",
    "Hugo",
    "Ines",
    "Jon",
    "Kira",
    "Leo",
    "Mia",
    "Noah",
    "Olga",
)
_LAST = (
    "Abel",
    "Brandt",
    "Costa",
    "Dahl",
    "Engel",
    "Fabre",
    "Grant",
    "Holm",
    "Ivers",
    "Keller",
    "Lind",
    "Moreau",
    "Novak",
)
FIRST_NUMBER = 100


class Pseudonyms:
    """One recording's. Keeps who became whom in memory alone."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._words: dict[tuple[str, str], str] = {}

    def event(self, event: e.Event) -> e.Event:
        """The same event of somebody else."""
        match event:
            case e.PeopleRead():
                return replace(event, people=tuple(map(self.person, event.people)))
            case e.PersonRead():
                return replace(event, person=self.person(event.person))
            case e.PersonLeft():
                return replace(event, id=self._id(event.id))
            case e.MonitoringRefused():
                return replace(event, barred={self._id(id): barred for id, barred in event.barred.items()})
            case e.SubscriptionBegan():
                return replace(event, ids=None if event.ids is None else frozenset(map(self._id, event.ids)))
            case e.PresenceRead():
                records = tuple((self._id(id), self.presence(presence)) for id, presence in event.records)
                return replace(event, records=records)
            case e.PresenceHeard():
                return replace(event, id=self._id(event.id), presence=self.presence(event.presence))
            case e.LinkChanged():
                problem = event.link.problem
                bare = replace(problem, detail="", request_id="") if problem else None
                return replace(event, link=replace(event.link, problem=bare))
            case e.SubscriptionTold():
                bare = replace(event.problem, detail="", request_id="") if event.problem else None
                return replace(event, problem=bare)
            case e.SubscriptionLost() | e.SubscriptionResumed() | e.PresenceForgotten() | e.ReadAsked() | e.ReadEnded():
                return event
            case _:
                assert_never(event)

    def person(self, person: Person) -> Person:
        """Somebody else in the same place."""
        id = self._id(person.id)
        turn = int(id) - FIRST_NUMBER
        first, last = _FIRST[turn % len(_FIRST)], _LAST[turn // len(_FIRST) % len(_LAST)]
        round_ = turn // (len(_FIRST) * len(_LAST))
        last = f"{last} {round_ + 1}" if round_ else last
        return Person(
            id=id,
            number=id if person.number else "",
            name=f"{first} {last}",
            first_name=first,
            last_name=last,
            department=self._word("Department", person.department),
            site=self._word("Site", person.site),
            type=person.type,
            status=person.status,
            hidden=person.hidden,
            own=person.own,
            queues=tuple(self._word("Queue", queue) for queue in person.queues),
            in_queue=person.in_queue,
        )

    def presence(self, presence: Presence) -> Presence:
        """The same without anybody's words, and without with whom."""
        calls = presence.active_calls
        bare = None
        if calls is not None:
            bare = tuple(
                replace(
                    call,
                    id=self._word("c", call.id),
                    from_number="",
                    from_name="",
                    to_number="",
                    to_name="",
                    session_id=self._word("s", call.session_id),
                    telephony_session_id="",
                    party_id="",
                )
                for call in calls
            )
        return replace(presence, message="", active_calls=bare)

    def _id(self, id: str) -> str:
        return self._ids.setdefault(id, str(FIRST_NUMBER + len(self._ids)))

    def _word(self, kind: str, word: str) -> str:
        if not word:
            return ""
        count = sum(1 for known, _word in self._words if known == kind) if (kind, word) not in self._words else 0
        return self._words.setdefault((kind, word), f"{kind} {count + 1}")
