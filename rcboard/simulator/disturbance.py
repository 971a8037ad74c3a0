"""Faults of HTTP requests, wrapped around the answering of each."""

import asyncio
import base64
import binascii
from functools import partial
from urllib.parse import parse_qsl

from aiohttp import web
from multidict import CIMultiDict

from rcboard.simulator.errors import Refusal, oauth, refusal
from rcboard.simulator.ground import Ground
from rcboard.simulator.oauth.sessions import Sessions
from rcboard.simulator.rest.ask import Answer, Ask
from rcboard.simulator.rest.router import Router

HTML = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\r\n"


class Disturbance:
    """Decides for each request whether it is answered, and how badly."""

    def __init__(self, sessions: Sessions, router: Router, ground: Ground) -> None:
        self._faults = ground.faults
        self._numbers = ground.numbers
        self._tokens = ground.tokens
        self._sessions = sessions
        self._router = router

    async def answer(self, ask: Ask, request: web.Request) -> Answer:
        """The answer to a request, or whatever comes instead."""
        if not self._faults.on():
            return self._router.answer(ask)
        keys, path = self._client(ask), ask.path.rstrip("/")
        if fault := self._faults.strikes("slow_answer", *keys, path=path):
            await asyncio.sleep(self._numbers.slow_answer_real if fault.seconds is None else fault.seconds)
        if self._faults.strikes("reset", *keys, path=path):
            _reset(request)
            return Answer(500)
        try:
            instead = self._instead(ask, keys)
        except Refusal as no:
            instead = Answer(no.status, no.body, CIMultiDict(no.headers))
        if instead:
            instead.headers["RCRequestId"] = self._tokens.request()
            return instead
        answer = self._router.answer(ask)
        if self._faults.strikes("lost_answer", *keys, path=path):
            _reset(request)
        return answer

    def _instead(self, ask: Ask, keys: tuple[str, ...]) -> Answer | None:
        """What comes instead of an answer; a refusal is raised."""
        strikes = partial(self._faults.strikes, path=ask.path.rstrip("/"))
        if strikes("bad_gateway", *keys):
            return Answer(502, raw=HTML, content_type="text/html")
        if strikes("empty_gateway", *keys):
            return Answer(504, raw=b"", content_type="text/plain")
        pause = {"Retry-After": str(self._numbers.retry_after_maintenance)}
        operation = self._router.operation(ask.method, ask.path.rstrip("/"))
        overloaded = refusal(503, "CMN-211", "Service is overloaded, please retry later", headers=pause)
        if operation is None or not operation.available:
            if strikes("overloaded", *keys):
                raise overloaded
            if strikes("maintenance", *keys):
                message = "Service is under maintenance"
                raise refusal(503, "CMN-211", message, word="MaintenanceMode", headers=pause)
        too_many = {"Retry-After": str(self._numbers.retry_after_plain_429)}
        if strikes("plain_429", *keys):
            raise refusal(429, "CMN-301", "Request rate exceeded", headers=too_many)
        path = (ask.method, ask.path.rstrip("/"))
        if path == ("POST", "/restapi/oauth/wstoken"):
            if strikes("ws_token_429", *keys):
                raise refusal(429, "CMN-301", "Request rate exceeded", headers=too_many)
            if strikes("ws_token_503", *keys):
                raise overloaded
        if path == ("POST", "/restapi/oauth/token") and strikes("sign_in_refused", *keys):
            raise oauth(400, "invalid_grant", "OAU-213", "Token not found")
        if operation is not None and operation.signed and strikes("unauthorized", *keys):
            raise refusal(401, "OAU-213", "Token not found", word="TokenInvalid")
        return None

    def _client(self, ask: Ask) -> tuple[str, ...]:
        """The client behind a request as far as it says: its client id, and its session where it has one."""
        scheme, _, text = ask.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            session = self._sessions.find(text.strip())
            return session.keys if session else ()
        if scheme.lower() == "basic":
            try:
                return (base64.b64decode(text).decode().partition(":")[0],)
            except (binascii.Error, UnicodeDecodeError):
                return ()
        form = dict(parse_qsl(ask.body.decode("utf-8", "replace")))
        return (form["client_id"],) if "client_id" in form else ()


def _reset(request: web.Request) -> None:
    if isinstance(request.transport, asyncio.Transport):
        request.transport.abort()
