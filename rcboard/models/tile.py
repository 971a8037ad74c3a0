"""One tile's content, derived once for all who paint, speak or test it."""

from typing import NamedTuple

from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.presence import State, badge
from rcboard.domain.sighting import Freshness
from rcboard.words import tile as words
from rcboard.words import window


class Tile(NamedTuple):
    """What stands still on a tile: a painter may keep a picture of it for as long as an equal one is shown."""

    id: str
    name: str
    number: str
    department: str
    state: State
    badge: State | None
    freshness: Freshness
    read: bool
    """Whether anything was ever heard of this person."""
    note: str
    starred: bool
    waited: bool
    outside: bool = False
    """Found, though not on the chosen tab."""

    @property
    def aged(self) -> bool:
        """Whether it says how old it is: something was known once, and nobody vouches for it now."""
        return self.freshness is not Freshness.FRESH and self.read


class Row(NamedTuple):
    """A tile with the texts that time moves on. Like its tile made for every event, so a tuple and no dataclass."""

    tile: Tile
    line: str
    age: str
    short_age: str
    """The same age where it has little room beside the line."""
    ticks: bool
    """Whether time alone changes it."""


def derive(id: str, board: Board, desk: Desk, now: float, *, outside: bool = False) -> Row:
    """What to show of this person now."""
    person, sighting = board.person(id), board.sighting(id)
    if person is None:
        raise KeyError(id)
    freshness, read = board.freshness(id, now), sighting.heard is not None
    state, message, note = sighting.state, sighting.presence.message, desk.notes.get(id, "")
    if freshness is Freshness.FRESH:
        at, age, short_age = now, "", ""
    else:
        if freshness is Freshness.EXPIRED and sighting.barred is None:
            state = State.UNKNOWN
        # Nobody vouches for a call to go on while the line is down: its time stands still beside the age that grows.
        at, old = board.heard(id) or now, board.age(id, now)
        age, short_age = words.age(freshness, old), words.short_age(freshness, old)
    if message and not state.known:
        message = ""
    return Row(
        tile=Tile(
            id=id,
            name=person.label,
            number=person.number,
            department=person.department,
            state=state,
            badge=badge(sighting.presence, state),
            freshness=freshness,
            read=read,
            note=window.note(message, note, board.read_age(id, now)) if message or note else "",
            starred=id in desk.favourites,
            waited=desk.watch_of(id) is not None,
            outside=outside,
        ),
        line=words.line(state, sighting, at),
        age=age,
        short_age=short_age,
        ticks=bool(message) or words.ticks(state, sighting) if freshness is Freshness.FRESH else read,
    )
