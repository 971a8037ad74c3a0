"""A reading: the presence of some or all people, many in bulk, and what the bulk left out in batches.

Each page is a read of its own for the board, announced when its request is sent off: what is heard from then on is
newer than the answer may be.
"""

import itertools
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol

from rcboard.domain.events import Event, PresenceRead, ReadAsked, ReadEnded
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.presence import Presence
from rcboard.domain.times import Clock
from rcboard.platform.backoff import Backoff
from rcboard.platform.budget import Group
from rcboard.platform.errors import RcError
from rcboard.platform.rest import BATCH, RestBridge
from rcboard.platform.wire import Page


class Fetch(Protocol):
    """Gets a page; calls ``asked`` when the request is sent off."""

    def __call__(self, *, asked: Callable[[], None]) -> Awaitable[Page[tuple[str, Presence]]]: ...


Tell = Callable[[Sequence[Event]], None]
Records = Page[tuple[str, Presence]]
_WITHHELD = (ProblemKind.PERMISSION_MISSING, ProblemKind.FEATURE_MISSING, ProblemKind.NOT_FOUND)
"""Refusals of the bulk that say nothing about single people."""


class Reading:
    """One reading of these people. ``delayed`` hears of a problem and when the next try is (seconds since 1970)."""

    def __init__(
        self,
        rest: RestBridge,
        ids: Iterable[str],
        *,
        numbers: Iterator[int],
        clock: Clock,
        backoff: Backoff,
        tell: Tell,
        delayed: Callable[[Problem, float], None],
    ) -> None:
        self._rest = rest
        self._missing = dict.fromkeys(ids)
        self._numbers = numbers
        self._clock = clock
        self._backoff = backoff
        self._tell = tell
        self._delayed = delayed
        self.total = len(self._missing)
        self.odd: list[str] = []
        """What did not fit in the answers, by its path."""

    @property
    def read(self) -> int:
        """People read so far."""
        return self.total - len(self._missing)

    async def run(self) -> None:
        """Read everybody; temporary trouble is waited out. Raises RcError where it is permanent."""
        if len(self._missing) > BATCH:
            try:
                await self._bulk()
            except RcError as refused:
                if refused.problem.kind not in _WITHHELD:
                    raise
        while self._missing:
            await self._batch()

    async def _batch(self) -> None:
        """Read the next few by their ids; whoever is not in the answer has gone."""
        ids = list(itertools.islice(self._missing, BATCH))
        retry: tuple[str, ...] = ()
        try:
            retry = (await self._page(partial(self._rest.presence_batch, ids))).retry
        except RcError as refused:
            # One id alone is answered as such and not as a batch of one.
            if len(ids) > 1 or refused.problem.kind is not ProblemKind.NOT_FOUND:
                raise
        for id in ids:
            if id not in retry:
                self._missing.pop(id, None)
        if retry:
            await self._clock.sleep(self._backoff.wait(Problem(ProblemKind.OVERLOADED)))

    async def _bulk(self) -> None:
        uri, seen = "", {""}
        while self._missing:
            if self._rest.wait(Group.HEAVY) > 0 and self._rest.wait(Group.LIGHT) <= 0:
                await self._batch()  # better than to wait for the other group
                continue
            page = await self._page(partial(self._rest.presences, uri))
            uri = page.next_uri
            if uri in seen:
                return
            seen.add(uri)

    async def _page(self, fetch: Fetch) -> Records:
        while True:
            try:
                return await self._once(next(self._numbers), fetch)
            except RcError as error:
                problem = error.problem
                if problem.permanent or problem.kind in _WITHHELD:
                    raise
            wait = self._backoff.wait(problem)
            self._delayed(problem, self._clock.now() + wait)
            await self._clock.sleep(wait)

    async def _once(self, number: int, fetch: Fetch) -> Records:
        try:
            page = await fetch(asked=lambda: self._tell([ReadAsked(number)]))
            for id, _ in page.records:
                self._missing.pop(id, None)
            self.odd += page.odd
            self._tell([PresenceRead(number, self._clock.now(), page.records)])
            return page
        finally:
            self._tell([ReadEnded(number)])
