"""Thirteen marks that differ without colour, and that are hollow when nobody vouches for them."""

import itertools

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from rcboard.domain.presence import State
from rcboard.views import marks
from rcboard.views.theme import DARK, FILLS, LIGHT, Theme

SIZE = 48


def picture(state: State, theme: Theme = LIGHT, *, fresh: bool = True) -> QImage:
    """One mark on a card."""
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.card))
    painter = QPainter(image)
    marks.paint(painter, QRectF(0, 0, SIZE, SIZE), state, theme, fresh=fresh)
    painter.end()
    return image


def shape(image: QImage) -> list[bool]:
    """Where a mark without fill has ink, at a size at which it is seen on a tile."""
    small = image.scaled(24, 24)
    return [small.pixelColor(x, y).lightness() < 190 for x, y in itertools.product(range(24), range(24))]


def test_every_state_has_a_shape_of_its_own(qapp: object) -> None:
    shapes = {state: shape(picture(state, fresh=False)) for state in State}
    for one, other in itertools.combinations(State, 2):
        different = sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True))
        assert different >= 8, f"{one} and {other} look alike"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("state", FILLS)
def test_a_fresh_mark_carries_its_colour(qapp: object, state: State, theme: Theme) -> None:
    beside_the_sign = picture(state, theme).pixelColor(7, SIZE // 2)
    assert beside_the_sign.name().upper() == FILLS[state][0]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("state", State)
def test_an_old_mark_has_lost_every_fill(qapp: object, state: State, theme: Theme) -> None:
    image = picture(state, theme, fresh=False)
    colours = {image.pixelColor(x, y).name().upper() for x, y in itertools.product(range(SIZE), range(SIZE))}
    assert not colours & {fill for fill, _ in FILLS.values()}


def test_the_middle_of_offline_is_empty_and_busy_is_solid(qapp: object) -> None:
    assert picture(State.OFFLINE).pixelColor(SIZE // 2, SIZE // 2) == QColor(LIGHT.card)
    assert picture(State.BUSY).pixelColor(SIZE // 2, SIZE // 2) == QColor(FILLS[State.BUSY][0])
    assert picture(State.BUSY, fresh=False).pixelColor(SIZE // 2, SIZE // 2) == QColor(LIGHT.muted), "no empty ring"


@pytest.mark.parametrize("state", [State.DO_NOT_DISTURB, State.IN_MEETING, State.AVAILABLE_NO_QUEUE])
def test_a_badge_stands_on_a_patch_of_card(qapp: object, state: State) -> None:
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    painter = QPainter(image)
    marks.paint_badge(painter, QRectF(8, 8, 32, 32), state, LIGHT)
    painter.end()
    assert image.pixelColor(1, 1) == QColor("red")
    row = {image.pixelColor(x, QPointF(24, 24).toPoint().y()).name() for x in range(8, 40)}
    assert QColor(LIGHT.card).name() in row or QColor(FILLS[state][0]).name() in row
