"""The search box: whatever is typed anywhere ends up here, and what moves or copies goes on to the tiles."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from rcboard.views import signs
from rcboard.views.board_view import BoardView
from rcboard.views.icons import icon
from rcboard.views.theme import Theme
from rcboard.words import window


class SearchBox(QLineEdit):
    """A line to type in, above a board that keeps all its keys while one types."""

    left = Signal()
    """Escape in an empty box: back to the tiles."""

    def __init__(self, board: BoardView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._glass = QAction(
            window.find_name(), self
        )  # a button to a screen reader, so it has a name and does something
        self._glass.triggered.connect(self.selectAll)
        self._cross = QAction(window.clear_find(), self, visible=False)
        self._cross.triggered.connect(self.clear)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self.setPlaceholderText(window.find_hint())
        self.setAccessibleName(window.find_name())
        self.setMinimumHeight(42)
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))

    def set_theme(self, theme: Theme) -> None:
        """Signs in other colours."""
        self._glass.setIcon(icon(signs.magnifier(), theme.muted))
        self._cross.setIcon(icon(signs.cross(), theme.muted))

    def take_text(self, text: str) -> None:
        """Something was typed over the tiles."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.insert(text)

    def clear(self) -> None:
        """Empty, with nothing left to undo: the next Ctrl+Z is about the desk again, and not about what was sought."""
        self.setText("")

    def event(self, event: QEvent) -> bool:
        """Copy and undo belong to the tiles, unless there is something in here to copy or to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            copies = event.matches(QKeySequence.StandardKey.Copy) and not self.hasSelectedText()
            undoes = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            if copies or undoes:
                event.ignore()
                return False
        return super().event(event)

    def _step(self, by: int) -> None:
        """Choose the next person, or with -1 the one before, in the order of reading."""
        model, current = self._board.model(), self._board.currentIndex()
        if model.rowCount():
            row = current.row() + by if current.isValid() else 0
            self._board.setCurrentIndex(model.index(min(max(row, 0), model.rowCount() - 1), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.text() and event.key() in _STEPS:
            self._step(_STEPS[event.key()])
            return
        sideways = event.key() in _WITHIN and bool(self.text())
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif sideways or not self._board.take_key(event):
            super().keyPressEvent(event)


_STEPS = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
"""While one searches Left and Right belong to the text, so Down and Up go through what was found, one by one."""
_WITHIN = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})
