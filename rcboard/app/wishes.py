"""Wishes: what the window asks for, granted one by one through the actions, and said once it is done."""

from collections.abc import Callable
from dataclasses import replace

from rcboard.app.actions import Actions
from rcboard.app.preferences import LivePreferences
from rcboard.domain.board import Board
from rcboard.domain.preferences import Density, DoubleClick
from rcboard.views.keys import Wish
from rcboard.views.main_window import MainWindow
from rcboard.words import desk as words

DOUBLE_CLICKS = {DoubleClick.COPY: Wish.COPY, DoubleClick.CALL: Wish.CALL, DoubleClick.OPEN: Wish.WHY}
"""What a double click wishes; to open somebody is to see all about her."""


class Wishes:
    """Connects a window to the actions. ``pause`` switches alerts."""

    def __init__(
        self,
        *,
        window: MainWindow,
        actions: Actions,
        board: Board,
        preferences: LivePreferences,
        pause: Callable[[], None],
    ) -> None:
        self._window = window
        self._actions = actions
        self._board = board
        self._preferences = preferences
        self._granted: dict[Wish, Callable[[str], None]] = {
            Wish.COPY: self.copy,
            Wish.COPY_NAME: self._copy_name,
            Wish.COPY_DIRECT: self._copy_direct,
            Wish.CALL: self.call,
            Wish.STAR: actions.star,
            Wish.WATCH: self._watch,
            Wish.WATCH_MORE: self._watch_more,
            Wish.UNDO: lambda _: self._undo(),
            Wish.PAUSE: lambda _: pause(),
        }
        window.wish_asked.connect(self.grant)
        window.size_asked.connect(self._size)

    def grant(self, wish: Wish, about: str) -> None:
        """Do this, about whom or what it is."""
        if wish in self._granted:
            self._granted[wish](about)

    def copy(self, id: str) -> None:
        """Copy somebody's number and say so."""
        self._say_copied(id, self._actions.copy(id))

    def call(self, id: str) -> None:
        """Call somebody's extension."""
        person = self._board.person(id)
        if person is None:
            return
        if not person.number:
            self._window.say(words.no_number(person.spoken))
        elif self._actions.call(person.number):
            self._window.say(words.calling(person.spoken, person.number))
        else:
            self._window.say(words.no_telephone())

    def _copy_name(self, id: str) -> None:
        self._say_copied(id, self._actions.copy_name(id))

    def _copy_direct(self, id: str) -> None:
        person = self._board.person(id)
        if person is not None and not person.direct_numbers:
            self._window.say(words.no_direct_number(person.spoken))
        else:
            self._say_copied(id, self._actions.copy_direct(id))

    def _say_copied(self, id: str, text: str) -> None:
        person = self._board.person(id)
        if text:
            self._window.tell_copied(id, text)
        elif person is not None:
            self._window.say(words.no_number(person.spoken))

    def _watch(self, id: str) -> None:
        self._actions.watch(id)

    def _watch_more(self, id: str) -> None:
        self._actions.watch_more(id)

    def _undo(self) -> None:
        what = self._actions.undo()
        self._window.say(words.undone(what) if what else words.nothing_to_undo())

    def _size(self, density: Density, zoom: int) -> None:
        now = self._preferences.now
        self._preferences.change(replace(now, look=replace(now.look, density=density, zoom=zoom)))
