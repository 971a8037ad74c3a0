"""Colours that can be read and told apart, in light and in dark."""

import itertools

import pytest

from rcboard.domain.presence import State
from rcboard.views.theme import DARK, FILLS, LIGHT, Look, Theme, chosen, contrast, palette

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
GROUNDS = ("window", "card", "hover", "selected", "raised", "hatch")
PAIRS = [*itertools.product(("text", "muted"), GROUNDS), ("text", "warning"), ("text", "error")]


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_every_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["window", "card", "selected", "hover"])
@pytest.mark.parametrize("drawn", ["edge", "accent", "star", "muted"])
def test_marks_and_rings_stand_out(theme: Theme, drawn: str, ground: str) -> None:
    assert contrast(getattr(theme, drawn), getattr(theme, ground)) >= 3


@THEMES
def test_words_on_buttons_can_be_read(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("state", FILLS)
def test_a_sign_can_be_seen_on_its_fill(state: State) -> None:
    fill, ink = FILLS[state]
    assert contrast(fill, ink) >= 4.5


def test_only_a_person_who_may_be_called_is_green() -> None:
    greens = {state for state, (fill, _) in FILLS.items() if fill == FILLS[State.AVAILABLE][0]}
    assert greens == {state for state in State if state.free}


def test_the_choice_decides_and_the_palette_follows(qapp: object) -> None:
    assert chosen(Look.LIGHT) is LIGHT
    assert chosen(Look.DARK) is DARK
    assert palette(DARK).window().color().name().upper() == DARK.raised
