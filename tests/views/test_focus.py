"""Where the keyboard is: seen by a ring of two pixels, and never taken by an alert."""

from collections.abc import Callable, Iterator
from itertools import takewhile

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QMenu,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rcboard.domain.alerts import Alert, Reason
from rcboard.domain.board import Board
from rcboard.domain.presence import State
from rcboard.models.away_model import AwayModel
from rcboard.views.away_panel import AwayPanel
from rcboard.views.fonts import POINTS, Fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.own_menu import TextDialog
from rcboard.views.sign_in_dialog import SignInDialog
from rcboard.views.theme import DARK, LIGHT, Theme
from tests.kit import looks
from tests.kit.dialog_pictures import DIALOGS
from tests.kit.hands import write
from tests.kit.people import NOW
from tests.views.conftest import TEAM

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEAST = 2
"""Pixels."""
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def holders(window: QWidget) -> Iterator[QWidget]:
    """Everything that can be seen and that Tab leads to."""
    for one in window.findChildren(QWidget):
        reached = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        if reached and one.isVisible() and one.isEnabled():
            yield one


def framed(one: QWidget) -> QWidget:
    """Around what the ring is drawn: a field within a larger one has none of its own."""
    parent = one.parentWidget()
    return parent if isinstance(parent, QAbstractSpinBox | QComboBox | QKeySequenceEdit) else one


def place(window: QWidget, one: QWidget) -> QRect:
    """Where a ring must be seen: around the widget, or around the chosen one of many."""
    within = QRect(one.mapTo(window, one.rect().topLeft()), one.size())
    if isinstance(one, QAbstractItemView) and one.currentIndex().isValid():
        view = one.viewport()
        within = one.visualRect(one.currentIndex())
        within.moveTo(view.mapTo(window, within.topLeft()))
    elif isinstance(one, QTabBar):
        within = one.tabRect(one.currentIndex())
        within.moveTo(one.mapTo(window, within.topLeft()))
    return within


def thickness(without: QImage, with_it: QImage, within: QRect, *, underlined: bool = False) -> int:
    """How many pixels in a row change at the least of the four sides when the keyboard comes.

    Below what is ``underlined`` anyway nothing has to change.
    """
    changed = [
        (x, y)
        for y in range(within.top(), within.bottom() + 1)
        for x in range(within.left(), within.right() + 1)
        if without.pixel(x, y) != with_it.pixel(x, y)
    ]
    if not changed:
        return 0
    left, right = min(x for x, _ in changed), max(x for x, _ in changed)
    top, bottom = min(y for _, y in changed), max(y for _, y in changed)
    spots = frozenset(changed)
    across, down = (left + right) // 2, (top + bottom) // 2
    sides = (
        [(x, down) for x in range(left, right)],
        [(x, down) for x in range(right, left, -1)],
        [(across, y) for y in range(top, bottom)],
        [(across, y) for y in range(bottom, top, -1)],
    )
    return min(len(list(takewhile(spots.__contains__, side))) for side in (sides[:3] if underlined else sides))


def thin(window: QWidget, qtbot: QtBot) -> list[str]:
    """Everything whose ring is thinner than it should be."""
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    found = []
    reached = list(holders(window))
    assert len(reached) > 1
    for one in reversed(reached):
        one.setFocus(Qt.FocusReason.TabFocusReason)
        assert QApplication.focusWidget() is one, one
        QApplication.processEvents()
        within = place(window, framed(one)).intersected(window.rect())
        with_it = window.grab().toImage()
        one.clearFocus()
        QApplication.processEvents()
        pixels = thickness(window.grab().toImage(), with_it, within, underlined=isinstance(one, QTabBar))
        if pixels < LEAST:
            found.append(f"{one.accessibleName() or one.objectName() or type(one).__name__}: {pixels}")
    return found


@THEMES
@pytest.mark.parametrize("name", DIALOGS)
def test_in_dialogs_and_panels_the_keyboard_is_where_two_pixels_change(
    name: str, theme: Theme, type_: Fonts, qtbot: QtBot
) -> None:
    dialog = DIALOGS[name](theme, POINTS)
    qtbot.addWidget(dialog)
    if isinstance(dialog, QMenu):
        return  # of a menu the chosen line is filled
    assert thin(dialog, qtbot) == []
    if isinstance(dialog, MainWindow):
        dialog.end()


@THEMES
def test_on_the_board_with_its_panels_lists_and_card_too(theme: Theme, crowded: MainWindow, qtbot: QtBot) -> None:
    crowded.set_look(looks.LIGHT if theme is LIGHT else looks.DARK)
    assert len(list(holders(crowded))) >= 18
    assert thin(crowded, qtbot) == []


@pytest.mark.parametrize("name", ["sign in", "own text"])
def test_in_the_other_dialogs_too(name: str, type_: Fonts, qtbot: QtBot) -> None:
    make: dict[str, Callable[[], QWidget]] = {
        "sign in": lambda: SignInDialog(LIGHT, type_),
        "own text": lambda: TextDialog(LIGHT, type_, "back at 3"),
    }
    dialog = make[name]()
    qtbot.addWidget(dialog)
    assert thin(dialog, qtbot) == []


def test_no_alert_takes_the_keyboard(
    open_window: Callable[[Board], MainWindow], board: Board, type_: Fonts, qtbot: QtBot
) -> None:
    """What is told while somebody types appears, is heard, and leaves her in the middle of her word."""
    window = open_window(board)
    missed = AwayModel(lambda: NOW, window)
    panel = AwayPanel(missed, type_, window)
    window.add_panel(panel)
    write(window.search_box, "do")
    for person in TEAM[:3]:
        window.announce(f"{person.spoken}: available")
        missed.add(Alert(person.id, State.AVAILABLE, Reason.RULE), person)
    window.say("Alerts are paused")
    QApplication.processEvents()
    assert panel.isVisible()
    assert QApplication.focusWidget() is window.search_box
    QTest.keyClicks(window.search_box, "ra")
    assert window.search_box.text() == "dora"
