"""The board: people as tiles in a grid that fills the width, under keyboard and screen reader.

Letters and digits are never commands: whatever is typed finds. A person's wish leaves as a signal with an id. What the
mouse does is in ``rcboard.views.pointer``.
"""

from typing import Any

from PySide6.QtCore import (
    QElapsedTimer,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from rcboard.models.board_model import BoardModel
from rcboard.views.fonts import Fonts
from rcboard.views.grid_view import GridView
from rcboard.views.keys import PERSONAL, Keys, Wish
from rcboard.views.pointer import Pointer
from rcboard.views.theme import Theme
from rcboard.views.typing_keys import MOVES, is_text
from rcboard.words import window

SAID_FOR = 1600
"""Milliseconds "Copied 214" stays on a tile."""
REST = 2000
"""Milliseconds without a key or a pointer over the tiles after which they may be sorted anew."""

_Index = QModelIndex | QPersistentModelIndex


class BoardView(GridView):
    """Shows a board model to hands."""

    wish_asked = Signal(object, str)
    """A ``Wish`` about a person."""
    typed = Signal(str)
    """Text typed over the tiles: the search box takes it."""
    erased = Signal()
    """Backspace over the tiles."""
    cleared = Signal()
    """Escape over the tiles."""
    zoomed = Signal(int)
    """Ctrl and the wheel: larger (1) or smaller (-1)."""

    def __init__(self, model: BoardModel, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(model, theme, fonts, parent)
        self._keys = Keys()
        self._searching = False
        self._last_said = ""
        self._touched = QElapsedTimer()
        self._quiet = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._quiet.timeout.connect(self._stop_saying)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName(window.board_name())
        self.pointer = Pointer(self, self.tiles)
        self.pointer.wish_asked.connect(self.wish_asked)
        self.pointer.zoomed.connect(self.zoomed)
        self.surface.left.connect(self.pointer.leave)

    # -- what the window tells

    def set_keys(self, keys: Keys) -> None:
        """Obey these keys."""
        self._keys = keys

    def set_searching(self, searching: bool) -> None:
        """While a search stands, Space and ``*`` belong to it and the first match is chosen, and stays in sight."""
        before, self._searching = self._searching, searching
        if searching and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        elif before and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def say(self, id: str, text: str) -> None:
        """A word on somebody's tile, for a moment: "Copied 214"."""
        self._stop_saying()
        self._last_said = id
        self.tiles.say(id, text)
        self.repaint_tile(id)
        self._quiet.start()

    def set_paged(self, paged: bool) -> None:
        super().set_paged(paged)
        self.pointer.inside = False

    # -- what the window asks

    def at_rest(self) -> bool:
        """Whether tiles may change places: no pointer lies on them, and no key was pressed for a moment."""
        return not self.pointer.inside and not (self._touched.isValid() and self._touched.elapsed() < REST)

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key wherever it was pressed. Whether it is one of ours."""
        self._touched.restart()
        wish = self._keys.bare(event, searching=self._searching)
        if wish in PERSONAL:
            return self.ask(wish)
        if event.key() in MOVES and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return True
        return False

    def ask(self, wish: Wish) -> bool:
        """Utter this wish about whoever is chosen. Whether there is anybody."""
        id = self.current_id()
        if id:
            self.wish_asked.emit(wish, id)
        return bool(id)

    # -- what hands do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.take_key(event):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.erased.emit()
        elif is_text(event):
            self.typed.emit(event.text())
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.pointer.press(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.pointer.press_twice(event):
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            event.ignore()  # the key itself is a wish: see ``keys``
        else:
            self.pointer.ask_menu(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.pointer.turn(event):
            super().wheelEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Accents and other scripts come composed: they find, too."""
        if event.commitString():
            self.typed.emit(event.commitString())
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        return True if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        # Qt switches composing off over whatever cannot be edited.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)

    # -- inside

    def _stop_saying(self) -> None:
        self._quiet.stop()
        self.tiles.say("", "")
        self.repaint_tile(self._last_said)
