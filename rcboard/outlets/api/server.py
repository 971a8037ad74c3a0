"""The server of the web API and its page: who may come in, and where each question goes."""

import asyncio
import contextlib
import logging
import math
import ssl
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass

from aiohttp import web

from rcboard.domain.alerts import Alert
from rcboard.domain.board import Changes
from rcboard.domain.preferences import Api
from rcboard.outlets.api.answers import LONGEST, Answers, Handler, answer, refuse
from rcboard.outlets.api.description import description, parameters
from rcboard.outlets.api.guard import Guard, Right, is_loopback
from rcboard.outlets.api.log import EventLog
from rcboard.outlets.api.page import POLICY, files
from rcboard.outlets.api.streams import LISTENERS, Streams
from rcboard.outlets.live import Live, StaysOffError
from rcboard.words import outlets as words

log = logging.getLogger(__name__)

LONGEST_BODY = 8192
"""Bytes of a request's body at most."""
GOOD_BYE = 0.5
"""Seconds for open requests to end when the server does."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What callers prove themselves with; ``write`` is empty where none was made. The repr shows neither."""

    read: str
    write: str = ""

    def __repr__(self) -> str:
        return "Tokens(…)"


class Server:
    """One web API. ``take`` tells it of changes; ``open`` holds it open."""

    def __init__(self, live: Live, wished: Api, tokens: Tokens) -> None:
        self._live = live
        self._wished = wished
        self._writes = bool(tokens.write) and live.wishes is not None
        self._guard = Guard(tokens.read, tokens.write if self._writes else "", float(wished.rate))
        self._log = EventLog(live.board, live.clock)
        self.streams = Streams(self._log)
        self._described = description(writes=self._writes)
        self._asked = parameters(self._described)

    def take(self, changes: Changes) -> None:
        """The board changed."""
        self.streams.take(changes)

    def tell(self, alert: Alert) -> None:
        """Tell listeners what is worth telling a person."""
        self.streams.tell(alert)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Listen, and say at which address. Raises StaysOffError, with a sentence, where that cannot be."""
        wished = self._wished
        tls = self._tls()
        runner = web.AppRunner(self._application(), access_log=None, handle_signals=False, shutdown_timeout=GOOD_BYE)
        await runner.setup()
        try:
            site = web.TCPSite(runner, wished.host, wished.port, ssl_context=tls)
            try:
                await _to_its_end(site.start())
            except OSError as error:
                why = error.strerror or str(error)
                raise StaysOffError(words.api_taken(wished.host, wished.port, why)) from None
            port = int(runner.addresses[0][1])
            scheme = "https" if tls else "http"
            own = ("127.0.0.1", "localhost", "::1") if is_loopback(wished.host) else (wished.host,)
            self._guard.listens(scheme, (*own, *wished.names), port)
            host = f"[{wished.host}]" if ":" in wished.host else wished.host
            async with asyncio.TaskGroup() as tasks:
                waking = tasks.create_task(self.streams.run(), name="wake listeners")
                try:
                    yield f"{scheme}://{host}:{port}/"
                finally:
                    waking.cancel()
        finally:
            await runner.cleanup()

    def _tls(self) -> ssl.SSLContext | None:
        wished = self._wished
        if not (wished.certificate and wished.key):
            if not is_loopback(wished.host):
                raise StaysOffError(words.api_needs_tls(wished.host))
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            context.load_cert_chain(wished.certificate, wished.key)
        except OSError as error:  # ssl's own errors among them
            raise StaysOffError(words.api_bad_tls(error.strerror or type(error).__name__)) from None
        return context

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._guarded], client_max_size=LONGEST_BODY)
        answers, routes = Answers(self._live), application.router
        for path, handler in (
            ("/v1/people", answers.people),
            ("/v1/people/{id}", answers.person),
            ("/v1/search", answers.search),
            ("/v1/link", answers.link),
            ("/v1/gate", answers.first_free),
            ("/v1/gate/{number}", answers.gate),
            ("/v1/own-status", answers.own),
            ("/v1/events", self._events),
        ):
            routes.add_get(path, self._allowed(Right.READ, handler), allow_head=False)
        if self._writes:
            routes.add_patch("/v1/own-status", self._allowed(Right.WRITE, answers.change_own))
            routes.add_get("/v1/watches", self._allowed(Right.WRITE, answers.watches), allow_head=False)
            routes.add_put("/v1/watches/{id}", self._allowed(Right.WRITE, answers.watch))
            routes.add_delete("/v1/watches/{id}", self._allowed(Right.WRITE, answers.unwatch))

        async def describe(request: web.Request) -> web.StreamResponse:
            return answer(self._described)

        routes.add_get("/v1/openapi.json", describe, allow_head=False)
        for path, (content, kind) in files().items():
            routes.add_get(path, _file(content, kind), allow_head=False)
        return application

    def _allowed(self, right: Right, handler: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.StreamResponse:
            now = self._live.clock.monotonic()
            given = self._guard.right(request.headers.get("Authorization", ""), request.remote or "", now)
            if given is None:
                return refuse(401, words.wrong_token(), {"WWW-Authenticate": "Bearer"})
            if right is Right.WRITE and given is not Right.WRITE:
                return refuse(403, words.read_only())
            resource = request.match_info.route.resource
            known = self._asked.get((resource.canonical if resource else "", request.method), frozenset())
            # A filter that is misspelt and passed over would be answered with everybody.
            unknown = next((name for name in request.query if name not in known), None)
            if unknown is not None:
                return refuse(400, words.bad_request(words.no_parameter(unknown[:LONGEST], sorted(known))))
            return await handler(request)

        return guarded

    async def _events(self, request: web.Request) -> web.StreamResponse:
        if self.streams.count >= LISTENERS:
            return refuse(503, words.too_many_listeners(), {"Retry-After": "30"})
        return await self.streams.serve(request)

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await self._checked(request, handler)
        if not response.prepared:
            response.headers["Server"] = "rcboard"
            response.headers["Content-Security-Policy"] = POLICY
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    async def _checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        headers = request.headers
        if not self._guard.knows_host(headers.get("Host", "")):
            return refuse(421, words.wrong_host())
        # A person may follow a link from elsewhere to the page itself: it holds no data.
        site = None if request.path == "/" else headers.get("Sec-Fetch-Site")
        if not self._guard.knows_origin(headers.get("Origin"), site):
            return refuse(403, words.wrong_origin())
        wait = self._guard.wait(request.remote or "", self._live.clock.monotonic())
        if wait:
            return refuse(429, words.too_many(), {"Retry-After": str(math.ceil(wait))})
        try:
            return await handler(request)
        except web.HTTPMethodNotAllowed as error:
            return refuse(405, words.no_such_method(), {"Allow": ", ".join(sorted(error.allowed_methods))})
        except web.HTTPException as error:
            if error.status == 404:
                return refuse(404, words.no_such_path())
            return refuse(error.status, words.bad_request(error.reason.lower() + "."))
        except Exception:
            log.exception("the web API could not answer")
            return refuse(500, words.went_wrong())


async def _to_its_end(opening: Coroutine[None, None, None]) -> None:
    """Cancelled in the middle, asyncio would leave a socket behind that listens and that nobody knows."""
    opened = asyncio.gather(opening)
    try:
        await asyncio.shield(opened)
    except asyncio.CancelledError:
        with contextlib.suppress(OSError):
            await opened
        raise


def _file(content: bytes, kind: str) -> Handler:
    async def give(request: web.Request) -> web.StreamResponse:
        return web.Response(
            body=content,
            content_type=kind,
            charset=None if kind.startswith(("image", "font")) else "utf-8",
            headers={"Cache-Control": "no-cache"},
        )

    return give
