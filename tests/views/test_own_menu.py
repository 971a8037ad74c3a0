"""My status: there only with the permission, always showing what stands, and asking for one thing at a time."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rcboard.domain.desk import Desk
from rcboard.domain.own_status import Own, OwnStatus, OwnWish
from rcboard.models.own_model import OwnModel
from rcboard.models.tray_model import TrayModel
from rcboard.views.fonts import Fonts
from rcboard.views.own_menu import OwnMenu, TextDialog
from rcboard.views.theme import LIGHT
from rcboard.views.tray import Tray
from tests.kit.hands import press, write
from tests.kit.people import office, people


@pytest.fixture
def model(qapp: object) -> OwnModel:
    return OwnModel()


@pytest.fixture
def menu(qtbot: QtBot, model: OwnModel) -> OwnMenu:
    menu = OwnMenu(model)
    qtbot.addWidget(menu)
    return menu


def test_without_the_permission_it_is_not_there(menu: OwnMenu, model: OwnModel) -> None:
    assert not menu.menuAction().isVisible()
    model.show_own(Own(OwnStatus.BUSY), allowed=True)
    assert menu.menuAction().isVisible()
    assert menu.title() == "My status: Busy"
    model.show_own(Own(OwnStatus.BUSY), allowed=False)
    assert not menu.menuAction().isVisible()


def test_it_stands_in_the_trays_menu_too(menu: OwnMenu, model: OwnModel) -> None:
    tray = Tray(TrayModel(office(people(1)), Desk()))
    tray.add_menu(menu)
    model.show_own(Own(OwnStatus.BUSY), allowed=True)
    seen = [action.text() for action in tray.menu.actions() if action.isVisible() and action.text()]
    assert seen == ["Open the board", "Pause alerts", "My status: Busy", "Settings…", "Sign out", "Quit rcboard"]


def test_it_asks_and_shows_what_stands_not_what_was_clicked(menu: OwnMenu, model: OwnModel) -> None:
    asked: list[OwnWish] = []
    menu.wish_asked.connect(asked.append)
    model.show_own(Own(OwnStatus.AVAILABLE, True, "lunch"), allowed=True)
    menu.status(OwnStatus.BUSY).trigger()
    menu.queue_calls.trigger()
    assert asked == [OwnWish(OwnStatus.BUSY), OwnWish(queue_calls=False)]
    assert menu.status(OwnStatus.AVAILABLE).isChecked()
    assert menu.queue_calls.isChecked()
    assert menu.text.text() == "Status text: “lunch”…"
    model.show_own(Own(OwnStatus.DO_NOT_DISTURB), allowed=True)
    assert not menu.queue_calls.isEnabled(), "no calls at all: nothing to choose among"


def test_the_text_is_asked_for_and_ends_at_75_characters(qtbot: QtBot, type_: Fonts) -> None:
    dialog = TextDialog(LIGHT, type_, "lunch")
    qtbot.addWidget(dialog)
    given: list[str] = []
    dialog.text_given.connect(given.append)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.line.hasFocus)  # else the keys go to whichever window had the keyboard before
    assert dialog.line.text() == "lunch"
    write(dialog.line, " back at three " + "x" * 90)
    press(dialog.line, Qt.Key.Key_Return)
    assert given == [(" back at three " + "x" * 90)[:75].strip()]
