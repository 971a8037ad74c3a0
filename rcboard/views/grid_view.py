"""The grid of tiles: fills the width, paints itself, goes by pages where it is asked to, and says who is in sight.

What hands do to it is in ``rcboard.views.board_view``.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from rcboard.models.board_model import LINE_ALONE, BoardModel, Role
from rcboard.views.fonts import Fonts
from rcboard.views.grid import Area, Grid
from rcboard.views.pulse import Pulse
from rcboard.views.theme import Theme, palette
from rcboard.views.tile import TileDelegate, prepared
from rcboard.views.tile_layout import columns

MARGIN = 11
"""Around the grid; with half a tile's gap it makes one calm border."""

_Index = QModelIndex | QPersistentModelIndex


class Surface(QWidget):
    """What tiles are painted on."""

    left = Signal()
    """The pointer is elsewhere."""

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class GridView(QListView):
    """Shows a board model."""

    def __init__(self, model: BoardModel, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # One made here is known to Python: to wrap one that Qt made, the binding first loads all of Qt's widgets.
        self.surface = Surface(self)
        self.setViewport(self.surface)
        self._board = model
        self.pulse = Pulse(self)
        self.tiles = TileDelegate(theme, fonts, self, self.pulse)
        self.under = ""
        """On whose tile the pointer lies, by id."""
        self._grid = Grid()
        self._kept = ""
        self._scrolled = 0
        self._paged = False
        self._laid_out = True
        """Whether nothing has asked for the tiles to be laid out while they could not be seen."""
        self._look_again = QTimer(self, singleShot=True, interval=0)
        self._look_again.timeout.connect(self._tell_what_is_seen)
        self.setItemDelegate(self.tiles)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.surface.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # each pixel is painted: see paintEvent
        self._set_margins()
        self.setModel(model)
        self.set_theme(theme)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        # Always there, so that its coming does not move the tiles; its handle only where there is a way to go.
        self.verticalScrollBar().rangeChanged.connect(lambda _low, high: self.verticalScrollBar().setEnabled(high > 0))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_again.start())
        self.pulse.moved.connect(self.repaint_tile)

    # -- what the window tells

    def set_theme(self, theme: Theme) -> None:
        """Show in other colours."""
        self.tiles.set_theme(theme)
        self._colour = QColor(theme.window)
        self.setPalette(palette(theme))
        self.surface.update()

    def set_fonts(self, fonts: Fonts) -> None:
        """Show in another size or density; whoever is chosen stays in sight."""
        self.tiles.set_fonts(fonts)
        self._fit(anew=True)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._look_again.start()

    def set_paged(self, paged: bool) -> None:
        """Whole pages without a scroll bar, for a screen on the wall; or a list to scroll in."""
        self._paged = paged
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if paged else policy.ScrollBarAlwaysOn)
        self.surface.setCursor(Qt.CursorShape.BlankCursor if paged else Qt.CursorShape.ArrowCursor)
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
        return max(1, self.surface.height() // self._grid.height)

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
        return QRect(self.surface.mapToGlobal(rect.topLeft()), rect.size())

    def choose(self, id: str) -> None:
        """Select somebody, if he is shown."""
        row = self._board.row_of(id)
        if row is not None:
            self.setCurrentIndex(self._board.index(row))

    def repaint_tile(self, id: str) -> None:
        """Paint somebody's tile again, if he is shown."""
        row = self._board.row_of(id)
        if row is not None:
            self.update(self._board.index(row))

    # -- painting

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Have tiles painted again without asking the model about each; whoever reads aloud hears it Qt's way."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)
        elif first.row() == last.row():
            x, y = self._grid.corner(first.row())
            # Time goes on in one line: a whole tile is five times as many pixels to move, each second, on each call.
            left, top, width, height = self.tiles.ticking if roles == LINE_ALONE else self._grid.whole
            self.surface.update(x + left, y + top - self.verticalOffset(), width, height)
        else:
            self.surface.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be painted. Qt's own way asks style sheet and model anew for each tile that changes."""
        self.executeDelayedItemsLayout()
        above, count = self.verticalOffset(), self._board.shown
        painter = QPainter(self.surface)
        area: Area = event.rect().getCoords()  # type: ignore[assignment]  # the stubs call it an object
        left, top, right, bottom = area
        one = self._grid.alone((left, top + above, right, bottom + above), count)
        # As a rule one tile has changed: a region need not be taken apart to find it.
        rows = (one,) if one is not None else self._fill(painter, event, above, count)
        scale = prepared(painter)
        current, under = self.currentIndex(), self.under
        chosen = current.row()
        for number in rows:
            x, y = self._grid.corner(number)
            row = self._board.row_at(number)
            lit = number == chosen and (self.hasFocus() or self.selectionModel().isSelected(current))
            self.tiles.draw(painter, row, x, y - above, scale, chosen=lit, hovered=row.tile.id == under)
        painter.end()

    def _fill(self, painter: QPainter, event: QPaintEvent, above: int, count: int) -> Iterable[int]:
        """Paint what lies between the tiles and below them; the rows of those that are to be painted."""
        rows: dict[int, None] = {}
        for rect in event.region():  # type: ignore[attr-defined]  # the stubs do not know that one can
            left, top, right, bottom = rect.getCoords()
            area = (left, top + above, right, bottom + above)
            if not self._grid.fills(area, count):
                painter.fillRect(rect, self._colour)
            rows |= dict.fromkeys(self._grid.within(area, count))
        return rows

    # -- inside

    def doItemsLayout(self) -> None:
        """Lay everybody out; where nobody can see it each size and look that is set would do so for nothing."""
        self._laid_out = self.isVisible()
        if self._laid_out:
            super().doItemsLayout()

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
            self._fit(anew=True)

    def _set_margins(self) -> None:
        """The scroll bar is a margin by itself, on whichever side it stands. A page ends with a whole row."""
        bar = 0 if not self._paged else MARGIN
        left, right = (bar, MARGIN) if self.isRightToLeft() else (MARGIN, bar)
        spare = (self.height() - MARGIN + 5) % self._grid.height if self._paged else 0
        self.setViewportMargins(left, MARGIN - 5, right, spare)

    def _fit(self, *, anew: bool = False) -> None:
        """Let the tiles fill the width: as many as fit, all of one size."""
        available = self.surface.width() - 1
        width = available // columns(available, self.tiles.measures.least_width)
        if anew or width != self.gridSize().width():
            self.tiles.set_width(width, mirrored=self.isRightToLeft())
            self.setGridSize(QSize(width, self.tiles.layout.size.height()))
        height = self.tiles.layout.size.height()
        self._grid = Grid(width, height, self.surface.width(), self.isRightToLeft())

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
        bottom = (self.verticalScrollBar().value() + self.surface.height()) // height + 1
        self._board.look_at(range(top * across, bottom * across))
        if self.pulse.begun:
            self.pulse.keep(self._board.seen())

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if not self._laid_out:
            self.scheduleDelayedItemsLayout()
        self._look_again.start()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self.pulse.rest()
        self._board.look_at(range(0))
