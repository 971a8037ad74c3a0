"""One open WebSocket towards a client: what is to go out is gathered and written once for each turn of the loop."""

import asyncio

from aiohttp import web

from rcboard.simulator.gateway.frames import packed
from rcboard.simulator.numbers import Numbers


class Socket:
    """Writes text frames in order. ``silent`` swallows everything, as a cut cable does: nothing out, no end."""

    def __init__(self, web_socket: web.WebSocketResponse, transport: asyncio.Transport, numbers: Numbers) -> None:
        self.web_socket = web_socket
        self.silent = False
        self._transport = transport
        self._numbers = numbers
        self._loop = asyncio.get_running_loop()
        self._outbox: list[bytes] = []
        self.closing = asyncio.Event()
        self.close_code = 1000
        self.close_reason = ""

    @property
    def open(self) -> bool:
        """Whether frames can still be written."""
        return not self.closing.is_set() and not self.web_socket.closed and not self._transport.is_closing()

    def write(self, text: bytes) -> None:
        """Queue one frame."""
        if self.silent or not self.open:
            return
        if not self._outbox:
            self._loop.call_soon(self.flush)
        self._outbox.append(packed(text))

    def flush(self) -> None:
        """Write all that is queued in one go."""
        if not self._outbox:
            return
        together = b"".join(self._outbox)
        self._outbox.clear()
        if self._transport.is_closing():
            return
        self._transport.write(together)
        if self._transport.get_write_buffer_size() > self._numbers.socket_backlog_bytes:
            self._transport.abort()

    @property
    def written(self) -> bool:
        """Whether nothing waits, here or in the operating system's reach."""
        if self.silent or not self.open:
            return True
        return not self._outbox and self._transport.get_write_buffer_size() == 0

    def close(self, code: int, reason: str = "") -> None:
        """Ask the conversation to close with this code, after what is queued; a silent socket cannot say so."""
        if self.silent:
            return
        self.close_code, self.close_reason = code, reason
        self.flush()
        self.closing.set()

    async def say_goodbye(self, patience: float) -> None:
        """The closing handshake; a client that does not take part in it within so many real seconds is cut off."""
        try:
            async with asyncio.timeout(patience):
                await self.web_socket.close(code=self.close_code, message=self.close_reason.encode())
        except TimeoutError:
            self.abort()

    def abort(self) -> None:
        """Cut the connection without a closing handshake: clients see 1006."""
        self._outbox.clear()
        self.closing.set()
        self._transport.abort()
