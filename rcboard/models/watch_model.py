"""The waiting list: who waits for whom, in the order in which they came, and what the awaited do now."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.presence import State
from rcboard.domain.sighting import Freshness
from rcboard.domain.tabs import of_key, on_tab
from rcboard.words import ages, states, tabs
from rcboard.words import tile as tile_words
from rcboard.words import waiting as words

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class WaitRole(IntEnum):
    """What a view may ask for besides Qt's own roles."""

    WAIT = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Wait:
    """One line of the list."""

    watch: Watch
    caller: str
    whom: str
    word: str
    """What the awaited does, or how many of a group are free."""
    length: str
    """For how long the awaited has been doing it, where that is known."""
    time: str
    """How long that is already."""
    state: State
    fresh: bool

    @property
    def does(self) -> str:
        """Word and length: "On a call 4:12"."""
        return f"{self.word} {self.length}" if self.length else self.word


class WatchModel(QAbstractListModel):
    """As many rows as waits; a tick moves their times."""

    def __init__(self, board: Board, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._desk = desk
        self._now = 0.0
        self._waits: list[Wait] = [self._made(watch) for watch in desk.watches]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._waits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._waits):
            return None
        wait = self._waits[index.row()]
        match role:
            case WaitRole.WAIT:
                return wait
            case Qt.ItemDataRole.DisplayRole:
                return wait.caller
            case Qt.ItemDataRole.AccessibleTextRole:
                return words.spoken(wait.caller, wait.whom, wait.does, words.since(wait.watch.since))
        return None

    def take(self, changes: Changes, now: float) -> None:
        """Something changed on the board."""
        self._now = now
        if self._waits and changes:
            self._refresh()

    def tick(self, now: float) -> None:
        """Time went by."""
        self._now = now
        if self._waits:
            self._refresh()

    def set_desk(self, desk: Desk) -> None:
        """The desk is another."""
        same = desk.watches == self._desk.watches
        self._desk = desk
        if not same:
            self.beginResetModel()
            self._waits = [self._made(watch) for watch in desk.watches]
            self.endResetModel()

    def _refresh(self) -> None:
        for row, old in enumerate(self._waits):
            new = self._made(old.watch)
            if new != old:
                self._waits[row] = new
                self.dataChanged.emit(self.index(row), self.index(row), [])

    def _made(self, watch: Watch) -> Wait:
        whom, word, length, state, fresh = self._awaited(watch) if watch.id else self._group(watch)
        time = ages.rough(self._now - watch.since)
        return Wait(watch, watch.caller or words.somebody(), whom, word, length, time, state, fresh)

    def _awaited(self, watch: Watch) -> tuple[str, str, str, State, bool]:
        person, now = self._board.person(watch.id), self._now
        if person is None:
            return words.gone(), "", "", State.UNKNOWN, False
        state, fresh = self._board.state(watch.id, now), self._board.freshness(watch.id, now) is Freshness.FRESH
        sighting = self._board.sighting(watch.id)
        word = tile_words.word(state, sighting) if fresh else states.word(state)
        length = tile_words.length(state, sighting, now) if fresh else ""
        return person.spoken, word, length, state, fresh

    def _group(self, watch: Watch) -> tuple[str, str, str, State, bool]:
        """The first free of a group: green as soon as anybody is."""
        tab = of_key(watch.group)
        free = sum(self._board.sure_state(id).free for id in on_tab(tab, self._board, self._desk))
        state = State.AVAILABLE if free else State.BUSY if self._board.link.live else State.UNKNOWN
        return words.first_free(tabs.title(tab)), words.free(free), "", state, self._board.link.live
