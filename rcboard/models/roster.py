"""The roster: everybody in the chosen order, and who of them matches what was typed.

Names sort by their folded form, which puts "Öztürk" beside "Ozturk" in every locale; scripts follow each other as in
Unicode. States are no order of the roster: they change, and nobody may move under the pointer.
"""

import itertools
from collections.abc import Iterable, Mapping
from enum import StrEnum

from rcboard.domain import search
from rcboard.domain.people import Person


class Sort(StrEnum):
    """By what tiles are sorted; within it by name."""

    NAME = "name"
    NUMBER = "number"
    DEPARTMENT = "department"
    STATE = "state"


_Order = tuple[str, str, str]


class Roster:
    """People sorted once, with search keys made once: a keystroke only looks up substrings."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._notes: dict[str, str] = {}
        self._orders: dict[str, _Order] = {}
        self._keys: dict[str, str] = {}
        self._nears: dict[str, str] = {}
        self._sort = Sort.NAME
        self._last: tuple[tuple[str, ...], list[str]] = ((), [])
        self.ids: list[str] = []

    def __getitem__(self, id: str) -> Person:
        return self._people[id]

    def people(self) -> Iterable[Person]:
        """Everybody, in no order."""
        return self._people.values()

    def read(self, people: Iterable[Person]) -> bool:
        """Take in who is on the board. Whether anything is different from before."""
        # The newest are held even where they are the same: those read from the file of the last run can then go.
        old, self._people = self._people, {person.id: person for person in people}
        if self._people == old:
            return False
        for id in {id for id, person in self._people.items() if old.get(id) != person} | old.keys() - self._people:
            self._orders.pop(id, None)
            self._keys.pop(id, None)
        self._put_in_order()
        return True

    def sort(self, sort: Sort) -> None:
        """Put everybody in this order."""
        if sort is not self._sort:
            self._sort = sort
            self._orders.clear()
            self._put_in_order()

    def note(self, notes: Mapping[str, str]) -> None:
        """Take in the desk's notes: people are found by them, too."""
        for id in {id for id, _ in notes.items() ^ self._notes.items()}:
            self._keys.pop(id, None)
        self._notes = dict(notes)
        self._last = ((), self.ids)

    def matching(self, words: tuple[str, ...]) -> list[str]:
        """The ids of those in whom every word is found, the closest first. ``words`` comes from ``search.typed``."""
        if not words:
            self._last = ((), self.ids)
            return self.ids
        before, among = self._last
        if not search.narrows(before, words):
            among = self.ids
        self.prepare(len(self.ids))
        found = search.found(self._keys, among, words)
        self._last = (words, found)
        return search.closest_first(self._keys, self._nears, found, words)

    def prepare(self, count: int) -> bool:
        """Make so many more search keys ahead of the first keystroke. Whether all are made."""
        keys = self._keys
        if len(keys) < len(self.ids):
            for id in itertools.islice((id for id in self.ids if id not in keys), count):
                key = search.key(self._people[id], self._notes.get(id, ""))
                keys[id], self._nears[id] = key, search.near(key)
        return len(keys) == len(self.ids)

    def _put_in_order(self) -> None:
        for id, person in self._people.items():
            if id not in self._orders:
                self._orders[id] = self._order(person)
        self.ids = sorted(self._people, key=self._orders.__getitem__)
        self._last = ((), self.ids)

    def _order(self, person: Person) -> _Order:
        match self._sort:
            case Sort.NUMBER:
                # Numbers as numbers: 99 before 100; whoever has none comes last.
                return (f"{len(person.number) or 99:02}", person.number, search.fold(person.label))
            case Sort.DEPARTMENT:
                last = chr(0x10FFFF)
                return (search.fold(person.department) or last, search.fold(person.label), person.number)
            case _:
                label = person.label
                return (search.fold(label), label, person.number)
