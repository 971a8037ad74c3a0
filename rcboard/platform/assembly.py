"""The assembly: makes a feed out of its parts. Importing it loads the SDK, requests and websockets: that takes long."""

from collections.abc import Callable, Iterable, Mapping

from rcboard.domain.allowance import Group, Spent
from rcboard.domain.preferences import Filters, Whom
from rcboard.domain.times import Clock, Times
from rcboard.platform.budget import Budget
from rcboard.platform.client import Heard, RcClient
from rcboard.platform.feed import Feed
from rcboard.platform.patience import Patience
from rcboard.platform.rest import RestBridge
from rcboard.platform.sdk import RcPlatform
from rcboard.platform.sign_in import Access, Vault
from rcboard.platform.socket import LEAST_REAL, Socket
from rcboard.platform.telling import Tell
from rcboard.platform.way import Way, way
from rcboard.platform.wire import Ticket
from rcboard.platform.workers import Workers

load_way = way
"""Reads the system's certificates and proxies; blocks. Raises RcError for a setting that cannot be meant."""


def bridge(
    access: Access,
    way: Way,
    *,
    workers: Workers,
    count: int,
    clock: Clock,
    times: Times,
    vault: Vault,
    heard: Heard,
    past: Mapping[Group, Spent],
) -> RestBridge:
    """The way to REST for one sign-in. To be called in the event loop that will use it.

    ``heard`` is told the path, status and headers of every answer, in a worker thread; see ``client.Heard``.
    ``past`` is what was asked before, by whichever process of this user.
    """

    def answered(path: str, status: int, headers: Mapping[str, str]) -> None:
        rest.heard(path, status, headers)
        heard(path, status, headers)

    budget = Budget(clock, times)
    budget.recall(past)
    rest = RestBridge(budget, workers)
    waits = (max(LEAST_REAL, clock.real(wait)) for wait in (times.connect, times.answer, times.slow_answer))
    client = RcClient(access, way, Patience(*waits), answered, count, barred=rest.barred)
    rest.attach(RcPlatform(client, access, clock.now, times.token_margin, vault), client)
    return rest


def feed(
    rest: RestBridge,
    way: Way,
    *,
    tell: Tell,
    clock: Clock,
    times: Times,
    chance: Callable[[], float],
    pages: tuple[int, int],
    filters: Filters = Filters.AUTO,
    whom: Whom = Whom(),
    first: Callable[[], Iterable[str]] = tuple,
    queues: Mapping[str, tuple[str, ...]] | None = None,
) -> Feed:
    """A feed over this way to REST."""

    async def open_socket(ticket: Ticket, wsc: str) -> Socket:
        return await Socket.open(ticket, wsc, way, clock, times)

    return Feed(
        rest,
        open_socket,
        tell=tell,
        clock=clock,
        times=times,
        chance=chance,
        pages=pages,
        filters=filters,
        whom=whom,
        first=first,
        queues=queues,
    )
