"""Colleagues: who is to be shown, read as a whole and again whenever RingCentral says that the list changed.

People come from the extension list; the company directory knows more of each. Either may be refused, to the app or to
the user's role, and the other then has to do: what is missing for it is told.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from rcboard.domain.events import Event, PeopleRead, PersonLeft, PersonRead
from rcboard.domain.link import Feature, Lack, Problem, ProblemKind
from rcboard.domain.people import Person, enriched
from rcboard.domain.preferences import Whom
from rcboard.domain.whom import chooser
from rcboard.platform.errors import RcError
from rcboard.platform.walk import Found, walk
from rcboard.platform.wire import Page

log = logging.getLogger(__name__)

DIRECTORY_PAGE = 1000
"""Entries to a page of the directory (API reference: by default 1,000, at most 2,000)."""
_WITHHELD = (ProblemKind.PERMISSION_MISSING, ProblemKind.FEATURE_MISSING, ProblemKind.NOT_FOUND)
"""What the other source can stand in for."""


class Sources(Protocol):
    """Where people are read (``rest.RestBridge``). Every method raises RcError."""

    async def own_id(self) -> str:
        """The extension id of the signed-in user."""

    async def people(self, uri: str = "", *, per_page: int = 1000, page: int = 1) -> Page[Person]:
        """A page of the extension list, or the one a page named as its next."""

    async def directory(self, *, per_page: int = 1000, page: int = 1) -> Page[Person]:
        """A page of the company directory."""


class Colleagues:
    """The people of one line. ``pages`` is how many to a page, and the first page.

    ``note`` hears what was odd, ``lack`` which source is missing, or that it is there.
    """

    def __init__(
        self,
        sources: Sources,
        pages: tuple[int, int],
        note: Callable[[Sequence[str]], None],
        lack: Callable[[Feature, Lack | None], None],
        whom: Whom = Whom(),
        *,
        queues: Callable[[str], tuple[str, ...]] = lambda id: (),
    ) -> None:
        """``queues`` tells the names of the call queues of somebody, as far as that was read."""
        self._queues = queues
        self._sources = sources
        self._pages = pages
        self._note = note
        self._lack = lack
        self._chosen = chooser(whom)
        self._entries: dict[str, Person] = {}
        self._people: dict[str, Person] = {}

    def __len__(self) -> int:
        return len(self._people)

    @property
    def ids(self) -> Iterable[str]:
        """Everybody's, in the order of the list."""
        return self._people.keys()

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, as last read."""
        return tuple(self._people.values())

    def choose(self, whom: Whom) -> None:
        """Show these from the next reading on."""
        self._chosen = chooser(whom)

    def place(self) -> tuple[Event, ...]:
        """Look again who is in which call queue, and say what is new."""
        news = [now for one in self.people if (now := self._placed(one)) != one]
        self._people.update((one.id, one) for one in news)
        return tuple(PersonRead(one) for one in news)

    async def read(self) -> tuple[Event, ...]:
        """Read who there is and say what is new: everybody at first, then who came, changed and left.

        Raises RcError.
        """
        before = self._people
        found, pages = await self._everybody()
        if not before:
            self._people = found
            return (PeopleRead(self.people),)
        gone = before.keys() - found.keys()
        if gone and pages > 1:
            # Somebody may have slipped from one page to another while they were read: look again.
            again, _ = await self._everybody()
            gone -= again.keys()
            found = {id: self._placed(one) for id, one in {**again, **found}.items()}
        kept = {id: before[id] for id in before if id not in gone}
        self._people = {**kept, **found}
        news: list[Event] = [PersonLeft(id) for id in before if id in gone]
        news += [PersonRead(person) for id, person in found.items() if before.get(id) != person]
        return tuple(news)

    async def _everybody(self) -> tuple[dict[str, Person], int]:
        """Everybody who can be monitored and is to be shown, and how many pages the list had."""
        listed, entries, own = await asyncio.gather(_tried(self._list()), _tried(self._directory()), self._own_id())
        if isinstance(listed, Problem):
            if isinstance(entries, Problem):
                raise RcError(listed)  # of neither comes anything: then the board lacks more than a feature
            self._without(Feature.EXTENSION_LIST, listed)
            self._note(entries.odd)
            found, pages = _in_use(entries.people), entries.pages
        else:
            self._lack(Feature.EXTENSION_LIST, None)
            found, pages = await self._put_together(listed, entries), listed.pages
        chosen = self._chosen
        if own in found:
            found[own] = replace(found[own], own=True)
        return {id: self._placed(one) for id, one in found.items() if one.monitored and chosen(one)}, pages

    def _placed(self, person: Person) -> Person:
        """The same in his call queues."""
        queues = self._queues(person.id)
        return person if queues == person.queues else replace(person, queues=queues, in_queue=bool(queues))

    async def _put_together(self, listed: Found, entries: Found | Problem) -> dict[str, Person]:
        if isinstance(entries, Problem):
            if entries.kind in _WITHHELD:
                self._without(Feature.DIRECTORY, entries)
            else:
                log.info("the company directory could not be read this time: %s", RcError(entries))
        else:
            self._lack(Feature.DIRECTORY, None)
            self._note(entries.odd)
            self._entries = entries.people
            if entries.whole and self._pages[1] == 1 and _in_use(entries.people).keys() - listed.people.keys():
                # The directory knows somebody whom the list did not show: he slipped from page to page.
                again = await self._list()
                listed = Found(listed.people | again.people, again.pages, again.odd, again.whole)
        self._note([*listed.odd, *([] if listed.whole else ["the list of people does not stand still"])])
        known = self._entries
        return {id: enriched(one, known[id]) if id in known else one for id, one in listed.people.items()}

    async def _list(self) -> Found:
        per_page, first = self._pages

        async def turn(uri: str) -> Page[Person]:
            return await (self._sources.people(uri) if uri else self._sources.people(per_page=per_page, page=first))

        return await walk(turn, skipped=per_page * (first - 1))

    async def _directory(self) -> Found:
        """All entries. A page does not name the next one: there is one until as many were read as there are."""
        read = 0

        async def turn(uri: str) -> Page[Person]:
            nonlocal read
            number = int(uri or 1)
            page = await self._sources.directory(per_page=DIRECTORY_PAGE, page=number)
            read = len(page.records) + (read if uri else 0)
            more = page.records and (page.total is None or read < page.total)
            return replace(page, next_uri=str(number + 1) if more else "")

        return await walk(turn)

    async def _own_id(self) -> str:
        try:
            return await self._sources.own_id()
        except RcError as error:
            if error.problem.kind not in _WITHHELD:
                raise
            return ""  # then nobody is marked as oneself

    def _without(self, feature: Feature, problem: Problem) -> None:
        if problem.kind not in _WITHHELD:
            raise RcError(problem)
        self._lack(feature, Lack(feature, problem.detail, problem.code))


async def _tried(reading: Awaitable[Found]) -> Found | Problem:
    try:
        return await reading
    except RcError as error:
        return error.problem


def _in_use(entries: dict[str, Person]) -> dict[str, Person]:
    """Those of the directory who are people at work; which kind of people it does not say."""
    return {id: one for id, one in entries.items() if one.type == "User" and one.status == "Enabled"}
