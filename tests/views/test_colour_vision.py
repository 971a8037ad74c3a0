"""Colour distances against the authors' own test data, and the measured palette against its figures."""

from itertools import combinations

import pytest

from rcboard.views.colour_vision import Triple, Vision, ciede2000, contrast, difference, is_colour
from rcboard.views.theme import FILLS, OKABE_ITO


def least(fills: set[str], vision: Vision) -> float:
    return min(difference(one, other, vision) for one, other in combinations(sorted(fills), 2))


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_distances_are_those_of_the_published_data(one: Triple, other: Triple, distance: float) -> None:
    assert ciede2000(one, other) == pytest.approx(distance, abs=1e-4)
    assert ciede2000(other, one) == pytest.approx(distance, abs=1e-4)


@pytest.mark.parametrize(
    ("vision", "distance"),
    [(Vision.NORMAL, 21.5), (Vision.DEUTAN, 19.0), (Vision.PROTAN, 18.3), (Vision.TRITAN, 17.3)],
)
def test_the_measured_fills_keep_their_distance_to_every_eye(vision: Vision, distance: float) -> None:
    assert least({fill for fill, _ink in FILLS.values()}, vision) == pytest.approx(distance, abs=0.05)


@pytest.mark.parametrize("vision", Vision)
def test_the_well_known_fills_are_told_apart_but_less_well(vision: Vision) -> None:
    assert 10 < least(set(OKABE_ITO.values()), vision) < 22


def test_red_and_green_meet_where_red_and_green_are_not_seen() -> None:
    assert difference("#B03A2E", "#7A6A1A") > 25
    assert difference("#B03A2E", "#7A6A1A", Vision.DEUTAN) < 15


def test_greys_are_the_same_to_every_eye() -> None:
    for vision in Vision:
        assert difference("#808080", "#808080", vision) == 0
        assert difference("#404040", "#808080", vision) == pytest.approx(difference("#404040", "#808080"), abs=0.1)


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("text", "fits"), [("#2A7D60", True), ("#fff", False), ("red", False), ("#12345G", False)])
def test_a_colour_is_written_in_one_way(text: str, fits: bool) -> None:
    assert is_colour(text) is fits
