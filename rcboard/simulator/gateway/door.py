"""The address at which sockets arrive: who may come in, on which line, and what is said to those who may not.

Clients of RingCentral's own cannot bear a refused upgrade, so everybody is let in and then told: an Error frame and
close code 4400. A socket without any token is closed with 4400 at once, as seen on the live service.
"""

import asyncio

from aiohttp import WSCloseCode, web

from rcboard.simulator.errors import Refusal, refusal
from rcboard.simulator.gateway.conversation import Conversation
from rcboard.simulator.gateway.frames import frame
from rcboard.simulator.gateway.lines import Lines, Recovery
from rcboard.simulator.gateway.mischief import strike_newcomer
from rcboard.simulator.gateway.session import GatewaySession
from rcboard.simulator.gateway.socket import Socket
from rcboard.simulator.ground import Ground
from rcboard.simulator.oauth.tickets import Ticket, Tickets
from rcboard.simulator.rest.router import Router

LARGEST_FRAME = 16 * 1024 * 1024
"""Bytes of a client's frame: a subscription to ten thousand people is one of about a million."""

CLOSE_PATIENCE = 0.4
"""Real seconds for a client to answer a close frame: the whole process has to end within one."""


class Door:
    """Accepts sockets. ``sockets`` are the open ones, refused ones included."""

    def __init__(self, lines: Lines, tickets: Tickets, router: Router, ground: Ground) -> None:
        self._lines = lines
        self._tickets = tickets
        self._router = router
        self._ground = ground
        self._numbers = ground.numbers
        self._faults = ground.faults
        self._tokens = ground.tokens
        self.sockets: set[Socket] = set()
        self._left_alone = asyncio.Event()

    async def accept(self, request: web.Request) -> web.WebSocketResponse:
        """One socket from upgrade to close."""
        web_socket = web.WebSocketResponse(autoping=False, max_msg_size=LARGEST_FRAME, compress=False)
        await web_socket.prepare(request)
        transport = request.transport
        if not isinstance(transport, asyncio.Transport):
            return web_socket
        socket = Socket(web_socket, transport, self._numbers)
        self.sockets.add(socket)
        self._left_alone.clear()
        try:
            await self._serve(request, socket)
        finally:
            socket.flush()
            if not socket.silent:
                await socket.say_goodbye(CLOSE_PATIENCE)
            self.sockets.discard(socket)
            if not self.sockets:
                self._left_alone.set()
        return web_socket

    async def shut(self) -> None:
        """Close every socket and wait until that is done."""
        for socket in tuple(self.sockets):
            if socket.silent:
                socket.abort()
            socket.close(WSCloseCode.GOING_AWAY, "server is going away")
        if self.sockets:
            await self._left_alone.wait()

    async def _serve(self, request: web.Request, socket: Socket) -> None:
        text = request.query.get("access_token") or _bearer(request)
        if not text:
            socket.close(4400, "did not receive authorization")
            return
        try:
            ticket = self._tickets.admit(text)
        except Refusal as no:
            self._turn_away(socket, no)
            return
        try:
            await self._converse(request, socket, ticket)
        except Refusal as no:
            self._turn_away(socket, no)
        finally:
            ticket.in_use = False

    async def _converse(self, request: web.Request, socket: Socket, ticket: Ticket) -> None:
        if self._lines.connected(ticket.session) >= self._numbers.connections_per_session:
            raise refusal(429, "WSG-429", "Too many connections in this session")
        keys = ticket.session.keys
        if fault := self._faults.strikes("slow_handshake", *keys):
            await asyncio.sleep(self._numbers.slow_handshake_real if fault.seconds is None else fault.seconds)
        if self._faults.strikes("refuse_socket", *keys):
            raise refusal(503, "CMN-201", "Service is temporarily unavailable")
        wsc = request.query.get("wsc")
        recovery = (
            Recovery(self._lines.open(ticket.session)) if wsc is None else self._lines.recover(ticket.session, wsc)
        )
        line = recovery.line
        if line.socket:  # the client noticed the loss before we did
            line.socket.close(WSCloseCode.GOING_AWAY, "recovered on another connection")
        line.attach(socket)
        if wsc is not None and not recovery.error:
            line.missed_since(recovery.sequence)
            line.hold(self._numbers.pause_before_replay_real)
        conversation = Conversation(line, socket, self._router, self._ground)
        state = "" if wsc is None else "Failed" if recovery.error else "Successful"
        conversation.greet(state, recovery.error)
        strike_newcomer(self._faults, line)
        try:
            await conversation.run()
        finally:
            self._left(line, socket)

    def _left(self, line: GatewaySession, socket: Socket) -> None:
        if line.socket is socket:
            self._lines.lost(line)

    def _turn_away(self, socket: Socket, no: Refusal) -> None:
        """An Error frame, then the close."""
        id = self._tokens.uuid()
        meta = {"type": "Error", "messageId": id, "status": no.status, "headers": {"RCRequestId": id}}
        socket.write(frame(meta, no.body))
        socket.close(4400, "authorization refused")


def _bearer(request: web.Request) -> str:
    """The token of the header, as RingCentral's PHP client sends it."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
