"""Whatever can be pressed is at least 24 pixels high and wide (WCAG 2.5.8)."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rcboard.domain.board import Board
from rcboard.views.fonts import POINTS, Fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.sign_in_dialog import SignInDialog
from rcboard.views.theme import LIGHT
from tests.kit.dialog_pictures import DIALOGS
from tests.kit.people import office, people

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEAST = 24
"""Pixels."""


def small(widget: QWidget) -> list[str]:
    """What can be seen and is too small to be hit; a sign within a field is as large as the field."""
    widget.show()
    QApplication.sendPostedEvents()
    pressed = (*widget.findChildren(QAbstractButton), *widget.findChildren(QLineEdit), *widget.findChildren(QComboBox))
    assert len(pressed) > 1
    return [
        f"{one.accessibleName() or type(one).__name__} {one.width()} x {one.height()}"
        for one in pressed
        if one.isVisible() and not isinstance(one.parent(), QLineEdit) and min(one.width(), one.height()) < LEAST
    ]


@pytest.mark.parametrize("name", DIALOGS)
def test_in_dialogs_and_panels(name: str, type_: Fonts, qtbot: QtBot) -> None:
    dialog = DIALOGS[name](LIGHT, POINTS)
    qtbot.addWidget(dialog)
    assert small(dialog) == []
    if isinstance(dialog, MainWindow):
        dialog.end()


def test_in_the_sign_in_dialog(type_: Fonts, qtbot: QtBot) -> None:
    dialog = SignInDialog(LIGHT, type_)
    qtbot.addWidget(dialog)
    assert small(dialog) == []


def test_on_the_board_where_its_tabs_have_no_room(
    open_window: Callable[[Board], MainWindow], type_: Fonts, qtbot: QtBot
) -> None:
    window = open_window(office(people(60)))
    window.resize(QSize(800, 600))
    window.beside.ask_why(people(60)[4].id, by_hand=True)
    assert small(window) == []
