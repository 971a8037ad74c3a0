"""The control plane's addresses: JSON in, JSON out, a sentence with 400 when something is not right."""

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

import msgspec
from aiohttp import web

from rcboard.simulator.control.complaint import Complaint
from rcboard.simulator.control.people import People
from rcboard.simulator.simulator import Simulator

Json = dict[str, Any]


class ControlPlane:
    """Serves everything below ``/control``."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._people = People(
            simulator.office, simulator.documents, chance=Random(0), now=simulator.clock.wall,
            leave_alone=simulator.day.leave_alone, take_back=simulator.day.take_back,
        )  # fmt: skip

    def routes(self) -> list[web.RouteDef]:
        """All addresses."""
        return [
            web.get("/control/truth", self._read(self.truth)),
            web.get("/control/stats", self._read(self.stats)),
            web.post("/control/presence", self._write(self._people.set_presence)),
            web.post("/control/person", self._write(self._people.change_person)),
            web.post("/control/pause", self.pause),
            web.post("/control/resume", self.resume),
        ]

    def truth(self) -> list[Json]:
        """Every extension as it is."""
        return [self._people.truth(one) for one in self._simulator.office.extensions.values()]

    def stats(self) -> Json:
        """What has happened so far."""
        simulator = self._simulator
        gateway = simulator.gateway
        return {
            "changes": simulator.office.changes,
            "notifications": simulator.notifier.notifications,
            "requests": dict(simulator.router.counts),
            "rateLimited": simulator.limiter.refusals,
            "sessions": len(simulator.sessions.live),
            "sockets": sum(1 for line in gateway.lines.values() if line.socket),
            "socketsOpened": gateway.opened,
            "recoveries": gateway.recovered,
            "subscriptions": len(simulator.subscriptions.by_id),
            "filters": sum(len(one.filters) for one in simulator.subscriptions.by_id.values()),
            "paused": simulator.day.paused,
            "officeTime": _clock_face(simulator.day.time),
        }

    async def pause(self, request: web.Request) -> web.Response:
        """Nobody moves by himself any more; answers when all is written."""
        return _json({"paused": True, "written": await self._simulator.pause()})

    async def resume(self, request: web.Request) -> web.Response:
        """The day goes on."""
        self._simulator.day.paused = False
        return _json({"paused": False})

    def _read(self, tell: Callable[[], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            return _json(tell())

        return handler

    def _write(self, act: Callable[[Json], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            try:
                return _json(act(_object(await request.read())))
            except Complaint as complaint:
                return _json({"error": str(complaint)}, 400)

        return handler


def _object(body: bytes) -> Json:
    try:
        value = msgspec.json.decode(body or b"{}")
    except msgspec.DecodeError as error:
        raise Complaint(f"the body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise Complaint("the body has to be a JSON object")
    return value


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(status=status, body=msgspec.json.encode(value), content_type="application/json")


def _clock_face(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
