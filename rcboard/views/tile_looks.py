"""How a tile can look: all that decides each of its two pictures, and how texts and hatching fit into it."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from rcboard.domain.presence import State


class Ground(NamedTuple):
    """All that decides the picture below: nothing of the person."""

    state: State
    badge: State | None
    fresh: bool
    aged: bool
    outside: bool
    selected: bool
    hovered: bool
    scale: float


class Writing(NamedTuple):
    """All that decides the picture above: nothing of the state but whether it is known."""

    name: str
    number: str
    department: str
    note: str
    starred: bool
    waited: bool
    known: bool
    aged: bool
    hovered: bool
    scale: float


def centred(target: QRectF, side: float) -> QRectF:
    """A sign's square in the middle of the place where it can be clicked."""
    square = QRectF(0, 0, side, side)
    square.moveCenter(target.center())
    return square


def hatching(card: QRectF) -> list[QLineF]:
    """Thin slanted lines all over a card."""
    height = card.height()
    first, last = int(card.left() - height), int(card.right())
    return [QLineF(x, card.bottom(), x + height, card.top()) for x in range(first, last, 9)]


def isolated(text: str) -> str:
    """The text for a place where others run from right to left: "40 s" of a left to right language stays "40 s"."""
    return f"\u2068{text}\u2069"


@lru_cache(maxsize=4096)
def fitting(text: str, font: QFont, width: float) -> str:
    """The text, or as much of its beginning as there is room for."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


BETWEEN = 6.0
"""Pixels between a line and the age beside it."""


@lru_cache(maxsize=4096)
def beside(line: str, ages: tuple[str, str], fonts: tuple[QFont, QFont], width: float) -> tuple[str, float]:
    """The longer of two forms of an age that leaves this line whole, else the shorter; and what it takes of the width.

    The fonts are the line's and the age's.
    """
    metrics = QFontMetricsF(fonts[1])
    left = width - QFontMetricsF(fonts[0]).horizontalAdvance(line)
    age = ages[0] if metrics.horizontalAdvance(ages[0]) + BETWEEN <= left else ages[1]
    return age, metrics.horizontalAdvance(age) + BETWEEN
