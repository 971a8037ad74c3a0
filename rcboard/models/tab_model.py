"""Which tabs there are, and what they are called."""

from PySide6.QtCore import QObject, Signal

from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.tabs import Tab, tabs


class TabModel(QObject):
    """Tells when there are other tabs. Looks at everybody only when people or the desk's groups are others."""

    changed = Signal()

    def __init__(self, board: Board, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._desk = desk
        self.tabs: tuple[Tab, ...] = tabs(board, desk)

    def take(self, changes: Changes) -> None:
        """Something changed on the board."""
        if changes.people:
            self._look()

    def set_desk(self, desk: Desk) -> None:
        """The desk is another."""
        old, self._desk = self._desk, desk
        if old.groups != desk.groups:
            self._look()

    def _look(self) -> None:
        new = tabs(self._board, self._desk)
        if new != self.tabs:
            self.tabs = new
            self.changed.emit()
