"""The wire: RingCentral's answers turned into our own facts and, for ``raw``, back into its keys.

Nothing here raises on odd input: what does not fit is left out and named in the ``odd`` list that comes back beside
the facts, for the caller to count and to log once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

from rcboard.domain.people import Person
from rcboard.domain.presence import ABSENT, Call, Presence
from rcboard.platform import salvage, shapes

R = TypeVar("R")

_PEOPLE = msgspec.json.Decoder(shapes.PeoplePageShape)
_ENTRIES = msgspec.json.Decoder(shapes.EntriesPageShape)
_PRESENCES = msgspec.json.Decoder(shapes.PresencePageShape)
_PRESENCE = msgspec.json.Decoder(shapes.PresenceShape)
_BATCH = msgspec.json.Decoder(list[shapes.BatchedShape])
_EXTENSION = msgspec.json.Decoder(shapes.ExtensionShape)
_TICKET = msgspec.json.Decoder(shapes.TicketShape)
_SUCCESSFUL = msgspec.json.Decoder(shapes.SuccessfulShape)
_TOKEN = msgspec.json.Decoder(shapes.TokenShape)


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Part of a list. ``next_uri`` is RingCentral's own address of the next part, empty on the last one."""

    records: tuple[R, ...]
    next_uri: str = ""
    total: int | None = None
    odd: tuple[str, ...] = ()
    retry: tuple[str, ...] = ()
    """Ids that could not be answered just now (a batch answers each by itself), to be asked for again."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to open one socket, once. The repr shows no token."""

    uri: str
    token: str

    def __repr__(self) -> str:
        return f"Ticket(uri={self.uri!r})"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in gave. Periods in seconds from when it was asked for. The repr shows no token."""

    access_token: str
    expires_in: float
    refresh_token: str = ""
    refresh_expires_in: float = 0.0
    owner_id: str = ""
    scope: frozenset[str] = frozenset()
    """The app permissions that come with the token."""
    id_token: str = ""
    """Who signed in, as OpenID Connect says it; RingCentral may leave it out."""

    def __repr__(self) -> str:
        return f"Tokens(expires_in={self.expires_in}, owner_id={self.owner_id!r})"


def people(body: bytes) -> Page[Person]:
    """A page of the extension list; every type and status, for the caller to choose from."""
    odd: list[str] = []
    page = salvage.decode(_PEOPLE, body, odd) or shapes.PeoplePageShape()
    records = []
    for record in page.records or ():
        if record.id is None:
            odd.append("records[].id")
            continue
        records.append(_person(record))
    return Page(tuple(records), _next(page.navigation), _total(page.paging), tuple(odd))


def directory(body: bytes) -> Page[Person]:
    """A page of the company directory; every type and status."""
    odd: list[str] = []
    page = salvage.decode(_ENTRIES, body, odd) or shapes.EntriesPageShape()
    records = []
    for record in page.records or ():
        if record.id is None:
            odd.append("records[].id")
            continue
        records.append(_entry(record))
    return Page(tuple(records), "", _total(page.paging), tuple(odd))


def presences(body: bytes) -> Page[tuple[str, Presence]]:
    """A page of account presence as (extension id, record)."""
    odd: list[str] = []
    page = salvage.decode(_PRESENCES, body, odd) or shapes.PresencePageShape()
    records = _identified(page.records or (), odd)
    return Page(records, _next(page.navigation), _total(page.paging), tuple(odd))


def presence_batch(body: bytes) -> Page[tuple[str, Presence]]:
    """The answer to several extension ids at once (207, vendor JSON form) or to a single one (200, one object)."""
    odd: list[str] = []
    if body.lstrip()[:1] != b"[":
        single = salvage.decode(_PRESENCE, body, odd)
        return Page(_identified((single,) if single else (), odd), odd=tuple(odd))
    items = salvage.decode(_BATCH, body, odd) or []
    found = []
    for item in items:
        if item.status == 200 and item.body is not None and item.resource_id is not None:
            found.append((str(item.resource_id), presence_of(item.body, odd)))
    busy = [item for item in items if item.status is not None and (item.status == 429 or item.status >= 500)]
    retry = tuple(str(item.resource_id) for item in busy if item.resource_id is not None)
    return Page(tuple(found), odd=tuple(odd), retry=retry)


def own_id(body: bytes) -> str:
    """The extension id of the signed-in user; empty when the answer does not say."""
    record = salvage.decode(_EXTENSION, body, [])
    return str(record.id) if record is not None and record.id is not None else ""


def own_changes(changes: Mapping[str, str | bool]) -> dict[str, str | bool]:
    """What to send to change one's own presence: our names turned into RingCentral's."""
    return {_OWN[name]: value for name, value in changes.items()}


_OWN = {"user_status": "userStatus", "dnd_status": "dndStatus", "message": "message"}


def own_presence(body: bytes) -> Presence:
    """The record that answers such a change."""
    odd: list[str] = []
    record = salvage.decode(_PRESENCE, body, odd)
    return presence_of(record, odd) if record is not None else Presence()


def ticket(body: bytes) -> Ticket | None:
    """The right to open a socket; None when the answer is none."""
    found = salvage.decode(_TICKET, body, [])
    if found is None or not found.uri or not found.ws_access_token:
        return None
    return Ticket(found.uri, found.ws_access_token)


def tokens(body: bytes) -> Tokens | None:
    """The tokens of a sign-in or refresh; None when the answer holds none."""
    found = salvage.decode(_TOKEN, body, [])
    if found is None or not found.access_token or not found.expires_in or found.expires_in < 0:
        return None
    return Tokens(
        found.access_token,
        found.expires_in,
        found.refresh_token or "",
        found.refresh_token_expires_in or 0.0,
        _text(found.owner_id),
        frozenset((found.scope or "").split()),
        found.id_token or "",
    )


def successful(body: bytes) -> bool:
    """Whether a permission that was asked about is granted."""
    found = salvage.decode(_SUCCESSFUL, body, [])
    return found is not None and found.successful is True


def _identified(
    records: "list[shapes.PresenceShape] | tuple[shapes.PresenceShape, ...]", odd: list[str]
) -> tuple[tuple[str, Presence], ...]:
    found = []
    for record in records:
        if record.extension is None or record.extension.id is None:
            odd.append("extension.id")
        else:
            found.append((str(record.extension.id), presence_of(record, odd)))
    return tuple(found)


def _next(navigation: shapes.NavigationShape | None) -> str:
    return (navigation.next_page.uri or "") if navigation and navigation.next_page else ""


def _total(paging: shapes.PagingShape | None) -> int | None:
    return paging.total_elements if paging else None


def _person(record: shapes.PersonShape) -> Person:
    contact = record.contact or shapes.ContactShape()
    return Person(
        id=str(record.id),
        number=_text(record.extension_number),
        name=record.name or "",
        first_name=contact.first_name or "",
        last_name=contact.last_name or "",
        department=contact.department or "",
        job_title=contact.job_title or "",
        site=(record.site.name or "") if record.site else "",
        direct_numbers=(contact.business_phone,) if contact.business_phone else (),
        type=record.type or "Unknown",
        status=record.status or "Unknown",
        hidden=bool(record.hidden),
        photo=_photo(record.profile_image),
    )


def _entry(record: shapes.EntryShape) -> Person:
    numbers = [one for one in record.phone_numbers or () if one.phone_number and not one.hidden]
    direct = [one.phone_number or "" for one in numbers if one.usage_type == "DirectNumber"]
    return Person(
        id=str(record.id),
        number=_text(record.extension_number),
        name=record.name or f"{record.first_name or ''} {record.last_name or ''}".strip(),
        first_name=record.first_name or "",
        last_name=record.last_name or "",
        department=record.department or "",
        job_title=record.job_title or "",
        site=(record.site.name or "") if record.site else "",
        direct_numbers=tuple(dict.fromkeys(direct)),
        type=record.type or "Unknown",
        status=record.status or "Unknown",
        hidden=bool(record.hidden),
        photo=_photo(record.profile_image),
    )


def _photo(picture: shapes.PictureShape | None) -> str:
    return (picture.etag or "") if picture else ""


def presence_of(shape: shapes.PresenceShape, odd: list[str]) -> Presence:
    """A presence record; keys RingCentral left out stay absent."""
    calls = shape.active_calls
    return (Presence if calls else _shared)(
        shape.presence_status or ABSENT,
        shape.telephony_status or ABSENT,
        shape.aggregated_telephony_status or ABSENT,
        shape.cx_telephony_status or ABSENT,
        shape.user_status or ABSENT,
        shape.dnd_status or ABSENT,
        shape.dnd_status_personal or ABSENT,
        shape.meeting_status or ABSENT,
        shape.message or ABSENT,
        shape.caller_id_visibility or ABSENT,
        shape.accept_call_queue_calls,
        shape.allow_see_my_presence,
        shape.ring_on_monitored_call,
        shape.pick_up_calls_on_hold,
        None if calls is None else tuple([_call(call, odd) for call in calls]),
        shape.total_active_calls,
    )


_shared = lru_cache(maxsize=512)(Presence)
"""Of those without a call most have one of a few records: one value stands for all of them, and is made once."""


def _call(shape: shapes.CallShape, odd: list[str]) -> Call:
    return Call(
        id=_text(shape.id),
        direction=shape.direction or "",
        status=shape.telephony_status or "",
        from_number=shape.from_number or "",
        from_name=shape.from_name or "",
        to_number=shape.to_number or "",
        to_name=shape.to_name or "",
        start=moment(shape.start_time, odd),
        queue_call=bool(shape.queue_call),
        session_id=_text(shape.session_id),
        telephony_session_id=_text(shape.telephony_session_id),
        party_id=_text(shape.party_id),
    )


def _text(id: shapes.Id | None) -> str:
    return "" if id is None else str(id)


def moment(text: str | None, odd: list[str]) -> float | None:
    """Seconds since 1970 from ``2026-05-04T14:03:13.120Z`` or ``…+0000``; None, and odd, for anything else."""
    if not text:
        return None
    try:
        parsed = datetime.fromisoformat(text)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        odd.append("time")
        return None
