"""Signing in in the browser: a page is opened, somebody agrees there, and the answer comes back to this computer."""

import asyncio
import importlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Clock, Times
from rcboard.platform.authorization import Attempt
from rcboard.platform.errors import RcError

if TYPE_CHECKING:
    from rcboard.platform.sign_in import Grant


async def agreed(
    server_url: str,
    client_id: str,
    addresses: Sequence[str],
    *,
    show: Callable[[str], None],
    told: Callable[[Problem], None],
    times: Times,
    clock: Clock,
) -> "Grant":
    """What somebody agreed to. ``show`` is given the address to open in the browser; ``told`` hears what came instead.

    Waits ``times.sign_in`` at most. Raises RcError: cancelled, refused, no port free, not finished in time.
    """
    # aiohttp takes a while to load; a window is being painted meanwhile.
    loop = asyncio.get_running_loop()
    doors = await loop.run_in_executor(None, importlib.import_module, "rcboard.platform.return_address")
    attempt = Attempt.begin()
    async with doors.served(addresses or doors.ADDRESSES, attempt.read, told) as door:
        show(attempt.page(server_url, client_id, door.address))
        try:
            async with asyncio.timeout(clock.real(times.sign_in)):
                grant: Grant = await door.answer()
        except TimeoutError:
            kind = ProblemKind.SIGN_IN_FOREIGN if door.foreign else ProblemKind.SIGN_IN_TIMED_OUT
            raise RcError(Problem(kind, detail="" if door.foreign else door.address, permanent=True)) from None
    return grant
