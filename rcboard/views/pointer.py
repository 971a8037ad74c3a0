"""The mouse over the tiles: signs to click, a double click, the menu, resting on a tile, Ctrl and the wheel."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent

from rcboard.models.board_model import Role
from rcboard.views.keys import Wish
from rcboard.views.tile import TileDelegate

if TYPE_CHECKING:
    from rcboard.views.board_view import BoardView

RESTED = 400
"""Milliseconds a pointer rests on a tile before it asks why."""


class Pointer(QObject):
    """Hears from a board view what the mouse does over its tiles.

    The view tells, and no event filter: that would bring each painting through Python once more, and what such a filter
    is handed takes PySide longer to wrap than a tile to blit.
    """

    wish_asked = Signal(object, str)
    zoomed = Signal(int)
    rested = Signal(str)
    """On whose tile the pointer rests."""
    left = Signal()
    """The pointer is on another tile, or on none."""

    def __init__(self, view: "BoardView", tiles: TileDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._tiles = tiles
        self.double_click = Wish.COPY
        """What a double click wishes."""
        self._under = ""
        self.inside = False
        """Whether the pointer lies on the tiles: then none of them may change its place."""
        self._resting = QTimer(self, singleShot=True, interval=RESTED)
        self._resting.timeout.connect(self._rested)

    # -- what the view tells

    def leave(self) -> None:
        """It is on the tiles no longer."""
        self.inside = False
        self._view.under = ""
        self._is_over("")

    def move(self, event: QMouseEvent) -> None:
        """It lies elsewhere."""
        self.inside = True
        index = self._view.indexAt(event.position().toPoint())
        over_sign = self._sign_under(index, event.position().toPoint())
        self._view.under = str(index.data(Role.ID)) if index.isValid() else ""
        self._is_over("" if over_sign else self._view.under)

    def press(self, event: QMouseEvent) -> bool:
        """A button went down. Whether that was on a sign, and is done."""
        self._resting.stop()
        index, sign = self._sign_at(event)
        if not sign:
            return False
        self._view.setCurrentIndex(index)
        self.wish_asked.emit(Wish.STAR if sign == "star" else Wish.WATCH, index.data(Role.ID))
        return True

    def press_twice(self, event: QMouseEvent) -> bool:
        """The second click of two. Whether that was on a sign, and is done."""
        index, sign = self._sign_at(event)
        if sign:
            return True
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.wish_asked.emit(self.double_click, index.data(Role.ID))
        return False

    def ask_menu(self, event: QContextMenuEvent) -> None:
        """The menu of whoever is there."""
        index = self._view.indexAt(event.pos())
        if index.isValid():
            self._view.setCurrentIndex(index)
            self.wish_asked.emit(Wish.MENU, index.data(Role.ID))

    def turn(self, event: QWheelEvent) -> bool:
        """The wheel was turned. Whether that was to zoom, and is done."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or not event.angleDelta().y():
            return False
        self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
        return True

    # -- inside

    def _is_over(self, id: str) -> None:
        if id == self._under:
            return
        self._under = id
        self.left.emit()
        if id:
            self._resting.start()
        else:
            self._resting.stop()

    def _rested(self) -> None:
        if self._under and self._view.isActiveWindow():
            self.rested.emit(self._under)

    def _sign_under(self, index: QModelIndex, point: QPoint) -> str:
        """Which of a tile's signs is there: "star", "clock" or none."""
        if not index.isValid():
            return ""
        return self._tiles.layout.at((point - self._view.visualRect(index).topLeft()).toPointF())

    def _sign_at(self, event: QMouseEvent) -> tuple[QModelIndex, str]:
        point = event.position().toPoint()
        index = self._view.indexAt(point)
        left = event.button() == Qt.MouseButton.LeftButton
        return index, self._sign_under(index, point) if left else ""
