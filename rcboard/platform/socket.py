"""The socket: one WebSocket to the gateway, filled into an inbox that the feed empties once a turn.

``websockets`` reads what is there without giving the loop back, so a burst wakes the feed once. Its own pings are off:
ours follow ``Times``. Its logger is one that nobody can turn on, because it writes down the address with its token.
"""

import asyncio
import contextlib
import logging
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Clock, Times
from rcboard.platform.errors import RcError, to_problem
from rcboard.platform.way import Way
from rcboard.platform.wire import Ticket

_MUTE = logging.Logger("websockets, mute", logging.CRITICAL + 1)  # noqa: LOG001 - not to be found by name

MAX_FRAME = 2**22
"""Bytes; the library's own limit of 1 MiB is less than an answer may be."""
QUEUE = (512, 128)
"""Frames buffered before reading pauses, and when it goes on."""
LEAST_REAL = 1.0
"""The machine's seconds that a network needs in any case, however fast the clock goes."""


class Socket:
    """An open socket. ``wake`` is set when something is to be looked at: frames, a pong, the end."""

    def __init__(self, connection: ClientConnection, clock: Clock, times: Times) -> None:
        self._connection = connection
        self._limit = max(LEAST_REAL, clock.real(times.pong))
        self._inbox: list[str | bytes] = []
        self.wake = asyncio.Event()
        self.ponged = False
        self.ended: Problem | None = None
        """Why there is nothing more to come; None while it is open."""

    @classmethod
    async def open(cls, ticket: Ticket, wsc: str, way: Way, clock: Clock, times: Times) -> Self:
        """Open one; raises RcError. ``wsc`` asks for the session before, empty for a new one."""
        host = urlsplit(ticket.uri).hostname or ""
        query = {"access_token": ticket.token} | ({"wsc": wsc} if wsc else {})
        address = f"{ticket.uri}{'&' if urlsplit(ticket.uri).query else '?'}{urlencode(query)}"
        problem: Problem
        proxy = way.proxies.towards(ticket.uri)
        to_proxy: dict[str, Any] = {"proxy_ssl": way.context} if proxy.startswith("https:") else {}
        try:
            connection = await connect(
                address,
                ssl=way.context if ticket.uri.startswith("wss:") else None,
                proxy=proxy or None,
                **to_proxy,
                open_timeout=max(LEAST_REAL, clock.real(times.handshake)),
                close_timeout=LEAST_REAL,
                ping_interval=None,
                max_size=MAX_FRAME,
                max_queue=QUEUE,
                compression=None,
                user_agent_header="rcboard",
                logger=_MUTE,
            )
            return cls(connection, clock, times)
        except Exception as failure:
            problem = to_problem(failure, host, proxy)
        raise RcError(problem)

    async def read(self) -> None:
        """Fill the inbox until the socket ends."""
        try:
            while True:
                # Two steps: the inbox is another one after the wait.
                frame = await self._connection.recv()
                self._inbox.append(frame)
                self.wake.set()
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd is not None else 1006
            self.ended = Problem(ProblemKind.LINE_LOST, code=str(code))
        except Exception as failure:
            self.ended = to_problem(failure)
        self.wake.set()

    def take(self) -> list[str | bytes]:
        """The frames that came since the last time, in order."""
        taken, self._inbox = self._inbox, []
        return taken

    async def send(self, text: str) -> None:
        """Write a frame; a line too full to take it is noticed by its end or silence."""
        # Not wait_for: before Python 3.12 it forgets that it was cancelled when what it waited for is done just then,
        # and the line then never ends (https://github.com/python/cpython/issues/86296).
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            async with asyncio.timeout(self._limit):
                await self._connection.send(text)

    async def ping(self) -> None:
        """Send a ping; ``ponged`` tells of the answer."""
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            async with asyncio.timeout(self._limit):
                answer = await self._connection.ping()
            if isinstance(answer, asyncio.Future):
                answer.add_done_callback(self._answered)

    def _answered(self, answer: "asyncio.Future[float]") -> None:
        if not answer.cancelled() and answer.exception() is None:
            self.ponged = True
            self.wake.set()

    async def close(self) -> None:
        """Say good-bye and close, within a second; cancelled, at once and without the answer."""
        try:
            await self._connection.close()
        finally:
            self._connection.transport.abort()
