"""What is said on one socket: the opening, requests and their answers, heartbeats, pings, limits, the end.

RingCentral guide, "WebSockets": nothing but ConnectionDetails comes first; requests are answered with their messageId;
a heartbeat is echoed; after 30 minutes of silence or 24 hours an Error frame says so and the socket closes.
"""

import asyncio
import contextlib
from typing import Any

import msgspec
from aiohttp import WSMessage, WSMsgType
from multidict import CIMultiDict, MultiDict
from yarl import URL

from rcboard.simulator.clock import stamp
from rcboard.simulator.gateway.frames import frame
from rcboard.simulator.gateway.session import GatewaySession
from rcboard.simulator.gateway.socket import Socket
from rcboard.simulator.ground import Ground
from rcboard.simulator.rest.ask import Answer, Ask
from rcboard.simulator.rest.router import Router

Json = dict[str, Any]


class Conversation:
    """One client on one socket, from ConnectionDetails to the close."""

    def __init__(self, line: GatewaySession, socket: Socket, router: Router, ground: Ground) -> None:
        self._line = line
        self._socket = socket
        self._router = router
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._tokens = ground.tokens
        self._faults = ground.faults
        self._switches = ground.switches
        now = ground.clock.now()
        self._began = now
        self._last_frame = now
        self._pinged: float | None = None
        self._next_ping = now + ground.numbers.ping

    async def run(self) -> None:
        """Talk until either side closes."""
        async with asyncio.TaskGroup() as tasks:
            keeping = tasks.create_task(self._keep_time(), name="gateway clock")
            reading = tasks.create_task(self._read(), name="gateway reader")
            closing = tasks.create_task(self._socket.closing.wait(), name="gateway close")
            await asyncio.wait((reading, closing), return_when=asyncio.FIRST_COMPLETED)
            for task in (keeping, reading, closing):
                task.cancel()

    def greet(self, recovery: str = "", error: str = "") -> None:
        """ConnectionDetails; ``recovery`` is empty where none was asked for."""
        numbers = self._numbers
        body: Json = {
            "creationTime": stamp(self._clock.wall(), "+0000"),
            "maxConnectionsPerSession": numbers.connections_per_session,
            "recoveryBufferSize": numbers.recovery_buffer,
            "recoveryTimeout": numbers.recovery,
            "idleTimeout": numbers.idle,
            "absoluteTimeout": numbers.absolute,
            "maxActiveRequests": numbers.active_requests,
        }
        if recovery:
            body["recoveryState"] = recovery
        if error:
            body["recoveryErrorCode"] = error
        id = self._tokens.uuid()
        meta = {"type": "ConnectionDetails", "messageId": id, "status": 200, "headers": {"RCRequestId": id}}
        self._line.send(meta, body)

    async def _read(self) -> None:
        async for message in self._socket.web_socket:
            if self._socket.silent:
                continue
            if message.type is WSMsgType.PING:
                self._socket.flush()
                await self._socket.web_socket.pong(message.data)
            elif message.type is WSMsgType.PONG:
                self._pinged = None
            else:
                self._last_frame = self._clock.now()
                self._hear(message)

    def _hear(self, message: WSMessage) -> None:
        """One frame of the client."""
        try:
            parts = msgspec.json.decode(message.data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return self._line.complain(400, "WSG-400", "The frame is not JSON")
        meta = parts[0] if isinstance(parts, list) and parts else None
        if not isinstance(meta, dict) or not isinstance(meta.get("messageId", ""), str):
            return self._line.complain(400, "WSG-400", "The frame has to be a JSON array that begins with an object")
        if meta.get("type") == "Heartbeat":
            if self._faults.strikes("heartbeat_unanswered", *self._line.oauth.keys):
                return None
            self._socket.write(frame({"type": "Heartbeat", "messageId": meta.get("messageId", "")}))
        elif meta.get("type") == "ClientRequest":
            self._request(meta, parts[1] if len(parts) > 1 else None)
        else:
            self._line.complain(400, "WSG-400", f"Messages of type [{meta.get('type')}] are not expected here")
        return None

    def _request(self, meta: Json, body: Any) -> None:
        """A REST request in a frame; answered in a frame with the same messageId."""
        ask = self._ask(meta, body)
        if ask is None:
            return self._line.complain(400, "WSG-400", "A ClientRequest needs a method and a path")
        if ask.path.startswith("/restapi/oauth/") or not self._served(ask.path):
            text = f"Invalid URI: [{ask.path}]"
            problem = {"errorCode": "CMN-120", "message": text, "errors": [{"errorCode": "CMN-120", "message": text}]}
            answer = Answer(404, problem, CIMultiDict(RCRequestId=self._tokens.request()))
        else:
            answer = self._router.answer(ask)
        self._line.send(
            {
                "type": "ClientRequest", "messageId": meta.get("messageId", ""), "status": answer.status,
                "headers": {"Server": "nginx", "Content-Type": answer.content_type, **answer.headers},
            },
            answer.body,
            raw=answer.raw,
        )  # fmt: skip
        return None

    def _served(self, path: str) -> bool:
        return self._switches.rest_over_socket or path.startswith("/restapi/v1.0/subscription")

    def _ask(self, meta: Json, body: Any) -> Ask | None:
        method, path, query = meta.get("method"), meta.get("path"), meta.get("query")
        if not isinstance(method, str) or not isinstance(path, str):
            return None
        try:
            url = URL(path)
        except ValueError:
            return None
        pairs: MultiDict[str] = MultiDict(url.query)
        for key, value in (query if isinstance(query, dict) else {}).items():
            for one in value if isinstance(value, list) else [value]:
                pairs.add(key, str(one).lower() if isinstance(one, bool) else str(one))
        headers = meta.get("headers")
        texts = {str(key): str(value) for key, value in (headers if isinstance(headers, dict) else {}).items()}
        payload = b"" if body is None else msgspec.json.encode(body)
        return Ask(method.upper(), url.raw_path, pairs, CIMultiDict(texts), payload, self._line, self._line.oauth)

    async def _keep_time(self) -> None:
        """Ping, and see that all limits are kept."""
        numbers, clock, session = self._numbers, self._clock, self._line.oauth
        while True:
            now = clock.now()
            if self._socket.silent:
                await clock.sleep(numbers.ping)
                continue
            heard = max(self._last_frame, self._line.last_notice)
            if now >= session.access_expires:
                return self._socket.close(1008, "access token expired")
            if now >= self._began + numbers.absolute:
                return self._line.end("WSG-903", "Absolute timeout expired")
            if now >= heard + numbers.idle:
                return self._line.end("WSG-902", "Idle timeout expired")
            pong_due = now + numbers.ping
            if self._pinged is not None:
                pong_due = self._pinged + max(numbers.pong, numbers.pong_at_least_real * clock.scale)
                if now >= pong_due:
                    return self._socket.close(1011, "no pong came")
            elif now >= self._next_ping and not self._socket.silent:
                self._pinged, self._next_ping = now, now + numbers.ping
                self._socket.flush()
                with contextlib.suppress(ConnectionError):  # the client has just gone: who reads finds out
                    await self._socket.web_socket.ping()
                continue
            ends = (
                session.access_expires,
                self._began + numbers.absolute,
                heard + numbers.idle,
                pong_due,
                now + numbers.ping,
            )
            await clock.sleep(max(min(*ends, max(self._next_ping, now + 0.01)) - now, 0.001))
