"""Wishes: what the window asks for, granted one by one through the actions, and said once it is done."""

from collections.abc import Callable
from dataclasses import replace

from rcboard.app.actions import Actions, digits
from rcboard.app.preferences import LivePreferences
from rcboard.domain.board import Board
from rcboard.domain.preferences import CallThrough, Density, DoubleClick
from rcboard.domain.tabs import ALL, of_key
from rcboard.views.keys import Wish
from rcboard.views.main_window import MainWindow
from rcboard.words import desk as words
from rcboard.words import tabs as tab_words

DOUBLE_CLICKS = {DoubleClick.COPY: Wish.COPY, DoubleClick.CALL: Wish.CALL, DoubleClick.OPEN: Wish.WHY}
"""What a double click wishes; to open somebody is to see all about her."""


class Wishes:
    """Connects a window to the actions. ``pause`` switches alerts, ``settings`` opens them, ``ring_out`` has
    RingCentral call a number, with a name."""

    def __init__(
        self,
        *,
        window: MainWindow,
        actions: Actions,
        board: Board,
        preferences: LivePreferences,
        pause: Callable[[], None],
        settings: Callable[[], None],
        ring_out: Callable[[str, str], None],
    ) -> None:
        self._window = window
        self._actions = actions
        self._board = board
        self._preferences = preferences
        self._ring_out = ring_out
        self._granted: dict[Wish, Callable[[str], None]] = {
            Wish.COPY: self.copy,
            Wish.COPY_NAME: self._copy_name,
            Wish.COPY_DIRECT: self._copy_direct,
            Wish.CALL: self.call,
            Wish.STAR: actions.star,
            Wish.WATCH: self._watch,
            Wish.WATCH_MORE: self._watch_more,
            Wish.WATCH_GROUP: self._watch_group,
            Wish.PIN: self._pin,
            Wish.UNDO: lambda _: self._undo(),
            Wish.PAUSE: lambda _: pause(),
            Wish.SETTINGS: lambda _: settings(),
        }
        window.wish_asked.connect(self.grant)
        window.size_asked.connect(self._size)
        beside = window.beside
        beside.why.copy_asked.connect(lambda id, number: self._say_copied(id, actions.copy_number(number)))
        beside.why.call_asked.connect(self._call_number)
        beside.note_asked.connect(actions.note)
        beside.caller_asked.connect(actions.name_caller)
        beside.group_asked.connect(actions.group)
        beside.rename_asked.connect(actions.rename_group)
        beside.move_asked.connect(actions.move_group)
        beside.delete_asked.connect(actions.delete_group)
        window.waiting.stop_asked.connect(actions.stop_waiting)

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
        if person is not None:
            self._call_number(id, person.number)

    def _call_number(self, id: str, number: str) -> None:
        person = self._board.person(id)
        if person is None:
            return
        if not number:
            self._window.say(words.no_number(person.spoken))
        elif self._preferences.now.calling.through is CallThrough.RING_OUT:
            self._ring_out(digits(number), person.spoken)
        elif self._actions.call(number):
            self._window.say(words.calling(person.spoken, number))
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
        watch = self._actions.watch(id)
        if watch is not None:
            self._window.beside.ask_caller(watch)

    def _watch_more(self, id: str) -> None:
        self._window.beside.ask_caller(self._actions.watch_more(id))

    def _watch_group(self, key: str) -> None:
        tab = of_key(key)
        if tab == ALL:
            self._window.say(words.choose_a_tab())
            return
        watch = self._actions.watch_group(key, tab_words.title(tab))
        if watch is not None:
            self._window.beside.ask_caller(watch)

    def _pin(self, id: str) -> None:
        tab = self._window.header.tabs.tab
        if tab == ALL:
            self._window.say(words.choose_a_tab())
        else:
            self._actions.pin(tab, id)

    def _undo(self) -> None:
        what = self._actions.undo()
        self._window.say(words.undone(what) if what else words.nothing_to_undo())

    def _size(self, density: Density, zoom: int) -> None:
        now = self._preferences.now
        self._preferences.change(replace(now, look=replace(now.look, density=density, zoom=zoom)))
