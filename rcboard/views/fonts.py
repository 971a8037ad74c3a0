"""Type: a few sizes of one typeface, with digits of one width, and how much room each takes."""

import math
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from rcboard.domain.preferences import Density, Look
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
    density: Density = Density.CARD

    def measures(self) -> Measures:
        """What a tile's geometry is measured from."""
        small, line, number = (QFontMetricsF(font) for font in (self.small, self.line, self.number))
        return Measures(
            name=_height(self.name),
            place=_height(self.number),
            line=_height(self.line),
            note=_height(self.small),
            age=round(small.horizontalAdvance(ages.age(59 * ages.MINUTE))) + 10,
            word=math.ceil(max(line.horizontalAdvance(states.word(state)) for state in State)) + 1,
            number=math.ceil(number.horizontalAdvance("0" * 6)) + 1,
            density=self.density,
        )


SIZES = {
    Density.CARD: (1.05, 0.95, 1.05, 0.9),
    Density.COMPACT: (1.0, 0.92, 0.95, 0.85),
    Density.MINI: (0.95, 0.9, 0.9, 0.85),
}
"""Name, number, line and small print as shares of running text."""


def fonts(points: float = POINTS, density: Density = Density.CARD) -> Fonts:
    """Fonts around this size of running text, for tiles of this density."""
    name, number, line, small = SIZES[density]
    return Fonts(
        name=_font(points * name, QFont.Weight.DemiBold),
        number=_font(points * number, QFont.Weight.DemiBold),
        place=_font(points * number),
        line=_font(points * line),
        small=_font(points * small),
        headline=_font(points * 1.7, QFont.Weight.DemiBold),
        density=density,
    )


ZOOMS = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200)
"""Percent that larger and smaller go through."""


def tile_fonts(look: Look) -> Fonts:
    """The fonts of the tiles for this density and zoom."""
    return fonts(POINTS * look.zoom / 100, look.density)


def zoomed(percent: int, by: int) -> int:
    """So many steps larger, or smaller, than this."""
    step = next((place for place, zoom in enumerate(ZOOMS) if zoom >= percent), len(ZOOMS) - 1)
    return ZOOMS[min(max(step + by, 0), len(ZOOMS) - 1)]


def _font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _height(font: QFont) -> float:
    metrics = QFontMetricsF(font)
    return metrics.ascent() + metrics.descent()
