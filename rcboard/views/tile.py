"""The tile: paints one person. It measures nothing and derives nothing while it paints.

What stands still on a tile is kept as a picture and only the texts that tick are drawn anew, which is what makes a
whole page of changes cost less than one frame. A kept picture is shown only for an equal tile in an equal look.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QLineF, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rcboard.domain.preferences import Density
from rcboard.domain.presence import State
from rcboard.domain.sighting import Freshness
from rcboard.models.board_model import Role
from rcboard.models.tile import Tile
from rcboard.views import marks, signs
from rcboard.views.fonts import Fonts
from rcboard.views.theme import Theme, contrast
from rcboard.views.tile_layout import SPACING, lay_out

KEPT_PIXELS = 6_000_000
"""Logical pixels of pictures kept, 24 MB times the scale squared: what a large screen shows, and no more."""


class _Look(NamedTuple):
    tile: Tile
    selected: bool
    hovered: bool
    scale: float


class TileDelegate(QStyledItemDelegate):
    """Paints tiles of one size and density."""

    def __init__(self, theme: Theme, fonts: Fonts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = fonts
        self._pictures: dict[str, tuple[_Look, QPixmap]] = {}
        self._said: tuple[str, str] = ("", "")
        self.measures = fonts.measures()
        self.layout = lay_out(self.measures.least_width, self.measures)
        self._mirrored = False

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self._pictures.clear()

    def set_fonts(self, fonts: Fonts) -> None:
        """Paint in another size or density of type; ``set_width`` has to follow."""
        self._fonts = fonts
        self.measures = fonts.measures()
        self._pictures.clear()

    def set_width(self, width: int, *, mirrored: bool) -> None:
        """Lay tiles out for this width, gap included."""
        layout = lay_out(width, self.measures)
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
            bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)),
            bool(state & QStyle.StateFlag.State_MouseOver),
            painter.deviceTransform().m11(),
        )
        painter.drawPixmap(rect.topLeft(), self._picture(look))
        painter.translate(rect.topLeft())
        self._paint_line(painter, tile, index.data(Role.LINE))
        if tile.aged:
            self._paint_age(painter, index.data(Role.AGE))
        if tile.id == self._said[0] and self._said[1]:
            self._paint_said(painter, self._said[1])
        painter.translate(-rect.topLeft())

    # -- what ticks

    def _paint_line(self, painter: QPainter, tile: Tile, line: str) -> None:
        known = tile.state is not State.UNKNOWN
        place = self.layout.aged_line if tile.aged else self.layout.line
        self._text(painter, place, line, self._fonts.line, self._theme.text if known else self._theme.muted)

    def _paint_age(self, painter: QPainter, age: str) -> None:
        beside_line = self._fonts.density is not Density.CARD
        self._text(painter, self.layout.age, age, self._fonts.small, self._theme.muted, far=beside_line)

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
        if self._mirrored:
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._paint_still(painter, look)
        painter.end()
        if len(self._pictures) >= KEPT_PIXELS // (self.layout.size.width() * self.layout.size.height()):
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
        self._text(
            painter,
            self._name_place(look),
            tile.name,
            self._fonts.name,
            theme.text if tile.state.known else theme.muted,
        )
        if self._fonts.density is Density.CARD:
            self._paint_place(painter, tile)
        elif tile.number and not layout.place.isNull():
            number = f"\u2066{tile.number}\u2069"
            self._text(painter, layout.place, number, self._fonts.number, theme.muted, far=True)
        if not layout.note.isNull():
            note = layout.aged_note if tile.aged else layout.note
            self._text(painter, note, tile.note, self._fonts.small, theme.muted)
        self._paint_star(painter, look)
        self._paint_clock(painter, look)

    def _name_place(self, look: _Look) -> QRectF:
        """What star and, on one line, clock leave of the name's place."""
        layout = self.layout
        if self._fonts.density is Density.MINI and (look.tile.waited or look.hovered):
            place = QRectF(layout.name)
            if self._mirrored:
                place.setLeft(layout.clock.right())
            else:
                place.setRight(layout.clock.left())
            return place
        return layout.starred_name if look.tile.starred or look.hovered else layout.name

    def _paint_card(self, painter: QPainter, look: _Look, *, fresh: bool) -> None:
        theme, card = self._theme, self.layout.card
        outline = QPainterPath()
        corner = SPACING[self._fonts.density].round
        outline.addRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        full = theme.hover if look.hovered else theme.card
        painter.fillPath(outline, QColor(theme.selected if look.selected else full if fresh else theme.window))
        painter.save()
        painter.setClipPath(outline)
        if look.tile.aged:
            painter.setPen(QPen(QColor(theme.hatch), 1))
            painter.drawLines(_hatching(card))
        fill = theme.fills.get(look.tile.state, ("", ""))[0] if fresh else ""
        if fill:
            self._paint_band(painter, fill)
        painter.restore()
        ring = QPen(QColor(theme.muted if look.hovered or look.tile.outside else theme.border), 1)
        if look.tile.outside:
            ring.setDashPattern([5, 4])
        painter.strokePath(outline, QPen(QColor(theme.accent), 2) if look.selected else ring)

    def _paint_band(self, painter: QPainter, fill: str) -> None:
        band = self.layout.band
        painter.fillRect(band, QColor(fill))
        if contrast(fill, self._theme.card) < 2:
            inner = band.left() if self._mirrored else band.right() - 1
            painter.fillRect(QRectF(inner, band.top(), 1, band.height()), QColor(self._theme.edge))

    def _paint_place(self, painter: QPainter, tile: Tile) -> None:
        """Number and department, drawn apart. Numbers are isolated: right to left text would turn them round."""
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
            self._text(painter, number, f"\u2066{tile.number}\u2069", self._fonts.number, self._theme.text)
        self._text(painter, rest if tile.number else place, tile.department, self._fonts.place, self._theme.muted)

    def _paint_star(self, painter: QPainter, look: _Look) -> None:
        shape = signs.fitted(signs.star(), _centred(self.layout.star, self.measures.sign))
        if look.tile.starred:
            painter.fillPath(shape, QColor(self._theme.star))
        elif look.hovered:
            painter.strokePath(shape, QPen(QColor(self._theme.muted), 1.2))

    def _paint_clock(self, painter: QPainter, look: _Look) -> None:
        if look.tile.waited or look.hovered:
            colour = self._theme.accent if look.tile.waited else self._theme.muted
            painter.fillPath(
                signs.fitted(signs.alarm_clock(), _centred(self.layout.clock, self.measures.sign)), QColor(colour)
            )

    def _text(self, painter: QPainter, rect: QRectF, text: str, font: QFont, colour: str, *, far: bool = False) -> None:
        """Write one line into a place, at its beginning or, with ``far``, at its end."""
        if not text:
            return
        painter.setFont(font)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignRight if self._mirrored is not far else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        painter.drawText(rect, flags | int(Qt.TextFlag.TextSingleLine), _fitting(text, font, rect.width()))


def _centred(target: QRectF, side: float) -> QRectF:
    square = QRectF(0, 0, side, side)
    square.moveCenter(target.center())
    return square


def _hatching(card: QRectF) -> list[QLineF]:
    """Thin slanted lines all over a card."""
    height = card.height()
    first, last = int(card.left() - height), int(card.right())
    return [QLineF(x, card.bottom(), x + height, card.top()) for x in range(first, last, 9)]


@lru_cache(maxsize=4096)
def _fitting(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
