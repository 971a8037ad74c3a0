"""How the line stands, ready for a strip that shows it."""

from PySide6.QtCore import QObject, Signal

from rcboard.domain.board import Board, Changes
from rcboard.domain.link import Link, Phase
from rcboard.words import link as words
from rcboard.words.link import Sentence


class LinkModel(QObject):
    """The line's sentence, its button and its progress; tells when one of them is another."""

    changed = Signal()

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._heard: float | None = None
        self._sentence = Sentence("")
        self._link = board.link
        self._now = 0.0
        self._refresh()

    @property
    def link(self) -> Link:
        """The line itself."""
        return self._link

    @property
    def phase(self) -> Phase:
        """Where the line is."""
        return self._link.phase

    @property
    def sentence(self) -> Sentence:
        """Text, detail and the one button."""
        return self._sentence

    @property
    def progress(self) -> tuple[int, int] | None:
        """How many people were read and of how many; None unless a read is under way."""
        reading = self._link.phase is Phase.READING and self._link.total > 0
        return (self._link.read, self._link.total) if reading else None

    def take(self, changes: Changes, now: float) -> None:
        """Something changed on the board."""
        self._now = now
        if changes.link or changes.freshness:
            self._heard = self._last_heard() if self._board.link.phase is Phase.RECONNECTING else None
            self._refresh()

    def tick(self, now: float) -> None:
        """Time went by: an age grows, the next try comes nearer."""
        self._now = now
        if self._link.phase is not Phase.LIVE:
            self._refresh()

    def _last_heard(self) -> float | None:
        """Until when somebody was vouched for. It walks over everybody: asked where the sentence says so alone, and
        for each change of the line, not each second."""
        return max((h for p in self._board if (h := self._board.heard(p.id)) is not None), default=None)

    def _refresh(self) -> None:
        link = self._board.link
        age = None if self._heard is None else max(0.0, self._now - self._heard)
        sentence = words.sentence(link, age, self._now)
        if (link, sentence) != (self._link, self._sentence):
            self._link, self._sentence = link, sentence
            self.changed.emit()
