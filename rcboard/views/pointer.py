"""The mouse over the tiles: signs to click, a double click, the menu, resting on a tile, Ctrl and the wheel."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QWheelEvent

from rcboard.models.board_model import Role
from rcboard.views.keys import Wish
from rcboard.views.plain import show_tip
from rcboard.views.tile import TileDelegate
from rcboard.words import window

if TYPE_CHECKING:
    from rcboard.views.board_view import BoardView

RESTED = 400
"""Milliseconds a pointer rests on a tile before it asks why."""


class Pointer(QObject):
    """Watches a board view's tiles for the mouse."""

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
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.inside = False
            self._view.under = ""
            self._is_over("")
        elif isinstance(event, QMouseEvent):
            return self._mouse(event)
        elif isinstance(event, QContextMenuEvent):
            return self._menu(event)
        elif isinstance(event, QWheelEvent):
            return self._wheel(event)
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._tip(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseMove:
                self._move(event)
            case QEvent.Type.MouseButtonPress:
                return self._press(event)
            case QEvent.Type.MouseButtonDblClick:
                return self._double(event)
            case _:
                pass
        return False

    def _move(self, event: QMouseEvent) -> None:
        self.inside = True
        index = self._view.indexAt(event.position().toPoint())
        over_sign = self._sign_under(index, event.position().toPoint())
        self._view.under = str(index.data(Role.ID)) if index.isValid() else ""
        self._is_over("" if over_sign else self._view.under)

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

    def _press(self, event: QMouseEvent) -> bool:
        self._resting.stop()
        index, sign = self._sign_at(event)
        if not sign:
            return False
        self._view.setCurrentIndex(index)
        self.wish_asked.emit(Wish.STAR if sign == "star" else Wish.WATCH, index.data(Role.ID))
        return True

    def _double(self, event: QMouseEvent) -> bool:
        index, sign = self._sign_at(event)
        if sign:
            return True
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.wish_asked.emit(self.double_click, index.data(Role.ID))
        return False

    def _menu(self, event: QContextMenuEvent) -> bool:
        index = self._view.indexAt(event.pos())
        if index.isValid():
            self._view.setCurrentIndex(index)
            self.wish_asked.emit(Wish.MENU, index.data(Role.ID))
        return True

    def _wheel(self, event: QWheelEvent) -> bool:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or not event.angleDelta().y():
            return False
        self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
        return True

    def _tip(self, event: QHelpEvent) -> bool:
        """Over star and clock, what a click does; elsewhere the why-card says more than a tooltip could."""
        index = self._view.indexAt(event.pos())
        sign = self._sign_under(index, event.pos())
        if sign:
            tile = index.data(Role.TILE)
            text = window.star(tile.starred) if sign == "star" else window.watch(tile.waited)
            show_tip(event.globalPos(), text, self._view.viewport())
        return True

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
