"""The roster: everybody in the order of the board, and who of them matches what was typed.

The order is by name and never by state, so that nobody moves under the pointer. Names sort by their folded form, which
puts "Öztürk" beside "Ozturk" in every locale; scripts follow each other as in Unicode.
"""

import itertools
from collections.abc import Iterable, Mapping

from rcboard.domain import search
from rcboard.domain.people import Person


class Roster:
    """People sorted once, with search keys made once: a keystroke only looks up substrings."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._notes: dict[str, str] = {}
        self._orders: dict[str, tuple[str, str, str]] = {}
        self._keys: dict[str, str] = {}
        self._last: tuple[tuple[str, ...], list[str]] = ((), [])
        self.ids: list[str] = []

    def read(self, people: Iterable[Person]) -> bool:
        """Take in who is on the board. Whether anything is different from before."""
        new = {person.id: person for person in people}
        if new == self._people:
            return False
        for id in {id for id, person in new.items() if self._people.get(id) != person} | self._people.keys() - new:
            self._orders.pop(id, None)
            self._keys.pop(id, None)
        self._people = new
        for id, person in new.items():
            if id not in self._orders:
                self._orders[id] = (search.fold(person.label), person.label, person.number)
        self.ids = sorted(new, key=self._orders.__getitem__)
        self._last = ((), self.ids)
        return True

    def note(self, notes: Mapping[str, str]) -> None:
        """Take in the desk's notes: people are found by them, too."""
        for id in {id for id, _ in notes.items() ^ self._notes.items()}:
            self._keys.pop(id, None)
        self._notes = dict(notes)
        self._last = ((), self.ids)

    def matching(self, words: tuple[str, ...]) -> list[str]:
        """The ids of those in whom every word is found, in order. ``words`` comes from ``search.typed``."""
        before, among = self._last
        if not search.narrows(before, words):
            among = self.ids
        self.prepare(len(self.ids))
        keys = self._keys
        found = [id for id in among if search.matches(keys[id], words)]
        self._last = (words, found)
        return found

    def prepare(self, count: int) -> bool:
        """Make so many more search keys ahead of the first keystroke. Whether all are made."""
        keys = self._keys
        if len(keys) < len(self.ids):
            for id in itertools.islice((id for id in self.ids if id not in keys), count):
                keys[id] = search.key(self._people[id], self._notes.get(id, ""))
        return len(keys) == len(self.ids)
