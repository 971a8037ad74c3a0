"""The View menu under the keyboard: every line can be reached, and what only the tray's menu had is there, too."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rcboard.views.main_window import MainWindow
from tests.kit.hands import press
from tests.views.test_beside import popup
from tests.views.test_board_view import Wishes

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def by_keyboard(window: MainWindow, qtbot: QtBot, act: Callable[[QMenu], None]) -> None:
    """Go to the menu's button by Tab, open it by Space, and act."""
    window.search_box.setFocus()
    button = window.header.view_button
    for _ in range(10):
        if not button.hasFocus():
            window.focusNextChild()
    assert button.hasFocus()
    acted = []

    def open_now() -> None:
        act(popup())
        acted.append(True)

    # Up to Qt 6.11 the key press itself waits until the menu is closed.
    QTimer.singleShot(0, open_now)
    press(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(acted))


def line(action: QAction) -> str:
    """What a line says, without its key."""
    return action.text().partition("\t")[0]


def walked(menu: QMenu) -> list[QAction]:
    """Every line that Down comes to, from top to bottom."""
    seen: list[QAction] = []
    while True:
        press(menu, Qt.Key.Key_Down)
        action = menu.activeAction()
        if action is None or action in seen:
            return seen
        seen.append(action)


def test_down_comes_to_every_line_that_can_be_chosen(window: MainWindow, qtbot: QtBot) -> None:
    found: list[QAction] = []

    def walk(menu: QMenu) -> None:
        found.extend(walked(menu))
        menu.close()

    by_keyboard(window, qtbot, walk)
    actions = window.header.menu.actions()
    assert found == [one for one in actions if one.isEnabled() and one.isVisible() and not one.isSeparator()]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Pause alerts, or go on", "pause"),
        ("Settings…", "settings"),
        ("Sign out…", "sign_out_asked"),
        ("Quit rcboard", "quit_asked"),
    ],
)
def test_what_is_in_the_trays_menu_can_be_done_without_a_tray(
    window: MainWindow, qtbot: QtBot, text: str, what: str
) -> None:
    wishes = Wishes(window)
    menu = window.header.menu
    asked = QSignalSpy(getattr(menu, what)) if what.endswith("_asked") else None

    def choose(menu: QMenu) -> None:
        while menu.activeAction() is None or line(menu.activeAction()) != text:
            press(menu, Qt.Key.Key_Down)
        press(menu, Qt.Key.Key_Return)

    by_keyboard(window, qtbot, choose)
    assert asked.count() == 1 if asked is not None else wishes == [(what, "")]
