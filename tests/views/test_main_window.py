"""The window as a whole: what stands in place of tiles, what the strip says and offers, closing, light and dark."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.models.link_model import LinkModel
from rcboard.views.main_window import MainWindow
from rcboard.views.theme import DARK, LIGHT
from tests.kit import looks
from tests.kit.hands import click, press, write
from tests.kit.people import NOW

Open = Callable[[Board], MainWindow]


def texts(widget: QWidget) -> list[str]:
    """Every text that can be seen."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def buttons(widget: QWidget) -> list[QPushButton]:
    """Every button that can be seen."""
    return [button for button in widget.findChildren(QPushButton) if button.isVisible()]


def on_line(*links: Link) -> Board:
    """A board without people on which the line came to stand like this."""
    board = Board()
    for link in links:
        board.apply([e.LinkChanged(link)], NOW)
    return board


def tell(window: MainWindow, board: Board, link: Link, now: float = NOW) -> None:
    """The line stands differently."""
    (model,) = window.findChildren(LinkModel)
    model.take(board.apply([e.LinkChanged(link)], now), now)


def test_a_live_board_says_so_and_counts(window: MainWindow) -> None:
    assert texts(window.banner) == ["Live", "6 people"]
    assert buttons(window) == []
    window.search_for("sales")
    assert texts(window.banner) == ["Live", "2 of 6 people"]


def test_nobody_found_has_a_way_back(window: MainWindow, qtbot: QtBot) -> None:
    window.search_for("xyzzy")
    assert "Nobody matches “xyzzy”" in texts(window.placeholder)
    (clear,) = buttons(window)
    click(clear)
    assert window.search_box.text() == ""
    assert window.board_view.isVisible()
    assert window.board_view.hasFocus()


def test_nobody_found_names_what_was_typed_last(window: MainWindow, qtbot: QtBot) -> None:
    window.search_for("xyzzy")
    assert window.search_box.hasFocus()
    write(window.search_box, "q")
    assert "Nobody matches “xyzzyq”" in texts(window.placeholder)


def test_escape_clears_the_search_wherever_the_keyboard_is(window: MainWindow, qtbot: QtBot) -> None:
    window.search_for("xyzzy")
    window.header.free_now.setFocus()
    press(window.header.free_now, Qt.Key.Key_Escape)
    assert window.search_box.text() == ""
    assert window.board_view.isVisible()


def test_signed_out_offers_to_sign_in_or_to_look_around(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(on_line(Link(Phase.SIGNED_OUT, NOW, Problem(ProblemKind.NOT_CONFIGURED))))
    signed_in, demo = QSignalSpy(window.sign_in_asked), QSignalSpy(window.demo_asked)
    one, other = buttons(window)
    click(one)
    click(other)
    assert (signed_in.count(), demo.count()) == (1, 1)
    assert not window.search_box.isEnabled()


def test_a_refused_sign_in_says_why_in_the_middle_of_the_window(open_window: Open) -> None:
    window = open_window(on_line(Link(Phase.SIGNED_OUT, NOW, Problem(ProblemKind.APP_REFUSED))))
    assert "RingCentral does not accept the app's client id or secret." in texts(window.placeholder)


def test_while_reading_the_strip_shows_how_far(open_window: Open) -> None:
    window = open_window(on_line(Link(Phase.READING, NOW, read=3400, total=10000)))
    (bar,) = window.banner.findChildren(QProgressBar)
    assert bar.isVisible()
    assert (bar.value(), bar.maximum()) == (3400, 10000)
    assert "Reading presence: 3,400 of 10,000" in texts(window.banner)
    assert "Reading the list of people…" in texts(window.placeholder)


def test_a_live_line_without_people_says_so(open_window: Open) -> None:
    window = open_window(on_line(Link(Phase.LIVE, NOW)))
    assert "Nobody to show yet" in texts(window.placeholder)


@pytest.mark.parametrize(
    ("phase", "kind", "signal"),
    [
        (Phase.RECONNECTING, ProblemKind.LINE_LOST, "retry_asked"),
        (Phase.SIGNED_OUT, ProblemKind.SESSION_ENDED, "sign_in_asked"),
    ],
)
def test_the_strip_has_the_one_button_that_helps(
    window: MainWindow, board: Board, qtbot: QtBot, phase: Phase, kind: ProblemKind, signal: str
) -> None:
    tell(window, board, Link(phase, NOW, Problem(kind)))
    asked = QSignalSpy(getattr(window, signal))
    (button,) = buttons(window.banner)
    click(button)
    assert asked.count() == 1
    assert window.board_view.isVisible(), "tiles stay, with their age"


def test_copied_is_said_in_the_strip_and_gives_way_again(window: MainWindow, qtbot: QtBot) -> None:
    window.tell_copied("1", "202")
    assert "Copied 202" in texts(window.banner)
    qtbot.waitUntil(lambda: "6 people" in texts(window.banner), timeout=6000)


def test_closing_is_a_wish_until_the_end(window: MainWindow) -> None:
    asked = QSignalSpy(window.close_asked)
    assert not window.close()
    assert window.isVisible()
    assert asked.count() == 1
    window.end()
    assert window.close()
    assert not window.isVisible()


def test_light_turns_dark_while_it_is_open(window: MainWindow) -> None:
    light = window.grab().toImage()
    told = QSignalSpy(window.theme_changed)
    window.set_look(looks.DARK)
    assert window.theme == DARK
    assert told.count() == 1
    dark = window.grab().toImage()
    spot = window.board_view.geometry().bottomLeft()
    assert dark.pixelColor(3, dark.height() - 3).name().upper() == DARK.window, spot
    assert light.pixelColor(3, light.height() - 3).name().upper() == LIGHT.window
    window.set_look(looks.LIGHT)
    assert window.grab().toImage() == light


def test_the_find_key_goes_to_the_search_box(window: MainWindow, qtbot: QtBot) -> None:
    press(window.board_view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.search_box.hasFocus)


def test_each_part_can_be_heard(window: MainWindow) -> None:
    assert window.search_box.accessibleName() == "Find people"
    assert window.banner.accessibleName() == "Live"


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_it_comes_forward_from_the_tray(window: MainWindow) -> None:
    window.hide()
    window.bring_forward()
    assert window.isVisible()
    assert not window.isMinimized()
