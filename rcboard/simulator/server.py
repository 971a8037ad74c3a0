"""The HTTP server around the simulated platform: start, one JSON line, serve until told to stop."""

import asyncio
import json
import signal
import socket as sockets
import sys
from contextlib import suppress

from aiohttp import web
from multidict import CIMultiDict, MultiDict

from rcboard.simulator.control.plane import ControlPlane
from rcboard.simulator.credentials import REDIRECT_URIS
from rcboard.simulator.errors import Refusal
from rcboard.simulator.gateway.socket import Socket
from rcboard.simulator.options import Options
from rcboard.simulator.rest.ask import Answer, Ask
from rcboard.simulator.simulator import Simulator

BODY_LIMIT = 16 * 1024 * 1024
CLOSE_PATIENCE = 0.4
"""Seconds a client has to answer a close frame: all sockets have to end within a second of the signal."""


class Server:
    """Serves one simulator on a port of the loopback interface."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._runner: web.AppRunner | None = None
        self._listening = sockets.socket(sockets.AF_INET, sockets.SOCK_STREAM)
        self._listening.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        try:
            self._listening.bind(("127.0.0.1", options.port))
        except OSError:
            self._listening.close()
            raise
        port = self._listening.getsockname()[1]
        self.simulator = Simulator(options, f"http://127.0.0.1:{port}")
        self._control = ControlPlane(self.simulator)

    @property
    def ready_line(self) -> dict[str, object]:
        """What a client needs to know, as ``rcboard simulate`` prints it."""
        given = self.simulator.credentials
        return {
            "server_url": self.simulator.addresses.server_url,
            "client_id": given.confidential.client_id,
            "client_secret": given.confidential.secret,
            "jwt": given.jwt,
            "public_client_id": given.public.client_id,
            "redirect_uris": list(REDIRECT_URIS),
            "control_url": self.simulator.addresses.control_url,
        }

    async def start(self) -> None:
        """Begin to listen."""
        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_get("/ws", self._socket)
        app.router.add_routes(self._control.routes())
        app.router.add_route("*", "/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=CLOSE_PATIENCE)
        await self._runner.setup()
        await web.SockSite(self._runner, self._listening, backlog=512).start()

    async def stop(self) -> None:
        """Close the sockets, then everything else."""
        self.simulator.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self._listening.close()

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        method = request.headers.get("X-HTTP-Method-Override", request.query.get("_method", request.method)).upper()
        ask = Ask(method, request.rel_url.raw_path, MultiDict(request.query), request.headers, await request.read())
        answer = self._answer(ask)
        if answer.raw is None and answer.body is not None and answer.content_type == "application/json":
            answer.content_type = "application/json;charset=utf-8"
        answer.headers["Content-Type"] = answer.content_type
        answer.headers["Server"] = "nginx"
        return web.Response(status=answer.status, body=answer.payload(), headers=answer.headers)

    def _answer(self, ask: Ask) -> Answer:
        """OAuth proves the app, everything else has an access token."""
        simulator = self.simulator
        open_endpoints = {
            ("POST", "/restapi/oauth/token"): simulator.oauth.token,
            ("POST", "/restapi/oauth/revoke"): simulator.oauth.revoke,
            ("GET", "/restapi/oauth/authorize"): simulator.authorize.show,
            ("POST", "/restapi/oauth/authorize"): simulator.authorize.decide,
        }
        endpoint = open_endpoints.get((ask.method, ask.path.rstrip("/")))
        if endpoint is None:
            return simulator.router.answer(ask)
        try:
            answer = endpoint(ask)
        except Refusal as no:
            answer = Answer(no.status, no.body, CIMultiDict(no.headers))
        answer.headers["RCRequestId"] = simulator.tokens.request()
        return answer

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        web_socket = web.WebSocketResponse(
            autoping=False, compress=False, timeout=CLOSE_PATIENCE, max_msg_size=BODY_LIMIT, writer_limit=BODY_LIMIT
        )
        if not web_socket.can_prepare(request):
            return web.json_response({"errorCode": "WSG-400", "message": "A WebSocket upgrade is needed"}, status=400)
        await web_socket.prepare(request)
        transport = request.transport
        if isinstance(transport, asyncio.Transport):
            header = request.headers.get("Authorization", "")
            token = request.query.get("access_token") or header.partition(" ")[2]
            socket = Socket(web_socket, transport, self.simulator.numbers)
            await self.simulator.converse(socket, token, request.query.get("wsc"))
        return web_socket


async def serve(options: Options) -> None:
    """Serve until SIGTERM or SIGINT."""
    server = Server(options)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(name, stop.set)
    await server.start()
    sys.stdout.write(json.dumps(server.ready_line) + "\n")
    sys.stdout.flush()
    async with asyncio.TaskGroup() as tasks:
        living = tasks.create_task(server.simulator.run(), name="simulator: run")
        await stop.wait()
        await server.stop()
        living.cancel()


def run(options: Options) -> int:
    """The whole command: exit status 0 after a signal, 2 when the port cannot be had."""
    try:
        asyncio.run(serve(options))
    except OSError as error:
        sys.stderr.write(f"rcboard simulate: cannot listen on 127.0.0.1:{options.port}: {error.strerror}\n")
        return 2
    except KeyboardInterrupt:
        return 0
    return 0
