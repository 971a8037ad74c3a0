"""The keyboard works in a window nobody has clicked into."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
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
