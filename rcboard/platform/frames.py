"""Frames: what travels over the gateway's socket, decoded without ever failing, and our requests encoded.

RingCentral guide, WebSocket gateway: a text frame is a JSON array of meta data and, mostly, a body. The one exception
is a multipart answer, whose body is raw text, so that such a frame is no JSON at all (so RingCentral's JavaScript SDK).
"""

import re
from collections.abc import Mapping, Sequence

import msgspec

from rcboard.domain.barred import Barred
from rcboard.domain.events import PresenceHeard
from rcboard.platform import refusals, salvage, shapes, wire


class Wsc(msgspec.Struct, frozen=True):
    """The session context: with it a returning client is given back its subscription. The repr shows no token."""

    token: str
    sequence: int = 0

    def __repr__(self) -> str:
        return f"Wsc(sequence={self.sequence})"


class Details(msgspec.Struct, frozen=True):
    """ConnectionDetails: the gateway is ready. ``recovery`` is empty on a connection that asked for none."""

    recovery: str = ""
    recovery_code: str = ""
    window: float | None = None
    """Seconds after a loss within which the session can be recovered."""
    buffer: int | None = None
    """How many notifications at most are kept for us meanwhile."""
    created: float | None = None
    """RingCentral's time."""
    absolute: float | None = None
    """Seconds after which the gateway closes in any case."""


class Answer(msgspec.Struct, frozen=True):
    """The answer to a request of ours, found by its message id. ``body`` is what it is: JSON, text or nothing."""

    message_id: str
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Of a refusal only."""


class Notification(msgspec.Struct, frozen=True):
    """Something happened. ``heard`` is None for what is no presence, or is nobody's."""

    subscription_id: str
    event: str
    heard: PresenceHeard | None
    timestamp: float | None = None

    @property
    def about_people(self) -> bool:
        """Whether somebody was created, changed or deleted. What exactly, RingCentral tells in two shapes: ask."""
        return _PEOPLE.search(self.event) is not None


class Heartbeat(msgspec.Struct, frozen=True):
    """The echo of ours."""

    message_id: str


class Fault(msgspec.Struct, frozen=True):
    """An Error frame: mostly the last thing before the gateway closes."""

    message_id: str
    status: int
    body: bytes = b""


class Odd(msgspec.Struct, frozen=True):
    """Not to be understood, and why."""

    reason: str


Content = Details | Answer | Notification | Heartbeat | Fault | Odd


class Frame(msgspec.Struct, frozen=True):
    """One frame. ``odd`` names the parts of it that had to be left out."""

    content: Content
    wsc: Wsc | None = None
    odd: tuple[str, ...] = ()


class Subscribed(msgspec.Struct, frozen=True):
    """A subscription as RingCentral made it, and what it put aside of the filters asked for."""

    id: str
    barred: Mapping[str, Barred] = msgspec.field(default_factory=dict)
    """The people it does not let us hear of, by extension id."""
    account: Barred | None = None
    """Why it does not let us hear of everybody at once, where it does not."""
    disabled: int = 0
    """Filters about presence that were put aside."""
    news: Barred | None = None
    """Why it does not tell of people who come, change and leave."""


class _Head(msgspec.Struct, array_like=True):
    meta: shapes.MetaShape | None = None
    body: msgspec.Raw = msgspec.Raw()


_HEAD = msgspec.json.Decoder(_Head)
_META = msgspec.json.Decoder(shapes.MetaShape)
_DETAILS = msgspec.json.Decoder(shapes.DetailsShape)
_ENVELOPE = msgspec.json.Decoder(shapes.EnvelopeShape)
_SUBSCRIPTION = msgspec.json.Decoder(shapes.SubscriptionShape)
_MULTIPART = re.compile(r"^\s*\[\s*(\{.*?\})\s*,\s*(--.*)\]\s*$", re.DOTALL)
_PEOPLE = re.compile(r"/account/[^/]+/(?:extension(?:/\d+)?|directory/entries)$")
_EVERYBODY = re.compile(r"/account/[^/]+/presence(?:$|\?)")
_PERSON = re.compile(r"/extension/(\d+)/presence(?:$|[?/])")


def decode_frame(text: str | bytes, at: float) -> Frame:
    """Any frame at all. ``at`` is when it came, in seconds since 1970 by our clock."""
    odd: list[str] = []
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    meta, body = _parts(text, odd)
    if meta is None:
        return Frame(Odd(odd[0] if odd else "no meta data"))
    wsc = Wsc(meta.wsc.token, meta.wsc.sequence or 0) if meta.wsc is not None and meta.wsc.token else None
    content = _content(meta, body, at, odd)
    return Frame(content, wsc, tuple(odd))


def _parts(text: str, odd: list[str]) -> tuple[shapes.MetaShape | None, bytes]:
    try:
        head = _HEAD.decode(text)
        return head.meta, bytes(head.body)
    except msgspec.ValidationError:
        pass
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return _multipart(text, odd)
    try:
        elements = msgspec.json.decode(text, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        odd.append("not an array")
        return None, b""
    if not elements:
        odd.append("empty")
        return None, b""
    return salvage.decode(_META, elements[0], odd), bytes(elements[1]) if len(elements) > 1 else b""


def _multipart(text: str, odd: list[str]) -> tuple[shapes.MetaShape | None, bytes]:
    found = _MULTIPART.match(text)
    if found is None:
        odd.append("not JSON")
        return None, b""
    return salvage.decode(_META, found[1].encode("utf-8", "replace"), odd), found[2].encode("utf-8", "replace")


def _content(meta: shapes.MetaShape, body: bytes, at: float, odd: list[str]) -> Content:
    message_id = "" if meta.message_id is None else str(meta.message_id)
    match meta.type:
        case "ServerNotification":
            return _notification(body, at, odd)
        case "ClientRequest":
            status = meta.status or 0
            return Answer(message_id, status, body, _headers(meta.headers) if status >= 400 else {})
        case "ConnectionDetails":
            return _details(body, odd)
        case "Heartbeat":
            return Heartbeat(message_id)
        case "Error":
            return Fault(message_id, meta.status or 0, body)
        case None:
            return Odd("no type")
        case _:
            return Odd("unknown type")


def _headers(raw: msgspec.Raw) -> dict[str, str]:
    try:
        found = msgspec.json.decode(raw, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return {}
    return {name: str(value) for name, value in found.items()}


def _details(body: bytes, odd: list[str]) -> Details:
    found = (salvage.decode(_DETAILS, body, odd) if body else None) or shapes.DetailsShape()
    return Details(
        found.recovery_state or "",
        found.recovery_error_code or "",
        found.recovery_timeout,
        found.recovery_buffer_size,
        wire.moment(found.creation_time, odd),
        found.absolute_timeout,
    )


def _notification(body: bytes, at: float, odd: list[str]) -> Content:
    envelope = salvage.decode(_ENVELOPE, body, odd)
    if envelope is None:
        return Odd("no notification")
    event = envelope.event or ""
    timestamp = wire.moment(envelope.timestamp, odd)
    heard = None
    if envelope.body is not None and about_presence(event):
        id = _person_id(envelope.body, event)
        if id:
            presence = wire.presence_of(envelope.body, odd)
            heard = PresenceHeard(id, presence, at, timestamp, envelope.body.sequence)
        else:
            odd.append("body.extensionId")
    subscription_id = "" if envelope.subscription_id is None else str(envelope.subscription_id)
    return Notification(subscription_id, event, heard, timestamp)


def _person_id(body: shapes.PresenceShape, event: str) -> str:
    """Whom it is about: the body says; the event's address does where the body does not."""
    if body.extension_id is not None:
        return str(body.extension_id)
    found = _PERSON.search(event)
    return found[1] if found else ""


def subscribed(body: bytes) -> Subscribed | None:
    """The answer to a subscription request; None when it holds no subscription.

    The returned filters are never compared with ours: RingCentral rewrites ``~`` and shuffles them.
    """
    found = salvage.decode(_SUBSCRIPTION, body, [])
    if found is None or found.id is None:
        return None
    barred: dict[str, Barred] = {}
    account = news = None
    disabled = 0
    for item in found.disabled_filters or []:
        text, why = item.filter or "", refusals.barred(item.reason or "", item.message or "")
        if not about_presence(text):
            news = news or why
            continue
        disabled += 1
        if (person := _PERSON.search(text)) is not None:
            barred[person[1]] = why
        elif _EVERYBODY.search(text):
            account = why
    return Subscribed(str(found.id), barred, account, disabled, news)


def about_presence(text: str) -> bool:
    """Whether a filter or an event's address is about presence."""
    return text.partition("?")[0].endswith("/presence")


def subscribe(message_id: str, filters: Sequence[str]) -> str:
    """The request for one subscription to all these filters; a second one on a socket would replace the first."""
    return _request(
        message_id,
        "POST",
        "/restapi/v1.0/subscription",
        {"eventFilters": list(filters), "deliveryMode": {"transportType": "WebSocket"}},
    )


def renew(message_id: str, subscription_id: str) -> str:
    """The request to go on with a subscription, which is refused where it is gone."""
    return _request(message_id, "POST", f"/restapi/v1.0/subscription/{subscription_id}/renew")


def remove(message_id: str, subscription_id: str) -> str:
    """The request to end a subscription."""
    return _request(message_id, "DELETE", f"/restapi/v1.0/subscription/{subscription_id}")


def heartbeat(message_id: str) -> str:
    """A sign of life that counts as traffic; the gateway echoes it."""
    return msgspec.json.encode([{"type": "Heartbeat", "messageId": message_id}]).decode()


def _request(message_id: str, method: str, path: str, *body: object) -> str:
    meta = {"type": "ClientRequest", "messageId": message_id, "method": method, "path": path}
    return msgspec.json.encode([meta, *body]).decode()
