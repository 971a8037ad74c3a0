"""The tile: paints one person. It measures nothing and derives nothing while it paints.

What stands still on it is a kept picture (``tile_pictures``); painted anew is only what moves: an age, a ringing
phone's pulse, a short word after copying.
"""

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rcboard.domain.preferences import Density
from rcboard.domain.presence import State
from rcboard.domain.sighting import Freshness
from rcboard.models.board_model import BoardModel
from rcboard.models.tile import Row, Tile
from rcboard.views.fonts import Fonts
from rcboard.views.plain import show_tip
from rcboard.views.pulse import Pulse
from rcboard.views.theme import Theme
from rcboard.views.tile_layout import lay_out
from rcboard.views.tile_looks import beside
from rcboard.views.tile_pictures import TilePictures
from rcboard.words import window

_SMOOTH = QPainter.RenderHint.SmoothPixmapTransform
"""On by default in a window with a style sheet, and many times as slow; the pictures are drawn as large as they are."""
_CHOSEN = (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus).value
_HOVERED = QStyle.StateFlag.State_MouseOver.value


def prepared(painter: QPainter) -> float:
    """Have a painter draw kept pictures as quickly as it can; its scale: pixels to a logical one."""
    scale = painter.deviceTransform().m11()
    if scale != 1.0:
        painter.setRenderHint(_SMOOTH, False)
    return scale


class TileDelegate(QStyledItemDelegate):
    """Paints tiles of one size and density; with a ``pulse`` those that ring move."""

    def __init__(self, theme: Theme, fonts: Fonts, parent: QObject | None = None, pulse: Pulse | None = None) -> None:
        super().__init__(parent)
        self._pulse = pulse
        self._theme = theme
        self._fonts = fonts
        self._said: tuple[str, str] = ("", "")
        self.measures = fonts.measures()
        self._mirrored = False
        self.layout = lay_out(self.measures.least_width, self.measures)
        self._anew()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self._anew()

    def set_fonts(self, fonts: Fonts) -> None:
        """Paint in another size or density of type; ``set_width`` has to follow."""
        self._fonts = fonts
        self.measures = fonts.measures()
        self._anew()

    def set_width(self, width: int, *, mirrored: bool) -> None:
        """Lay tiles out for this width, gap included."""
        layout = lay_out(width, self.measures)
        self._mirrored = mirrored
        self.layout = layout.mirrored() if mirrored else layout
        self._anew()

    def _anew(self) -> None:
        line = self.layout.line.toAlignedRect()
        self.ticking = line.x(), line.y(), line.width(), line.height()
        """What moves with time where nothing else changes, from a tile's corner on: (x, y, width, height)."""
        self._pictures = TilePictures(self._theme, self._fonts, self.layout, mirrored=self._mirrored)

    def say(self, id: str, text: str) -> None:
        """Show a short word on this person's tile, such as "Copied 214"; an empty text takes it away."""
        self._said = (id, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.layout.size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state = option.state.value
        row = cast(BoardModel, index.model()).row_at(index.row())
        corner, chosen, hovered = option.rect.topLeft(), state & _CHOSEN != 0, state & _HOVERED != 0
        self.draw(painter, row, corner.x(), corner.y(), prepared(painter), chosen=chosen, hovered=hovered)

    def draw(
        self, painter: QPainter, row: Row, x: int, y: int, scale: float, *, chosen: bool = False, hovered: bool = False
    ) -> None:
        """Paint this row's tile at a place: for whoever has the row, many times as quick as through Qt's variants.

        ``scale`` is what ``prepared`` said of this painter.
        """
        tile, pictures = row.tile, self._pictures
        aged = tile.aged
        painter.drawPixmap(x, y, pictures.ground(tile, aged, chosen, hovered, scale))
        right, down, writing = pictures.writing(tile, aged, hovered, scale)
        painter.drawPixmap(x + right, y + down, writing)
        if not aged:
            painter.drawPixmap(x + pictures.line_x, y + pictures.line_y, pictures.line(row.line, tile.state, scale))
        if aged or tile.state is State.RINGING or self._said[0] == tile.id or (self._pulse and self._pulse.begun):
            painter.translate(x, y)
            self._draw_anew(painter, row, aged, hovered)
            painter.translate(-x, -y)

    def _draw_anew(self, painter: QPainter, row: Row, aged: bool, hovered: bool) -> None:
        """Paint what is kept in no picture."""
        tile, pictures = row.tile, self._pictures
        if self._pulse is not None and (tile.state is State.RINGING or self._pulse.begun):
            self._paint_pulse(painter, self._pulse, tile)
        if aged:
            place = self._paint_age(painter, row, hovered)
            pictures.write(painter, place, row.line, self._fonts.line, pictures.line_colour(tile.state))
        if tile.id == self._said[0] and self._said[1]:
            self._paint_said(painter, self._said[1])

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Over star and clock, what a click does; elsewhere the why-card says more than a tooltip could."""
        sign = self.layout.at((event.pos() - option.rect.topLeft()).toPointF()) if index.isValid() else ""
        if sign:
            tile = cast(BoardModel, index.model()).row_at(index.row()).tile
            text = window.star(tile.starred) if sign == "star" else window.watch(tile.waited)
            show_tip(event.globalPos(), text, view.viewport())
        return True

    # -- what ticks

    def _paint_pulse(self, painter: QPainter, pulse: Pulse, tile: Tile) -> None:
        if tile.state is not State.RINGING or tile.freshness is not Freshness.FRESH:
            pulse.over(tile.id)
        elif strength := pulse.strength(tile.id):
            colour = QColor(self._theme.fills.get(tile.state, (self._theme.accent,))[0])
            colour.setAlphaF(strength)
            width = self.layout.mark.width() / 10
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(self.layout.mark.adjusted(-width, -width, width, width))

    def _paint_age(self, painter: QPainter, row: Row, hovered: bool) -> QRectF:
        """Write the age where it belongs; what that leaves to the line."""
        layout, small = self.layout, self._fonts.small
        if not layout.age.isNull():
            self._pictures.write(painter, layout.age, row.age, small, self._theme.muted)
            return layout.line
        place = QRectF(layout.line if row.tile.waited or hovered else layout.whole_line)
        age, taken = beside(row.line, (row.age, row.short_age), (self._fonts.line, small), place.width())
        self._pictures.write(painter, place, age, small, self._theme.muted, far=True)
        if self._mirrored:
            place.setLeft(place.left() + taken)
        else:
            place.setRight(place.right() - taken)
        return place

    def _paint_said(self, painter: QPainter, text: str) -> None:
        metrics = QFontMetricsF(self._fonts.number)
        air = 4.0 if self._fonts.density is Density.MINI else 10.0
        pill = QRectF(0, 0, metrics.horizontalAdvance(text) + 24, metrics.height() + air)
        inset = QPointF(8, 8) if self._fonts.density is Density.CARD else QPointF(3, 3)
        pill.moveBottomRight(self.layout.card.bottomRight() - inset)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setFont(self._fonts.number)
        painter.setPen(QColor(self._theme.on_accent))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
