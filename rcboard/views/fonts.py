"""Type: four sizes of one typeface, with digits of one width, and how much room each takes."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

FAMILY = "Rcboard Sans"
POINTS = 10.0
"""Size of running text; everything else is a share of it, so that a zoom moves all alike."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a board and its window."""

    name: QFont
    number: QFont
    line: QFont
    small: QFont
    headline: QFont

    @property
    def heights(self) -> tuple[float, float, float]:
        """Line heights of name, line and small text in logical pixels: what a tile's geometry is measured from."""
        return (_height(self.name), _height(self.line), _height(self.small))


def fonts(points: float = POINTS) -> Fonts:
    """Fonts around this size of running text."""
    return Fonts(
        name=_font(points * 1.05, QFont.Weight.DemiBold),
        number=_font(points * 0.95, QFont.Weight.DemiBold),
        line=_font(points * 0.98),
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
