"""All that is known of one person, put into words for the why-card."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.presence import State
from rcboard.words import states, why
from rcboard.words import tile as tile_words
from rcboard.words import window as window_words
from rcboard.words.why import Asked


@dataclass(frozen=True, slots=True)
class Card:
    """What the card says. Empty texts are not there."""

    id: str
    name: str
    place: str
    """Job title, department and site."""
    state: State
    fresh: bool
    word: str
    sentence: str
    lines: tuple[str, ...]
    """With whom, since when, the person's own text, the desk's note, who waits."""
    heard: str
    numbers: tuple[tuple[str, str], ...]
    """What kind of number, and the number."""


class WhyModel(QObject):
    """Follows one person at a time."""

    changed = Signal()
    opened = Signal(str)
    """Somebody's card opens: whoever can ask about him anew may do so."""

    def __init__(self, board: Board, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._desk = desk
        self._id = ""
        self._now = 0.0
        self._asked, self._asked_at = Asked.NOT, 0.0
        self.show_other_party = True
        """Whether it may say with whom somebody talks."""
        self.card: Card | None = None

    def follow(self, id: str) -> None:
        """Tell of this person from now on; of nobody where empty."""
        another, self._id = id != self._id, id
        if another:
            self._asked = Asked.NOT
        self._refresh()
        if another and self.card is not None:
            self.opened.emit(id)

    def tell_asked(self, id: str, asked: Asked) -> None:
        """How the question about this person stands."""
        if id == self._id:
            self._asked, self._asked_at = asked, self._now
            self._refresh()

    def take(self, changes: Changes, now: float) -> None:
        """Something changed on the board."""
        self._now = now
        if self._id and (changes.people or changes.freshness or any(one.id == self._id for one in changes.changed)):
            self._refresh()

    def tick(self, now: float) -> None:
        """Time went by."""
        self._now = now
        if self._id:
            self._refresh()

    def set_desk(self, desk: Desk) -> None:
        """The desk is another."""
        self._desk = desk
        if self._id:
            self._refresh()

    def _refresh(self) -> None:
        card = self._made()
        if card != self.card:
            self.card = card
            self.changed.emit()

    def _made(self) -> Card | None:
        person = self._board.person(self._id) if self._id else None
        if person is None:
            return None
        now, sighting = self._now, self._board.sighting(person.id)
        freshness = self._board.freshness(person.id, now)
        state = self._board.state(person.id, now)
        seen = why.Seen(state, sighting, freshness, self._board.age(person.id, now), person.in_queue)
        with_whom = why.partners(sighting.presence, state) if self.show_other_party else []
        message = window_words.note(sighting.presence.message, "", self._board.read_age(person.id, now))
        note = self._desk.notes.get(person.id, "")
        waits = [watch for watch in self._desk.watches if watch.id == person.id]
        lines = [
            *with_whom,
            why.since(seen, now),
            message if state.known else "",
            why.note_of_desk(note) if note else "",
            why.waiting([watch.caller for watch in waits if watch.caller], len(waits)) if waits else "",
        ]
        extension = [(why.extension(), person.number)] if person.number else []
        return Card(
            id=person.id,
            name=person.spoken,
            place=" · ".join(part for part in (person.job_title, person.department, person.site) if part),
            state=state,
            fresh=freshness is freshness.FRESH,
            word=tile_words.line(state, sighting, now) if freshness is freshness.FRESH else states.word(state),
            sentence=why.sentence(seen),
            lines=tuple(line for line in lines if line),
            heard="\n".join(line for line in (why.heard(seen, now), why.asked(self._asked, self._asked_at)) if line),
            numbers=(*extension, *((why.direct(), number) for number in person.direct_numbers)),
        )
