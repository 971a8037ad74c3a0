"""The board: people as tiles in a grid that fills the width, under keyboard and screen reader.

Letters and digits are never commands: whatever is typed finds. A person's wish leaves as a signal with an id. What the
mouse does is in ``rcboard.views.pointer``.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAccessible, QColor, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from rcboard.models.board_model import BoardModel, Role
from rcboard.views.fonts import Fonts
from rcboard.views.grid import Grid
from rcboard.views.keys import PERSONAL, Keys, Wish
from rcboard.views.pointer import Pointer
from rcboard.views.pulse import Pulse
from rcboard.views.theme import Theme, palette
from rcboard.views.tile import TileDelegate
from rcboard.views.tile_layout import columns
from rcboard.views.typing_keys import MOVES, is_text
from rcboard.words import window

MARGIN = 11
"""Around the grid; with half a tile's gap it makes one calm border."""
SAID_FOR = 1600
"""Milliseconds "Copied 214" stays on a tile."""
REST = 2000
"""Milliseconds without a key or a pointer over the tiles after which they may be sorted anew."""

_Index = QModelIndex | QPersistentModelIndex


class BoardView(QListView):
    """Shows a board model."""

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
        super().__init__(parent)
        self._board = model
        self.pulse = Pulse(self)
        self._delegate = TileDelegate(theme, fonts, self, self.pulse)
        self._grid = Grid()
        self._keys = Keys()
        self._searching = False
        self._kept = ""
        self._scrolled = 0
        self._paged = False
        self._last_said = ""
        self._touched = QElapsedTimer()
        self._quiet = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._quiet.timeout.connect(self._stop_saying)
        self._look_again = QTimer(self, singleShot=True, interval=0)
        self._look_again.timeout.connect(self._tell_what_is_seen)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # each pixel is painted: see paintEvent
        self._set_margins()
        self.setAccessibleName(window.board_name())
        self.setModel(model)
        self.set_theme(theme)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        # Always there, so that its coming does not move the tiles; its handle only where there is a way to go.
        self.verticalScrollBar().rangeChanged.connect(lambda _low, high: self.verticalScrollBar().setEnabled(high > 0))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_again.start())
        self.pointer = Pointer(self, self._delegate)
        self.pointer.wish_asked.connect(self.wish_asked)
        self.pointer.zoomed.connect(self.zoomed)
        self.pulse.moved.connect(self._repaint)

    # -- what the window tells

    def set_theme(self, theme: Theme) -> None:
        """Show in other colours."""
        self._delegate.set_theme(theme)
        self._ground = QColor(theme.window)
        self.setPalette(palette(theme))
        self.viewport().update()

    def set_fonts(self, fonts: Fonts) -> None:
        """Show in another size or density; whoever is chosen stays in sight."""
        self._delegate.set_fonts(fonts)
        self._fit(anew=True)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._look_again.start()

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
        self._delegate.say(id, text)
        self._repaint(id)
        self._quiet.start()

    def set_paged(self, paged: bool) -> None:
        """Whole pages without a scroll bar, for a screen on the wall; or a list to scroll in."""
        self._paged = paged
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if paged else policy.ScrollBarAlwaysOn)
        self.viewport().setCursor(Qt.CursorShape.BlankCursor if paged else Qt.CursorShape.ArrowCursor)
        self.pointer.inside = False
        self._set_margins()
        self._fit()

    def pages(self) -> int:
        """How many pages it takes to show everybody."""
        rows = -(-self.model().rowCount() // self._grid.across)
        return max(1, -(-rows // self._rows_on_a_page()))

    def show_page(self, page: int) -> None:
        """This page, counted from 0."""
        self.verticalScrollBar().setValue(page * self._rows_on_a_page() * self._grid.height)

    def _rows_on_a_page(self) -> int:
        return max(1, self.viewport().height() // self._grid.height)

    # -- what the window asks

    def current_id(self) -> str:
        """Who is selected; empty where nobody is."""
        index = self.currentIndex()
        return str(index.data(Role.ID)) if index.isValid() else ""

    def place_of(self, id: str) -> QRect | None:
        """Where somebody's tile is on the screen; None where it is not shown."""
        row = self._board.row_of(id)
        if row is None or not self.isVisible():
            return None
        rect = self.visualRect(self._board.index(row))
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def choose(self, id: str) -> None:
        """Select somebody, if he is shown."""
        row = self._board.row_of(id)
        if row is not None:
            self.setCurrentIndex(self._board.index(row))

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

    # -- painting

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Have one tile painted again without asking the model about it; whoever reads aloud hears it Qt's way."""
        if first.row() == last.row() and not QAccessible.isActive():
            x, y = self._grid.corner(first.row())
            self.viewport().update(x, y - self.verticalOffset(), self._grid.width, self._grid.height)
        else:
            super().dataChanged(first, last, roles)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be painted. Qt's own way asks style sheet and model anew for each tile that changes."""
        self.executeDelayedItemsLayout()
        current = self.currentIndex()
        lit = current.isValid() and (self.hasFocus() or self.selectionModel().isSelected(current))
        chosen, under = current.row() if lit else -1, self.pointer.over
        above, count = self.verticalOffset(), self._board.rowCount()
        painter = QPainter(self.viewport())
        places: dict[int, QPoint] = {}
        for rect in event.region():  # type: ignore[attr-defined]  # the stubs do not know that one can
            left, top, right, bottom = rect.getCoords()
            area = (left, top + above, right, bottom + above)
            if not self._grid.fills(area, count):
                painter.fillRect(rect, self._ground)
            for number, x, y in self._grid.within(area, count):
                places[number] = QPoint(x, y - above)
        for number, corner in places.items():
            row = self._board.row_at(number)
            self._delegate.draw(painter, row, corner, chosen=number == chosen, hovered=row.tile.id == under)
        painter.end()

    # -- inside

    def _repaint(self, id: str) -> None:
        row = self._board.row_of(id)
        if row is not None:
            self.update(self._board.index(row))

    def _stop_saying(self) -> None:
        self._quiet.stop()
        self._delegate.say("", "")
        self._repaint(self._last_said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        chosen = self.currentIndex()
        in_sight = chosen.isValid() and QRect(QPoint(), event.oldSize()).intersects(self.visualRect(chosen))
        if self._paged:
            self._set_margins()
        self._fit()
        super().resizeEvent(event)
        if in_sight and not self._paged:
            self.scrollTo(chosen)  # there may be fewer tiles side by side: whoever is chosen stays in sight
        self._look_again.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._set_margins()

    def _set_margins(self) -> None:
        """The scroll bar is a margin by itself, on whichever side it stands. A page ends with a whole row."""
        bar = 0 if not self._paged else MARGIN
        left, right = (bar, MARGIN) if self.isRightToLeft() else (MARGIN, bar)
        spare = (self.height() - MARGIN + 5) % self._grid.height if self._paged else 0
        self.setViewportMargins(left, MARGIN - 5, right, spare)

    def _fit(self, *, anew: bool = False) -> None:
        """Let the tiles fill the width: as many as fit, all of one size."""
        available = self.viewport().width() - 1
        width = available // columns(available, self._delegate.measures.least_width)
        if anew or width != self.gridSize().width():
            self._delegate.set_width(width, mirrored=self.isRightToLeft())
            self.setGridSize(QSize(width, self._delegate.layout.size.height()))
        height = self._delegate.layout.size.height()
        self._grid = Grid(width, height, self.viewport().width(), self.isRightToLeft())

    def _keep_place(self) -> None:
        self._kept = self.current_id() or self._kept
        self._scrolled = self.verticalScrollBar().value()

    def _find_place(self) -> None:
        row = self._board.row_of(self._kept) if self._kept else None
        if row is not None:
            self.setCurrentIndex(self._board.index(row))
        # To choose somebody scrolls to him; whoever reads elsewhere must not lose his place.
        self.doItemsLayout()
        self.verticalScrollBar().setValue(self._scrolled)
        self._look_again.start()

    def _tell_what_is_seen(self) -> None:
        """Which rows are on screen, so that the model works for no others."""
        if not self.isVisible():
            self._board.look_at(range(0))
            return
        across, height = self._grid.across, self._grid.height
        top = self.verticalScrollBar().value() // height
        bottom = (self.verticalScrollBar().value() + self.viewport().height()) // height + 1
        self._board.look_at(range(top * across, bottom * across))
        if self.pulse.begun:
            self.pulse.keep(self._board.seen())

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._look_again.start()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self.pulse.rest()
        self._board.look_at(range(0))
