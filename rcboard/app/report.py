"""What the commands print: the same fields in text and JSON, stable for scripts."""

import sys
from collections.abc import Mapping

import msgspec

from rcboard.domain.board import Board
from rcboard.domain.link import Link
from rcboard.domain.people import Person
from rcboard.outlets.record import link, moment
from rcboard.platform import raw
from rcboard.words import link as link_words
from rcboard.words import tile

__all__ = ["complain", "link", "link_line", "moment", "presence", "presence_line", "put", "text"]


def presence(board: Board, person: Person, now: float) -> dict[str, object]:
    """One person's state as a JSON object: state token, raw fields, and how old they are."""
    sighting = board.sighting(person.id)
    return {
        "id": person.id,
        "extensionNumber": person.number,
        "name": person.spoken,
        "state": str(board.state(person.id, now)),
        "presence": raw.record(sighting.presence),
        "since": moment(sighting.since),
        "heardAt": moment(board.heard(person.id)),
        "sequence": sighting.sequence,
    }


def presence_line(board: Board, person: Person, now: float) -> str:
    """The same for people: "214   Bob Smith   On a call 4:12"."""
    state = board.state(person.id, now)
    age = tile.age(board.freshness(person.id, now), board.age(person.id, now))
    said = " · ".join(part for part in (tile.line(state, board.sighting(person.id), now), age) if part)
    return f"{person.number:<8} {person.spoken:<32} {said}"


def link_line(standing: Link, age: float | None, now: float) -> str:
    """The same for people: "-- Live"."""
    sentence = link_words.sentence(standing, age, now)
    return " ".join(part for part in ("--", sentence.text, sentence.detail) if part)


def text(fields: Mapping[str, object] | str) -> str:
    """One line: JSON for an object, text as it is."""
    return fields if isinstance(fields, str) else msgspec.json.encode(fields).decode()


def put(fields: Mapping[str, object] | str) -> None:
    """Print one line at once. Whoever reads along sees it now, not at the end."""
    sys.stdout.write(text(fields) + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Say what is wrong, on standard error."""
    sys.stderr.write(f"rcboard: {text}\n")
