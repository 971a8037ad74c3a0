"""Where everything on a tile is: pure geometry, measured from line heights and a width."""

from dataclasses import dataclass, fields
from typing import Self

from PySide6.QtCore import QPointF, QRectF, QSize

LEAST_WIDTH = 248
"""Logical pixels a card needs so that most names and "Available, no queue calls" fit, at the usual text size."""
GAP = 10.0
"""Between two cards."""
PAD = 12.0
BAND = 5.0
MARK = 34.0
BADGE = 17.0
TARGET = 24.0
"""Least size of what can be clicked (WCAG 2.5.8)."""


@dataclass(frozen=True, slots=True)
class TileLayout:
    """Rectangles within one tile, whose top left corner is the origin. ``size`` includes half the gap on each side."""

    size: QSize
    card: QRectF
    band: QRectF
    mark: QRectF
    badge: QRectF
    name: QRectF
    place: QRectF
    line: QRectF
    note: QRectF
    age: QRectF
    star: QRectF
    clock: QRectF

    def mirrored(self) -> Self:
        """The same tile for scripts that run from right to left."""
        width = self.size.width()
        turned = {
            f.name: QRectF(width - r.right(), r.top(), r.width(), r.height())
            for f in fields(self)
            if isinstance(r := getattr(self, f.name), QRectF)
        }
        return type(self)(size=self.size, **turned)

    def at(self, point: QPointF) -> str:
        """What of a tile can be clicked there: "star", "clock" or nothing."""
        return "star" if self.star.contains(point) else "clock" if self.clock.contains(point) else ""


def columns(available: int, least: int = LEAST_WIDTH) -> int:
    """How many tiles stand side by side."""
    return max(1, int(available // (least + GAP)))


def lay_out(width: int, heights: tuple[float, float, float]) -> TileLayout:
    """A card of this width, gap included, for line heights of name, line and small text."""
    name_height, line_height, small_height = heights
    card = QRectF(GAP / 2, GAP / 2, width - GAP, 0)
    left = card.left() + BAND + PAD + MARK + PAD
    right = card.right() - PAD
    top = card.top() + PAD
    star = QRectF(right - TARGET + 5, top - (TARGET - name_height) / 2, TARGET, TARGET)
    clock = star.translated(-TARGET, 0)
    name = QRectF(left, top, clock.left() - left, name_height)
    place = QRectF(left, name.bottom() + 2, right - left, line_height)
    line = QRectF(left, place.bottom() + 5, right - left, line_height)
    note = QRectF(left, line.bottom() + 2, right - left, small_height)
    card.setBottom(note.bottom() + PAD - 2)
    mark = QRectF(card.left() + BAND + PAD, top + 1, MARK, MARK)
    return TileLayout(
        size=QSize(width, round(card.bottom() + GAP / 2)),
        card=card,
        band=QRectF(card.left(), card.top(), BAND, card.height()),
        mark=mark,
        badge=QRectF(mark.right() - BADGE + 4, mark.bottom() - BADGE + 4, BADGE, BADGE),
        name=name,
        place=place,
        line=line,
        note=note,
        age=QRectF(card.left() + BAND, note.top(), left - card.left() - BAND, note.height()),
        star=star,
        clock=clock,
    )
