"""A plain client: ``requests`` and ``websockets``; every answer goes past the published schemas."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

import requests
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.kit.office import Office
from tests.kit.openapi import hook, judge

Json = dict[str, Any]
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
PATIENCE = 10.0
"""Seconds that anything may take before a test gives up on it."""


class Caller:
    """One app instance of one user."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.hooks["response"].append(hook)
        self.tokens: Json = {}

    def close(self) -> None:
        """Give the connections back."""
        self.http.close()

    @property
    def basic(self) -> tuple[str, str]:
        """Id and secret of the confidential app."""
        return self.office.client_id, self.office.client_secret

    def token(self, auth: tuple[str, str] | None = None, /, **form: str) -> requests.Response:
        """The token endpoint; ``auth`` is the confidential app's unless another pair, or an empty one, is given."""
        pair = self.basic if auth is None else auth if any(auth) else None
        return self.http.post(f"{self.office.server_url}/restapi/oauth/token", data=form, auth=pair, timeout=PATIENCE)

    def sign_in(self, **form: str) -> Json:
        """Tokens for the JWT; kept for the requests that follow."""
        answer = self.token(grant_type=JWT_GRANT, assertion=self.office.jwt, **form)
        assert answer.status_code == 200, answer.text
        self.tokens = answer.json()
        return self.tokens

    def refresh(self, token: str | None = None, **form: str) -> requests.Response:
        """The refresh grant."""
        return self.token(grant_type="refresh_token", refresh_token=token or self.tokens["refresh_token"], **form)

    def revoke(self, token: str | None = None) -> requests.Response:
        """End the session."""
        return self.http.post(
            f"{self.office.server_url}/restapi/oauth/revoke",
            data={"token": token or self.tokens["access_token"]},
            auth=self.basic,
            timeout=PATIENCE,
        )

    def call(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> requests.Response:
        """A REST request with the access token; ``path`` is relative to v1.0, or absolute."""
        url = path if path.startswith("http") else f"{self.office.server_url}{rest(path)}"
        bearer = {"Authorization": f"Bearer {self.tokens['access_token']}"}
        return self.http.request(method, url, headers=bearer | (headers or {}), timeout=PATIENCE, **more)

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of a GET that has to succeed."""
        answer = self.call("GET", path, params=query)
        assert answer.status_code in (200, 207), answer.text
        return answer.json()

    def ticket(self) -> Json:
        """An address and a token for the gateway."""
        answer = self.call("POST", "/restapi/oauth/wstoken")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    @asynccontextmanager
    async def line(self, ticket: Json | None = None, wsc: str | None = None) -> AsyncIterator["Line"]:
        """A socket at the gateway after its ConnectionDetails."""
        if ticket is None:
            ticket = await asyncio.to_thread(self.ticket)
        address = f"{ticket['uri']}?access_token={ticket['ws_access_token']}" + (f"&wsc={wsc}" if wsc else "")
        async with connect(address, proxy=None, max_size=None, ping_interval=None) as socket, Line(socket) as line:
            yield line


class Line:
    """One socket: answers by messageId, notifications in order, everything else as it comes."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.details: Json = {}
        self.wsc: Json = {}
        self.notifications: list[Json] = []
        self.metas: list[Json] = []
        self.errors: list[Json] = []
        self.others: list[Any] = []
        self._ids = itertools.count(1)
        self._answers: dict[str, tuple[Json, Any]] = {}
        self._news = asyncio.Condition()
        self._reading: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._reading = asyncio.get_running_loop().create_task(self._read())
        await self.until(lambda: bool(self.details or self.errors))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()
        if self._reading:
            await self._reading

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for text in self.socket:
                self._note(*split(str(text)))
                async with self._news:
                    self._news.notify_all()
        async with self._news:
            self._news.notify_all()

    def _note(self, meta: Json, body: Any) -> None:
        if "wsc" in meta:
            self.wsc = meta["wsc"]
        kind = meta["type"]
        if kind == "ConnectionDetails":
            self.details = body
        elif kind == "ServerNotification":
            self.metas.append(meta)
            self.notifications.append(body)
        elif kind == "Error":
            self.errors.append(body)
        elif kind == "ClientRequest":
            self._answers[meta["messageId"]] = meta, body
        else:
            self.others.append([meta] if body is None else [meta, body])

    async def until(self, condition: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until this holds; every frame, and the close, is a reason to look again."""
        async with asyncio.timeout(patience), self._news:
            await self._news.wait_for(condition)

    async def closed(self, patience: float = PATIENCE) -> tuple[int | None, str | None]:
        """Wait for the end; close code and reason (1006 when there was no close frame)."""
        await asyncio.wait_for(self.socket.wait_closed(), patience)
        return self.socket.close_code, self.socket.close_reason

    async def say(self, *parts: Any) -> None:
        """Send a frame as it is."""
        await self.socket.send(json.dumps(list(parts)))

    async def request(self, method: str, path: str, body: Any = None, **meta: Any) -> tuple[Json, Any]:
        """A ClientRequest and its answer: meta and body."""
        id = f"m{next(self._ids)}"
        head = {"type": "ClientRequest", "messageId": id, "method": method, "path": rest(path), **meta}
        await self.say(head, *([] if body is None else [body]))
        await self.until(lambda: id in self._answers or bool(self._reading and self._reading.done()))
        answer, content = self._answers.pop(id)
        if not isinstance(content, str):
            payload = b"" if content is None else json.dumps(content).encode()
            judge(method, rest(path).partition("?")[0], answer["status"], "application/json", payload)
        return answer, content

    async def subscribe(self, *filters: str) -> Json:
        """Subscribe; the SubscriptionInfo."""
        meta, body = await self.request("POST", "/subscription", subscription(*filters))
        assert meta["status"] == 200, body
        return dict(body)

    async def heard(self, number: int) -> list[Json]:
        """The first so many notifications."""
        await self.until(lambda: len(self.notifications) >= number)
        return self.notifications[:number]


def subscription(*filters: str) -> Json:
    """The body of a subscription over the socket."""
    return {"eventFilters": [rest(one) for one in filters], "deliveryMode": {"transportType": "WebSocket"}}


def rest(path: str) -> str:
    """A path under v1.0, unless it says itself where it is."""
    return path if path.startswith("/restapi") else f"/restapi/v1.0{path}"


def split(text: str) -> tuple[Json, Any]:
    """Meta and body of a frame. A multipart body is raw text: such a frame is no JSON as a whole."""
    try:
        parts = json.loads(text)
    except ValueError:
        meta, end = json.JSONDecoder().raw_decode(text[1:])
        return meta, text[1 + end + 1 : -1]
    return parts[0], parts[1] if len(parts) > 1 else None
