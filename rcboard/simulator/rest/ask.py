"""One request and its answer, whichever way they travel: HTTP or a frame of the gateway."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from multidict import CIMultiDict, MultiDict

from rcboard.simulator.errors import invalid, refusal
from rcboard.simulator.oauth.sessions import Session

if TYPE_CHECKING:
    from rcboard.simulator.gateway.session import GatewaySession


@dataclass(slots=True)
class Ask:
    """A request. ``line`` is the gateway session it came over, None for HTTP; ``session`` comes with the token."""

    method: str
    path: str
    query: MultiDict[str]
    headers: Mapping[str, str]
    body: bytes = b""
    line: "GatewaySession | None" = None
    session: Session | None = None
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def signed_in(self) -> Session:
        """The session; only operations that need one ask."""
        assert self.session is not None
        return self.session

    @property
    def reader_id(self) -> int:
        """Who asks."""
        return self.signed_in.extension_id

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; an empty body is an empty object."""
        if not self.body.strip() or self.body.strip() == b'""':
            return {}
        try:
            body = msgspec.json.decode(self.body)
        except msgspec.DecodeError:
            raise refusal(400, "CMN-103", "Request body cannot be parsed as JSON") from None
        if not isinstance(body, dict):
            raise refusal(400, "CMN-103", "Request body has to be a JSON object")
        return body

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes-or-no query parameter."""
        text = self.query.get(name)
        if text is None:
            return default
        if text.lower() not in ("true", "false"):
            raise invalid(name, text)
        return text.lower() == "true"

    def number(self, name: str, default: int) -> int:
        """A query parameter that counts something, from 1."""
        text = self.query.get(name)
        if text is None:
            return default
        if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < 1:
            raise invalid(name, text)
        return int(text)


@dataclass(slots=True)
class Answer:
    """What goes back: a JSON value in ``body``, or ready bytes in ``raw`` with ``content_type``."""

    status: int = 200
    body: Any = None
    headers: CIMultiDict[str] = field(default_factory=CIMultiDict)
    raw: bytes | None = None
    content_type: str = "application/json"

    def payload(self) -> bytes:
        """The body as it goes out: compact JSON, ready bytes or nothing."""
        if self.raw is not None:
            return self.raw
        return b"" if self.body is None else msgspec.json.encode(self.body)


@dataclass(frozen=True, slots=True)
class Operation:
    """One row of the API reference: method and path template, throttling group, permissions, who answers.

    ``available`` tells that it is served in limited mode as well, ``signed`` that it needs an access token, ``newer``
    that it refuses in the envelope of the newer services.
    """

    method: str
    path: str
    answer: Callable[[Ask], Answer]
    group: str = ""
    app_permission: str = ""
    user_permission: str = ""
    available: bool = False
    newer: bool = False
    signed: bool = True
