"""The board as a grid: rows and roles for a view, and never more work than what is looked at.

A row is derived when it is first asked for and kept until its person changes: ``data`` only looks up, and an event for
one of ten thousand people nobody looks at costs a set entry. A view says by ``look_at`` which rows are on screen: only
those are announced when they change, and only those are moved on by ``tick``.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QElapsedTimer, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from rcboard.domain import search
from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.tabs import ALL, Tab
from rcboard.models import spoken
from rcboard.models.roster import Roster, Sort
from rcboard.models.shown import Shown
from rcboard.models.tab_model import TabModel
from rcboard.models.tile import Row, derive
from rcboard.models.watch_model import WatchModel
from rcboard.models.why_model import WhyModel

FRAME = 0.016
"""Seconds between two announcements: one frame at 60 Hz."""
PREPARED_AFTER, PREPARED_EVERY = 1000, 20
"""Milliseconds from when people came to the first search keys made ahead, and between two turns of making some."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What a view may ask for besides Qt's own roles."""

    ID = Qt.ItemDataRole.UserRole + 1
    NUMBER = Qt.ItemDataRole.UserRole + 2
    STATE = Qt.ItemDataRole.UserRole + 3
    """The state's token: plain text by the time Qt hands it out."""
    FRESHNESS = Qt.ItemDataRole.UserRole + 4
    TILE = Qt.ItemDataRole.UserRole + 5
    """All that stands still on the tile."""
    LINE = Qt.ItemDataRole.UserRole + 6
    """The state in a word, with its time."""
    AGE = Qt.ItemDataRole.UserRole + 7
    """How old that is; empty while a live line vouches for it."""


_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_TICKING = [int(Role.LINE), int(Role.AGE), _SPOKEN]
LINE_ALONE = [int(Role.LINE), _SPOKEN]
"""The roles of a change that moved nothing but the time in somebody's line."""


class BoardModel(QAbstractListModel):
    """People in the chosen order, narrowed by tab, "free now" and what was typed."""

    def __init__(self, board: Board, desk: Desk, *, frame: float = FRAME, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._desk = desk
        self._now = 0.0
        self._roster = Roster()
        self._roster.note(desk.notes)
        self._roster.read(board)
        self._choice = Shown(self._roster, board, desk)
        self._choice.settle()
        self._shown = self._choice.ids
        self._unsettled = False
        self.tabs = TabModel(board, desk, self)
        self.why = WhyModel(board, desk, self)
        self.waits = WatchModel(board, desk, self)
        self._rows: dict[str, Row] = {}
        self._looked_at = range(0)
        self._in_sight: dict[str, int] = {}
        """Whoever is on screen, and his row."""
        self._dirty: set[str] = set()
        self._frame = int(frame * 1000)
        self._since_flush = QElapsedTimer()
        # Keys for ten thousand people take some frames: made a few at a time, they are there before anybody types; and
        # not at once, while these people are being read.
        self._preparing = QTimer(self)
        self._preparing.timeout.connect(self._prepare)
        self._preparing.start(PREPARED_AFTER)
        self._next_flush = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._next_flush.timeout.connect(self._flush)

    # -- what views ask

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        id = self._shown[index.row()]
        if role == Role.ID:
            return id  # also of somebody who has just left the board, while views keep their place
        row = self._row(id)
        match role:
            case Role.TILE:
                return row.tile
            case Role.LINE:
                return row.line
            case Role.AGE:
                return row.age
            case Role.STATE:
                return row.tile.state
            case Role.FRESHNESS:
                return row.tile.freshness
            case Role.NUMBER:
                return row.tile.number
            case Qt.ItemDataRole.DisplayRole:
                return row.tile.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken.text(row, self._board, self._now)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return spoken.description(row.tile, self._board)
        return None

    @property
    def shown(self) -> int:
        """How many rows there are."""
        return len(self._shown)

    def row_at(self, number: int) -> Row:
        """All there is to paint of this row."""
        return self._row(self._shown[number])

    def row_of(self, id: str) -> int | None:
        """The row that shows this person now; None where the search hides him."""
        try:
            return self._shown.index(id)
        except ValueError:
            return None

    @property
    def total(self) -> int:
        """How many people there are, shown or not."""
        return len(self._roster.ids)

    @property
    def desk(self) -> Desk:
        """The desk as it is now."""
        return self._desk

    def person(self, id: str) -> Person | None:
        """Somebody on the board, shown or not."""
        return self._board.person(id)

    @property
    def choice(self) -> Shown:
        """What was chosen: tab, order, "free now"."""
        return self._choice

    # -- what views tell

    def look_at(self, rows: range) -> None:
        """These rows are on screen. With none there is nothing to keep up to date, so nothing is kept."""
        self._looked_at = rows
        self._look_round()
        self._rows = {id: row for id in self._in_sight if (row := self._rows.get(id)) is not None}
        if self._dirty:
            self._flush()
            self._dirty.clear()

    def seen(self) -> list[str]:
        """Who is on screen, by id."""
        return list(self._in_sight)

    def find(self, text: str) -> None:
        """Show those who match what was typed; everybody for an empty text."""
        typed = search.typed(text)
        if typed != self._choice.words:
            self._choice.words = typed
            self._show_anew()

    def set_tab(self, tab: Tab) -> None:
        """Show those who belong on this tab."""
        if tab != self._choice.tab:
            self._choice.set_tab(tab)
            self._show_anew()

    def set_free_now(self, free_now: bool) -> None:
        """Show only who is free, or others, too."""
        if free_now != self._choice.free_now:
            self._choice.free_now = free_now
            self._show_anew()

    def set_sort(self, sort: Sort) -> None:
        """Show in this order."""
        if sort is not self._choice.sort:
            self._choice.sort = sort
            self._roster.sort(sort)
            self._show_anew()

    def settle(self) -> None:
        """No hand is on the tiles: whoever is to come, go or move because of his state may do so now."""
        if self._unsettled and self._choice.by_state:
            self._unsettled = False
            self._show_anew()

    # -- what the board tells

    def take(self, changes: Changes, now: float) -> None:
        """Something changed. Announced at once, or when the frame is over in which the last change was."""
        self._now = now
        self._unsettled |= bool(changes.changed) or changes.freshness
        if changes.people and self._roster.read(self._board):
            self._choice.look_up()
            self._rows.clear()
            self._dirty.clear()
            self._show_anew(always=True)
            self._preparing.start(PREPARED_AFTER)
        self.tabs.take(changes)
        self.why.take(changes, now)
        self.waits.take(changes, now)
        if changes.people and self._choice.tab not in self.tabs.tabs:
            self.set_tab(ALL)
        if changes.freshness:
            self._announce_everybody()
        if changes.changed:
            self._touch([change.id for change in changes.changed])

    def tick(self, now: float) -> None:
        """Time went by: move on what is on screen and ticks. Rows out of sight are derived again when looked at."""
        self._now = now
        self.why.tick(now)
        self.waits.tick(now)
        kept: dict[str, Row] = {}
        for id, number in self._in_sight.items():
            old = self._rows.get(id)
            if old is not None and old.ticks:
                new = self._derive(id)
                kept[id] = new
                if new != old:
                    still = new.tile == old.tile
                    roles = [] if not still else _TICKING if new.tile.aged else LINE_ALONE
                    self.dataChanged.emit(self.index(number), self.index(number), roles)
            elif old is not None:
                kept[id] = old
        # Somebody else who was asked for may be in sight already: a view that scrolled tells a little later.
        self._dirty.update(self._rows.keys() - kept.keys())
        self._rows = kept

    def set_desk(self, desk: Desk) -> None:
        """The desk is another: stars, watches or notes moved."""
        old, self._desk = self._desk, desk
        moved = set(old.favourites ^ desk.favourites)
        moved |= {watch.id for watch in set(old.watches) ^ set(desk.watches)}
        noted = {id for id, _ in old.notes.items() ^ desk.notes.items()}
        if noted:
            self._roster.note(desk.notes)
            self._preparing.start(PREPARED_AFTER)
        self._touch(moved | noted)
        self.tabs.set_desk(desk)
        self.why.set_desk(desk)
        self.waits.set_desk(desk)
        self._choice.set_desk(desk)
        if self._choice.tab not in self.tabs.tabs:
            self.set_tab(ALL)
        self._show_anew()

    # -- inside

    def _row(self, id: str) -> Row:
        row = self._rows.get(id)
        if row is None:
            row = self._rows[id] = self._derive(id)
        return row

    def _derive(self, id: str) -> Row:
        return derive(id, self._board, self._desk, self._now, outside=id in self._choice.outside)

    def _look_round(self) -> None:
        seen = range(max(0, self._looked_at.start), min(self._looked_at.stop, len(self._shown)))
        self._in_sight = {self._shown[number]: number for number in seen}

    def _show_anew(self, *, always: bool = False) -> None:
        """Another list of people, unless it is the same."""
        outside = self._choice.outside
        if not self._choice.settle() and not always:
            return
        self.beginResetModel()
        for id in outside ^ self._choice.outside:
            self._rows.pop(id, None)
        self._shown = self._choice.ids
        self._look_round()
        self.endResetModel()

    def _prepare(self) -> None:
        if self._roster.prepare(250):
            self._preparing.stop()
        elif self._preparing.interval() != PREPARED_EVERY:
            self._preparing.start(PREPARED_EVERY)

    def _announce_everybody(self) -> None:
        self._rows.clear()
        self._dirty.clear()
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [])

    def _touch(self, ids: Iterable[str]) -> None:
        for id in ids:
            asked = self._rows.pop(id, None) is not None
            if asked or id in self._in_sight:
                self._dirty.add(id)
        if not self._dirty or self._next_flush.isActive():
            return
        passed = self._since_flush.elapsed() if self._since_flush.isValid() else self._frame
        if passed >= self._frame:
            self._flush()
        else:
            self._next_flush.start(self._frame - passed)

    def _flush(self) -> None:
        self._since_flush.restart()
        in_sight = self._in_sight
        told = [id for id in self._dirty if id in in_sight]
        # The others have been asked for: a view that scrolled may show them, and tells only then what is in sight.
        self._dirty.difference_update(told)
        for number in sorted([in_sight[id] for id in told]):
            index = self.createIndex(number, 0)  # which does not ask rowCount first
            self.dataChanged.emit(index, index, [])
