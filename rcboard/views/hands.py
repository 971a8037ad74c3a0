"""Hands: turns the key table into shortcuts of the window, and every key and click into one kind of wish."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rcboard.views.board_view import BoardView
from rcboard.views.keys import PERSONAL, Keys, Wish


class Hands(QObject):
    """Everything a person can want, from wherever in the window it was wished."""

    wish_asked = Signal(object, str)
    """A ``Wish`` and whom it is about; for ``Wish.TAB`` the tab's number from 1; else nothing."""

    def __init__(self, window: QWidget, view: BoardView) -> None:
        super().__init__(window)
        self._window = window
        self._view = view
        self._shortcuts: list[QShortcut] = []
        self.keys = Keys()
        view.wish_asked.connect(self.wish_asked)
        self._make()

    def set_keys(self, chosen: Mapping[str, str]) -> None:
        """A person's own keys, as in ``Preferences.keys``."""
        self.keys = Keys(chosen)
        self._make()

    def wish(self, wish: Wish, place: int = 0) -> None:
        """As if its key had been pressed. ``place`` is which of its keys."""
        if wish in PERSONAL:
            self._view.ask(wish)
        else:
            self.wish_asked.emit(wish, str(place + 1) if wish is Wish.TAB else "")

    def _make(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        for wish, place, key in self.keys.shortcuts():
            shortcut = QShortcut(QKeySequence.fromString(key), self._window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(wish in (Wish.LARGER, Wish.SMALLER, Wish.NEXT_TAB, Wish.PREVIOUS_TAB))
            shortcut.activated.connect(lambda wish=wish, place=place: self.wish(wish, place))
            self._shortcuts.append(shortcut)
        self._view.set_keys(self.keys)
