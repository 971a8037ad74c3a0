"""The key table: one in code, in the README and in the F1 sheet, and no letter or digit in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rcboard.domain.board import Board
from rcboard.domain.preferences import Density
from rcboard.views.key_sheet import KeySheet
from rcboard.views.keys import TABLE, Keys, Wish, markdown, refusal
from rcboard.views.main_window import MainWindow
from tests.kit.hands import press, write
from tests.views.test_board_view import Wishes, choose

README = Path(__file__).parents[2] / "README.md"
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_every_wish_has_one_line_and_no_key_is_taken_twice() -> None:
    assert sorted(line.wish for line in TABLE) == sorted(Wish)
    keys = [QKeySequence(key).toString() for line in TABLE for key in line.keys]
    assert len(keys) == len(set(keys))


def test_undo_after_a_search_is_about_the_desk(window: MainWindow, qtbot: QtBot) -> None:
    """While one types it takes back what was typed; once that is cleared, the last star."""
    wished = QSignalSpy(window.wish_asked)
    write(window.board_view, "bob")
    press(window.search_box, Qt.Key.Key_Z, CTRL)
    assert window.search_box.text() != "bob"
    write(window.search_box, "bob")
    press(window.search_box, Qt.Key.Key_Escape)
    assert window.search_box.hasFocus()
    press(window.search_box, Qt.Key.Key_Z, CTRL)
    assert window.search_box.text() == ""
    assert [wished.at(n)[0] for n in range(wished.count())] == [Wish.UNDO]


def test_no_letter_or_digit_is_a_command() -> None:
    assert not [line for line in TABLE for key in line.keys if refusal(key)]


def test_the_table_in_the_readme_is_the_one_in_the_code() -> None:
    assert markdown(Keys()) in README.read_text(encoding="utf-8")


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_f1_shows_the_same_table(window: MainWindow, qtbot: QtBot) -> None:
    press(window.board_view, Qt.Key.Key_F1)
    (sheet,) = window.findChildren(KeySheet)
    shown = [label.text() for label in sheet.findChildren(QLabel)][3:]
    assert shown == [text for line in Keys().lines(native=True) for text in line]
    press(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize(
    ("key", "modifier", "wish"),
    [
        (Qt.Key.Key_C, CTRL | SHIFT, "copy_name"),
        (Qt.Key.Key_C, CTRL | ALT, "copy_direct"),
        (Qt.Key.Key_Return, CTRL, "call"),
        (Qt.Key.Key_F4, SHIFT, "watch_more"),
    ],
)
@pytest.mark.parametrize("where", ["tiles", "search box"])
def test_a_key_with_control_or_shift_is_about_the_chosen_one(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, wish: str, where: str
) -> None:
    wishes = Wishes(window)
    view = choose(window, 3)
    press(view if where == "tiles" else window.search_box, key, modifier)
    assert wishes == [(wish, "3")]


@pytest.mark.parametrize("where", ["tiles", "search box"])
@pytest.mark.parametrize(
    ("key", "wish"), [(Qt.Key.Key_P, "pause"), (Qt.Key.Key_Z, "undo"), (Qt.Key.Key_Comma, "settings")]
)
def test_a_key_of_the_window_works_everywhere(
    window: MainWindow, qtbot: QtBot, where: str, key: Qt.Key, wish: str
) -> None:
    wishes = Wishes(window)
    press(window.board_view if where == "tiles" else window.search_box, key, CTRL)
    assert wishes == [(wish, "")]


@pytest.mark.parametrize("where", ["tiles", "search box"])
@pytest.mark.parametrize(
    ("key", "modifier", "asked"),
    [
        (Qt.Key.Key_1, CTRL | SHIFT, (Density.CARD, 100)),
        (Qt.Key.Key_2, CTRL | SHIFT, (Density.COMPACT, 100)),
        (Qt.Key.Key_3, CTRL | SHIFT, (Density.MINI, 100)),
        (Qt.Key.Key_Plus, CTRL, (Density.CARD, 110)),
        (Qt.Key.Key_Minus, CTRL, (Density.CARD, 90)),
        (Qt.Key.Key_0, CTRL, (Density.CARD, 100)),
    ],
)
def test_a_key_chooses_how_large_the_tiles_are(
    window: MainWindow,
    qtbot: QtBot,
    where: str,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    asked: tuple[Density, int],
) -> None:
    seen: list[tuple[object, int]] = []
    window.size_asked.connect(lambda density, zoom: seen.append((density, zoom)))
    press(window.board_view if where == "tiles" else window.search_box, key, modifier)
    assert seen == [asked]


def test_while_there_is_something_to_copy_or_undo_in_the_search_box_these_keys_belong_to_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    wishes = Wishes(window)
    choose(window, 0)
    write(window.search_box, "ab")
    window.search_box.selectAll()
    press(window.search_box, Qt.Key.Key_C, CTRL)
    press(window.search_box, Qt.Key.Key_Z, CTRL)
    assert wishes == []
    assert window.search_box.text() != "ab"


def test_own_keys_take_the_place_of_the_tables(window: MainWindow, qtbot: QtBot) -> None:
    wishes = Wishes(window)
    window.hands.set_keys({"watch": "F7", "copy": "Ctrl+K", "star": "", "note": "n"})
    view = choose(window, 1)
    for key, modifier in ((Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Return, CTRL & SHIFT)):
        press(view, key, modifier)
    write(view, "*")
    window.search_box.clear()
    assert wishes == []
    press(view, Qt.Key.Key_F7)
    press(view, Qt.Key.Key_K, CTRL)
    assert wishes == [("watch", "1"), ("copy", "1")]
    assert window.hands.keys.of(Wish.NOTE) == ("F2",), "a letter may not be a command"


@pytest.mark.parametrize("key", ["a", "7", "Shift+Q", "Ctrl+Nonsense", "", "Ctrl+A, Ctrl+B"])
def test_what_may_not_be_a_command_says_why(key: str) -> None:
    assert refusal(key)


def test_space_still_presses_a_button(open_window: Callable[[Board], MainWindow], board: Board, qtbot: QtBot) -> None:
    window = open_window(board)
    wishes = Wishes(window)
    window.search_for("xyzzy")
    clear = next(button for button in window.findChildren(QPushButton) if button.isVisible())
    clear.setFocus()
    press(clear, Qt.Key.Key_Space)
    assert window.search_box.text() == ""
    assert wishes == []
