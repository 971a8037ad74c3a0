"""What appears beside a tile: the why-card by key and by rest, fields for notes and names, menus."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.presence import State
from rcboard.views.main_window import MainWindow
from tests.kit.hands import click, press, write
from tests.kit.people import NOW, presence
from tests.views.test_board_view import choose, middle
from tests.views.test_tabs import model_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CTRL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture(autouse=True)
def menus_go(qapp: QApplication) -> Iterator[None]:
    """No menu stays behind."""
    yield
    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()


def said(window: MainWindow) -> list[str]:
    """What the card says."""
    return [label.text() for label in window.beside.why.findChildren(QLabel) if not label.isHidden()]


def texts(menu: QMenu) -> list[str]:
    """What a menu offers, without keys."""
    return [action.text().partition("\t")[0] for action in menu.actions() if action.text()]


def popup() -> QMenu:
    """The menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_first_caller_is_named_where_the_tile_is_once_the_waiting_list_has_come(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(800, 600)
    QApplication.processEvents()
    before = window.board_view.place_of("1")
    watch = Watch("1", NOW)
    model_of(window).set_desk(Desk(watches=(watch,)))
    window.beside.ask_caller(watch)
    QApplication.processEvents()
    place = window.board_view.place_of("1")
    assert before is not None
    assert place is not None
    assert place.top() > before.top(), "the list stands above the tiles now"
    field = window.beside.field
    assert place.bottom() - 30 < field.mapToGlobal(QPoint()).y() < place.bottom()


def test_space_opens_the_card_and_space_closes_it(window: MainWindow, board: Board, qtbot: QtBot) -> None:
    model_of(window).take(board.apply([e.PresenceHeard("1", presence(State.IN_MEETING), NOW)], NOW), NOW)
    view = choose(window, 1)
    press(view, Qt.Key.Key_Space)
    card = window.beside.why
    assert card.pinned
    assert "Busy because of a meeting; the phone is free." in said(window)
    assert card.accessibleName() == "Why: Bob Brown"
    assert view.hasFocus(), "the keyboard stays on the tiles"
    press(view, Qt.Key.Key_Space)
    assert not card.isVisible()


def test_the_card_goes_with_the_keyboard_and_away_with_escape(window: MainWindow, qtbot: QtBot) -> None:
    view = choose(window, 0)
    press(view, Qt.Key.Key_Space)
    press(view, Qt.Key.Key_Right)
    assert window.beside.why.id == "1"
    press(view, Qt.Key.Key_Escape)
    assert not window.beside.why.isVisible()


def test_the_card_changes_with_what_it_tells(window: MainWindow, board: Board, qtbot: QtBot) -> None:
    press(choose(window, 2), Qt.Key.Key_Space)
    assert "Available." in said(window)
    model_of(window).take(board.apply([e.PresenceHeard("2", presence(State.DO_NOT_DISTURB), NOW)], NOW), NOW)
    assert "Wants no calls: do not disturb is set; the phone is free." in said(window)


def test_a_pointer_that_rests_brings_the_card_and_takes_it_away_again(window: MainWindow, qtbot: QtBot) -> None:
    view = window.board_view
    for row in (0, 1):  # from elsewhere: where another test has left the pointer in this very place, nothing moves
        QTest.mouseMove(view.viewport(), middle(view, row))
    qtbot.waitUntil(lambda: window.beside.why.id == "1")
    assert not window.beside.why.pinned
    QTest.mouseMove(view.viewport(), middle(view, 4))
    qtbot.waitUntil(lambda: window.beside.why.id != "1")


def test_numbers_on_the_card_can_be_copied_and_called(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[tuple[str, str, str]] = []
    card = window.beside.why
    card.copy_asked.connect(lambda id, number: asked.append(("copy", id, number)))
    card.call_asked.connect(lambda id, number: asked.append(("call", id, number)))
    press(choose(window, 3), Qt.Key.Key_Space)
    copy, call = card.findChildren(QToolButton)
    assert (copy.accessibleName(), call.accessibleName()) == ("Copy 204", "Call 204")
    click(copy)
    click(call)
    assert asked == [("copy", "3", "204"), ("call", "3", "204")]


@pytest.mark.parametrize("row", range(6))
def test_the_card_lies_wholly_within_the_window(window: MainWindow, qtbot: QtBot, row: int) -> None:
    window.resize(420, 520)
    press(choose(window, row), Qt.Key.Key_Space)
    assert window.rect().contains(window.beside.why.geometry())


def test_f2_changes_the_note_in_its_place(window: MainWindow, qtbot: QtBot) -> None:
    noted: list[tuple[str, str]] = []
    window.beside.note_asked.connect(lambda id, text: noted.append((id, text)))
    model_of(window).set_desk(Desk(notes={"3": "old"}))
    view = choose(window, 3)
    press(view, Qt.Key.Key_F2)
    line = window.beside.field.line
    assert (line.text(), line.selectedText(), line.hasFocus()) == ("old", "old", True)
    write(line, "asks for Eva")
    press(line, Qt.Key.Key_Return)
    assert noted == [("3", "asks for Eva")]
    assert view.hasFocus()
    assert window.search_box.text() == ""
    press(view, Qt.Key.Key_F2)
    write(line, "something else")
    press(line, Qt.Key.Key_Escape)
    assert len(noted) == 1
    assert not window.beside.field.isVisible()


def test_going_elsewhere_keeps_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    noted: list[str] = []
    window.beside.note_asked.connect(lambda id, text: noted.append(text))
    press(choose(window, 3), Qt.Key.Key_F2)
    write(window.beside.field.line, "tall")
    window.search_box.setFocus()
    assert noted == ["tall"]
    assert window.search_box.hasFocus()


def test_the_caller_may_be_named_and_the_name_belongs_to_that_wait(window: MainWindow, qtbot: QtBot) -> None:
    named: list[tuple[Watch, str]] = []
    window.beside.caller_asked.connect(lambda watch, name: named.append((watch, name)))
    watch = Watch("2", NOW)
    window.beside.ask_caller(watch)
    assert window.beside.field.line.accessibleName() == "Who waits for Cem Çelik? (may stay empty)"
    write(window.beside.field.line, "Mrs Jones")
    press(window.beside.field.line, Qt.Key.Key_Return)
    assert named == [(watch, "Mrs Jones")]


def test_the_menu_of_a_tile_offers_what_can_be_done(window: MainWindow, qtbot: QtBot) -> None:
    model_of(window).set_desk(Desk().starred("1").grouped("VIP", "1").watched("1", NOW))
    press(choose(window, 1), Qt.Key.Key_F10, SHIFT)
    assert texts(popup()) == [
        "Copy 202",
        "Copy name and number",
        "Call 202",
        "No longer a favourite",
        "Stop waiting",
        "Another caller waits…",
        "Write a note…",
        "Groups",
        "Why is that so?",
    ]


def test_what_the_menu_offers_is_wished(window: MainWindow, qtbot: QtBot) -> None:
    wishes: list[tuple[str, str]] = []
    window.wish_asked.connect(lambda wish, id: wishes.append((str(wish), id)))
    press(choose(window, 1), Qt.Key.Key_Menu)
    next(action for action in popup().actions() if action.text().startswith("Favourite")).trigger()
    assert wishes == [("star", "1")]


def test_a_group_is_made_from_the_menu_and_joined(window: MainWindow, qtbot: QtBot) -> None:
    grouped: list[tuple[str, str]] = []
    window.beside.group_asked.connect(lambda name, id: grouped.append((name, id)))
    model_of(window).set_desk(Desk().grouped("VIP", "0"))
    press(choose(window, 1), Qt.Key.Key_Menu)
    groups = next(action.menu() for action in popup().actions() if action.text() == "Groups")
    assert isinstance(groups, QMenu)
    vip, _, new = groups.actions()
    assert (vip.text(), vip.isChecked()) == ("VIP", False)
    vip.trigger()
    new.trigger()
    write(window.beside.field.line, "Night shift")
    press(window.beside.field.line, Qt.Key.Key_Return)
    assert grouped == [("VIP", "1"), ("Night shift", "1")]


def test_somebody_found_elsewhere_can_be_kept_on_the_tab(window: MainWindow, qtbot: QtBot) -> None:
    wishes: list[tuple[str, str]] = []
    window.wish_asked.connect(lambda wish, id: wishes.append((str(wish), id)))
    press(window.board_view, Qt.Key.Key_4, CTRL)
    write(window.board_view, "eva")
    press(window.search_box, Qt.Key.Key_Menu)
    assert "Keep on Sales" in texts(popup())
    popup().close()
    press(window.search_box, Qt.Key.Key_G, CTRL)
    assert wishes == [("pin", "4")]


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_of_a_groups_tab(window: MainWindow, qtbot: QtBot, reason: QContextMenuEvent.Reason) -> None:
    """Under the pointer; or, by the menu key, of the chosen tab, wherever the pointer is."""
    asked: list[object] = []
    window.beside.rename_asked.connect(lambda *names: asked.append(names))
    window.beside.move_asked.connect(lambda *move: asked.append(move))
    window.beside.delete_asked.connect(asked.append)
    model_of(window).set_desk(Desk().grouped("VIP", "0"))
    (bar,) = window.findChildren(QTabBar)
    by_key = reason is QContextMenuEvent.Reason.Keyboard
    if by_key:
        bar.setCurrentIndex(2)
    at = QPoint(1, 1) if by_key else bar.tabRect(2).center()
    QApplication.sendEvent(bar, QContextMenuEvent(reason, at, bar.mapToGlobal(at)))
    menu = popup()
    assert texts(menu) == [
        "Tell me when the first is free",
        "New group…",
        "Rename…",
        "Move to the front",
        "Move further back",
        "Delete the group",
    ]
    for action in menu.actions()[-3:]:
        action.trigger()
    menu.actions()[-4].trigger()
    write(window.beside.field.line, "The board")
    press(window.beside.field.line, Qt.Key.Key_Return)
    assert asked == [("VIP", -1), ("VIP", 1), "VIP", ("VIP", "The board")]


def test_a_right_click_beside_the_tiles_opens_nothing(window: MainWindow, qtbot: QtBot) -> None:
    view = window.board_view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, PLAIN, QPoint(5, view.viewport().height() - 3))
    assert QApplication.activePopupWidget() is None
