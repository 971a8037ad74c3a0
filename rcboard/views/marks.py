"""The thirteen marks: each state has a shape of its own, so that it is told apart without any colour.

All are drawn in a square of 24 units. What nobody vouches for any more is drawn hollow: edge and sign only.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from rcboard.domain.presence import State
from rcboard.views import signs
from rcboard.views.theme import Theme

_DISC = QRectF(1, 1, 22, 22)


def paint(painter: QPainter, rect: QRectF, state: State, theme: Theme, *, fresh: bool = True) -> None:
    """Draw this state's mark into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    scale = rect.width() / signs.UNITS
    painter.scale(scale, scale)
    fill, ink = theme.fills.get(state, ("", theme.edge))
    if not fresh:
        fill, ink = "", theme.muted
    _body(painter, state, fill, theme, 1 / scale)
    if not (state is State.BUSY and fill):  # a solid disc; its dot shows only where the fill is lost
        painter.fillPath(signs.sign(state), QColor(ink))
    painter.restore()
    if state is State.AVAILABLE_NO_QUEUE:
        size = rect.width() * 0.52
        corner = QPointF(rect.right() - size * 0.86, rect.bottom() - size * 0.86)
        paint_badge(painter, QRectF(corner, rect.bottomRight() + QPointF(size * 0.14, size * 0.14)), state, theme)


def paint_badge(painter: QPainter, rect: QRectF, state: State, theme: Theme, *, fresh: bool = True) -> None:
    """Draw what the person asked for beside what the phone does: a small mark on a patch of card."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.card))
    painter.drawEllipse(rect)
    if state is State.AVAILABLE_NO_QUEUE:
        painter.translate(rect.topLeft())
        painter.scale(rect.width() / signs.UNITS, rect.height() / signs.UNITS)
        painter.setPen(QPen(QColor(theme.edge), 1.8))
        painter.drawEllipse(_DISC.adjusted(1, 1, -1, -1))
        painter.fillPath(signs.struck_queue(), QColor(theme.text))
        painter.restore()
        return
    painter.restore()
    paint(painter, rect.adjusted(1.5, 1.5, -1.5, -1.5), state, theme, fresh=fresh)


def _body(painter: QPainter, state: State, fill: str, theme: Theme, pixel: float) -> None:
    """What the sign stands on: most are discs, a parked call stands on a sign board."""
    pen = QPen(QColor(theme.edge), pixel)
    if not fill:
        pen.setWidthF(1.6 if state is not State.UNKNOWN else 1.8)
        pen.setColor(QColor(theme.edge))
    if state is State.RINGING:
        pen.setWidthF(2.2)
    if state is State.UNKNOWN:
        pen.setDashPattern([2.1, 1.74])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = pen.widthF() / 2
    box = _DISC.adjusted(inset, inset, -inset, -inset)
    if state is State.PARKED:
        painter.drawRoundedRect(box.adjusted(0.8, 0.8, -0.8, -0.8), 5, 5)
    else:
        painter.drawEllipse(box)
    painter.setPen(Qt.PenStyle.NoPen)
