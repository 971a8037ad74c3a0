"""Type: four sizes of one typeface, with digits of one width, and how much room each takes."""

import math
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from rcboard.domain.presence import State
from rcboard.views.tile_layout import Measures
from rcboard.words import ages, states

FAMILY = "Rcboard Sans"
POINTS = 10.0
"""Size of running text; everything else is a share of it, so that a zoom moves all alike."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a board and its window."""

    name: QFont
    number: QFont
    place: QFont
    line: QFont
    small: QFont
    headline: QFont

    def measures(self) -> Measures:
        """What a tile's geometry is measured from."""
        small, line = QFontMetricsF(self.small), QFontMetricsF(self.line)
        return Measures(
            name=_height(self.name),
            place=_height(self.number),
            line=_height(self.line),
            note=_height(self.small),
            age=round(small.horizontalAdvance(ages.age(59 * ages.MINUTE))) + 10,
            word=math.ceil(max(line.horizontalAdvance(states.word(state)) for state in State)) + 1,
        )


def fonts(points: float = POINTS) -> Fonts:
    """Fonts around this size of running text."""
    return Fonts(
        name=_font(points * 1.05, QFont.Weight.DemiBold),
        number=_font(points * 0.95, QFont.Weight.DemiBold),
        place=_font(points * 0.95),
        line=_font(points * 1.05),
        small=_font(points * 0.9),
        headline=_font(points * 1.7, QFont.Weight.DemiBold),
    )


def _font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _height(font: QFont) -> float:
    metrics = QFontMetricsF(font)
    return metrics.ascent() + metrics.descent()
