"""One socket from its opening to its end: details first, then requests, heartbeats, pings, and the time limits."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from aiohttp import WSMsgType
from multidict import CIMultiDict, MultiDict

from rcboard.simulator.clock import Clock, stamp
from rcboard.simulator.errors import Refusal, refusal
from rcboard.simulator.gateway.frames import frame
from rcboard.simulator.gateway.gateway import Gateway, TurnedAway
from rcboard.simulator.gateway.session import GatewaySession
from rcboard.simulator.gateway.socket import Socket
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.rest.ask import Answer, Ask
from rcboard.simulator.tokens import Tokens

Json = dict[str, Any]


class Conversation:
    """Talks with one client. ``rest`` answers its requests."""

    def __init__(
        self, socket: Socket, gateway: Gateway, *, clock: Clock, numbers: Numbers, tokens: Tokens,
        rest: Callable[[Ask], Answer],
    ) -> None:  # fmt: skip
        self._socket = socket
        self._gateway = gateway
        self._clock = clock
        self._numbers = numbers
        self._tokens = tokens
        self._rest = rest
        self._begun = self._heard = clock.now()
        self._line: GatewaySession | None = None
        self._told = 0
        self._pong = asyncio.Event()

    async def run(self, token: str | None, wsc: str | None) -> None:
        """Accept or turn away, talk, close."""
        try:
            opening = self._gateway.open(token, wsc, self._socket)
        except TurnedAway as away:
            if away.error:
                self._error(away.error)
            self._socket.close(away.code, away.reason)
            await self._close()
            return
        self._line = line = opening.line
        self._introduce(line, opening.recovery)
        try:
            async with asyncio.TaskGroup() as tasks:
                reading = tasks.create_task(self._read(line), name="simulator: read socket")
                pinging = tasks.create_task(self._ping(), name="simulator: ping socket")
                await self._socket.closing.wait()
                reading.cancel()
                pinging.cancel()
        finally:
            self._gateway.lost(line, self._socket)
        await self._close()

    def _introduce(self, line: GatewaySession, recovery: Json) -> None:
        """ConnectionDetails, and a pause before what was missed: clients attach their listener only now."""
        meta = self._meta("ConnectionDetails", self._tokens.uuid(), 200)
        line.hold(self._numbers.pause_before_replay_real)
        line.send(meta, self._gateway.details(recovery, stamp(self._clock.wall(), "+0000")))

    async def _read(self, line: GatewaySession) -> None:
        with suppress(ConnectionError):
            await self._listen(line)
        self._socket.closing.set()

    async def _listen(self, line: GatewaySession) -> None:
        async for message in self._socket.web_socket:
            if self._socket.silent:
                continue
            if message.type is WSMsgType.PONG:
                self._pong.set()
                continue
            self._heard = self._clock.now()
            if message.type is WSMsgType.PING:
                await self._socket.web_socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._serve(line, message.data)

    async def _ping(self) -> None:
        """Ping, and give up on a client that sends no pong."""
        numbers = self._numbers
        while True:
            await self._clock.sleep(numbers.ping)
            if self._socket.silent:
                continue
            self._socket.flush()
            self._pong.clear()
            try:
                await self._socket.web_socket.ping(b"simulator")
                async with asyncio.timeout(max(self._clock.real(numbers.pong), numbers.pong_at_least_real)):
                    await self._pong.wait()
            except (TimeoutError, ConnectionError):
                if not self._socket.silent:
                    self._socket.abort()
                return

    def enforce_limits(self) -> None:
        """Close a socket that idled or lived too long, with the error frame the guide shows."""
        now = self._clock.now()
        if self._line and self._line.sent != self._told:
            self._told, self._heard = self._line.sent, now
        if self._socket.silent or not self._socket.open:
            return
        if now - self._begun >= self._numbers.absolute:
            self.expire("WSG-903", "Absolute timeout expired")
        elif now - self._heard >= self._numbers.idle:
            self.expire("WSG-902", "Idle timeout expired")

    def expire(self, code: str, message: str) -> None:
        """An Error frame, then the close."""
        self._error(refusal(408, code, message))
        self._socket.close(1000, message)

    def _error(self, no: Refusal) -> None:
        self._socket.write(frame(self._meta("Error", self._tokens.uuid(), no.status), no.body))

    def _meta(self, kind: str, message_id: str, status: int) -> Json:
        headers = {"RCRequestId": self._tokens.request()}
        return {"type": kind, "messageId": message_id, "status": status, "headers": headers}

    def _serve(self, line: GatewaySession, text: str) -> None:
        """One frame of the client: a heartbeat to echo or a request to answer."""
        meta, body = _parts(text)
        match meta.get("type"):
            case "Heartbeat":
                self._socket.write(frame({"type": "Heartbeat", "messageId": meta.get("messageId")}))
            case "ClientRequest":
                self._answer(line, meta, body)
            case _:
                self._error(refusal(400, "WSG-101", "A frame has to be a JSON array that begins with a known type"))

    def _answer(self, line: GatewaySession, meta: Json, body: bytes) -> None:
        parts = urlsplit(str(meta.get("path", "")))
        query: MultiDict[str] = MultiDict(parse_qsl(parts.query))
        for key, value in (meta["query"] if isinstance(meta.get("query"), dict) else {}).items():
            query.extend((key, _word(one)) for one in (value if isinstance(value, list) else [value]))
        headers = meta["headers"] if isinstance(meta.get("headers"), dict) else {}
        answer = self._rest(
            Ask(
                method=str(meta.get("method", "")).upper(),
                path=parts.path,
                query=query,
                headers=CIMultiDict({str(key): str(value) for key, value in headers.items()}),
                body=body,
                socket=line,
                session=line.oauth,
            )
        )
        reply = self._meta("ClientRequest", str(meta.get("messageId", "")), answer.status)
        reply["headers"] = {"Server": "nginx", "Content-Type": answer.content_type, **answer.headers}
        line.send(reply, answer.body, raw=answer.raw)

    async def _close(self) -> None:
        socket = self._socket
        socket.flush()
        if not socket.silent:
            with suppress(ConnectionError):
                await socket.web_socket.close(code=socket.close_code, message=socket.close_reason.encode())


def _parts(text: str) -> tuple[Json, bytes]:
    """Meta and still encoded body of a client's frame; an empty meta for what is no frame."""
    try:
        parts = msgspec.json.decode(text, type=list[msgspec.Raw])
        meta = msgspec.json.decode(parts[0]) if parts else {}
    except msgspec.DecodeError:
        return {}, b""
    return (meta if isinstance(meta, dict) else {}), (bytes(parts[1]) if len(parts) > 1 else b"")


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
