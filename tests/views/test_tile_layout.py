"""Geometry of a tile: nothing overlaps, nothing leaves the card, whatever the width and the size of text."""

import itertools
from dataclasses import fields, replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from rcboard.domain.preferences import Density
from rcboard.views.fonts import Fonts, fonts
from rcboard.views.tile_layout import TARGET, Measures, TileLayout, columns, lay_out

USUAL = Measures(name=17, place=16, line=17, note=15, age=70, word=165, number=45)
DOUBLE = Measures(name=34, place=32, line=34, note=30, age=140, word=330, number=90)
SIZES = [replace(m, density=density) for m, density in itertools.product((USUAL, DOUBLE), Density)]
LAYOUTS = [lay_out(m.least_width + more, m) for more, m in itertools.product((0, 51, 170), SIZES)]
BOTH_WAYS = pytest.mark.parametrize("layout", [*LAYOUTS, *(layout.mirrored() for layout in LAYOUTS)])


def parts(layout: TileLayout) -> dict[str, QRectF]:
    """All rectangles by name, but for those that this density leaves out."""
    rects = {f.name: getattr(layout, f.name) for f in fields(layout) if f.name != "size"}
    return {name: rect for name, rect in rects.items() if not rect.isNull()}


@BOTH_WAYS
def test_everything_is_on_the_card(layout: TileLayout) -> None:
    for name, rect in parts(layout).items():
        assert layout.card.contains(rect), name
    assert layout.size.height() >= layout.card.bottom()


@BOTH_WAYS
def test_lines_do_not_overlap(layout: TileLayout) -> None:
    lines = [line for line in (layout.name, layout.place, layout.line, layout.note) if not line.isNull()]
    for one, other in itertools.combinations(lines, 2):
        assert not one.intersects(other)
    for line in lines:
        assert not line.intersects(layout.mark)
        assert not line.intersects(layout.band)


@BOTH_WAYS
def test_signs_have_room_of_their_own_and_can_be_hit(layout: TileLayout) -> None:
    assert not layout.starred_name.intersects(layout.star)
    assert not layout.note.intersects(layout.clock)
    assert not layout.star.intersects(layout.clock)
    assert not layout.age.intersects(layout.aged_note)
    assert layout.whole_line.contains(layout.line)
    assert layout.age.isNull() or not layout.age.intersects(layout.line)
    assert min(layout.star.width(), layout.star.height(), layout.clock.width()) >= TARGET
    assert layout.at(layout.star.center()) == "star"
    assert layout.at(layout.clock.center()) == "clock"
    assert layout.at(QPointF(layout.mark.center())) == ""


def test_mirrored_the_band_is_on_the_right() -> None:
    layout = lay_out(300, USUAL).mirrored()
    assert layout.band.right() == layout.card.right()
    assert layout.star.center().x() < layout.name.center().x()
    assert layout.mirrored() == lay_out(300, USUAL)


def test_larger_text_makes_higher_tiles() -> None:
    assert lay_out(300, DOUBLE).size.height() > 1.5 * lay_out(300, USUAL).size.height()


@pytest.mark.parametrize(("width", "count"), [(100, 1), (500, 2), (800, 3), (1250, 5), (2500, 10)])
def test_as_many_columns_as_fit(width: int, count: int) -> None:
    assert columns(width, 248) == count


@pytest.mark.parametrize("measures", SIZES)
def test_the_longest_word_fits_on_the_narrowest_tile(measures: Measures) -> None:
    assert lay_out(measures.least_width, measures).line.width() >= measures.word


def test_with_text_of_double_size_a_tile_is_wider_and_its_mark_larger() -> None:
    assert DOUBLE.least_width > 1.8 * USUAL.least_width
    assert lay_out(600, DOUBLE).mark.width() > 1.8 * lay_out(600, USUAL).mark.width()


def test_each_density_shows_more_people_than_the_one_before(type_: Fonts) -> None:
    room = 1240 * 700
    shown = []
    for density in Density:
        measures = fonts(density=density).measures()
        across = columns(1240, measures.least_width)
        size = lay_out(1240 // across, measures).size
        shown.append(room // (size.width() * size.height()))
    assert shown[1] > 1.4 * shown[0]
    assert shown[2] > 1.4 * shown[1]


@pytest.mark.parametrize("which", ["number", "line", "small", "place"])
def test_digits_are_all_of_one_width_so_that_nothing_moves_while_time_goes_by(type_: Fonts, which: str) -> None:
    metrics = QFontMetricsF(getattr(type_, which))
    widths = [metrics.horizontalAdvance(10 * digit) for digit in "0123456789"]
    assert max(widths) - min(widths) < 0.5, "ten of them, in pixels"
