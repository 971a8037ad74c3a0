"""Where everything on a tile is: pure geometry, measured from line heights and a width, in three densities.

A card has four lines, a compact tile two, a mini tile one. Mark and word stand on all of them: neither colour nor place
is ever the only thing that tells a state.
"""

import math
from dataclasses import dataclass, fields
from typing import Self

from PySide6.QtCore import QPointF, QRectF, QSize

from rcboard.domain.preferences import Density

TARGET = 24.0
"""Least size of what can be clicked (WCAG 2.5.8)."""
NOWHERE = QRectF()


@dataclass(frozen=True, slots=True)
class Spacing:
    """The air in and around a tile, in logical pixels."""

    gap: float
    """Between two tiles."""
    pad: float
    band: float
    round: float


SPACING = {
    Density.CARD: Spacing(gap=10, pad=11, band=5, round=8),
    Density.COMPACT: Spacing(gap=8, pad=8, band=4, round=7),
    Density.MINI: Spacing(gap=4, pad=6, band=3, round=5),
}


@dataclass(frozen=True, slots=True)
class Measures:
    """What a tile's texts take, in logical pixels: heights of its lines, widths of the longest of their kind."""

    name: float
    place: float
    line: float
    note: float
    age: float
    """Width of an age, with some room beside it."""
    word: float
    """Width of the longest word for a state: it is never cut off."""
    number: float
    """Width of an extension number of six digits."""
    density: Density = Density.CARD

    @property
    def mark(self) -> float:
        """The mark is as high as the lines beside it, so it grows with the text."""
        match self.density:
            case Density.CARD:
                return self.name + 1 + self.place
            case Density.COMPACT:
                return self.name + self.line - 3
            case Density.MINI:
                return self.line + 2

    @property
    def sign(self) -> float:
        """Star and clock are as large as the name beside them."""
        return max(12.0, round(self.name * 0.94))

    @property
    def target(self) -> float:
        """What can be clicked of them."""
        return max(TARGET, self.sign + 8)

    @property
    def least_width(self) -> int:
        """A tile, gap included, on which every state's word fits."""
        space = SPACING[self.density]
        around = space.gap + space.band + 3 * space.pad + self.mark + self.word
        # One line: half a name fits before the word. Two lines: the clock stands beside the word.
        beside = {Density.CARD: 0.0, Density.COMPACT: self.target - 4, Density.MINI: self.word * 0.75 + space.pad}
        return math.ceil(around + beside[self.density])


@dataclass(frozen=True, slots=True)
class TileLayout:
    """Rectangles within one tile, whose top left corner is the origin. ``size`` includes half the gap on each side.

    What a density leaves out is nowhere, an empty rectangle.
    """

    size: QSize
    card: QRectF
    band: QRectF
    mark: QRectF
    badge: QRectF
    name: QRectF
    starred_name: QRectF
    """The name's place where a star stands beside it."""
    place: QRectF
    """Number and, on a card, department."""
    line: QRectF
    whole_line: QRectF
    """The line's place where no clock stands at its end."""
    note: QRectF
    age: QRectF
    """An age's place of its own; nowhere where it shares the line's."""
    aged_note: QRectF
    """The note's place where an age stands before it."""
    star: QRectF
    clock: QRectF

    def mirrored(self) -> Self:
        """The same tile for scripts that run from right to left."""
        width = self.size.width()
        turned = {
            f.name: r if r.isNull() else QRectF(width - r.right(), r.top(), r.width(), r.height())
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
    """A tile that fills this width but for the gap."""
    match measures.density:
        case Density.CARD:
            return _card(width, measures)
        case Density.COMPACT:
            return _compact(width, measures)
        case Density.MINI:
            return _mini(width, measures)


def _card(width: int, measures: Measures) -> TileLayout:
    gap, pad, band = SPACING[Density.CARD].gap, SPACING[Density.CARD].pad, SPACING[Density.CARD].band
    side, target = measures.mark, measures.target
    left = gap / 2 + band + pad + side + pad
    right = width - gap / 2 - pad
    top = gap / 2 + pad - 1
    name = QRectF(left, top, right - left, measures.name)
    place = QRectF(left, name.bottom() + 1, right - left, measures.place)
    line = QRectF(left, place.bottom() + 4, right - left, measures.line)
    note = QRectF(left, line.bottom() + 1, right - left - target + 4, measures.note)
    card = QRectF(gap / 2, gap / 2, width - gap, note.bottom() + pad - 3 - gap / 2)
    mark = QRectF(card.left() + band + pad, top, side, side)
    star = QRectF(card.right() - target - 5, max(card.top(), name.center().y() - target / 2), target, target)
    age = QRectF(note)
    age.setWidth(min(measures.age, note.width()))
    return TileLayout(
        size=QSize(width, round(card.bottom() + gap / 2)),
        card=card,
        band=QRectF(card.left(), card.top(), band, card.height()),
        mark=mark,
        badge=_badge(mark, 4),
        name=name,
        starred_name=QRectF(left, top, star.left() - left, measures.name),
        place=place,
        line=line,
        whole_line=line,
        note=note,
        age=age,
        aged_note=QRectF(age.right(), note.top(), note.width() - age.width(), note.height()),
        star=star,
        clock=QRectF(star.left(), max(star.bottom(), card.bottom() - target - 5), target, target),
    )


def _compact(width: int, measures: Measures) -> TileLayout:
    """Name and number in the first line, word and clock in the second."""
    gap, pad, band = SPACING[Density.COMPACT].gap, SPACING[Density.COMPACT].pad, SPACING[Density.COMPACT].band
    side, target = measures.mark, measures.target
    left = gap / 2 + band + pad + side + pad
    right = width - gap / 2 - pad
    top = gap / 2 + pad - 1
    second = top + max(measures.name, measures.place) + 2
    card = QRectF(gap / 2, gap / 2, width - gap, second + measures.line + pad - 1 - gap / 2)
    mark = QRectF(card.left() + band + pad, card.center().y() - side / 2, side, side)
    number = QRectF(right - measures.number, top, measures.number, measures.name)
    name = QRectF(left, top, number.left() - 6 - left, measures.name)
    starred = QRectF(name)
    starred.setRight(name.right() - target + 2)
    star = QRectF(starred.right(), name.center().y() - target / 2, target, target)
    clock = QRectF(card.right() - target - 1, second + (measures.line - target) / 2, target, target)
    line = QRectF(left, second, clock.left() - left, measures.line)
    return TileLayout(
        size=QSize(width, round(card.bottom() + gap / 2)),
        card=card,
        band=QRectF(card.left(), card.top(), band, card.height()),
        mark=mark,
        badge=_badge(mark, 3),
        name=name,
        starred_name=starred,
        place=number,
        line=line,
        whole_line=QRectF(left, second, right - left, measures.line),
        note=NOWHERE,
        age=NOWHERE,
        aged_note=NOWHERE,
        star=star,
        clock=clock,
    )


def _mini(width: int, measures: Measures) -> TileLayout:
    """One line: mark, name, word. Star and clock stand between name and word, where there are any."""
    gap, pad, band = SPACING[Density.MINI].gap, SPACING[Density.MINI].pad, SPACING[Density.MINI].band
    side, target = measures.mark, measures.target
    height = max(target, side + 4, measures.line + 6)
    card = QRectF(gap / 2, gap / 2, width - gap, height)
    middle = card.center().y()
    left = card.left() + band + pad + side + pad
    right = card.right() - pad
    word = max(measures.word, (right - left) * 0.54)
    line = QRectF(right - word, middle - measures.line / 2, word, measures.line)
    name = QRectF(left, middle - measures.name / 2, line.left() - pad - left, measures.name)
    star = QRectF(name.right() - target + 4, card.center().y() - target / 2, target, target)
    starred = QRectF(name)
    starred.setRight(star.left())
    mark = QRectF(card.left() + band + pad, middle - side / 2, side, side)
    return TileLayout(
        size=QSize(width, round(card.bottom() + gap / 2)),
        card=card,
        band=QRectF(card.left(), card.top(), band, card.height()),
        mark=mark,
        badge=_badge(mark, 2),
        name=name,
        starred_name=starred,
        place=NOWHERE,
        line=line,
        whole_line=line,
        note=NOWHERE,
        age=NOWHERE,
        aged_note=NOWHERE,
        star=star,
        clock=star.translated(-target, 0),
    )


def _badge(mark: QRectF, beyond: float) -> QRectF:
    badge = QRectF(0, 0, mark.width() * 0.53, mark.width() * 0.53)
    badge.moveBottomRight(mark.bottomRight() + QPointF(beyond, beyond))
    return badge
