"""A reading: the presence of some or all people, many in bulk, and what the bulk left out in batches.

Each page is a read of its own for the board, announced when its request is sent off: what is heard from then on is
newer than the answer may be. People may be added while it runs, as line after line comes to stand. Bulk calls are few a
minute, and some of them are kept for the user: what does not fit is read in batches, whoever is looked at first.
"""

import itertools
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol

from rcboard.domain.allowance import Group
from rcboard.domain.events import Event, PresenceRead, ReadAsked, ReadEnded
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.presence import Presence
from rcboard.domain.times import Clock
from rcboard.platform import standstill
from rcboard.platform.backoff import Backoff
from rcboard.platform.budget import DEFAULTS, Urgency
from rcboard.platform.errors import RcError
from rcboard.platform.rest import BATCH, PAGE, RestBridge
from rcboard.platform.wire import Page


class Fetch(Protocol):
    """Gets a page; calls ``asked`` when the request is sent off."""

    def __call__(self, *, asked: Callable[[], None]) -> Awaitable[Page[tuple[str, Presence]]]: ...


Tell = Callable[[Sequence[Event]], None]
Records = Page[tuple[str, Presence]]
_WITHHELD = (ProblemKind.PERMISSION_MISSING, ProblemKind.FEATURE_MISSING, ProblemKind.NOT_FOUND)
"""Refusals of the bulk that say nothing about single people."""


class Reading:
    """Reads whoever is wanted. ``delayed`` hears of a problem and when the next try is (seconds since 1970).

    ``stands`` says whether a person's line does now: an answer about somebody whose does not is left out, because
    nobody would vouch for it. ``everybody`` is how many people a bulk has to go through. ``first`` names who is read
    first, most wanted first; it is asked again for each batch, as people scroll and search.
    """

    def __init__(
        self,
        rest: RestBridge,
        *,
        numbers: Iterator[int],
        clock: Clock,
        backoff: Backoff,
        tell: Tell,
        delayed: Callable[[Problem, float], None],
        stands: Callable[[str], bool],
        everybody: Callable[[], int],
        first: Callable[[], Iterable[str]] = tuple,
        urgency: Urgency = Urgency.USUAL,
    ) -> None:
        self._rest = rest
        self._wanted: dict[str, int] = {}
        self._turns = 0
        self._numbers = numbers
        self._clock = clock
        self._backoff = backoff
        self._tell = tell
        self._delayed = delayed
        self._stands = stands
        self._everybody = everybody
        self._first = first
        self._urgency = urgency
        self.odd: list[str] = []
        """What did not fit in the answers, by its path."""

    def __len__(self) -> int:
        return len(self._wanted)

    def want(self, ids: Iterable[str]) -> None:
        """Read these people, with a question asked from now on."""
        self._turns += 1
        self._wanted.update(dict.fromkeys(ids, self._turns))

    def leave(self, ids: Iterable[str]) -> list[str]:
        """Do not read these people (any more); those of them who were still to be read."""
        return [id for id in ids if self._wanted.pop(id, None) is not None]

    async def run(self) -> None:
        """Read everybody wanted; temporary trouble is waited out. Raises RcError where it is permanent."""
        if len(self._wanted) > PAGE and any(id in self._wanted for id in self._first()):
            await self._batch()
        while self._wanted:
            if self._pays():
                try:
                    await self._bulk()
                except RcError as refused:
                    if refused.problem.kind not in _WITHHELD:
                        raise
                    await self._batches()
            else:
                await self._batch()

    def _pays(self) -> bool:
        """Whether the bulk is the cheaper way: it goes through everybody, in calls of which there are few."""
        pages, batches = -(-self._everybody() // PAGE), -(-len(self._wanted) // BATCH)
        return batches > 1 and (pages == 1 or pages * DEFAULTS[Group.LIGHT] <= batches * DEFAULTS[Group.HEAVY])

    async def _batches(self) -> None:
        while self._wanted:
            await self._batch()

    async def _batch(self) -> None:
        """Read the next few by their ids; whoever is not in the answer has gone."""
        wanted = dict.fromkeys(id for id in self._first() if id in self._wanted)
        ids = list(itertools.islice({**wanted, **self._wanted}, BATCH))
        retry: tuple[str, ...] = ()
        turn = self._turns
        try:
            retry = (await self._page(partial(self._rest.presence_batch, ids, urgency=self._urgency))).retry
        except RcError as refused:
            # One id alone is answered as such and not as a batch of one.
            if len(ids) > 1 or refused.problem.kind is not ProblemKind.NOT_FOUND:
                raise
        for id in ids:
            if id not in retry and self._wanted.get(id, turn + 1) <= turn:
                del self._wanted[id]
        if retry:
            await self._clock.sleep(self._backoff.wait(Problem(ProblemKind.OVERLOADED)))

    async def _bulk(self) -> None:
        """Go through everybody once; who is then still wanted, and was from the beginning, is asked for by his id."""
        uri, seen, began = "", {""}, self._turns
        while self._wanted:
            if self._rest.wait(Group.LIGHT, self._urgency) < self._rest.wait(Group.HEAVY, self._urgency):
                await self._batch()  # better than to wait for the other group
                continue
            page = await self._page(partial(self._rest.presences, uri, urgency=self._urgency))
            uri = page.next_uri
            if uri in seen:
                break
            seen.add(uri)
        while any(turn <= began for turn in self._wanted.values()):
            await self._batch()

    async def _page(self, fetch: Fetch) -> Records:
        while True:
            try:
                return await self._once(next(self._numbers), fetch)
            except RcError as error:
                problem = error.problem
                if problem.permanent or problem.kind in _WITHHELD:
                    raise
            await self._pause(problem, self._backoff.wait(problem))
            await standstill.is_over(self._rest, problem, self._backoff.wait, self._pause)

    async def _pause(self, problem: Problem, wait: float) -> None:
        self._delayed(problem, self._clock.now() + wait)
        await self._clock.sleep(wait)

    async def _once(self, number: int, fetch: Fetch) -> Records:
        turn = 0

        def asked() -> None:
            nonlocal turn
            turn = self._turns
            self._tell([ReadAsked(number)])

        try:
            page = await fetch(asked=asked)
            # Who was wanted only after the question is not answered by it.
            records = tuple(
                (id, presence)
                for id, presence in page.records
                if self._stands(id) and self._wanted.get(id, turn) <= turn
            )
            for id, _ in records:
                self._wanted.pop(id, None)
            self.odd += page.odd
            self._tell([PresenceRead(number, self._clock.now(), records)])
            return page
        finally:
            self._tell([ReadEnded(number)])
