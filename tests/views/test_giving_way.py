"""A text that gives way: cut with an ellipsis, and whole wherever it can be."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from rcboard.views.fonts import Fonts
from rcboard.views.giving_way import GivingWay

SENTENCE = "La ligne en direct ne répond plus. Le réseau a peut-être changé. rcboard se reconnecte."

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def ask(label: GivingWay) -> None:
    """Rest on it."""
    at = label.rect().center()
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, at, label.mapToGlobal(QPoint(at))))


def test_a_sentence_without_room_ends_in_an_ellipsis_and_is_whole_in_tooltip_and_for_the_ear(
    type_: Fonts, qtbot: QtBot
) -> None:
    label = GivingWay()
    qtbot.addWidget(label)
    label.setFont(type_.place)
    label.setText(SENTENCE)
    label.resize(200, 20)
    label.show()
    assert label.shown.endswith("…")
    assert SENTENCE.startswith(label.shown[:-1])
    assert label.fontMetrics().horizontalAdvance(label.shown) <= 200
    spoken = QAccessible.queryAccessibleInterface(label)
    assert spoken is not None
    assert spoken.text(QAccessible.Text.Name) == SENTENCE
    ask(label)
    qtbot.waitUntil(lambda: QToolTip.text() == SENTENCE)
    QToolTip.hideText()


def test_with_room_it_is_shown_whole_at_its_beginning(type_: Fonts, qtbot: QtBot) -> None:
    label = GivingWay()
    qtbot.addWidget(label)
    label.setFont(type_.place)
    label.setText("Essayer")
    label.resize(400, 20)
    label.show()
    assert label.shown == "Essayer"
    for direction, left in ((Qt.LayoutDirection.LeftToRight, True), (Qt.LayoutDirection.RightToLeft, False)):
        label.setLayoutDirection(direction)
        image = label.grab().toImage()
        paper = image.pixel(200, 1)
        inked = [x for x in range(400) for y in range(20) if image.pixel(x, y) != paper]
        assert (max(inked) < 200) is left
        assert (min(inked) > 200) is not left
