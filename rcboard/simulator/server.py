"""The process: one port on the loopback for platform, gateway and control plane, until it is told to stop."""

import asyncio
import contextlib
import json
import logging
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from typing import TextIO

import msgspec
from aiohttp import web
from multidict import CIMultiDict, MultiDict

from rcboard.simulator.errors import refusal
from rcboard.simulator.options import Options
from rcboard.simulator.rest.ask import Answer, Ask
from rcboard.simulator.simulation import Simulation
from rcboard.simulator.starter import end_with_starter

HOST = "127.0.0.1"
CONTROL = "/control"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def serve(options: Options, ready: TextIO) -> None:
    """Run a simulator until SIGTERM, SIGINT or, where asked for, the end of its starter.

    Writes one JSON line to ``ready`` once it answers.
    """
    with socket.create_server((HOST, options.port)) as listener:
        server_url = f"http://{HOST}:{listener.getsockname()[1]}"
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.slow_callback_duration = 1.0  # the truth about ten thousand people takes its time
        for number in (signal.SIGTERM, signal.SIGINT):
            _on_signal(loop, number, stop)
        if options.ends_with_stdin:
            end_with_starter(stop)
        async with asyncio.TaskGroup() as tasks:
            stage = Stage(options, server_url, tasks)
            runner = web.AppRunner(_application(stage), access_log=None, shutdown_timeout=0.3, handle_signals=False)
            await runner.setup()
            try:
                await web.SockSite(runner, listener).start()
                ready.write(json.dumps(announcement(stage.simulation, server_url)) + "\n")
                ready.flush()
                await stop.wait()
                await stage.clear()
            finally:
                await runner.cleanup()


class Stage:
    """Where the simulation plays. It can be exchanged for a fresh one, as if the process had been started again."""

    def __init__(self, options: Options, server_url: str, tasks: asyncio.TaskGroup) -> None:
        self._options = options
        self._server_url = server_url
        self._tasks = tasks
        self._enter()

    async def restart(self) -> None:
        """End the simulation and begin another one with the same options: tokens, sockets and changes are gone."""
        await self.clear()
        self._enter()

    async def clear(self) -> None:
        """Stop the day and close every socket."""
        self._living.cancel()
        await self.simulation.leave()

    def _enter(self) -> None:
        self.simulation = Simulation(self._options, self._server_url, self.restart)
        self._living = self._tasks.create_task(self.simulation.day.run(), name="office day")


def announcement(simulation: Simulation, server_url: str) -> dict[str, object]:
    """What a client needs to know: where, and with which credentials."""
    known = simulation.credentials
    return {
        "server_url": server_url,
        "client_id": known.confidential.client_id,
        "client_secret": known.confidential.secret,
        "jwt": known.jwt,
        "public_client_id": known.public.client_id,
        "redirect_uris": list(known.public.redirect_uris),
        "control_url": f"{server_url}{CONTROL}",
    }


def _on_signal(loop: asyncio.AbstractEventLoop, number: signal.Signals, stop: asyncio.Event) -> None:
    try:
        loop.add_signal_handler(number, stop.set)
    except NotImplementedError:  # Windows
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _application(stage: Stage) -> web.Application:
    application = web.Application(client_max_size=16 * 1024 * 1024, middlewares=[_confess])

    async def control(request: web.Request) -> web.Response:
        plane, name = stage.simulation.control, request.match_info["name"]
        status, body = await plane.answer(request.method, name, await request.read())
        return web.Response(status=status, body=msgspec.json.encode(body), content_type="application/json")

    async def platform(request: web.Request) -> web.Response:
        method = request.headers.get("X-HTTP-Method-Override") or request.query.get("_method") or request.method
        path, query = request.rel_url.raw_path, MultiDict(request.query)
        ask = Ask(method.upper(), path, query, request.headers, await request.read())
        simulation = stage.simulation
        answer = await simulation.disturbance.answer(ask, request)
        simulation.history.answered(ask.path, answer.status, answer.headers)
        return _response(answer, simulation.ground.clock.wall())

    async def gateway(request: web.Request) -> web.StreamResponse:
        return await stage.simulation.door.accept(request)

    application.router.add_get("/ws", gateway)
    application.router.add_route("*", f"{CONTROL}/{{name}}", control)
    application.router.add_route("*", "/{path:.*}", platform)
    return application


@web.middleware
async def _confess(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A mistake of ours is logged without the request, which carries tokens, and answered as RingCentral does."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        logging.getLogger(__name__).exception("an answer failed")
        return _response(Answer(500, refusal(500, "CMN-203", "Internal Server Error").body), time.time())


def _response(answer: Answer, wall: float) -> web.Response:
    headers = CIMultiDict(answer.headers)
    headers["Date"] = formatdate(wall, usegmt=True)
    body = answer.payload()
    if body or answer.status != 204:
        headers["Content-Type"] = answer.content_type
    return web.Response(status=answer.status, body=body, headers=headers)


def run(options: Options) -> int:
    """The simulator as a process; the exit status is 0 after a signal, 2 when the port is taken."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it logs malformed requests, tokens and all
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(options, sys.stdout))
    except OSError as problem:
        sys.stderr.write(f"Port {options.port} on {HOST} cannot be used: {problem.strerror}.\n")
        return 2
    return 0
