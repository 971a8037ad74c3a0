"""The window's marks as SVG symbols for the page: ``python -m tests.kit.page_marks`` writes them into it."""

import math
import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath, QTransform

from rcboard.domain.presence import State
from rcboard.views import signs

PAGE = Path(__file__).parents[2] / "resources" / "page" / "index.html"
BEGIN, END = "<!-- marks: python -m tests.kit.page_marks -->", "<!-- /marks -->"


LARGE = 64
"""Curves are taken apart at this size, so that they stay round on a large screen."""
SLACK = 0.02
"""Units a corner may lie beside the line that takes its place."""

Corner = tuple[float, float]


def drawn(path: QPainterPath) -> str:
    """A path in SVG's words, made of straight lines too short to be seen."""
    polygons = path.toSubpathPolygons(QTransform.fromScale(LARGE, LARGE))
    rings = [[(point.x() / LARGE, point.y() / LARGE) for point in polygon.toList()] for polygon in polygons]
    return "".join(
        "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in _fewer(ring)) + "Z" for ring in rings if len(ring) > 2
    )


def _fewer(ring: list[Corner]) -> list[Corner]:
    """The same line with fewer corners (Douglas and Peucker)."""
    if len(ring) < 3:
        return ring
    (x0, y0), (x1, y1) = ring[0], ring[-1]
    length = math.hypot(x1 - x0, y1 - y0)

    def beside(corner: Corner) -> float:
        if length < SLACK:
            return math.hypot(corner[0] - x0, corner[1] - y0)
        return abs((x1 - x0) * (y0 - corner[1]) - (x0 - corner[0]) * (y1 - y0)) / length

    far = max(range(1, len(ring) - 1), key=lambda at: beside(ring[at]))
    if beside(ring[far]) < SLACK:
        return [ring[0], ring[-1]]
    return [*_fewer(ring[: far + 1])[:-1], *_fewer(ring[far:])]


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"


def symbols() -> str:
    """One symbol for each state: the body it stands on, and its sign."""
    lines = []
    for state in State:
        dashes = ' stroke-dasharray="3.8 3.1"' if state is State.UNKNOWN else ""
        body = f'<circle class="body" cx="12" cy="12" r="10.4"{dashes}/>'
        if state is State.PARKED:
            body = '<rect class="body" x="2.4" y="2.4" width="19.2" height="19.2" rx="5"/>'
        sign = drawn(signs.sign(state))
        odd = signs.sign(state).fillRule() is Qt.FillRule.OddEvenFill
        rule = ' fill-rule="evenodd"' if odd else ""
        # A busy disc is solid; its dot shows only where the fill is lost.
        kind = "sign dot" if state is State.BUSY else "sign"
        inner = f'<path class="{kind}"{rule} d="{sign}"/>' if sign else ""
        lines.append(f'<symbol id="{state.value}" viewBox="0 0 24 24">{body}{inner}</symbol>')
    lines.append(
        '<symbol id="no_queue" viewBox="0 0 24 24"><circle class="patch" cx="12" cy="12" r="11"/>'
        f'<path class="struck" fill-rule="evenodd" d="{drawn(signs.struck_queue())}"/></symbol>'
    )
    glass = f'<path fill-rule="evenodd" d="{drawn(signs.magnifier())}"/>'
    lines.append(f'<symbol id="magnifier" viewBox="0 0 24 24">{glass}</symbol>')
    return "\n".join(f"      {line}" for line in lines)


def written(page: str) -> str:
    """The page with the marks as they are now."""
    return re.sub(
        f"{re.escape(BEGIN)}.*?{re.escape(END)}",
        lambda _found: f"{BEGIN}\n{symbols()}\n      {END}",
        page,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
