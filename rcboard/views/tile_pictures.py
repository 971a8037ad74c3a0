"""The pictures of tiles: what was painted once and is shown for as long as everything on it is equal.

There are three kinds: the ground with card, band and mark, which everybody in the same state shares; on it the person's
own texts and stars; and the line with state and time, which many share, too. So a change of state mostly draws nothing
anew, and a whole page of changes costs less than one frame.
"""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from rcboard.domain.preferences import Density
from rcboard.domain.presence import State
from rcboard.domain.sighting import Freshness
from rcboard.models.tile import Tile
from rcboard.views import marks, signs
from rcboard.views.fonts import Fonts
from rcboard.views.theme import Theme, contrast
from rcboard.views.tile_layout import SPACING, TileLayout
from rcboard.views.tile_looks import Ground, Writing, centred, fitting, hatching, isolated

KEPT_PIXELS = 6_000_000
"""Logical pixels of pictures kept, 24 MB times the scale squared: what a large screen shows, and no more."""

KEPT_LINES = 256
"""Pictures of lines kept: twice what a large page shows at a time."""

_ORIGIN = QPoint(0, 0)
_CLEAR = QColor(Qt.GlobalColor.transparent)
_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute) | int(Qt.TextFlag.TextSingleLine)
_AT_LEFT, _AT_RIGHT = (int(side) | _ONE_LINE for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))


class TilePictures:
    """Of one theme, one size and density of type, and one width. Another of these: other pictures."""

    def __init__(self, theme: Theme, fonts: Fonts, layout: TileLayout, *, mirrored: bool) -> None:
        self._theme = theme
        self._fonts = fonts
        self._layout = layout
        self._mirrored = mirrored
        self._sign = fonts.measures().sign
        # Looks are found by plain tuples, which are equal to named ones and made in a fraction of the time.
        self._grounds: dict[tuple[object, ...], QPixmap] = {}
        self._writings: dict[str, tuple[tuple[object, ...], tuple[int, int, QPixmap]]] = {}
        self._lines: dict[tuple[str, str, float], QPixmap] = {}
        place = layout.line.toAlignedRect()
        self.line_x, self.line_y = place.x(), place.y()
        """Where a line's picture belongs."""

    def ground(self, tile: Tile, aged: bool, selected: bool, hovered: bool, scale: float) -> QPixmap:
        """Below everything: all but the texts. ``scale`` is of the device: pixels to a logical one."""
        fresh = tile.freshness is Freshness.FRESH
        key = (tile.state, tile.badge, fresh, aged, tile.outside, selected, hovered, scale)
        picture = self._grounds.get(key)
        if picture is None:
            look = Ground(*key)
            picture = self._empty(scale, QColor(self._theme.window), self._layout.size)
            painter = self._brush(picture)
            self._paint_card(painter, look)
            marks.paint(painter, self._layout.mark, look.state, self._theme, fresh=fresh)
            if look.badge is not None:
                marks.paint_badge(painter, self._layout.badge, look.badge, self._theme, fresh=fresh)
            painter.end()
            if len(self._grounds) >= self._most_kept():
                self._grounds.pop(next(iter(self._grounds)))
            self._grounds[look] = picture
        return picture

    def writing(self, tile: Tile, aged: bool, hovered: bool, scale: float) -> tuple[int, int, QPixmap]:
        """Where the picture belongs, as x and y, and itself: no larger than what stands on it, as what is clear is
        painted, too."""
        key = (
            tile.name,
            tile.number,
            tile.department,
            tile.note,
            tile.starred,
            tile.waited,
            tile.state.known,
            aged,
            hovered,
            scale,
        )
        kept = self._writings.get(tile.id)
        if kept is not None and kept[0] == key:
            return kept[1]
        look = Writing(*key)
        part = self._written(look)
        picture = self._empty(scale, _CLEAR, part.size())
        painter = self._brush(picture)
        painter.translate(-part.topLeft())
        self._write(painter, look)
        painter.end()
        if len(self._writings) >= self._most_kept():
            self._writings.pop(next(iter(self._writings)))
        placed = (part.x(), part.y(), picture)
        self._writings[tile.id] = (look, placed)
        return placed

    def _written(self, look: Writing) -> QRect:
        """The part of a tile on which something is written: with some room, as letters reach beyond their line."""
        layout = self._layout
        part = layout.name | layout.place
        if look.note:
            part |= layout.note
        if look.starred or look.hovered:
            part |= layout.star
        if look.waited or look.hovered:
            part |= layout.clock
        return part.adjusted(-3, -3, 3, 3).toAlignedRect() & QRect(_ORIGIN, layout.size)

    def line(self, text: str, state: State, scale: float) -> QPixmap:
        """The state with its time, for ``line_x`` and ``line_y``."""
        look = (text, self.line_colour(state), scale)
        picture = self._lines.get(look)
        if picture is None:
            place = self._layout.line
            picture = self._empty(scale, _CLEAR, place.toAlignedRect().size())
            painter = self._brush(picture)
            painter.translate(-self.line_x, -self.line_y)
            self.write(painter, place, text, self._fonts.line, look[1])
            painter.end()
            if len(self._lines) >= KEPT_LINES:
                self._lines.pop(next(iter(self._lines)))
            self._lines[look] = picture
        return picture

    def line_colour(self, state: State) -> str:
        """What a line is written in."""
        return self._theme.text if state is not State.UNKNOWN else self._theme.muted

    def _most_kept(self) -> int:
        return KEPT_PIXELS // (2 * self._layout.size.width() * self._layout.size.height())

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
        theme, layout = self._theme, self._layout
        name_colour = theme.text if look.known else theme.muted
        self.write(painter, self._name_place(look), look.name, self._fonts.name, name_colour)
        if self._fonts.density is Density.CARD:
            self._paint_place(painter, look)
        elif look.number and not layout.place.isNull():
            number = f"\u2066{look.number}\u2069"
            self.write(painter, layout.place, number, self._fonts.number, theme.muted, far=True)
        if not layout.note.isNull():
            note = layout.aged_note if look.aged else layout.note
            self.write(painter, note, look.note, self._fonts.small, theme.muted)
        self._paint_star(painter, look)
        self._paint_clock(painter, look)

    def _name_place(self, look: Writing) -> QRectF:
        """What star and, on one line, clock leave of the name's place."""
        layout = self._layout
        if self._fonts.density is Density.MINI and (look.waited or look.hovered):
            place = QRectF(layout.name)
            if self._mirrored:
                place.setLeft(layout.clock.right())
            else:
                place.setRight(layout.clock.left())
            return place
        return layout.starred_name if look.starred or look.hovered else layout.name

    def _paint_card(self, painter: QPainter, look: Ground) -> None:
        theme, card = self._theme, self._layout.card
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
        band = self._layout.band
        painter.fillRect(band, QColor(fill))
        if contrast(fill, self._theme.card) < 2:
            inner = band.left() if self._mirrored else band.right() - 1
            painter.fillRect(QRectF(inner, band.top(), 1, band.height()), QColor(self._theme.edge))

    def _paint_place(self, painter: QPainter, look: Writing) -> None:
        """Number and department, drawn apart. Numbers are isolated: right to left text would turn them round."""
        place = self._layout.place
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
            self.write(painter, number, f"\u2066{look.number}\u2069", self._fonts.number, self._theme.text)
        self.write(painter, rest if look.number else place, look.department, self._fonts.place, self._theme.muted)

    def _paint_star(self, painter: QPainter, look: Writing) -> None:
        shape = signs.fitted(signs.star(), centred(self._layout.star, self._sign))
        if look.starred:
            painter.fillPath(shape, QColor(self._theme.star))
        elif look.hovered:
            painter.strokePath(shape, QPen(QColor(self._theme.muted), 1.2))

    def _paint_clock(self, painter: QPainter, look: Writing) -> None:
        if look.waited or look.hovered:
            colour = self._theme.accent if look.waited else self._theme.muted
            shape = signs.fitted(signs.alarm_clock(), centred(self._layout.clock, self._sign))
            painter.fillPath(shape, QColor(colour))

    def write(self, painter: QPainter, rect: QRectF, text: str, font: QFont, colour: str, *, far: bool = False) -> None:
        """Write one line into a place, at its beginning or, with ``far``, at its end."""
        if not text:
            return
        painter.setFont(font)
        painter.setPen(QColor(colour))
        flags = _AT_RIGHT if self._mirrored is not far else _AT_LEFT
        shown = fitting(text, font, rect.width())
        painter.drawText(rect, flags, isolated(shown) if self._mirrored else shown)
