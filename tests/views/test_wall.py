"""The wall view: the whole screen, whole rows, pages that turn, and a way back from anywhere."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rcboard.domain.board import Board
from rcboard.views.main_window import MainWindow
from rcboard.views.wall import WallBar
from tests.kit.hands import press, write
from tests.kit.people import office, people

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(open_window: Callable[[Board], MainWindow], qtbot: QtBot) -> MainWindow:
    """A window on two hundred people, on the wall."""
    window = open_window(office(people(200)))
    press(window.board_view, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: window.isFullScreen() and window.board_view.pages() > 1)
    QApplication.processEvents()
    return window


def told(window: MainWindow) -> list[str]:
    """What the bar says."""
    (bar,) = window.findChildren(WallBar)
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]


def test_header_and_scroll_bar_give_way_to_a_bar_with_the_time(window: MainWindow) -> None:
    title, line, page, clock = told(window)
    assert (title, line) == ("All", "Live")
    assert page == f"page 1 of {window.board_view.pages()}"
    assert clock[2] == ":"
    assert not window.header.isVisible()
    assert not window.board_view.verticalScrollBar().isVisible()


def test_a_page_holds_whole_rows_and_every_page_begins_where_the_last_one_ended(window: MainWindow) -> None:
    view = window.board_view
    height = view.gridSize().height()
    assert view.viewport().height() // height * height + height > view.viewport().height()
    seen: list[int] = []
    for _ in range(view.pages()):
        whole = view.viewport().rect()
        seen += [row for row in range(200) if whole.contains(view.visualRect(view.model().index(row, 0)))]
        window.wall.turn()
    assert sorted(set(seen)) == list(range(200)), "nobody is left out"
    assert told(window)[2].startswith("page 1 ")


def test_a_tab_is_named_on_the_wall(window: MainWindow, qtbot: QtBot) -> None:
    press(window.board_view, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert told(window)[0] == "Finance"


@pytest.mark.parametrize("key", [Qt.Key.Key_F11, Qt.Key.Key_Escape])
def test_the_same_key_or_escape_leads_back(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    press(window.board_view, key)
    assert not window.isFullScreen()
    assert window.header.isVisible()
    assert told(window) == []


def test_typing_finds_on_the_wall_too(window: MainWindow, qtbot: QtBot) -> None:
    write(window.board_view, "smi")
    assert window.search_box.text() == "smi"
    assert window.header.isVisible()
