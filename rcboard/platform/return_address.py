"""The return address: where the browser comes back to after signing in, served on the loopback for as long as needed.

RingCentral compares return addresses letter by letter, so the port is one of a fixed list, registered with the app.
Whatever else knocks here while the door is open, a scanner, another page of the browser, an old tab, is turned away
without harm: only ``GET`` of the one path at the one host is looked at, and only an answer to this attempt ends it.
"""

import asyncio
import contextlib
import errno
import logging
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from html import escape
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform.errors import RcError
from rcboard.platform.sign_in import Grant
from rcboard.words import problems
from rcboard.words import sign_in as words

ADDRESSES: Final = tuple(f"http://localhost:{port}/oauth2callback" for port in (53101, 53102, 53103))
"""What is to be registered with the app: one is enough, more help where another program uses a port."""

LINE: Final = 8190
"""Bytes of a request line, or of a header, at most."""
CALLERS: Final = 32
"""Connections at once; more are closed unheard."""
PATIENCE: Final = 10.0
"""Seconds a connection may last."""
GOING_HOME: Final = 1.0
"""Seconds for the page to reach the browser when the door is closed."""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>rcboard</title>
<meta name="viewport" content="width=device-width">
<style>:root{{color-scheme:light dark}}
body{{font:18px/1.5 system-ui,sans-serif;max-width:34rem;margin:16vh auto;padding:0 1.5rem}}
h1{{font-size:1.5rem}}</style></head><body><h1>{headline}</h1><p>{text}</p></body></html>
"""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",
}

Read = Callable[[Sequence[tuple[str, str]], str], Grant | Problem]
"""What a query means that came to this return address."""

_quiet = logging.getLogger(f"{__name__}.http")
_quiet.propagate = False
_quiet.addHandler(logging.NullHandler())  # strangers' requests may hold anything


class Door:
    """One return address that is being served."""

    def __init__(self, address: str, read: Read, told: Callable[[Problem], None]) -> None:
        self.address = address
        self._told = told
        self.foreign = False
        """Whether answers came that belong to another attempt."""
        self._read = read
        self._place = urlsplit(address)
        self._outcome: asyncio.Future[Grant | Problem] = asyncio.get_running_loop().create_future()
        self._server = web.Server(self._serve, access_log=None, logger=_quiet, keepalive_timeout=0, lingering_time=0)  # type: ignore[arg-type,unused-ignore]

    async def answer(self) -> Grant:
        """What somebody agreed to. Raises RcError when he did not, or RingCentral did not let him."""
        outcome = await self._outcome
        if isinstance(outcome, Problem):
            raise RcError(outcome)
        return outcome

    async def open(self, listening: Sequence[socket.socket]) -> list[asyncio.Server]:
        """Let callers in."""
        loop = asyncio.get_running_loop()

        def caller() -> asyncio.BaseProtocol:
            if len(self._server.connections) >= CALLERS:
                return _TurnedAway()
            protocol = self._server()
            loop.call_later(PATIENCE, protocol.force_close)
            return protocol

        return [await loop.create_server(caller, sock=one) for one in listening]

    async def close(self, servers: Sequence[asyncio.Server]) -> None:
        """Let nobody in any more."""
        for server in servers:
            server.close()
        await self._server.shutdown(GOING_HOME)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.host.lower() != self._place.netloc.lower():
            # Also a page elsewhere whose name was made to lead here.
            return await _send(request, _page(words.not_here(), "", 400))
        if request.path != self._place.path:
            return await _send(request, _page(words.not_here(), "", 404))
        if request.method != "GET":
            return await _send(request, _page(words.not_here(), "", 405))
        try:
            query = parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True, max_num_fields=50)
        except ValueError:
            query = []
        read = self._read(query, self.address)
        foreign = isinstance(read, Problem) and read.kind is ProblemKind.SIGN_IN_FOREIGN
        if isinstance(read, Problem) and foreign:
            self.foreign = True
            self._told(read)
        told = problems.told(read) if isinstance(read, Problem) else None
        headline, text = (told.headline, told.remedy) if told else (words.came_back(), words.close_tab())
        answer = await _send(request, _page(headline, text, 400 if told else 200))
        # Only now, with the page on its way, the door may be closed.
        if not foreign and not self._outcome.done():
            self._outcome.set_result(read)
        return answer


class _TurnedAway(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


@asynccontextmanager
async def served(
    addresses: Sequence[str], read: Read, told: Callable[[Problem], None] = lambda problem: None
) -> AsyncIterator[Door]:
    """Serve the first of these whose port is free; ``told`` hears of answers that belong to another attempt.

    Raises RcError when no port is free.
    """
    for address in addresses:
        listening = listen(urlsplit(address).port or 80)
        if listening is None:
            continue
        door = Door(address, read, told)
        servers = await door.open(listening)
        try:
            yield door
        finally:
            await door.close(servers)
        return
    ports = ", ".join(str(urlsplit(address).port or 80) for address in addresses)
    raise RcError(Problem(ProblemKind.PORT_TAKEN, detail=ports, permanent=True))


def listen(port: int) -> list[socket.socket] | None:
    """This port on every loopback the machine has; None where it is taken, or may not be had.

    Both, because browsers take "localhost" for either, and so that nobody else can stand at the other.
    """
    found: list[socket.socket] = []
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            one = socket.socket(family, socket.SOCK_STREAM)
        except OSError:
            continue  # a machine without IPv6
        try:
            if sys.platform == "win32":
                one.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family is socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind((host, port))
            one.listen(CALLERS)
        except OSError as error:
            one.close()
            if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT) and family is socket.AF_INET6:
                continue
            for other in found:
                other.close()
            return None
        one.setblocking(False)
        found.append(one)
    return found or None


def _page(headline: str, text: str, status: int) -> web.Response:
    body = _PAGE.format(headline=escape(headline), text=escape(text))
    return web.Response(text=body, status=status, content_type="text/html", charset="utf-8", headers=_HEADERS)


async def _send(request: web.BaseRequest, response: web.Response) -> web.StreamResponse:
    """Write it out now; who asked may have gone."""
    with contextlib.suppress(ConnectionError):
        await response.prepare(request)
        await response.write_eof()
    return response
