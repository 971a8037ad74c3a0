"""Call queues: who answers for which, read at leisure and kept until it is read again.

RingCentral has a list of queues (rate group Medium) and the members of each (Light), a call for every queue. That may
be hundreds, so they are read with the room that nobody else wants, and what a start before knew holds until then.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from rcboard.domain.link import Feature, Lack, ProblemKind
from rcboard.domain.search import fold
from rcboard.platform.budget import Urgency
from rcboard.platform.errors import RcError
from rcboard.platform.queue_wire import Queue
from rcboard.platform.wire import Page

log = logging.getLogger(__name__)

R = TypeVar("R")

PIECE = 20
"""Queues after which what was read so far is told: with hundreds the last comes minutes after the first."""

WITHHELD = (ProblemKind.PERMISSION_MISSING, ProblemKind.FEATURE_MISSING, ProblemKind.NOT_FOUND)
"""Refusals that will not pass by themselves."""


class Sources(Protocol):
    """Where queues are read (``rest.RestBridge``). Both raise RcError."""

    async def call_queues(self, uri: str = "", *, urgency: Urgency = Urgency.AT_LEISURE) -> Page[Queue]:
        """A page of the account's call queues."""

    async def queue_members(self, id: str, uri: str = "", *, urgency: Urgency = Urgency.AT_LEISURE) -> Page[str]:
        """A page of the ids of a queue's members."""


class Queues:
    """The queues of one account. ``kept`` is what a start before knew: names of queues by a person's id.

    ``note`` hears what was odd, ``lack`` that queues may not be read, or that they may.
    """

    def __init__(
        self,
        sources: Sources,
        note: Callable[[Sequence[str]], None],
        lack: Callable[[Feature, Lack | None], None],
        kept: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._sources = sources
        self._note = note
        self._lack = lack
        self._kept = dict(kept)
        self._members: dict[str, tuple[str, frozenset[str]]] = {}
        """Name and members' ids of each queue, by the queue's id."""
        self._of = dict(kept)

    def __len__(self) -> int:
        return len(self._members)

    def of(self, id: str) -> tuple[str, ...]:
        """The names of the queues of which this person is a member, in order of name."""
        return self._of.get(id, ())

    async def read(self, news: Callable[[], None]) -> None:
        """Read all of it; ``news`` is called whenever there may be some. Raises RcError for what will pass."""
        try:
            await self._read(news)
        except RcError:
            self._tell(news)  # what was read before is news all the same
            raise
        self._tell(news)

    def _turn_round(self) -> None:
        """From the members of each queue to the queues of each person: everybody is asked about, perhaps thousands."""
        names = {id: set(kept) for id, kept in self._kept.items()}
        for name, members in self._members.values():
            for id in members:
                names.setdefault(id, set()).add(name)
        self._of = {id: tuple(sorted(some, key=lambda name: (fold(name), name))) for id, some in names.items()}

    def _tell(self, news: Callable[[], None]) -> None:
        self._turn_round()
        news()

    async def _read(self, news: Callable[[], None]) -> None:
        try:
            queues = await _all(self._sources.call_queues, self._note)
        except RcError as error:
            if error.problem.kind not in WITHHELD:
                raise
            self._lack(Feature.CALL_QUEUES, Lack(Feature.CALL_QUEUES, error.problem.detail, error.problem.code))
            self._kept, self._members = {}, {}
            return
        there = {queue.id for queue in queues}
        self._members = {id: one for id, one in self._members.items() if id in there}
        lack: Lack | None = None
        for number, queue in enumerate(queues, 1):
            try:
                self._members[queue.id] = (queue.name, await self._members_of(queue.id))
            except RcError as error:
                if error.problem.kind not in WITHHELD:
                    raise
                self._members.pop(queue.id, None)  # deleted meanwhile, or of another site
                if error.problem.kind is not ProblemKind.NOT_FOUND:
                    lack = Lack(Feature.CALL_QUEUES, error.problem.detail, error.problem.code)
            if number % PIECE == 0:
                self._tell(news)
        self._lack(Feature.CALL_QUEUES, lack)
        self._kept = {}

    async def _members_of(self, queue: str) -> frozenset[str]:
        async def turn(uri: str) -> Page[str]:
            return await self._sources.queue_members(queue, uri)

        return frozenset(await _all(turn, self._note))


async def members_by_name(sources: Sources, name: str, urgency: Urgency) -> frozenset[str]:
    """The members' ids of the call queues of that name, without regard to case and accents; empty where there is none.

    For whoever asks for one queue and no more: all the others' members would be as many calls. Raises RcError.
    """
    wanted = fold(name).strip()

    async def lists(uri: str) -> Page[Queue]:
        return await sources.call_queues(uri, urgency=urgency)

    found: set[str] = set()
    for queue in await _all(lists, lambda odd: None):
        if fold(queue.name).strip() != wanted:
            continue

        async def turn(uri: str, id: str = queue.id) -> Page[str]:
            return await sources.queue_members(id, uri, urgency=urgency)

        found.update(await _all(turn, lambda odd: None))
    return frozenset(found)


async def _all(turn: Callable[[str], Awaitable[Page[R]]], note: Callable[[Sequence[str]], None]) -> list[R]:
    """Every record of a list, page after page."""
    found: list[R] = []
    uri, seen = "", {""}
    while True:
        page = await turn(uri)
        note(page.odd)
        found += page.records
        uri = page.next_uri
        if uri in seen:
            return found
        seen.add(uri)
