"""The examination: one check after the other, each told as a finding as soon as it is made.

It signs in once, and what it says of the line comes from the very feed the board lives on, so nothing can look healthy
here and be ill there. It makes three sign-in calls at most (a token, a socket ticket, the good-bye) of the five a
minute that RingCentral allows.
"""

import asyncio
import contextlib
import importlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from rcboard.app.doctor import line_check, offline
from rcboard.app.doctor.gauges import Gauges
from rcboard.app.vault import Vault, access_of
from rcboard.domain.allowance import Group
from rcboard.domain.checkup import Check, Finding, Verdict
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.preferences import Connection
from rcboard.domain.times import Clock, Times
from rcboard.host.credentials import Credentials
from rcboard.host.ledger import ledger_for
from rcboard.platform import permissions
from rcboard.platform.budget import Urgency
from rcboard.platform.errors import RcError
from rcboard.platform.permissions import Needed
from rcboard.platform.workers import Workers
from rcboard.words import ages

if TYPE_CHECKING:
    from rcboard.platform.rest import RestBridge
    from rcboard.platform.way import Way

WORKERS = 4
CALLS = 3
"""Sign-in calls of an examination: a token, a socket ticket, the good-bye."""
GOING_HOME = 0.25
"""Seconds for idle threads to end."""
SKEW = 60.0
"""Seconds by which the clock may differ from RingCentral's: as old as a state may look, and still be this minute's."""
AFTER_SIGN_IN = (
    Check.APP_PERMISSION,
    Check.USER_PERMISSION,
    Check.PEOPLE,
    Check.DIRECTORY,
    Check.PRESENCE,
    Check.TICKET,
    Check.SUBSCRIPTION,
    Check.LINE,
    Check.NOTIFICATION,
    Check.BUDGET,
    Check.HIDDEN,
)
"""What cannot be looked at without a sign-in."""


async def examine(
    credentials: Credentials,
    *,
    how: str,
    pages: tuple[int, int],
    connection: Connection,
    times: Times,
    clock: Clock,
    meet: Callable[[Iterable[Person]], None],
) -> AsyncIterator[Finding]:
    """Everything that needs the network. ``how`` names the way of signing in; ``meet`` is told who there is."""
    gauges = Gauges(clock)
    async with contextlib.AsyncExitStack() as stack:
        try:
            rest, way = await stack.enter_async_context(_door(credentials, connection, gauges, clock, times))
        except RcError as error:
            reached = [Finding(Check.NETWORK, Verdict.PROBLEM, problem=error.problem)]
        else:
            reached = await _reached(rest, credentials, connection, gauges)
        for finding in reached:
            yield finding
        if reached[0].verdict is Verdict.PROBLEM:
            for check in (Check.CLOCK, Check.SIGN_IN, *AFTER_SIGN_IN):
                yield Finding(check, Verdict.SKIPPED)
            return
        try:
            await _room(credentials, clock)
            await rest.ensure()
        except RcError as error:
            yield Finding(Check.SIGN_IN, Verdict.PROBLEM, problem=error.problem)
            for check in AFTER_SIGN_IN:
                yield Finding(check, Verdict.SKIPPED)
            return
        yield Finding(Check.SIGN_IN, Verdict.OK, facts={"how": how})
        for finding in _app_permissions(rest):
            yield finding
        async for finding in _user_permissions(rest):
            yield finding
        for finding in await line_check.follow(
            rest, way, gauges, pages=pages, times=times, clock=clock, filters=connection.filters, meet=meet
        ):
            yield finding


async def _reached(
    rest: "RestBridge", credentials: Credentials, connection: Connection, gauges: Gauges
) -> list[Finding]:
    """Whether the server answers at all, and what its clock says."""
    if (wait := rest.wait(Group.LIGHT, Urgency.NOW)) > 0:
        return [Finding(Check.NETWORK, Verdict.PROBLEM, problem=Problem(ProblemKind.RATE_LIMITED, retry_after=wait))]
    try:
        await rest.status()
    except RcError as error:
        # Anything RingCentral itself says, a refusal too, shows that it is there.
        if error.problem.kind not in (ProblemKind.OVERLOADED, ProblemKind.MAINTENANCE, ProblemKind.RATE_LIMITED):
            return [Finding(Check.NETWORK, Verdict.PROBLEM, problem=error.problem)]
    return [Finding(Check.NETWORK, Verdict.OK, facts=offline.way(credentials.server_url, connection)), _clock(gauges)]


async def _room(credentials: Credentials, clock: Clock) -> None:
    """Raise RcError where not all calls would go through: what waits for RingCentral's limit looks broken."""
    ledger = ledger_for(credentials)
    wait = await asyncio.to_thread(lambda: ledger.opens_in(clock.now(), CALLS))
    past = await asyncio.to_thread(lambda: ledger.past(clock.now()))
    wait = max([wait, *(spent.shut for spent in past.values())])
    if wait > 0:
        raise RcError(Problem(ProblemKind.RATE_LIMITED, retry_after=wait))


def _clock(gauges: Gauges) -> Finding:
    if gauges.skew is None:
        return Finding(Check.CLOCK, Verdict.NOTE)
    if abs(gauges.skew) > SKEW:
        problem = Problem(ProblemKind.CLOCK_WRONG, detail=ages.rough(abs(gauges.skew)), permanent=True)
        return Finding(Check.CLOCK, Verdict.PROBLEM, problem=problem)
    return Finding(Check.CLOCK, Verdict.OK, facts={"seconds": f"{abs(gauges.skew):.0f}"})


def _app_permissions(rest: "RestBridge") -> list[Finding]:
    """What the token's scope says the app may do."""
    scope = rest.platform.scope
    return [_permission(Check.APP_PERMISSION, one, one.in_scope(scope)) for one in permissions.APP]


async def _user_permissions(rest: "RestBridge") -> AsyncIterator[Finding]:
    for one in permissions.USER:
        try:
            granted = await rest.user_may(one.name)
        except RcError as error:
            yield Finding(Check.USER_PERMISSION, Verdict.PROBLEM, one.name, error.problem)
        else:
            yield _permission(Check.USER_PERMISSION, one, granted)


def _permission(check: Check, one: Needed, granted: bool) -> Finding:
    if granted:
        return Finding(check, Verdict.OK, one.name)
    if not one.needed:
        return Finding(check, Verdict.NOTE, one.name)
    return Finding(check, Verdict.PROBLEM, one.name, Problem(ProblemKind.PERMISSION_MISSING, detail=one.name))


@contextlib.asynccontextmanager
async def _door(
    credentials: Credentials, connection: Connection, gauges: Gauges, clock: Clock, times: Times
) -> "AsyncIterator[tuple[RestBridge, Way]]":
    """A way to REST; the session it opens is ended in any case unless it is the profile's own.

    Raises RcError for settings that cannot be meant.
    """
    workers = Workers(WORKERS, "rcboard REST")
    ledger = ledger_for(credentials)
    note = ledger.heard(clock.now)

    def heard(path: str, status: int, headers: Mapping[str, str]) -> None:
        gauges.heard(path, status, headers)
        note(path, status, headers)

    try:
        assembly = await workers.run(lambda: importlib.import_module("rcboard.platform.assembly"))
        way = await workers.run(lambda: assembly.load_way(connection.ca_file, connection.proxy))
        rest = assembly.bridge(
            access_of(assembly, credentials),
            way,
            workers=workers,
            count=WORKERS,
            clock=clock,
            times=times,
            vault=Vault(credentials, times, clock),
            heard=heard,
            past=await workers.run(lambda: ledger.past(clock.now())),
        )
        try:
            yield rest, way
        finally:
            await asyncio.shield(_good_bye(rest, times.close))
    finally:
        await workers.close(GOING_HOME)


async def _good_bye(rest: "RestBridge", seconds: float) -> None:
    with contextlib.suppress(TimeoutError, RcError):
        async with asyncio.timeout(seconds):
            await rest.leave()
    rest.drop_connections()
