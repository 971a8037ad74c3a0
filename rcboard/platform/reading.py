"""A reading: everybody's presence, in bulk, with what the bulk left out asked for in batches.

Each page is a read of its own for the board, announced when its request is sent off: what is heard from then on is
newer than the answer may be.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

from rcboard.domain.events import Event, PresenceRead, ReadAsked, ReadEnded
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.presence import Presence
from rcboard.domain.times import Clock
from rcboard.platform.backoff import Backoff
from rcboard.platform.errors import RcError
from rcboard.platform.rest import BATCH, RestBridge
from rcboard.platform.wire import Page

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
        try:
            await self._bulk()
        except RcError as refused:
            if refused.problem.kind not in _WITHHELD:
                raise
        while self._missing:
            ids = list(self._missing)[:BATCH]
            await self._page(lambda asked, ids=ids: self._rest.presence_batch(ids, asked=asked))  # type: ignore[misc]
            for id in ids:
                self._missing.pop(id, None)  # whoever is not in the answer has gone

    async def _bulk(self) -> None:
        uri, seen = "", {""}
        while self._missing:
            page = await self._page(lambda asked, uri=uri: self._rest.presences(uri, asked=asked))  # type: ignore[misc]
            uri = page.next_uri
            if uri in seen:
                return
            seen.add(uri)

    async def _page(self, fetch: Callable[[Callable[[], None]], Awaitable[Records]]) -> Records:
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

    async def _once(self, number: int, fetch: Callable[[Callable[[], None]], Awaitable[Records]]) -> Records:
        try:
            page = await fetch(lambda: self._tell([ReadAsked(number)]))
            for id, _ in page.records:
                self._missing.pop(id, None)
            self.odd += page.odd
            self._tell([PresenceRead(number, self._clock.now(), page.records)])
            return page
        finally:
            self._tell([ReadEnded(number)])
