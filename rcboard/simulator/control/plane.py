"""The addresses of the control plane and what each answers."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from rcboard.simulator.control.menu import FaultMenu
from rcboard.simulator.control.mistake import Json, Mistake, json_object, only, whole
from rcboard.simulator.control.settings import Settings
from rcboard.simulator.office import Extension

if TYPE_CHECKING:
    from rcboard.simulator.simulation import Simulation

LONGEST_DRAIN = 10.0
"""Real seconds that ``pause`` waits for clients that do not read."""


class ControlPlane:
    """Answers the control addresses: status and JSON."""

    def __init__(self, simulation: "Simulation", restart: Callable[[], Awaitable[None]]) -> None:
        self._start_again = restart
        self._simulation = simulation
        self._office = simulation.office
        self._day = simulation.day
        self._lines = simulation.lines
        self._settings = Settings(simulation.ground.switches, simulation.ground.numbers)
        self._menu = FaultMenu(simulation.ground, simulation.lines.by_key.values, simulation.day.burst)
        self._addresses: dict[tuple[str, str], Callable[[Json], Awaitable[Any]]] = {
            ("GET", "truth"): self._truth,
            ("GET", "stats"): self._stats,
            ("POST", "presence"): self._presence,
            ("POST", "person"): self._person,
            ("POST", "session"): self._session,
            ("GET", "faults"): self._read_faults,
            ("POST", "faults"): self._order_fault,
            ("GET", "switches"): self._read_switches,
            ("POST", "switches"): self._set_switches,
            ("POST", "pause"): self._pause,
            ("POST", "resume"): self._resume,
            ("POST", "restart"): self._restart,
            ("POST", "history"): self._history,
            ("POST", "skip"): self._skip,
        }

    async def answer(self, method: str, name: str, body: bytes) -> tuple[int, Any]:
        """Status and JSON for one request; a mistake is answered with its sentence in ``message``."""
        address = self._addresses.get((method, name))
        if address is None:
            known = ", ".join(f"{verb} {noun}" for verb, noun in self._addresses)
            return 404, {"message": f"There is no {method} {name} here; there are {known}."}
        try:
            return 200, await address(json_object(body))
        except Mistake as mistake:
            return mistake.status, {"message": str(mistake)}

    async def _truth(self, body: Json) -> list[Json]:
        queues = self._office.queues()
        return [self._about(one, queues) for one in self._office.extensions.values()]

    def _about(self, extension: Extension, queues: list[Extension] | None = None) -> Json:
        owner_id = self._office.owner.id
        return {
            "id": extension.id,
            "extensionNumber": extension.number or None,
            "name": extension.name,
            "type": extension.type,
            "status": extension.status,
            "hidden": extension.hidden,
            "sequence": extension.presence.sequence,
            "queues": [one.name for one in queues or self._office.queues() if extension.id in one.members],
            "presence": _bare(self._simulation.documents.presence(extension, owner_id, detailed=True)),
            "real": _bare(self._simulation.documents.presence(extension, extension.id, detailed=True)),
        }

    async def _stats(self, body: Json) -> Json:
        lines = [one for one in self._lines.by_key.values() if one.socket]
        return {
            "clock": self._simulation.ground.clock.now(),
            "extensions": len(self._office.extensions),
            "changes": self._office.changes,
            "notifications": self._simulation.notifier.notifications,
            "requests": self._simulation.router.requests,
            "operations": dict(self._simulation.router.by_operation),
            "refusedRequests": self._simulation.limiter.refusals,
            "paused": self._day.paused,
            "sessions": [
                {
                    "id": one.id, "clientId": one.app.client_id, "extensionId": one.extension_id,
                    "endpointId": one.endpoint_id, "sockets": self._lines.connected(one),
                }
                for one in self._simulation.sessions.live.values()
            ],
            "sockets": [
                {
                    "sessionId": one.oauth.id, "sequence": one.sequence, "notifications": one.sent,
                    "subscriptionId": one.subscription.id if one.subscription else None,
                    "filters": len(one.subscription.filters) if one.subscription else 0,
                }
                for one in lines
            ],
        }  # fmt: skip

    async def _presence(self, body: Json) -> Json:
        extension = self._simulation.people.find(body)
        self._simulation.wishes.fulfil(extension, body)
        return self._about(extension)

    async def _person(self, body: Json) -> Json:
        return self._about(self._simulation.people.act(body))

    async def _session(self, body: Json) -> Json:
        """The administrator ends a session: ``{"end": SESSION_ID}``."""
        only(body, ("end",))
        session = self._simulation.sessions.live.get(str(body.get("end")))
        if session is None:
            raise Mistake("No session with the id in end is alive; GET stats lists them.", 404)
        self._simulation.sessions.end(session)
        return {"ended": session.id}

    async def _read_faults(self, body: Json) -> Json:
        return self._menu.read()

    async def _order_fault(self, body: Json) -> Json:
        return self._menu.order(body)

    async def _read_switches(self, body: Json) -> Json:
        return self._settings.read()

    async def _set_switches(self, body: Json) -> Json:
        return self._settings.change(body)

    async def _pause(self, body: Json) -> Json:
        """Stop the day; answer when every change so far has been written to every socket."""
        only(body, ())
        self._day.paused = True
        self._simulation.endings.settle()
        self._simulation.notifier.settle()
        loop = asyncio.get_running_loop()
        until = loop.time() + LONGEST_DRAIN
        # A transport tells nobody when its buffer is empty.
        while (waiting := self._unwritten()) and loop.time() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        return {"paused": True, "changes": self._office.changes, "unwrittenSockets": waiting}

    def _unwritten(self) -> int:
        return sum(1 for line in self._lines.by_key.values() if not line.written) + sum(
            1 for socket in self._simulation.door.sockets if not socket.written
        )

    async def _history(self, body: Json) -> Json:
        """What changed from an entry's number on; everybody as he is now without one. ``{"first": NUMBER}``."""
        only(body, ("first",))
        return self._simulation.history.read(whole("first", body["first"]) if "first" in body else None)

    async def _skip(self, body: Json) -> Json:
        """Hours pass at once, as for a machine that sleeps. ``{"seconds": NUMBER}``, in platform seconds."""
        only(body, ("seconds",))
        self._simulation.ground.clock.skip(whole("seconds", body.get("seconds")))
        return {"clock": self._simulation.ground.clock.now()}

    async def _restart(self, body: Json) -> Json:
        """Begin again as after a start of the process with the same options."""
        only(body, ())
        await self._start_again()
        return {"restarted": True}

    async def _resume(self, body: Json) -> Json:
        only(body, ())
        self._day.paused = False
        return {"paused": False}


def _bare(presence: Json) -> Json:
    """The fields about presence, without links and the extension they belong to."""
    return {key: value for key, value in presence.items() if key not in ("uri", "extension")}
