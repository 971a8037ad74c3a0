"""A glance: who there is and how they are, read once, without a live line.

For a command that answers and ends. It opens no socket, so it costs two sign-in calls (a token and its good-bye), and
makes neither when the ledger says that RingCentral would refuse the good-bye: a session left open pushes out another.
What was read this moment is vouched for this moment; the board it fills is not kept.
"""

import asyncio
import contextlib
import importlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from rcboard.app.clock import SystemClock
from rcboard.app.vault import Vault, access_of
from rcboard.domain import events as e
from rcboard.domain.allowance import Group
from rcboard.domain.board import Board
from rcboard.domain.link import Feature, Lack, Link, Phase, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.preferences import Connection
from rcboard.domain.times import Clock, Times
from rcboard.host.credentials import Credentials
from rcboard.host.ledger import ledger_for
from rcboard.platform.budget import Urgency
from rcboard.platform.colleagues import Colleagues
from rcboard.platform.errors import RcError
from rcboard.platform.queues import WITHHELD, members_by_name

if TYPE_CHECKING:
    from rcboard.platform.rest import RestBridge

CALLS = 2
"""Sign-in calls a glance makes; one fewer where it goes on with the profile's session, which it leaves open."""
ASKED = (Group.MEDIUM, Group.LIGHT)
"""What else it asks: for people and for presence in batches. Who would have to wait out a penalty is told at once."""
GOING_HOME = 0.25
"""Seconds for idle threads to end."""
BATCH = 30
"""Extensions to a presence request at most (RingCentral API reference)."""


class GlanceError(Exception):
    """The glance failed; ``problem`` says how."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.kind))
        self.problem = problem


async def board(
    credentials: Credentials,
    wanted: Callable[[Person], bool] | None,
    *,
    pages: tuple[int, int],
    times: Times,
    seconds: float,
    connection: Connection = Connection(),
    queue: str = "",
) -> Board:
    """A board with everybody on it, and the presence of whom ``wanted`` names (None: of nobody).

    With the name of a call ``queue`` its members are known as such, and no other queue's. Answers within ``seconds`` or
    raises GlanceError; saying good-bye takes up to ``times.close`` more.
    """
    clock = SystemClock()
    try:
        async with asyncio.timeout(seconds), _signed_in(credentials, clock, times, connection) as rest:
            return await _look(rest, wanted, pages, clock, queue)
    except TimeoutError:
        raise GlanceError(Problem(ProblemKind.TIMED_OUT)) from None
    except RcError as error:
        raise GlanceError(error.problem) from None


async def _look(
    rest: "RestBridge", wanted: Callable[[Person], bool] | None, pages: tuple[int, int], clock: Clock, queue: str
) -> Board:
    filled = Board(Times())
    people, lacks = await _people(rest, *pages), tuple[Lack, ...]()
    if queue:
        people, lacks = await _with_queue(rest, people, queue)
    filled.apply([e.PeopleRead(people), e.SubscriptionBegan(clock.now())], clock.now())
    ids = [person.id for person in people if wanted is not None and wanted(person)]
    for start in range(0, len(ids), BATCH):
        filled.apply([e.ReadAsked(start)], clock.now())
        page = await rest.presence_batch(ids[start : start + BATCH], asked=lambda: None)
        now = clock.now()
        filled.apply([e.PresenceRead(start, now, tuple(page.records)), e.ReadEnded(start)], now)
    filled.apply([e.LinkChanged(Link(Phase.LIVE, clock.now(), lacks=lacks))], clock.now())
    return filled


async def _people(rest: "RestBridge", per_page: int, first_page: int) -> tuple[Person, ...]:
    """Everybody on the account, whatever the settings show, from whichever source may be read."""
    colleagues = Colleagues(rest, (per_page, first_page), lambda odd: None, lambda feature, lack: None)
    await colleagues.read()
    return colleagues.people


async def _with_queue(
    rest: "RestBridge", people: tuple[Person, ...], queue: str
) -> tuple[tuple[Person, ...], tuple[Lack, ...]]:
    """The same people, those of this call queue marked; or what is missing to know them."""
    try:
        ids = await members_by_name(rest, queue, Urgency.NOW)
    except RcError as error:
        if error.problem.kind not in WITHHELD:
            raise
        return people, (Lack(Feature.CALL_QUEUES, error.problem.detail, error.problem.code),)
    return tuple(replace(one, queues=(queue,), in_queue=True) if one.id in ids else one for one in people), ()


@contextlib.asynccontextmanager
async def _signed_in(
    credentials: Credentials, clock: Clock, times: Times, connection: Connection
) -> AsyncIterator["RestBridge"]:
    """REST with a session, which is ended on the server in any case unless it is the profile's own."""
    from rcboard.platform.workers import Workers

    book = ledger_for(credentials)
    calls = CALLS - 1 if credentials.refresh_token and credentials.profile else CALLS
    workers = Workers(4, "rcboard REST")
    try:
        past = await workers.run(lambda: book.past(clock.now()))
        if (shut := max((past[group].shut for group in ASKED if group in past), default=0.0)) > 0:
            raise GlanceError(Problem(ProblemKind.RATE_LIMITED, retry_after=shut))
        if not await workers.run(lambda: book.reserve(clock.now(), calls)):
            wait = await workers.run(lambda: book.opens_in(clock.now(), calls))
            raise GlanceError(Problem(ProblemKind.RATE_LIMITED, retry_after=wait))
        assembly = await workers.run(lambda: importlib.import_module("rcboard.platform.assembly"))
        rest = assembly.bridge(
            access_of(assembly, credentials),
            await workers.run(lambda: assembly.load_way(connection.ca_file, connection.proxy)),
            workers=workers,
            count=4,
            clock=clock,
            times=times,
            vault=Vault(credentials, times, clock),
            heard=book.heard(clock.now, booked=True),
            past={group: spent for group, spent in past.items() if group is not Group.AUTH},  # booked, and so let in
        )
        try:
            await rest.ensure()
            yield rest
        finally:
            await asyncio.shield(_good_bye(rest, times.close))
    finally:
        await workers.close(GOING_HOME)


async def _good_bye(rest: "RestBridge", seconds: float) -> None:
    with contextlib.suppress(TimeoutError, RcError):
        async with asyncio.timeout(seconds):
            await rest.leave()
    rest.drop_connections()
