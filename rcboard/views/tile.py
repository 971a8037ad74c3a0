"""The tile: paints one person. It measures nothing and derives nothing while it paints.

What was painted is kept in three pictures: the ground with card, band and mark, which everybody in the same state
shares; on it the person's own texts and stars; and the line with state and time, which many share, too. So a change of
state mostly draws nothing anew, and a whole page of changes costs less than one frame. A kept picture is shown only
where everything on it is equal.
"""

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rcboard.domain.preferences import Density
from rcboard.domain.presence import State
from rcboard.domain.sighting import Freshness
from rcboard.models.board_model import BoardModel
from rcboard.models.tile import Row, Tile
from rcboard.views import marks, signs
from rcboard.views.fonts import Fonts
from rcboard.views.pulse import Pulse
from rcboard.views.theme import Theme, contrast
from rcboard.views.tile_layout import SPACING, TileLayout, lay_out
from rcboard.views.tile_looks import Ground, Writing, beside, centred, fitting, hatching, isolated

KEPT_PIXELS = 6_000_000
"""Logical pixels of pictures kept, 24 MB times the scale squared: what a large screen shows, and no more."""

KEPT_LINES = 256
"""Pictures of lines kept: twice what a large page shows at a time."""

_ORIGIN = QPoint(0, 0)
_SMOOTH = QPainter.RenderHint.SmoothPixmapTransform
"""On by default in a window with a style sheet, and many times as slow; the pictures are drawn as large as they are."""
_CHOSEN = (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus).value
_CLEAR = QColor(Qt.GlobalColor.transparent)
_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute) | int(Qt.TextFlag.TextSingleLine)
_AT_LEFT, _AT_RIGHT = (int(side) | _ONE_LINE for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))
_HOVERED = QStyle.StateFlag.State_MouseOver.value


class TileDelegate(QStyledItemDelegate):
    """Paints tiles of one size and density; with a ``pulse`` those that ring move."""

    def __init__(self, theme: Theme, fonts: Fonts, parent: QObject | None = None, pulse: Pulse | None = None) -> None:
        super().__init__(parent)
        self._pulse = pulse
        self._theme = theme
        self._fonts = fonts
        self._grounds: dict[Ground, QPixmap] = {}
        self._writings: dict[str, tuple[Writing, tuple[QPoint, QPixmap]]] = {}
        self._lines: dict[tuple[str, str, float], QPixmap] = {}
        self._said: tuple[str, str] = ("", "")
        self.measures = fonts.measures()
        self._mirrored = False
        self._lay(lay_out(self.measures.least_width, self.measures))

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self._forget()

    def set_fonts(self, fonts: Fonts) -> None:
        """Paint in another size or density of type; ``set_width`` has to follow."""
        self._fonts = fonts
        self.measures = fonts.measures()
        self._forget()

    def set_width(self, width: int, *, mirrored: bool) -> None:
        """Lay tiles out for this width, gap included."""
        layout = lay_out(width, self.measures)
        self._mirrored = mirrored
        self._lay(layout.mirrored() if mirrored else layout)
        self._forget()

    def _lay(self, layout: TileLayout) -> None:
        self.layout = layout
        self._line_at = layout.line.toAlignedRect().topLeft()

    def _forget(self) -> None:
        self._grounds.clear()
        self._writings.clear()
        self._lines.clear()

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
        self.draw(painter, row, option.rect.topLeft(), chosen=state & _CHOSEN != 0, hovered=state & _HOVERED != 0)

    def draw(self, painter: QPainter, row: Row, corner: QPoint, *, chosen: bool = False, hovered: bool = False) -> None:
        """Paint this row's tile at a place: for whoever has the row, many times as quick as through Qt's variants."""
        tile = row.tile
        scale = painter.deviceTransform().m11()
        painter.translate(corner)
        painter.setRenderHint(_SMOOTH, False)
        painter.drawPixmap(_ORIGIN, self._ground(tile, chosen, hovered, scale))
        painter.drawPixmap(*self._writing(tile, hovered, scale))
        if self._pulse is not None and (tile.state is State.RINGING or self._pulse.begun):
            self._paint_pulse(painter, self._pulse, tile)
        if tile.aged:
            place = self._paint_age(painter, row, hovered)
            self._text(painter, place, row.line, self._fonts.line, self._line_colour(tile.state))
        else:
            painter.drawPixmap(self._line_at, self._line(row.line, tile.state, scale))
        if tile.id == self._said[0] and self._said[1]:
            self._paint_said(painter, self._said[1])
        painter.translate(-corner)

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
            self._text(painter, layout.age, row.age, small, self._theme.muted)
            return layout.line
        place = QRectF(layout.line if row.tile.waited or hovered else layout.whole_line)
        age, taken = beside(row.line, (row.age, row.short_age), (self._fonts.line, small), place.width())
        self._text(painter, place, age, small, self._theme.muted, far=True)
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

    # -- what stands still

    def _ground(self, tile: Tile, selected: bool, hovered: bool, scale: float) -> QPixmap:
        fresh = tile.freshness is Freshness.FRESH
        look = Ground(tile.state, tile.badge, fresh, tile.aged, tile.outside, selected, hovered, scale)
        picture = self._grounds.get(look)
        if picture is None:
            picture = self._empty(scale, QColor(self._theme.window), self.layout.size)
            painter = self._brush(picture)
            self._paint_card(painter, look)
            marks.paint(painter, self.layout.mark, look.state, self._theme, fresh=fresh)
            if look.badge is not None:
                marks.paint_badge(painter, self.layout.badge, look.badge, self._theme, fresh=fresh)
            painter.end()
            if len(self._grounds) >= self._most_kept():
                self._grounds.pop(next(iter(self._grounds)))
            self._grounds[look] = picture
        return picture

    def _writing(self, tile: Tile, hovered: bool, scale: float) -> tuple[QPoint, QPixmap]:
        """The picture and where it belongs: no larger than what stands on it, as what is clear is painted, too."""
        look = Writing(
            tile.name,
            tile.number,
            tile.department,
            tile.note,
            tile.starred,
            tile.waited,
            tile.state.known,
            tile.aged,
            hovered,
            scale,
        )
        kept = self._writings.get(tile.id)
        if kept is not None and kept[0] == look:
            return kept[1]
        part = self._written(look)
        picture = self._empty(scale, _CLEAR, part.size())
        painter = self._brush(picture)
        painter.translate(-part.topLeft())
        self._write(painter, look)
        painter.end()
        if len(self._writings) >= self._most_kept():
            self._writings.pop(next(iter(self._writings)))
        self._writings[tile.id] = (look, (part.topLeft(), picture))
        return part.topLeft(), picture

    def _written(self, look: Writing) -> QRect:
        """The part of a tile on which something is written: with some room, as letters reach beyond their line."""
        layout = self.layout
        part = layout.name | layout.place
        if look.note:
            part |= layout.note
        if look.starred or look.hovered:
            part |= layout.star
        if look.waited or look.hovered:
            part |= layout.clock
        return part.adjusted(-3, -3, 3, 3).toAlignedRect() & QRect(_ORIGIN, layout.size)

    def _line(self, text: str, state: State, scale: float) -> QPixmap:
        look = (text, self._line_colour(state), scale)
        picture = self._lines.get(look)
        if picture is None:
            place = self.layout.line
            picture = self._empty(scale, _CLEAR, place.toAlignedRect().size())
            painter = self._brush(picture)
            painter.translate(-self._line_at)
            self._text(painter, place, text, self._fonts.line, look[1])
            painter.end()
            if len(self._lines) >= KEPT_LINES:
                self._lines.pop(next(iter(self._lines)))
            self._lines[look] = picture
        return picture

    def _line_colour(self, state: State) -> str:
        return self._theme.text if state is not State.UNKNOWN else self._theme.muted

    def _most_kept(self) -> int:
        return KEPT_PIXELS // (2 * self.layout.size.width() * self.layout.size.height())

    def _empty(self, scale: float, colour: QColor, size: QSize) -> QPixmap:
        picture = QPixmap(size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(colour)
        return picture

    def _brush(self, picture: QPixmap) -> QPainter:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._mirrored:
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return painter

    def _write(self, painter: QPainter, look: Writing) -> None:
        theme, layout = self._theme, self.layout
        name_colour = theme.text if look.known else theme.muted
        self._text(painter, self._name_place(look), look.name, self._fonts.name, name_colour)
        if self._fonts.density is Density.CARD:
            self._paint_place(painter, look)
        elif look.number and not layout.place.isNull():
            number = f"\u2066{look.number}\u2069"
            self._text(painter, layout.place, number, self._fonts.number, theme.muted, far=True)
        if not layout.note.isNull():
            note = layout.aged_note if look.aged else layout.note
            self._text(painter, note, look.note, self._fonts.small, theme.muted)
        self._paint_star(painter, look)
        self._paint_clock(painter, look)

    def _name_place(self, look: Writing) -> QRectF:
        """What star and, on one line, clock leave of the name's place."""
        layout = self.layout
        if self._fonts.density is Density.MINI and (look.waited or look.hovered):
            place = QRectF(layout.name)
            if self._mirrored:
                place.setLeft(layout.clock.right())
            else:
                place.setRight(layout.clock.left())
            return place
        return layout.starred_name if look.starred or look.hovered else layout.name

    def _paint_card(self, painter: QPainter, look: Ground) -> None:
        theme, card = self._theme, self.layout.card
        outline = QPainterPath()
        corner = SPACING[self._fonts.density].round
        outline.addRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        full = theme.hover if look.hovered else theme.card
        painter.fillPath(outline, QColor(theme.selected if look.selected else full if look.fresh else theme.window))
        painter.save()
        painter.setClipPath(outline)
        if look.aged:
            painter.setPen(QPen(QColor(theme.hatch), 1))
            painter.drawLines(hatching(card))
        fill = theme.fills.get(look.state, ("", ""))[0] if look.fresh else ""
        if fill:
            self._paint_band(painter, fill)
        painter.restore()
        ring = QPen(QColor(theme.muted if look.hovered or look.outside else theme.border), 1)
        if look.outside:
            ring.setDashPattern([5, 4])
        painter.strokePath(outline, QPen(QColor(theme.accent), 2) if look.selected else ring)

    def _paint_band(self, painter: QPainter, fill: str) -> None:
        band = self.layout.band
        painter.fillRect(band, QColor(fill))
        if contrast(fill, self._theme.card) < 2:
            inner = band.left() if self._mirrored else band.right() - 1
            painter.fillRect(QRectF(inner, band.top(), 1, band.height()), QColor(self._theme.edge))

    def _paint_place(self, painter: QPainter, look: Writing) -> None:
        """Number and department, drawn apart. Numbers are isolated: right to left text would turn them round."""
        place = self.layout.place
        metrics = QFontMetricsF(self._fonts.number)
        width = metrics.horizontalAdvance(look.number) + metrics.horizontalAdvance("  ")
        number, rest = QRectF(place), QRectF(place)
        if self._mirrored:
            number.setLeft(place.right() - width)
            rest.setRight(place.right() - width)
        else:
            number.setRight(place.left() + width)
            rest.setLeft(place.left() + width)
        if look.number:
            self._text(painter, number, f"\u2066{look.number}\u2069", self._fonts.number, self._theme.text)
        self._text(painter, rest if look.number else place, look.department, self._fonts.place, self._theme.muted)

    def _paint_star(self, painter: QPainter, look: Writing) -> None:
        shape = signs.fitted(signs.star(), centred(self.layout.star, self.measures.sign))
        if look.starred:
            painter.fillPath(shape, QColor(self._theme.star))
        elif look.hovered:
            painter.strokePath(shape, QPen(QColor(self._theme.muted), 1.2))

    def _paint_clock(self, painter: QPainter, look: Writing) -> None:
        if look.waited or look.hovered:
            colour = self._theme.accent if look.waited else self._theme.muted
            shape = signs.fitted(signs.alarm_clock(), centred(self.layout.clock, self.measures.sign))
            painter.fillPath(shape, QColor(colour))

    def _text(self, painter: QPainter, rect: QRectF, text: str, font: QFont, colour: str, *, far: bool = False) -> None:
        """Write one line into a place, at its beginning or, with ``far``, at its end."""
        if not text:
            return
        painter.setFont(font)
        painter.setPen(QColor(colour))
        flags = _AT_RIGHT if self._mirrored is not far else _AT_LEFT
        shown = fitting(text, font, rect.width())
        painter.drawText(rect, flags, isolated(shown) if self._mirrored else shown)
