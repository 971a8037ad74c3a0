"""Whatever can be pressed is at least 24 pixels high and wide (WCAG 2.5.8).

But for scroll bars, which are the desktop's usual ones and for which wheel and keys stand in. A tile's signs are in
``test_tile_layout``.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QSpinBox,
    QStyle,
    QStyleOptionSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rcboard.domain.board import Board
from rcboard.views.fonts import POINTS, Fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.own_menu import TextDialog
from rcboard.views.sign_in_dialog import SignInDialog
from rcboard.views.theme import LIGHT
from rcboard.views.waiting_line import cross_of
from tests.kit.dialog_pictures import DIALOGS
from tests.kit.people import office, people

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEAST = 24
"""Pixels."""


def targets(one: QWidget) -> Iterator[tuple[str, QSize]]:
    """What can be pressed on this widget, by name; a button within a field is as large as the field."""
    name = one.accessibleName() or one.objectName() or type(one).__name__
    if isinstance(one, QAbstractButton | QComboBox) or (isinstance(one, QLineEdit) and one.focusProxy() is None):
        field = one.parent()
        yield name, field.size() if isinstance(field, QLineEdit) else one.size()
    if isinstance(one, QAbstractItemView):
        model = one.model()
        rows = range(model.rowCount()) if model is not None else ()
        yield from ((f"{name}: row {row}", one.visualRect(model.index(row, 0)).size()) for row in rows)
    if isinstance(one, QTabBar):
        yield from ((f"{name}: {one.tabText(place)}", one.tabRect(place).size()) for place in range(one.count()))
    if isinstance(one, QSpinBox):
        yield from ((f"{name}: {way}", arrow(one, part).size()) for way, part in ARROWS.items())
    if isinstance(one, QMenu):
        lines = [line for line in one.actions() if line.isVisible() and not line.isSeparator()]
        yield from ((f"{name}: {line.text()}", one.actionGeometry(line).size()) for line in lines)


ARROWS = {"up": QStyle.SubControl.SC_SpinBoxUp, "down": QStyle.SubControl.SC_SpinBoxDown}


def arrow(box: QSpinBox, part: QStyle.SubControl) -> QRect:
    """Where a spin box has this arrow."""
    option = QStyleOptionSpinBox()
    box.initStyleOption(option)
    return box.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, part, box)


def small(window: QWidget) -> list[str]:
    """What can be seen and is too small to be hit."""
    window.show()
    QApplication.sendPostedEvents()
    every = [window, *(one for one in window.findChildren(QWidget) if one.window() is window)]
    found = [target for one in every if one.isVisible() for target in targets(one)]
    assert len(found) > 1
    return [
        f"{name} {size.width()} x {size.height()}" for name, size in found if min(size.width(), size.height()) < LEAST
    ]


@pytest.mark.parametrize("name", DIALOGS)
def test_in_dialogs_and_panels(name: str, type_: Fonts, qtbot: QtBot) -> None:
    dialog = DIALOGS[name](LIGHT, POINTS)
    qtbot.addWidget(dialog)
    assert small(dialog) == []
    if isinstance(dialog, MainWindow):
        dialog.end()


@pytest.mark.parametrize(
    "make", [SignInDialog, lambda theme, type_: TextDialog(theme, type_, "")], ids=["sign in", "own text"]
)
def test_in_the_other_dialogs(make: Callable[[object, Fonts], QWidget], type_: Fonts, qtbot: QtBot) -> None:
    dialog = make(LIGHT, type_)
    qtbot.addWidget(dialog)
    assert small(dialog) == []


def test_on_the_board_with_its_panels_lists_and_card(crowded: MainWindow, qtbot: QtBot) -> None:
    assert small(crowded) == []
    row = crowded.waiting.list.visualRect(crowded.waiting.list.model().index(0, 0))
    assert min(cross_of(row, mirrored=False).width(), cross_of(row, mirrored=False).height()) >= LEAST


def test_on_the_board_where_its_tabs_have_no_room(
    open_window: Callable[[Board], MainWindow], type_: Fonts, qtbot: QtBot
) -> None:
    window = open_window(office(people(60)))
    window.resize(QSize(800, 600))
    window.beside.ask_why(people(60)[4].id, by_hand=True)
    assert small(window) == []


def test_in_the_view_menu(crowded: MainWindow, qtbot: QtBot) -> None:
    crowded.header.menu.popup(crowded.pos())
    assert small(crowded.header.menu) == []
    crowded.header.menu.close()
