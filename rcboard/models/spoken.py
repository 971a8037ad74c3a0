"""A tile for the ear: put into words only when a screen reader asks for it."""

from rcboard.domain.board import Board
from rcboard.models.tile import Row, Tile
from rcboard.words import tile as words
from rcboard.words import window


def text(row: Row, board: Board, now: float) -> str:
    """Who, and what she does: "Bob Smith, 214, on a call, 4 minutes, favourite"."""
    tile = row.tile
    person = board.person(tile.id)
    if person is None:
        return ""
    marks = (
        window.starred() if tile.starred else "",
        window.waited_for() if tile.waited else "",
        window.outside() if tile.outside else "",
    )
    said = words.spoken(person, tile.state, board.sighting(tile.id), now, row.age)
    return ", ".join(part for part in (said, *marks) if part)


def description(tile: Tile, board: Board) -> str:
    """What else is known: department, title, site, her own text and the desk's note."""
    person = board.person(tile.id)
    return words.described(person, tile.note) if person else ""
