"""Signs: the shapes inside the marks, each a path in a square of 24 units, and the small signs beside a name."""

import math
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QTransform

from rcboard.domain.presence import State

UNITS = 24.0
_FINE = 0.02
_LARGE = QTransform.fromScale(8, 8)
_SMALL = _LARGE.inverted()[0]
"""At 60 pixels a sign is the same to 4 of 255 shades as through 64 times as large, which takes four times as long."""


@cache
def sign(state: State) -> QPainterPath:
    """The shape that stands for a state."""
    return _SIGNS[state]()


@cache
def struck_queue() -> QPainterPath:
    """Takes no queue calls: a Q, struck out."""
    return _joined(_queue(1.9), _stroke(_lines((5, 19), (19, 5)), 2.2))


@cache
def star() -> QPainterPath:
    """A favourite's star."""
    path = QPainterPath()
    for corner in range(10):
        radius = 10.5 if corner % 2 == 0 else 4.7
        angle = math.pi * (corner / 5 - 0.5)
        point = QPointF(12 + math.cos(angle) * radius, 12.8 + math.sin(angle) * radius)
        path.lineTo(point) if corner else path.moveTo(point)
    path.closeSubpath()
    return path


@cache
def alarm_clock() -> QPainterPath:
    """The clock of somebody who is waited for."""
    face = QPainterPath()
    face.addEllipse(QPointF(12, 13), 8, 8)
    return _joined(
        _stroke(face, 2),
        _stroke(_lines((12, 8.5), (12, 13.2), (15, 15)), 2.0),
        _stroke(_lines((3.5, 7), (7.2, 3.6)), 2.2),
        _stroke(_lines((20.5, 7), (16.8, 3.6)), 2.2),
        _stroke(_lines((6.6, 19.4), (5, 21.4)), 2.0),
        _stroke(_lines((17.4, 19.4), (19, 21.4)), 2.0),
    )


@cache
def magnifier() -> QPainterPath:
    """The search box's sign."""
    glass = QPainterPath()
    glass.addEllipse(QPointF(10.5, 10.5), 6.5, 6.5)
    return _joined(_stroke(glass, 2), _stroke(_lines((15.5, 15.5), (20.5, 20.5)), 2.2))


@cache
def cross() -> QPainterPath:
    """Away with it."""
    return _joined(_stroke(_lines((7, 7), (17, 17)), 2.2), _stroke(_lines((17, 7), (7, 17)), 2.2))


@cache
def chevron() -> QPainterPath:
    """There is more behind this."""
    return _stroke(_lines((6.5, 9.5), (12, 15), (17.5, 9.5)), 2.2)


@cache
def sliders() -> QPainterPath:
    """How the board is looked at."""
    knobs = QPainterPath()
    for x, y in ((9, 7), (15, 12), (7.5, 17)):
        knobs.addEllipse(QPointF(x, y), 2.6, 2.6)
    lines = _joined(*(_stroke(_lines((4, y), (20, y)), 1.8) for y in (7, 12, 17)))
    return _joined(_without(lines, _stroke(knobs, 2.2)), knobs)


def fitted(path: QPainterPath, rect: QRectF) -> QPainterPath:
    """A sign moved and scaled into this square."""
    scale = rect.width() / UNITS
    return QTransform.fromTranslate(rect.left(), rect.top()).scale(scale, scale).map(path)


def _lines(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return path


def _stroke(path: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCurveThreshold(_FINE)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    outline = stroker.createStroke(path)
    outline.setFillRule(Qt.FillRule.WindingFill)
    return outline


def _joined(*paths: QPainterPath) -> QPainterPath:
    """All of them as one. Qt flattens curves as coarsely as the drawing is small, so this is done in the large."""
    whole = QPainterPath()
    for path in paths:
        whole |= _LARGE.map(path)
    return _SMALL.map(whole)


def _without(path: QPainterPath, other: QPainterPath) -> QPainterPath:
    return _SMALL.map(_LARGE.map(path) - _LARGE.map(other))


def _nothing() -> QPainterPath:
    return QPainterPath()


def _tick() -> QPainterPath:
    return _stroke(_lines((7.2, 12.6), (10.6, 16), (17, 8.8)), 2.5)


def _handset() -> QPainterPath:
    arch = QPainterPath()
    arch.arcMoveTo(QRectF(5, 9, 14, 14), 152)
    arch.arcTo(QRectF(5, 9, 14, 14), 152, -124)
    ears = QPainterPath()
    for x in (5.1, 13.7):
        ears.addRoundedRect(QRectF(x, 11.4, 5.2, 4.4), 1.5, 1.5)
    level = _joined(_stroke(arch, 3.0), ears)
    return QTransform().translate(12, 12).rotate(-135).translate(-12, -12.2).map(level)


def _bars() -> QPainterPath:
    path = QPainterPath()
    for x in (7.8, 13.2):
        path.addRoundedRect(QRectF(x, 7.2, 3, 9.6), 1.1, 1.1)
    return path


def _parked() -> QPainterPath:
    bowl = _lines((9.4, 17.4), (9.4, 6.9), (12.6, 6.9))
    bowl.arcTo(QRectF(9.6, 6.9, 6.4, 6.4), 90, -180)
    bowl.lineTo(9.4, 13.3)
    return _stroke(bowl, 2.4)


def _bar() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(6.2, 10.5, 11.6, 3), 1.2, 1.2)
    return path


def _heads() -> QPainterPath:
    front = _person(9.6, 9.2, 2.7, 4.6)
    behind = _person(15.6, 9.6, 2.3, 4.0)
    return _joined(front, _without(behind, _joined(front, _stroke(front, 1.6))))


def _person(x: float, y: float, head: float, shoulder: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), head, head)
    body = QPainterPath()
    top = y + head + 1.2
    body.addRoundedRect(QRectF(x - shoulder, top, 2 * shoulder, 7), shoulder * 0.9, 3.6)
    below = QPainterPath()
    below.addRect(QRectF(x - shoulder, 17.4, 2 * shoulder, 7))
    return _joined(path, _without(body, below))


def _queue(width: float = 2.3) -> QPainterPath:
    ring = QPainterPath()
    ring.addEllipse(QPointF(12, 11.7), 4.7, 4.7)
    return _joined(_stroke(ring, width), _stroke(_lines((13.4, 13.6), (17, 17.6)), width))


def _bell() -> QPainterPath:
    path = QPainterPath(QPointF(6.6, 16))
    path.cubicTo(QPointF(8.2, 14.6), QPointF(8.1, 13), QPointF(8.1, 11))
    path.cubicTo(QPointF(8.1, 7.4), QPointF(10, 6.4), QPointF(12, 6.4))
    path.cubicTo(QPointF(14, 6.4), QPointF(15.9, 7.4), QPointF(15.9, 11))
    path.cubicTo(QPointF(15.9, 13), QPointF(15.8, 14.6), QPointF(17.4, 16))
    path.closeSubpath()
    path.addEllipse(QPointF(12, 5.8), 1.1, 1.1)
    path.setFillRule(Qt.FillRule.WindingFill)
    clapper = QPainterPath()
    clapper.arcMoveTo(QRectF(10.1, 15.2, 3.8, 3.8), 180)
    clapper.arcTo(QRectF(10.1, 15.2, 3.8, 3.8), 180, 180)
    clapper.closeSubpath()
    path.addPath(clapper)
    return path


def _question() -> QPainterPath:
    hook = QPainterPath()
    hook.arcMoveTo(QRectF(8.9, 6.4, 6.2, 6.2), 170)
    hook.arcTo(QRectF(8.9, 6.4, 6.2, 6.2), 170, -230)
    hook.quadTo(QPointF(12, 12.6), QPointF(12, 14.2))
    path = _stroke(hook, 2.1)
    path.addEllipse(QPointF(12, 17.4), 1.35, 1.35)
    return path


def _struck_eye() -> QPainterPath:
    almond = QPainterPath(QPointF(5.4, 12))
    almond.quadTo(QPointF(12, 4.8), QPointF(18.6, 12))
    almond.quadTo(QPointF(12, 19.2), QPointF(5.4, 12))
    path = _stroke(almond, 1.7)
    path.addEllipse(QPointF(12, 12), 2.2, 2.2)
    slash = _lines((7, 17.4), (17, 6.6))
    return _joined(_without(path, _stroke(slash, 4.2)), _stroke(slash, 1.8))


def _dot() -> QPainterPath:
    """Busy without a reason: where the fill is lost, this says that it is no empty ring."""
    path = QPainterPath()
    path.addEllipse(QPointF(12, 12), 5, 5)
    return path


_SIGNS: dict[State, Callable[[], QPainterPath]] = {
    State.UNKNOWN: _question,
    State.HIDDEN: _struck_eye,
    State.RINGING: _bell,
    State.ON_CALL: _handset,
    State.ON_HOLD: _bars,
    State.PARKED: _parked,
    State.DO_NOT_DISTURB: _bar,
    State.IN_MEETING: _heads,
    State.BUSY: _dot,
    State.QUEUE_ONLY: _queue,
    State.AVAILABLE_NO_QUEUE: _tick,
    State.AVAILABLE: _tick,
    State.OFFLINE: _nothing,
}
