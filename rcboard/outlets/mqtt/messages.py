"""Messages: what stands in the topics, as JSON, and what a board makes of it.

A person's message carries the fields of every other outlet, and besides them ``record``, the merged presence a board
derives its state from, without the other party of any call. Times within are by the publisher's clock; each beat says
what that clock shows.
"""

from dataclasses import fields, replace
from typing import Any

import msgspec

from rcboard.domain.board import Board
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.presence import Presence, Reading, State, derive
from rcboard.outlets import record

GONE = "gone"
"""Stands for the phase of the line once its publisher is gone."""


class Said(msgspec.Struct, frozen=True, rename="camel"):
    """A person's message, as far as a board needs it."""

    id: str
    publisher: str
    term: int
    sequence: int
    state: str
    extension_number: str = ""
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    department: str = ""
    job_title: str = ""
    site: str = ""
    direct_numbers: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    in_queue: bool = False
    type: str = "User"
    was_read: bool = False
    began: float | None = None
    record: Presence = Presence()

    @property
    def age(self) -> tuple[int, int, str]:
        """The newest wins: by term, then by sequence, ties by the publisher's id."""
        return (self.term, self.sequence, self.publisher)

    @property
    def leader(self) -> tuple[int, str]:
        """Who said it."""
        return (self.term, self.publisher)

    def person(self) -> Person:
        """Who it is about. Nobody is the signed-in user on a board that signed in to nothing."""
        return Person(
            id=self.id,
            number=self.extension_number,
            name=self.name,
            first_name=self.first_name,
            last_name=self.last_name,
            department=self.department,
            job_title=self.job_title,
            site=self.site,
            direct_numbers=self.direct_numbers,
            queues=self.queues,
            in_queue=self.in_queue,
            type=self.type,
        )

    def presence(self, behind: float) -> Presence:
        """The record, its times by a clock that is ``behind`` the publisher's by so many seconds."""
        calls = self.record.active_calls
        if not calls or not behind:
            return self.record
        moved = tuple(replace(call, start=None if call.start is None else call.start - behind) for call in calls)
        return replace(self.record, active_calls=moved)


class Beat(msgspec.Struct, frozen=True, rename="camel"):
    """A sign of life of the publisher. ``sum`` adds up the newest sequence of each person: equal sums, equal boards."""

    publisher: str
    live: bool
    link: str
    term: int = 0
    beat: int = 0
    people: int = 0
    sum: int = 0
    now: float = 0.0
    """The publisher's clock, seconds since 1970 (UTC)."""
    held: float = 0.0
    """Seconds since RingCentral's line last vouched for everybody; 0 while it does."""
    problem: str = ""

    @property
    def leader(self) -> tuple[int, str]:
        """Who said it."""
        return (self.term, self.publisher)

    def standing(self, at: float) -> Link:
        """The line as a board shows it that hears this."""
        kind = ProblemKind(self.problem) if self.problem in set(ProblemKind) else ProblemKind.LINE_LOST
        return Link(Phase.RECONNECTING, at, Problem(kind))


class Lease(msgspec.Struct, frozen=True):
    """Who publishes."""

    publisher: str
    term: int
    beat: int


def person(board: Board, one: Person, publisher: str, term: int, sequence: int) -> bytes:
    """A person's message."""
    sighting = board.sighting(one.id)
    presence = sighting.presence
    state = derive(Reading(presence, sighting.was_read, False, one.in_queue)) if one.own else sighting.state
    said: dict[str, Any] = record.person(board, one) | {
        "state": str(state),
        "firstName": one.first_name,
        "lastName": one.last_name,
        "directNumbers": one.direct_numbers,
        "queues": one.queues,
        "inQueue": one.in_queue,
        "type": one.type,
        "wasRead": sighting.was_read,
        "began": sighting.since,
        "publisher": publisher,
        "term": term,
        "sequence": sequence,
        "record": _record(presence, state),
    }
    return msgspec.json.encode(said)


def essence(board: Board, one: Person) -> object:
    """What has to change for somebody's message to be sent again: being heard again is no change."""
    sighting = board.sighting(one.id)
    return (one, sighting.presence, sighting.state, sighting.since)


def _record(presence: Presence, state: State) -> dict[str, Any]:
    """What of the record others may know: nothing of who hides, and of no call with whom."""
    if state is State.HIDDEN:
        return {"allow_see_my_presence": False}
    said: dict[str, Any] = {
        field.name: value for field in fields(presence) if (value := getattr(presence, field.name)) not in ("", None)
    }
    if presence.active_calls is not None:
        said["active_calls"] = [
            {"status": call.status, "start": call.start, "queue_call": call.queue_call, "direction": call.direction}
            for call in presence.active_calls
        ]
    return said
