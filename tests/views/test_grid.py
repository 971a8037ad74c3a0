"""The grid, beside what Qt makes of the same tiles."""

import itertools

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rcboard.domain.desk import Desk
from rcboard.models.board_model import BoardModel
from rcboard.views.board_view import BoardView
from rcboard.views.fonts import Fonts
from rcboard.views.grid import Grid
from rcboard.views.theme import LIGHT
from tests.kit.people import office, people


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("width", [300, 801, 1280, 1917])
def test_each_tile_is_where_qt_has_it(qtbot: QtBot, type_: Fonts, width: int, mirrored: bool) -> None:
    model = BoardModel(office(people(100)), Desk())
    view = BoardView(model, LIGHT, type_)
    qtbot.addWidget(view)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    view.resize(width, 700)
    view.show()
    view.verticalScrollBar().setValue(45)
    QApplication.processEvents()
    view.setLayoutDirection(Qt.LayoutDirection.LeftToRight if mirrored else Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    grid = view._grid
    for row in range(100):
        x, y = grid.corner(row)
        assert QRect(x, y - view.verticalScrollBar().value(), grid.width, grid.height) == view.visualRect(
            model.index(row)
        ), row


@pytest.mark.parametrize("grid", [Grid(40, 30, 130), Grid(40, 30, 130, mirrored=True)])
def test_what_has_a_part_in_an_area_is_found_and_nothing_else(grid: Grid) -> None:
    corners = {row: grid.corner(row) for row in range(8)}
    for left, top in itertools.product(range(0, 130, 13), range(0, 95, 9)):
        for right, bottom in itertools.product(range(left, 130, 17), range(top, 95, 11)):
            area = QRect(left, top, right - left + 1, bottom - top + 1)
            found = list(grid.within((left, top, right, bottom), 8))
            tiles = {row: QRect(x, y, 40, 30) for row, (x, y) in corners.items()}
            assert found == [row for row, tile in tiles.items() if tile.intersects(area)]
            assert grid.alone((left, top, right, bottom), 8) == next(
                (row for row, tile in tiles.items() if tile.contains(area)), None
            )
            covered = sum(tile.intersected(area).width() * tile.intersected(area).height() for tile in tiles.values())
            assert grid.fills((left, top, right, bottom), 8) == (covered == area.width() * area.height())
