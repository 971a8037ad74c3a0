"""Dialogs as they stand over the window, which has a style sheet, and not alone."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QDialog, QLabel, QLineEdit, QWidget

from rcboard.domain.preferences import Preferences
from rcboard.views.about import AboutDialog
from rcboard.views.fonts import FAMILY, Fonts
from rcboard.views.key_sheet import KeySheet
from rcboard.views.main_window import MainWindow
from rcboard.views.own_menu import TextDialog
from rcboard.views.settings_dialog import SettingsDialog
from rcboard.views.sign_in_dialog import SignInDialog
from rcboard.views.sign_out_question import SignOutQuestion

OVER: dict[str, Callable[[MainWindow, Fonts], QDialog]] = {
    "settings": lambda window, type_: SettingsDialog(window.theme, type_, Preferences(), parent=window),
    "sign in": lambda window, type_: SignInDialog(window.theme, type_, parent=window),
    "own text": lambda window, type_: TextDialog(window.theme, type_, "back at 3", window),
    "keys": lambda window, type_: KeySheet(window.hands.keys, window.theme, type_, window),
    "sign out": lambda window, _type: SignOutQuestion(lambda: None, window),
    "about": lambda window, type_: AboutDialog("1.0", ["Qt 6"], window.theme, type_, window),
}
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WITH_TEXT = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)


@pytest.mark.parametrize("name", OVER)
def test_everything_that_is_read_is_in_our_typeface(name: str, window: MainWindow, type_: Fonts) -> None:
    dialog = OVER[name](window, type_)
    dialog.show()
    others = [
        part
        for part in dialog.findChildren(QWidget)
        if isinstance(part, WITH_TEXT) and part.window() is dialog and part.font().family() != FAMILY
    ]
    assert not others
    dialog.close()
