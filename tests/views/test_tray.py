"""The tray icon: four standings that look different, and a menu that asks."""

import itertools

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.link import Link, Phase
from rcboard.models.tray_model import TrayModel
from rcboard.views import resources
from rcboard.views.tray import ICONS, Tray
from tests.kit.people import NOW


@pytest.fixture
def model(board: Board) -> TrayModel:
    """A tray model on a live line, with two favourites."""
    return TrayModel(board, Desk(favourites=frozenset({"0", "1"})))


@pytest.fixture
def tray(qtbot: QtBot, model: TrayModel) -> Tray:
    """An icon, not put anywhere."""
    return Tray(model)


def test_the_standings_differ_in_shape_and_not_just_in_colour(qapp: object) -> None:
    shapes = {}
    for name in ICONS.values():
        image = resources.icon(name).pixmap(QSize(22, 22)).toImage()
        shapes[name] = [image.pixelColor(x, y).alpha() > 128 for x, y in itertools.product(range(22), range(22))]
        assert any(shapes[name]), f"{name} cannot be drawn"
    for one, other in itertools.combinations(shapes, 2):
        assert sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True)) >= 20, f"{one} and {other}"


def test_the_tooltip_and_the_icon_follow_the_model(tray: Tray, model: TrayModel, board: Board) -> None:
    assert tray.icon.toolTip() == "2 of 2 favourites free · live"
    before = tray.icon.icon().pixmap(22).toImage()
    model.take(board.apply([e.LinkChanged(Link(Phase.RECONNECTING, NOW))], NOW))
    assert tray.icon.toolTip().endswith("reconnecting")
    assert tray.icon.icon().pixmap(22).toImage() != before


def test_the_menu_asks(tray: Tray) -> None:
    opened, paused, quit_ = QSignalSpy(tray.open_asked), QSignalSpy(tray.pause_asked), QSignalSpy(tray.quit_asked)
    out = QSignalSpy(tray.sign_out_asked)
    actions = [action for action in tray.menu.actions() if not action.isSeparator()]
    settings = QSignalSpy(tray.settings_asked)
    texts = ["Open the board", "Pause alerts", "Settings…", "Sign out", "Quit rcboard"]
    assert [action.text() for action in actions] == texts
    for action in actions:
        action.trigger()
    assert [spy.count() for spy in (opened, paused, settings, out, quit_)] == [1] * 5
    assert paused.at(0) == [True]
    tray.set_paused(False)
    assert paused.count() == 1, "telling it back is no wish"
    assert not actions[1].isChecked()


def test_a_double_click_which_comes_as_two_triggers_toggles_once(tray: Tray) -> None:
    asked = QSignalSpy(tray.toggle_asked)
    for reason in ("Trigger", "Trigger", "Context", "MiddleClick"):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason[reason])
    assert asked.count() == 1


def test_made_anew_it_still_asks_and_tells(tray: Tray, model: TrayModel, board: Board) -> None:
    old = tray.icon
    tray.renew()
    assert tray.icon is not old
    asked = QSignalSpy(tray.toggle_asked)
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert asked.count() == 1
    model.take(board.apply([e.LinkChanged(Link(Phase.RECONNECTING, NOW))], NOW))
    assert tray.icon.toolTip().endswith("reconnecting")
