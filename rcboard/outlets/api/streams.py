"""The streams: everybody who listens to ``/v1/events``, each at its own pace, none at another's cost.

Events are bytes made once. Listeners are woken together, the less often the more they are; one that does not take what
it is sent within some seconds is cut and can come back with ``Last-Event-ID``.
"""

import asyncio
import contextlib
import socket
import struct

from aiohttp import web

from rcboard.domain.alerts import Alert
from rcboard.domain.board import Changes
from rcboard.outlets.api.log import EventLog

BEAT = 3.0
"""Seconds of silence after which a listener gets a sign of life: it takes a longer silence for a broken line."""
PATIENCE = 10.0
"""Seconds for a listener to take a piece."""
PIECE = 64
"""Events written in one go at most."""
ROOM = 16384
"""Bytes the kernel keeps for a listener."""
LISTENERS = 2000
"""Listeners at once; what each costs is a socket and some 100 kB at most."""
FASTEST, EACH = 0.02, 0.0005
"""Seconds between two wake-ups: the least, and more for each listener."""


class Streams:
    """All listeners of one log."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._turn = asyncio.Event()
        self._dirty = asyncio.Event()
        self.count = 0
        """Listeners now."""
        self.cut = 0
        """Listeners that were too slow, so far."""

    def take(self, changes: Changes) -> None:
        """The board changed."""
        self._log.take(changes)
        self._dirty.set()

    def tell(self, alert: Alert) -> None:
        """Something is worth telling a person."""
        self._log.tell(alert)
        self._dirty.set()

    async def run(self) -> None:
        """Wake the listeners after changes, until cancelled."""
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            turn, self._turn = self._turn, asyncio.Event()
            turn.set()
            await asyncio.sleep(FASTEST + EACH * self.count)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Tell one listener until it goes or is cut."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        )
        self.count += 1
        try:
            await response.prepare(request)
            _bound(request)
            await self._tell(request, response, self._log.after(request.headers.get("Last-Event-ID", "")))
        except TimeoutError:
            self.cut += 1
            _cut(request)
        except (ConnectionError, OSError):
            pass  # it went away
        finally:
            self.count -= 1
        return response

    async def _tell(self, request: web.Request, response: web.StreamResponse, after: int | None) -> None:
        log, resumed, stuck_since = self._log, after is not None, 0.0
        while True:
            if after is None:
                after = log.newest
                for piece in log.everybody():
                    await _write(response, piece)
            turn = self._turn
            events = log.since(after, PIECE)
            if events is None:
                after = None  # it fell behind what is kept, and begins again
            elif events:
                after += len(events)
                await _write(response, b"".join(events))
            elif _stuck(request):
                # The kernel takes no more of it: it reads nothing, or next to nothing.
                now = asyncio.get_running_loop().time()
                stuck_since = stuck_since or now
                if now - stuck_since > PATIENCE:
                    raise TimeoutError
                await self._wait(response, turn)
            elif resumed:
                resumed = False
                await _write(response, log.beat())  # what was missed is told: from here on it is live again
            else:
                stuck_since = 0.0
                await self._wait(response, turn)

    async def _wait(self, response: web.StreamResponse, turn: asyncio.Event) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BEAT):
                await turn.wait()
                return
        await _write(response, self._log.beat())


def _bound(request: web.Request) -> None:
    """Keep what waits for a slow listener small, also in the kernel, which takes megabytes otherwise."""
    connected = request.transport.get_extra_info("socket") if request.transport else None
    if connected is not None:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)


def _cut(request: web.Request) -> None:
    """End it now. What it did not take is thrown away, in the kernel, too, which else keeps it for minutes."""
    if request.transport is None:
        return
    connected = request.transport.get_extra_info("socket")
    if connected is not None:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()


def _stuck(request: web.Request) -> bool:
    """Whether something still waits to be taken by the kernel."""
    return request.transport is not None and request.transport.get_write_buffer_size() > 0


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(PATIENCE):
        await response.write(data)
