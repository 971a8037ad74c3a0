"""Hands on a window: keys and clicks as a person makes them, in any script."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_PLAIN = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
    """Press one key."""
    QTest.keyClick(widget, key, modifier)


def write(widget: QWidget, text: str, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
    """Type a text where the keyboard is, beginning in this widget. QTest itself knows Latin letters only."""
    widget.setFocus()
    for char in text:
        code = ord(char.upper()) if char.isascii() else int(Qt.Key.Key_unknown)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            target = QApplication.focusWidget() or widget
            QApplication.sendEvent(target, QKeyEvent(kind, code, modifier, char))


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click a widget with the left button, in its middle unless told where."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _PLAIN, at if at is not None else widget.rect().center())


def double_click(widget: QWidget, at: QPoint) -> None:
    """Click twice, as quickly as one does."""
    click(widget, at)
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, _PLAIN, at)
