"""The View menu: densities, size, order, the window's place, and what is done now and then."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from rcboard.domain.preferences import Density
from rcboard.models.roster import Sort
from rcboard.views.keys import Keys, Wish
from rcboard.views.places import can_place
from rcboard.words import licences, sign_in
from rcboard.words import view as words
from rcboard.words import window as window_words

T = TypeVar("T")

DENSITIES = {Density.CARD: Wish.CARD, Density.COMPACT: Wish.COMPACT, Density.MINI: Wish.MINI}


class ViewMenu(QMenu):
    """Utters wishes; what is chosen is told to it."""

    wish_asked = Signal(object)
    sort_asked = Signal(object)
    dock_asked = Signal(bool)
    """To the right edge, or to the left."""
    on_top_asked = Signal(bool)
    export_asked = Signal()
    import_asked = Signal()
    about_asked = Signal()
    sign_out_asked = Signal()
    quit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(words.title(), parent)
        self._wishes: dict[Wish, QAction] = {}
        self.densities = self._choices(words.densities(), lambda density: self.wish_asked.emit(DENSITIES[density]))
        for density, wish in DENSITIES.items():
            self._wishes[wish] = self.densities[density]
        self.addSeparator()
        for wish, text in (
            (Wish.LARGER, words.larger()),
            (Wish.SMALLER, words.smaller()),
            (Wish.USUAL_SIZE, words.usual_size()),
        ):
            self._wish(wish, text)
        self.addSeparator()
        self.addAction(words.sorted_by()).setEnabled(False)
        self.sorts = self._choices(((Sort(token), text) for token, text in words.sorts()), self.sort_asked.emit)
        self.sorts[Sort.NAME].setChecked(True)
        self.addSeparator()
        self._wish(Wish.WALL, words.wall())
        self._add_places()
        self.addSeparator()
        self.addAction(words.export()).triggered.connect(lambda _checked=False: self.export_asked.emit())
        self.addAction(words.import_()).triggered.connect(lambda _checked=False: self.import_asked.emit())
        self.addSeparator()
        self._wish(Wish.UNDO, words.undo())
        self._wish(Wish.PAUSE, words.pause())
        self.addSeparator()
        self._wish(Wish.KEYS, words.keys())
        # What follows is in the tray, too, which not every desktop has, nor every keyboard a way to.
        self._wish(Wish.SETTINGS, window_words.tray_settings())
        self.addAction(f"{sign_in.sign_out()}…").triggered.connect(lambda _checked=False: self.sign_out_asked.emit())
        self.addAction(f"{licences.about()}…").triggered.connect(lambda _checked=False: self.about_asked.emit())
        self.addAction(window_words.tray_quit()).triggered.connect(lambda _checked=False: self.quit_asked.emit())
        self.set_keys(Keys())

    def _add_places(self) -> None:
        """Only where the desktop lets a program place its own window."""
        if not can_place():
            return
        for text, right in ((words.dock_left(), False), (words.dock_right(), True)):
            self.addAction(text).triggered.connect(lambda _checked=False, right=right: self.dock_asked.emit(right))
        self._on_top = self.addAction(words.on_top())
        self._on_top.setCheckable(True)
        self._on_top.triggered.connect(self.on_top_asked)

    def set_keys(self, keys: Keys) -> None:
        """Show these keys. The window's shortcuts do the work: here they are text."""
        for wish, action in self._wishes.items():
            text = action.text().partition("\t")[0]
            action.setText(f"{text}\t{keys.shown(wish, native=True)}")

    def set_on_top(self, on_top: bool) -> None:
        """The window stays above others, or does not."""
        self._on_top.setChecked(on_top)

    def set_density(self, density: Density) -> None:
        """Tiles are shown like this."""
        self.densities[density].setChecked(True)

    def set_sort(self, sort: Sort) -> None:
        """Tiles are sorted like this."""
        self.sorts[sort].setChecked(True)

    def _wish(self, wish: Wish, text: str) -> None:
        action = self.addAction(text)
        action.triggered.connect(lambda _checked: self.wish_asked.emit(wish))
        self._wishes[wish] = action

    def _choices(self, texts: Iterable[tuple[T, str]], chosen: Callable[[T], None]) -> dict[T, QAction]:
        group = QActionGroup(self)
        actions: dict[T, QAction] = {}
        for value, text in texts:
            action = self.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, value=value: chosen(value))
            group.addAction(action)
            actions[value] = action
        return actions
