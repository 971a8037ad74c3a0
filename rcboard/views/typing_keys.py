"""Keys that move, keys that write and keys that press: all are nobody's command."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


def is_text(event: QKeyEvent) -> bool:
    """Whether a key writes something. Control and Alt make commands, but AltGr, which arrives as both, writes."""
    commands = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
    alt_gr = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return bool(event.text()) and event.text().isprintable() and (not commands or bool(alt_gr))


def presses(event: QKeyEvent, at: QWidget | None) -> bool:
    """Press the button the keyboard is on, if this is Enter: most desktops' themes do, the others leave it to us."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(at, QAbstractButton):
        return False
    at.click()
    return True
