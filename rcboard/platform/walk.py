"""A walk through a list page by page, which loses nobody although the list moves meanwhile.

Whoever is deleted on one page moves others forward over its edge, unread. RingCentral says on each page how many there
are: where that is not how many were found, or not the same on every page, the list is walked through again and what was
found is put together.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from rcboard.domain.link import ProblemKind
from rcboard.domain.people import Person
from rcboard.platform.errors import RcError
from rcboard.platform.wire import Page

WALKS = 3
"""Times a list is walked through at most: a list that will not stand still is read again by the slow check."""

NAMELESS = "records[].id"
"""How a record without an id is told: it counts, though it is nobody."""

Turn = Callable[[str], Awaitable[Page[Person]]]
"""Gets the page of an address; the first for an empty one."""


@dataclass(slots=True)
class Found:
    """Everybody of any type and status, by id."""

    people: dict[str, Person] = field(default_factory=dict)
    pages: int = 0
    odd: list[str] = field(default_factory=list)
    whole: bool = True
    """Whether the list stood still, as far as it tells."""


async def walk(turn: Turn, *, skipped: int = 0) -> Found:
    """Everybody on the list. ``skipped`` are those on the pages before the first. Raises RcError."""
    found = Found()
    for _ in range(WALKS):
        again = await _once(turn, skipped)
        found.people.update(again.people)
        found.pages, found.whole = again.pages, again.whole
        found.odd += again.odd
        if found.whole:
            return found
    return found


async def _once(turn: Turn, skipped: int) -> Found:
    found, uri, seen, totals = Found(), "", {""}, set[int]()
    while True:
        try:
            page = await turn(uri)
        except RcError as error:
            if not uri or error.problem.kind is not ProblemKind.NOT_FOUND:
                raise
            break  # the page is gone: the list has become shorter meanwhile
        found.pages += 1
        found.people.update((one.id, one) for one in page.records)
        found.odd += page.odd
        if page.total is not None:
            totals.add(page.total)
        uri = page.next_uri
        if uri in seen:
            break
        seen.add(uri)
    expected = max(totals, default=0) - skipped
    found.whole = len(totals) <= 1 and len(found.people) + found.odd.count(NAMELESS) >= expected
    return found
