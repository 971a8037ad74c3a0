"""A small field for one line of text: a note, a caller's name, a group's name. Nothing waits for it.

Enter and going elsewhere keep what was typed, Esc does not.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from rcboard.views.fonts import Fonts
from rcboard.views.label import Label

WIDTH = 280
WIDEST = 460
"""However wide the tile is, or the tabs are: it covers what stands below them."""


class _Line(QLineEdit):
    def __init__(self, done: Callable[[bool], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._done = done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._done(True)
        elif event.key() == Qt.Key.Key_Escape:
            self._done(False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._done(True)


class AskLine(QFrame):
    """One field, moved to wherever it is wanted."""

    def __init__(self, fonts: Fonts, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._answer: Callable[[str], None] | None = None
        self._back: QWidget | None = None
        self.setObjectName("ask")
        self._label = Label(self)
        self._label.setFont(fonts.small)
        self._label.setProperty("muted", True)
        self.line = _Line(self._done, self)
        self.line.setFont(fonts.line)
        self.line.setMaxLength(200)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self.line)
        self.hide()

    def ask(self, label: str, text: str, beside: QRect, answer: Callable[[str], None], back: QWidget) -> None:
        """Ask for a text, which ``answer`` gets; then the keyboard goes ``back`` there. ``beside`` is on the screen."""
        if self.isVisible():
            self._done(True)
        self._answer, self._back = answer, back
        self._label.setText(label)
        self.line.setAccessibleName(label)
        self.line.setText(text)
        self.line.selectAll()
        room = self._window.rect().adjusted(6, 6, -6, -6)
        width = min(max(WIDTH, min(beside.width() - 10, WIDEST)), room.width())
        self.resize(width, self.sizeHint().height())
        # Over the last line of the tile, so that one still sees whom it is about.
        corner = self._window.mapFromGlobal(beside.bottomLeft()) + QPoint(5, -26)
        self.move(
            min(max(corner.x(), room.left()), room.right() - width),
            min(max(corner.y(), room.top()), room.bottom() - self.height()),
        )
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, keep: bool) -> None:
        answer, back, self._answer, self._back = self._answer, self._back, None, None
        had_keyboard = self.line.hasFocus()
        self.hide()
        if answer is not None and keep:
            answer(self.line.text().strip())
        if back is not None and had_keyboard:
            back.setFocus(Qt.FocusReason.OtherFocusReason)
