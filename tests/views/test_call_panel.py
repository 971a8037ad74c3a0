"""The strip of a call: there while there is one, with the button that helps, and heard by screen readers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rcboard.models.call_model import CallModel
from rcboard.views.call_panel import CallPanel
from rcboard.views.fonts import Fonts


@pytest.fixture
def panel(qtbot: QtBot, type_: Fonts) -> Iterator[tuple[CallPanel, CallModel]]:
    window = QWidget()
    qtbot.addWidget(window)
    model = CallModel(window)
    panel = CallPanel(model, type_, window)
    column = QVBoxLayout(window)
    column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    column.addWidget(panel)
    window.resize(600, 400)
    window.show()
    yield panel, model  # the window lives as long


def test_it_is_there_while_there_is_a_call_and_cancels_it_only_while_that_is_possible(
    panel: tuple[CallPanel, CallModel], qtbot: QtBot
) -> None:
    strip, model = panel
    assert not strip.isVisible()
    model.show_call("Your own phone rings first.", under_way=True, may_be_cancelled=True)
    assert strip.isVisible()
    assert (strip.cancel.isVisible(), strip.done.isVisible()) == (True, False)
    assert strip.accessibleDescription() == "Your own phone rings first."
    with qtbot.waitSignal(strip.cancel_asked):
        QTest.mouseClick(strip.cancel, Qt.MouseButton.LeftButton)
    model.show_call("You are on the line.", under_way=True)
    assert (strip.cancel.isVisible(), strip.done.isVisible()) == (False, False)
    model.show_call("Bob Smith did not answer.")
    with qtbot.waitSignal(strip.done_asked):
        QTest.mouseClick(strip.done, Qt.MouseButton.LeftButton)
    model.show_call("")
    assert not strip.isVisible()
