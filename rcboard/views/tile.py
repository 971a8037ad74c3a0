"""The tile: paints one person. It measures nothing and derives nothing while it paints.

What stands still on a tile is kept as a picture and only the texts that tick are drawn anew, which is what makes a
whole page of changes cost less than one frame. A kept picture is shown only for an equal tile in an equal look.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rcboard.domain.presence import State
from rcboard.domain.sighting import Freshness
from rcboard.models.board_model import Role
from rcboard.models.tile import Tile
from rcboard.views import marks, signs
from rcboard.views.fonts import Fonts
from rcboard.views.theme import FILLS, Theme
from rcboard.views.tile_layout import lay_out

ROUND = 8.0
KEPT = 160
"""Pictures kept, about 100 kB each times the scale squared: what a large screen shows, and no more."""


class _Look(NamedTuple):
    tile: Tile
    selected: bool
    hovered: bool
    scale: float


class TileDelegate(QStyledItemDelegate):
    """Paints cards of one size."""

    def __init__(self, theme: Theme, fonts: Fonts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = fonts
        self._pictures: dict[str, tuple[_Look, QPixmap]] = {}
        self._said: tuple[str, str] = ("", "")
        self.layout = lay_out(260, fonts.heights)
        self._mirrored = False

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self._pictures.clear()

    def set_width(self, width: int, *, mirrored: bool) -> None:
        """Lay tiles out for this width, gap included."""
        layout = lay_out(width, self._fonts.heights)
        self.layout = layout.mirrored() if mirrored else layout
        self._mirrored = mirrored
        self._pictures.clear()

    def say(self, id: str, text: str) -> None:
        """Show a short word on this person's tile, such as "Copied 214"; an empty text takes it away."""
        self._said = (id, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.layout.size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tile: Tile = index.data(Role.TILE)
        rect, state = option.rect, option.state
        look = _Look(
            tile,
            bool(state & QStyle.StateFlag.State_Selected),
            bool(state & QStyle.StateFlag.State_MouseOver),
            painter.device().devicePixelRatioF(),
        )
        painter.drawPixmap(rect.topLeft(), self._picture(look))
        painter.translate(rect.topLeft())
        self._paint_line(painter, tile, index.data(Role.LINE))
        if tile.freshness is not Freshness.FRESH:
            self._paint_age(painter, index.data(Role.AGE))
        if tile.id == self._said[0] and self._said[1]:
            self._paint_said(painter, self._said[1])
        painter.translate(-rect.topLeft())

    # -- what ticks

    def _paint_line(self, painter: QPainter, tile: Tile, line: str) -> None:
        known = tile.state is not State.UNKNOWN
        self._text(painter, self.layout.line, line, self._fonts.line, self._theme.text if known else self._theme.muted)

    def _paint_age(self, painter: QPainter, age: str) -> None:
        flags = Qt.AlignmentFlag.AlignLeft if self._mirrored else Qt.AlignmentFlag.AlignRight
        self._text(painter, self.layout.age, age, self._fonts.small, self._theme.muted, align=flags)

    def _paint_said(self, painter: QPainter, text: str) -> None:
        metrics = QFontMetricsF(self._fonts.number)
        pill = QRectF(0, 0, metrics.horizontalAdvance(text) + 24, metrics.height() + 10)
        pill.moveBottomRight(self.layout.card.bottomRight() - QPointF(8, 8))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setFont(self._fonts.number)
        painter.setPen(QColor(self._theme.on_accent))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    # -- what stands still

    def _picture(self, look: _Look) -> QPixmap:
        kept = self._pictures.get(look.tile.id)
        if kept is not None and kept[0] == look:
            return kept[1]
        size = self.layout.size * look.scale
        picture = QPixmap(size)
        picture.setDevicePixelRatio(look.scale)
        picture.fill(QColor(self._theme.window))
        painter = QPainter(picture)
        self._paint_still(painter, look)
        painter.end()
        if len(self._pictures) >= KEPT:
            self._pictures.pop(next(iter(self._pictures)))
        self._pictures[look.tile.id] = (look, picture)
        return picture

    def _paint_still(self, painter: QPainter, look: _Look) -> None:
        tile, theme, layout = look.tile, self._theme, self.layout
        fresh = tile.freshness is Freshness.FRESH
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, look, fresh=fresh)
        marks.paint(painter, layout.mark, tile.state, theme, fresh=fresh)
        if tile.badge is not None:
            marks.paint_badge(painter, layout.badge, tile.badge, theme, fresh=fresh)
        name = layout.name
        if not (tile.waited or look.hovered):
            # Nothing stands where the clock would be: longer names may.
            name = name.united(layout.clock).intersected(QRectF(0, name.top(), layout.size.width(), name.height()))
        if not (tile.waited or look.hovered or tile.starred):
            name = name.united(layout.star).intersected(QRectF(0, name.top(), layout.size.width(), name.height()))
        self._text(painter, name, tile.name, self._fonts.name, theme.text if tile.state.known else theme.muted)
        self._paint_place(painter, tile)
        if tile.note:
            self._text(painter, layout.note, tile.note, self._fonts.small, theme.muted)
        self._paint_sign(painter, layout.star, look, "star")
        self._paint_sign(painter, layout.clock, look, "clock")

    def _paint_card(self, painter: QPainter, look: _Look, *, fresh: bool) -> None:
        theme, card = self._theme, self.layout.card
        outline = QPainterPath()
        outline.addRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
        ground = theme.selected if look.selected else theme.hover if look.hovered else theme.card
        painter.fillPath(outline, QColor(ground))
        if not fresh and look.tile.freshness is Freshness.AGEING:
            painter.fillPath(outline, QBrush(QColor(theme.hatch), Qt.BrushStyle.BDiagPattern))
        fill = FILLS.get(look.tile.state, ("", ""))[0] if fresh else ""
        if fill:
            painter.save()
            painter.setClipRect(self.layout.band)
            painter.fillPath(outline, QColor(fill))
            painter.restore()
        ring = QPen(QColor(theme.accent), 2) if look.selected else QPen(QColor(theme.border), 1)
        if look.hovered and not look.selected:
            ring.setColor(QColor(theme.muted))
        painter.strokePath(outline, ring)

    def _paint_place(self, painter: QPainter, tile: Tile) -> None:
        """Number and department. Drawn apart, each in its own direction: right to left text turns numbers round."""
        place = self.layout.place
        metrics = QFontMetricsF(self._fonts.number)
        width = metrics.horizontalAdvance(tile.number) + metrics.horizontalAdvance("  ")
        number, rest = QRectF(place), QRectF(place)
        if self._mirrored:
            number.setLeft(place.right() - width)
            rest.setRight(place.right() - width)
        else:
            number.setRight(place.left() + width)
            rest.setLeft(place.left() + width)
        if tile.number:
            self._text(painter, number, tile.number, self._fonts.number, self._theme.text)
        self._text(painter, rest if tile.number else place, tile.department, self._fonts.line, self._theme.muted)

    def _paint_sign(self, painter: QPainter, target: QRectF, look: _Look, what: str) -> None:
        on = look.tile.starred if what == "star" else look.tile.waited
        if not (on or look.hovered):
            return
        square = QRectF(0, 0, 16, 16)
        square.moveCenter(target.center())
        shape = signs.fitted(signs.star() if what == "star" else signs.alarm_clock(), square)
        if what == "star" and not on:
            painter.strokePath(shape, QPen(QColor(self._theme.muted), 1.2))
        else:
            colour = (self._theme.star if what == "star" else self._theme.accent) if on else self._theme.muted
            painter.fillPath(shape, QColor(colour))

    def _text(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        font: QFont,
        colour: str,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
    ) -> None:
        if not text:
            return
        painter.setFont(font)
        painter.setPen(QColor(colour))
        if align is Qt.AlignmentFlag.AlignLeading:
            align = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        painter.drawText(rect, flags | int(Qt.TextFlag.TextSingleLine), _fitting(text, font.key(), font, rect.width()))


@lru_cache(maxsize=4096)
def _fitting(text: str, key: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
