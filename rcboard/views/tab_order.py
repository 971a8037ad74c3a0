"""The order in which Tab goes through a window. Without it Qt takes that in which the parts happened to be made."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def in_order(*parts: QWidget) -> None:
    """From each of these Tab leads to the next."""
    for before, after in pairwise(parts):
        QWidget.setTabOrder(before, after)


def stops(panel: QWidget) -> list[QWidget]:
    """What in this panel takes the keyboard. What pops up, as the list of a combo box, is a window of its own."""
    return [
        part
        for part in panel.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and part.window() is panel.window()
    ]
