"""Colleagues: who can be monitored, read as a whole and again whenever RingCentral says that the list changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rcboard.domain.events import Event, PeopleRead, PersonLeft, PersonRead
from rcboard.domain.people import Person
from rcboard.platform.rest import RestBridge


class Colleagues:
    """The people of one line. ``pages`` is how many to a page, and the first page; ``note`` hears what was odd."""

    def __init__(self, rest: RestBridge, pages: tuple[int, int], note: Callable[[Sequence[str]], None]) -> None:
        self._rest = rest
        self._pages = pages
        self._note = note
        self._people: dict[str, Person] = {}

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, as last read."""
        return tuple(self._people.values())

    async def read(self) -> tuple[Event, ...]:
        """Read the list and say what is new: everybody at first, then who came, changed and left. Raises RcError."""
        before = self._people
        found, pages = await self._list()
        if not before:
            self._people = found
            return (PeopleRead(self.people),)
        gone = before.keys() - found.keys()
        if gone and pages > 1:
            # Somebody may have slipped from one page to another while they were read: look again.
            again, _ = await self._list()
            gone -= again.keys()
            found = {**again, **found}
        kept = {id: before[id] for id in before if id not in gone}
        self._people = {**kept, **found}
        news: list[Event] = [PersonLeft(id) for id in before if id in gone]
        news += [PersonRead(person) for id, person in found.items() if before.get(id) != person]
        return tuple(news)

    async def _list(self) -> tuple[dict[str, Person], int]:
        """Everybody on the list who can be monitored, and how many pages there were."""
        own = await self._rest.own_id()
        per_page, first = self._pages
        page = await self._rest.people(per_page=per_page, page=first)
        found: dict[str, Person] = {}
        seen = {""}
        while True:
            self._note(page.odd)
            found |= {one.id: replace(one, own=one.id == own) for one in page.records if one.monitored}
            if page.next_uri in seen:
                return found, len(seen)
            seen.add(page.next_uri)
            page = await self._rest.people(page.next_uri)
