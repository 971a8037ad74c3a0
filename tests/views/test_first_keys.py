"""The keyboard works in a window nobody has clicked into."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.views.fonts import fonts
from rcboard.views.main_window import MainWindow
from tests.kit import hands

PEOPLE = tuple(Person(str(n), str(100 + n), f"Bob Smith {n}", "Bob", f"Smith {n}") for n in range(4))


def opened(qtbot: QtBot) -> MainWindow:
    """A window as the program opens it: empty first, then filled by the first read."""
    board = Board()
    model = BoardModel(board, Desk())
    window = MainWindow(model, LinkModel(board), fonts())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    model.take(board.apply([e.PeopleRead(PEOPLE)], 0.0), 0.0)
    return window


def press(window: MainWindow, key: Qt.Key) -> None:
    """A key, to whatever in the window has the keyboard."""
    focused = window.focusWidget()
    assert focused is not None
    hands.press(focused, key)


def test_arrows_and_enter_copy_without_a_click(qtbot: QtBot) -> None:
    window = opened(qtbot)
    copied = QSignalSpy(window.wish_asked)
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    assert copied.count() == 1


def test_what_is_typed_finds_and_down_goes_through_what_was_found(qtbot: QtBot) -> None:
    window = opened(qtbot)
    copied = QSignalSpy(window.wish_asked)
    press(window, Qt.Key.Key_S)
    assert window.search_box.text().lower() == "s"
    for _ in range(2):
        press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_Return)
    assert [copied.at(n)[1] for n in range(2)] == ["2", "1"]


KEYS = pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])


@KEYS
def test_the_button_with_the_keyboard_is_pressed_and_nothing_is_typed(qtbot: QtBot, key: Qt.Key) -> None:
    window = opened(qtbot)
    copied = QSignalSpy(window.wish_asked)
    window.header.free_now.setFocus()
    press(window, key)
    assert window.header.free_now.isChecked()
    assert (window.search_box.text(), copied.count()) == ("", 0)
    assert window.focusWidget() is window.header.free_now
    press(window, key)
    assert not window.header.free_now.isChecked()
    press(window, Qt.Key.Key_S)
    assert window.search_box.text().lower() == "s", "and letters find from there, too"


@KEYS
def test_so_is_what_helps_where_there_are_no_tiles(qtbot: QtBot, key: Qt.Key) -> None:
    """Nobody is signed in: the keyboard is on the next step."""
    board = Board()
    board.apply([e.LinkChanged(Link(Phase.SIGNED_OUT, 0.0, Problem(ProblemKind.NOT_CONFIGURED)))], 0.0)
    window = MainWindow(BoardModel(board, Desk()), LinkModel(board), fonts())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    signed_in, demo = QSignalSpy(window.sign_in_asked), QSignalSpy(window.demo_asked)
    press(window, key)
    press(window, Qt.Key.Key_Tab)
    press(window, key)
    assert (signed_in.count(), demo.count()) == (1, 1)


@pytest.mark.qt_log_ignore("This plugin does not support")
@KEYS
def test_a_menu_button_opens_its_menu(qtbot: QtBot, key: Qt.Key) -> None:
    window = opened(qtbot)
    window.header.view_button.setFocus()
    seen: list[bool] = []

    def look() -> None:
        seen.append(window.header.menu.isVisible())
        window.header.menu.close()

    QTimer.singleShot(50, look)  # the menu has a loop of its own
    press(window, key)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [True]
