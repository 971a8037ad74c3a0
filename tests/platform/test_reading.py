"""A reading against a simulated RingCentral: who is read first, what is kept for the user, and calm in maintenance."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager

import pytest

from rcboard.app.clock import SystemClock
from rcboard.domain.allowance import Group
from rcboard.domain.events import Event, PresenceRead
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Clock, Times
from rcboard.platform import assembly
from rcboard.platform.backoff import Backoff
from rcboard.platform.budget import Urgency
from rcboard.platform.errors import RcError
from rcboard.platform.reading import Reading
from rcboard.platform.rest import RestBridge
from rcboard.platform.sign_in import Access, Unkept
from rcboard.platform.workers import Workers
from tests.kit.office import Office, OpenOffice

TIMES = Times(first_retry=0.1, longest_retry=0.5, overloaded=0.5)


@asynccontextmanager
async def signed_in(office: Office, clock: Clock, paths: list[str] | None = None) -> AsyncIterator[RestBridge]:
    """A way to REST; ``paths`` is given each path that was answered."""
    workers = Workers(4, "reading")
    try:
        rest = assembly.bridge(
            Access(office.server_url, office.client_id, office.client_secret, office.jwt),
            await workers.run(assembly.load_way),
            workers=workers,
            count=4,
            clock=clock,
            times=TIMES,
            vault=Unkept(),
            heard=lambda path, status, headers: (paths if paths is not None else []).append(path),
            past={},
        )
        await rest.ensure()
        yield rest
        with contextlib.suppress(RcError):
            await rest.revoke()
        rest.drop_connections()
    finally:
        await workers.close(1.0)


class Read:
    """Reads, and keeps in which order people came and what was said of delays."""

    def __init__(self, office: Office, rest: RestBridge, clock: Clock) -> None:
        self._rest = rest
        self._clock = clock
        self.ids = [str(one["id"]) for one in office.people()]
        self.pages: list[list[str]] = []
        self.delays: list[Problem] = []
        self.often_delayed = asyncio.Event()

    def _tell(self, events: Sequence[Event]) -> None:
        self.pages += [[id for id, _ in event.records] for event in events if isinstance(event, PresenceRead)]

    def _delayed(self, problem: Problem, retry_at: float) -> None:
        self.delays.append(problem)
        if len(self.delays) == 3:
            self.often_delayed.set()

    async def run(self, first: Callable[[], Iterable[str]] = tuple, urgency: Urgency = Urgency.USUAL) -> None:
        reading = Reading(
            self._rest,
            numbers=itertools.count(),
            clock=self._clock,
            backoff=Backoff(TIMES, lambda: 0.5),
            tell=self._tell,
            delayed=self._delayed,
            stands=lambda id: True,
            everybody=lambda: len(self.ids),
            first=first,
            urgency=urgency,
        )
        reading.want(self.ids)
        await reading.run()


async def test_whoever_is_looked_at_is_read_first_and_two_bulk_calls_are_kept(office: OpenOffice) -> None:
    clock = SystemClock()
    large = office("--extensions", "1200", "--rate", "0", "--limit", "heavy=3", "--limit", "light=1000")
    async with signed_in(large, clock) as rest:
        read = Read(large, rest, clock)
        wanted = read.ids[-5:]
        await read.run(lambda: wanted)
        assert set(wanted) <= set(read.pages[0])
        assert len(read.pages[0]) == 30
        assert {id for page in read.pages for id in page} >= set(read.ids)
        assert large.stats()["refusedRequests"] == 0
        assert rest.wait(Group.HEAVY, Urgency.NOW) == 0, "the user may still ask"
        assert {one.group: one.left for one in rest.allowances}[Group.HEAVY] == 2


async def test_in_maintenance_only_the_status_is_asked_for(office: OpenOffice) -> None:
    clock = SystemClock()
    quiet = office("--extensions", "60", "--rate", "0")
    quiet.switch(retry_after_maintenance=1)
    paths: list[str] = []
    async with signed_in(quiet, clock, paths) as rest:
        read = Read(quiet, rest, clock)
        await asyncio.to_thread(quiet.fault, "maintenance")
        work = asyncio.ensure_future(read.run())  # noqa: TID251 - a test's own
        await read.often_delayed.wait()
        meanwhile = paths[1:]
        await asyncio.to_thread(quiet.fault, "maintenance", on=False)
        await work
        assert meanwhile == ["/restapi/v1.0/account/~/presence", *["/restapi/v1.0/status"] * 2]
        assert {problem.kind for problem in read.delays} == {ProblemKind.MAINTENANCE}
        assert {id for page in read.pages for id in page} >= set(read.ids)


async def test_nothing_is_sent_into_a_penalty_not_even_a_renewal_in_between(office: OpenOffice) -> None:
    clock = SystemClock()
    quiet = office("--extensions", "5", "--rate", "0", "--limit", "auth=1")
    paths: list[str] = []
    async with signed_in(quiet, clock, paths) as rest:
        await asyncio.to_thread(quiet.fault, "unauthorized", once=True)
        id = Read(quiet, rest, clock).ids[0]
        with pytest.raises(RcError) as caught:
            await rest.presence_batch([id], asked=lambda: None)
        assert caught.value.problem.kind is ProblemKind.RATE_LIMITED
        assert (caught.value.problem.retry_after or 0) > 50
        with pytest.raises(RcError):
            await rest.revoke()
        assert paths.count("/restapi/oauth/token") == 1
        assert "/restapi/oauth/revoke" not in paths
        assert quiet.stats()["refusedRequests"] == 0
