"""Keys that move and keys that write: both are nobody's command."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

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
