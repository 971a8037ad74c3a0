"""What was missed, newest first: who changed how while nobody looked. Kept in memory alone."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from rcboard.domain.alerts import Alert
from rcboard.domain.people import Person
from rcboard.words import alerts as words

KEPT = 100
ROOT = QModelIndex()


class Role(IntEnum):
    """What a row knows besides its text."""

    ID = Qt.ItemDataRole.UserRole


class AwayModel(QAbstractListModel):
    """A row for each alert that may not have been seen; of one person only the newest. ``now``: seconds (UTC)."""

    def __init__(self, now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._rows: list[tuple[str, str]] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        id, text = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        return id if role == Role.ID else None

    def add(self, alert: Alert, person: Person) -> None:
        """This was missed."""
        self.forget(alert.id)
        if len(self._rows) >= KEPT:
            self.beginRemoveRows(ROOT, KEPT - 1, len(self._rows) - 1)
            del self._rows[KEPT - 1 :]
            self.endRemoveRows()
        self.beginInsertRows(ROOT, 0, 0)
        self._rows.insert(0, (alert.id, words.missed_line(alert, person, self._now())))
        self.endInsertRows()

    def forget(self, id: str) -> None:
        """This person has been seen to."""
        for row, (other, _text) in enumerate(self._rows):
            if other == id:
                self.beginRemoveRows(ROOT, row, row)
                del self._rows[row]
                self.endRemoveRows()
                return

    def clear(self) -> None:
        """All of it has been seen."""
        if self._rows:
            self.beginResetModel()
            self._rows.clear()
            self.endResetModel()
