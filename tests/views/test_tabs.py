"""Tabs, "free now" and order under the fingers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.presence import State
from rcboard.domain.tabs import Kind, Tab
from rcboard.models.board_model import BoardModel
from rcboard.models.roster import Sort
from rcboard.views.main_window import MainWindow
from tests.kit.hands import click, press, write
from tests.kit.people import NOW, office, people, presence
from tests.models.test_board_model import ids

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def shown(window: MainWindow) -> list[str]:
    """Who is shown."""
    model = window.board_view.model()
    assert isinstance(model, BoardModel)
    return ids(model)


def model_of(window: MainWindow) -> BoardModel:
    """The model behind the tiles."""
    model = window.board_view.model()
    assert isinstance(model, BoardModel)
    return model


def titles(window: MainWindow) -> list[str]:
    """What stands on the tabs."""
    (bar,) = window.findChildren(QTabBar)
    return [bar.tabText(place) for place in range(bar.count())]


@pytest.mark.parametrize("where", ["tiles", "search box"])
def test_keys_go_through_the_tabs(window: MainWindow, qtbot: QtBot, where: str) -> None:
    target = window.board_view if where == "tiles" else window.search_box
    assert titles(window) == ["All", "Favourites", "Legal", "Sales", "Support"]
    press(target, Qt.Key.Key_4, CTRL)
    assert shown(window) == ["0", "1"]
    press(target, Qt.Key.Key_Tab, CTRL)
    assert shown(window) == ["2", "3"]
    press(target, Qt.Key.Key_Tab, CTRL)
    assert len(shown(window)) == 6, "round the end"
    press(target, Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert shown(window) == ["2", "3"]
    press(target, Qt.Key.Key_9, CTRL)
    assert shown(window) == ["2", "3"], "there is no ninth"


def test_an_empty_tab_says_why_and_has_a_way_back(window: MainWindow, qtbot: QtBot) -> None:
    press(window.board_view, Qt.Key.Key_2, CTRL)
    assert "No favourites yet" in [label.text() for label in window.placeholder.findChildren(QLabel)]
    button = next(b for b in window.placeholder.findChildren(QPushButton) if b.isVisible())
    click(button)
    assert len(shown(window)) == 6


def test_somebody_found_elsewhere_is_marked_and_can_be_heard(window: MainWindow, qtbot: QtBot) -> None:
    press(window.board_view, Qt.Key.Key_4, CTRL)
    write(window.board_view, "dora")
    assert shown(window) == ["3"]
    spoken = window.board_view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Dora Diaz, 204, available, not on this tab"


def test_free_now_by_key_and_by_hand(window: MainWindow, board: Board, qtbot: QtBot) -> None:
    model = model_of(window)
    model.take(board.apply([e.PresenceHeard("1", presence(State.BUSY), NOW)], NOW), NOW)
    press(window.board_view, Qt.Key.Key_E, CTRL)
    assert shown(window) == ["0", "2", "3", "4", "5"]
    assert window.header.free_now.isChecked()
    click(window.header.free_now)
    assert len(shown(window)) == 6


def test_nobody_moves_while_a_hand_is_on_the_tiles(window: MainWindow, board: Board, qtbot: QtBot) -> None:
    model = model_of(window)
    window.set_sort(Sort.STATE)
    model.take(board.apply([e.PresenceHeard("0", presence(State.OFFLINE), NOW)], NOW), NOW)
    window.board_view.pointer.inside = True
    window.settle()
    assert shown(window)[0] == "0"
    window.board_view.pointer.inside = False
    window.settle()
    assert shown(window)[-1] == "0"


def test_tabs_follow_the_groups_of_the_desk(window: MainWindow) -> None:
    model = model_of(window)
    model.set_desk(Desk().grouped("VIP", "3").grouped("Night", "4"))
    assert titles(window)[:4] == ["All", "Favourites", "VIP", "Night"]
    window.header.tabs.choose(Tab(Kind.GROUP, "Night"))
    model.set_desk(Desk().grouped("Night", "4"))
    assert shown(window) == ["4"], "the chosen tab stays chosen when others go"


def test_whoever_reads_further_down_keeps_his_place_when_people_come_and_go(
    open_window: Callable[[Board], MainWindow], qtbot: QtBot
) -> None:
    board = office(people(300))
    window = open_window(board)
    window.resize(900, 600)
    view = window.board_view
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 1000)
    view.setCurrentIndex(view.model().index(0, 0))
    view.verticalScrollBar().setValue(700)
    model_of(window).take(board.apply([e.PersonLeft(shown(window)[299])], NOW), NOW)
    assert view.verticalScrollBar().value() == 700
    assert view.indexAt(QPoint(100, 100)).row() > 10
