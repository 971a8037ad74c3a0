"""Where everything on a tile is: pure geometry, measured from line heights and a width."""

import math
from dataclasses import dataclass, fields
from typing import Self

from PySide6.QtCore import QPointF, QRectF, QSize

GAP = 10.0
"""Between two cards."""
PAD = 11.0
BAND = 5.0
TARGET = 24.0
"""Least size of what can be clicked (WCAG 2.5.8)."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What a tile's texts take, in logical pixels: heights of its lines, widths of the longest of their kind."""

    name: float
    place: float
    line: float
    note: float
    age: float
    """Width of an age before the note, with some room after it."""
    word: float
    """Width of the longest word for a state: it is never cut off."""

    @property
    def mark(self) -> float:
        """The mark is as high as name and number together, so it grows with the text."""
        return self.name + 1 + self.place

    @property
    def least_width(self) -> int:
        """A tile, gap included, on which every state's word fits."""
        return math.ceil(GAP + BAND + 3 * PAD + self.mark + self.word)


@dataclass(frozen=True, slots=True)
class TileLayout:
    """Rectangles within one tile, whose top left corner is the origin. ``size`` includes half the gap on each side."""

    size: QSize
    card: QRectF
    band: QRectF
    mark: QRectF
    badge: QRectF
    name: QRectF
    starred_name: QRectF
    """The name's place where a star stands beside it."""
    place: QRectF
    line: QRectF
    note: QRectF
    age: QRectF
    aged_note: QRectF
    """The note's place where an age stands before it."""
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


def columns(available: int, least: int) -> int:
    """How many tiles of at least this width stand side by side."""
    return max(1, available // least)


def lay_out(width: int, measures: Measures) -> TileLayout:
    """A card that fills this width but for the gap."""
    side = measures.mark
    left = GAP / 2 + BAND + PAD + side + PAD
    right = width - GAP / 2 - PAD
    top = GAP / 2 + PAD - 1
    name = QRectF(left, top, right - left, measures.name)
    place = QRectF(left, name.bottom() + 1, right - left, measures.place)
    line = QRectF(left, place.bottom() + 4, right - left, measures.line)
    note = QRectF(left, line.bottom() + 1, right - left - TARGET + 4, measures.note)
    card = QRectF(GAP / 2, GAP / 2, width - GAP, note.bottom() + PAD - 3 - GAP / 2)
    mark = QRectF(card.left() + BAND + PAD, top, side, side)
    badge = QRectF(0, 0, side * 0.53, side * 0.53)
    badge.moveBottomRight(mark.bottomRight() + QPointF(4, 4))
    star = QRectF(card.right() - TARGET - 5, card.top() + 6, TARGET, TARGET)
    age = QRectF(note)
    age.setWidth(min(measures.age, note.width()))
    return TileLayout(
        size=QSize(width, round(card.bottom() + GAP / 2)),
        card=card,
        band=QRectF(card.left(), card.top(), BAND, card.height()),
        mark=mark,
        badge=badge,
        name=name,
        starred_name=QRectF(left, top, star.left() - left, measures.name),
        place=place,
        line=line,
        note=note,
        age=age,
        aged_note=QRectF(age.right(), note.top(), note.width() - age.width(), note.height()),
        star=star,
        clock=QRectF(star.left(), card.bottom() - TARGET - 5, TARGET, TARGET),
    )
