"""One tile's content, derived once for all who paint, speak or test it."""

from dataclasses import dataclass

from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.presence import State, badge
from rcboard.domain.sighting import Freshness
from rcboard.words import tile as words
from rcboard.words import window


@dataclass(frozen=True, slots=True)
class Tile:
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


@dataclass(frozen=True, slots=True)
class Row:
    """A tile with the texts that time moves on."""

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
    expired = freshness is Freshness.EXPIRED and sighting.barred is None
    state = State.UNKNOWN if expired else sighting.state
    fresh = freshness is Freshness.FRESH
    # Nobody vouches for a call to go on while the line is down: its time stands still beside the age that grows.
    at = now if fresh else board.heard(id) or now
    message = sighting.presence.message if state.known else ""
    own = desk.notes.get(id, "")
    old = None if fresh else board.age(id, now)
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
            note=window.note(message, own, board.read_age(id, now)) if message or own else "",
            starred=id in desk.favourites,
            waited=desk.watch_of(id) is not None,
            outside=outside,
        ),
        line=words.line(state, sighting, at),
        age=words.age(freshness, old),
        short_age=words.short_age(freshness, old),
        ticks=bool(message) or words.ticks(state, sighting) if fresh else read,
    )
