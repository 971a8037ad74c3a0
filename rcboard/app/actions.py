"""Actions: the one door by which a person's wishes become facts. Facts come back through the models like all others."""

from collections.abc import Callable

from rcboard.domain.board import Board
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.tabs import Kind, Tab
from rcboard.domain.times import Clock
from rcboard.words import desk as words

REMEMBERED = 100
"""Changes that can be undone."""


class Actions:
    """What can be done to people and to the desk. Each wish makes a new desk, told to whoever listens.

    ``clipboard`` takes a text; ``call`` hands a number to the telephone program and says whether one took it.
    """

    def __init__(
        self,
        *,
        board: Board,
        desk: Desk,
        clock: Clock,
        clipboard: Callable[[str], None],
        call: Callable[[str], bool],
        told: Callable[[Desk], None],
    ) -> None:
        self._board = board
        self._clock = clock
        self._clipboard = clipboard
        self._call = call
        self._told = told
        self._undo: list[tuple[str, Desk, Desk]] = []
        self.desk = desk

    # -- to people

    def copy(self, id: str) -> str:
        """Put somebody's extension number, digits only, on the clipboard; what was copied, empty where nothing was."""
        person = self._board.person(id)
        return self.copy_number(person.number) if person else ""

    def copy_direct(self, id: str) -> str:
        """Put somebody's direct number on the clipboard, as it is dialled from outside."""
        person = self._board.person(id)
        return self.copy_number(person.direct_numbers[0]) if person and person.direct_numbers else ""

    def copy_name(self, id: str) -> str:
        """Put name and number on the clipboard."""
        person = self._board.person(id)
        text = f"{person.spoken} {digits(person.number)}".strip() if person else ""
        if text:
            self._clipboard(text)
        return text

    def copy_number(self, number: str) -> str:
        """Put a number on the clipboard: digits, and the plus of a number from abroad."""
        text = digits(number)
        if text:
            self._clipboard(text)
        return text

    def call(self, number: str) -> bool:
        """Hand a number to the telephone program. Whether there was one to take it; no answer comes back from it."""
        return bool(digits(number)) and self._call(digits(number))

    # -- to the desk

    def star(self, id: str) -> None:
        """Make somebody a favourite, or no longer."""
        said = words.unstarred if id in self.desk.favourites else words.starred
        self.change(said(self._name(id)), self.desk.starred(id))

    def watch(self, id: str) -> Watch | None:
        """Tell when somebody is free, or no longer; the new wait."""
        waited = self.desk.watch_of(id) is not None
        said = words.no_longer_waiting(self._name(id)) if waited else words.waiting(self._name(id))
        self.change(said, self.desk.watched(id, self._clock.now()))
        return self.desk.watch_of(id)

    def watch_more(self, id: str) -> Watch:
        """One more caller waits for somebody."""
        return self._wait(Watch(id, self._clock.now()), self._name(id))

    def watch_group(self, tab: str, title: str) -> Watch | None:
        """Tell when the first on this tab is free, or no longer; the new wait."""
        old = self.desk.watch_of_group(tab)
        if old is not None:
            self.change(words.no_longer_waiting(title), self.desk.without(old))
            return None
        return self._wait(Watch("", self._clock.now(), group=tab), title)

    def name_caller(self, watch: Watch, caller: str) -> None:
        """Who waits is called so. Belongs to the change before: one undo takes both back."""
        self.change("", self.desk.named(watch, caller))

    def stop_waiting(self, watch: Watch) -> None:
        """This wait is over."""
        whom = self._name(watch.id) if watch.id else words.tab(watch.group)
        self.change(words.no_longer_waiting(whom), self.desk.without(watch))

    def note(self, id: str, text: str) -> None:
        """Write a note on somebody."""
        self.change(words.noted(self._name(id)), self.desk.noted(id, text))

    def pin(self, tab: Tab, id: str) -> None:
        """Keep somebody on a tab, or no longer: a favourite has a star, a group its members, the rest pins."""
        name = self._name(id)
        match tab.kind:
            case Kind.ALL:
                pass
            case Kind.FAVOURITES:
                self.star(id)
            case Kind.GROUP:
                self.group(tab.name, id)
            case _:
                kept = id in self.desk.pins.get(tab.key, ())
                self.change((words.unpinned if kept else words.pinned)(name, tab.name), self.desk.pinned(tab.key, id))

    def group(self, name: str, id: str) -> None:
        """Somebody into this group, which is made where there is none, or out of it; with nobody the group alone."""
        old = self.desk.group(" ".join(name.split()))
        if old is None or not id:
            said = words.group_made(name)
        else:
            said = (words.unpinned if id in old.ids else words.pinned)(self._name(id), name)
        if old is None or id:
            self.change(said, self.desk.grouped(name, id))

    def rename_group(self, name: str, new: str) -> None:
        """A group is called otherwise; not where that name is taken."""
        self.change(words.group_renamed(name, new), self.desk.regrouped(name, new))

    def move_group(self, name: str, by: int) -> None:
        """A group's tab goes so many places further."""
        self.change(words.group_moved(name), self.desk.moved_group(name, by))

    def delete_group(self, name: str) -> None:
        """A group less."""
        self.change(words.group_gone(name), self.desk.ungrouped(name))

    def change(self, said: str, desk: Desk) -> None:
        """A person's change of the desk. ``said`` is what it was, to be undone by; empty: part of the one before."""
        if desk == self.desk:
            return
        if said or not self._undo:
            self._undo.append((said, self.desk, desk))
        else:
            earlier, before, _ = self._undo.pop()
            self._undo.append((earlier, before, desk))
        del self._undo[:-REMEMBERED]
        self.set_desk(desk)

    def undo(self) -> str:
        """Take the last change back; what it was, empty where there is none left."""
        if not self._undo:
            return ""
        said, before, after = self._undo.pop()
        self.set_desk(self.desk.undone(before, after))
        return said

    def set_desk(self, desk: Desk) -> None:
        """The desk is this one now, by no wish that could be undone."""
        if desk != self.desk:
            self.desk = desk
            self._told(desk)

    # -- inside

    def _wait(self, watch: Watch, whom: str) -> Watch:
        self.change(words.waiting(whom), self.desk.waited(watch))
        return watch

    def _name(self, id: str) -> str:
        person = self._board.person(id)
        return person.spoken if person else id


def digits(number: str) -> str:
    """A number as it is dialled: digits alone, after the plus of a number from abroad."""
    plus = "+" if number.strip().startswith("+") else ""
    return plus + "".join(filter(str.isdigit, number))
