"""Shapes: RingCentral's JSON objects as typed structs, with the keys that rcboard reads.

Every key may be missing or null; keys not listed are skipped by the decoder. Enumerations are plain text, because
RingCentral declares them open. Ids come as numbers in some places and as text in others (API reference against
recorded frames).
"""

import msgspec

Id = int | str


class Shape(msgspec.Struct, rename="camel"):
    """A JSON object all of whose keys may be missing."""


class CallShape(Shape):
    """An item of ``activeCalls``."""

    id: Id | None = None
    direction: str | None = None
    telephony_status: str | None = None
    from_number: str | None = msgspec.field(name="from", default=None)
    from_name: str | None = None
    to_number: str | None = msgspec.field(name="to", default=None)
    to_name: str | None = None
    start_time: str | None = None
    queue_call: bool | None = None
    session_id: Id | None = None
    telephony_session_id: Id | None = None
    party_id: Id | None = None


class ExtensionShape(Shape):
    """The ``extension`` of a presence record, and the answer to who we are."""

    id: Id | None = None


class PresenceShape(Shape):
    """A presence record as read (``extension``) or as pushed (``extensionId``, ``sequence``, ``totalActiveCalls``)."""

    extension: ExtensionShape | None = None
    extension_id: Id | None = None
    sequence: int | None = None
    presence_status: str | None = None
    telephony_status: str | None = None
    aggregated_telephony_status: str | None = None
    cx_telephony_status: str | None = None
    user_status: str | None = None
    dnd_status: str | None = None
    dnd_status_personal: str | None = None
    meeting_status: str | None = None
    message: str | None = None
    caller_id_visibility: str | None = None
    accept_call_queue_calls: bool | None = None
    allow_see_my_presence: bool | None = None
    ring_on_monitored_call: bool | None = None
    pick_up_calls_on_hold: bool | None = None
    active_calls: list[CallShape] | None = None
    total_active_calls: int | None = None


class LinkShape(Shape):
    """An address inside ``navigation``."""

    uri: str | None = None


class NavigationShape(Shape):
    """Where the other pages are."""

    next_page: LinkShape | None = None


class PagingShape(Shape):
    """How many there are."""

    page: int | None = None
    total_pages: int | None = None
    total_elements: int | None = None


class PresencePageShape(Shape):
    """A page of account presence."""

    records: list[PresenceShape] | None = None
    navigation: NavigationShape | None = None
    paging: PagingShape | None = None


class ContactShape(Shape):
    """The personal part of an extension record."""

    first_name: str | None = None
    last_name: str | None = None
    department: str | None = None
    job_title: str | None = None
    business_phone: str | None = None


class SiteShape(Shape):
    """Where somebody works."""

    name: str | None = None


class PictureShape(Shape):
    """Somebody's picture; without an ``etag`` there is none."""

    etag: str | None = None


class PersonShape(Shape):
    """A record of the extension list."""

    id: Id | None = None
    extension_number: Id | None = None
    name: str | None = None
    type: str | None = None
    status: str | None = None
    hidden: bool | None = None
    contact: ContactShape | None = None
    site: SiteShape | None = None
    profile_image: PictureShape | None = None


class PeoplePageShape(Shape):
    """A page of the extension list."""

    records: list[PersonShape] | None = None
    navigation: NavigationShape | None = None
    paging: PagingShape | None = None


class PhoneNumberShape(Shape):
    """A number in the company directory."""

    phone_number: str | None = None
    usage_type: str | None = None
    hidden: bool | None = None


class EntryShape(Shape):
    """An entry of the company directory, whose types are fewer than the list's."""

    id: Id | None = None
    extension_number: Id | None = None
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    type: str | None = None
    status: str | None = None
    hidden: bool | None = None
    department: str | None = None
    job_title: str | None = None
    site: SiteShape | None = None
    phone_numbers: list[PhoneNumberShape] | None = None
    profile_image: PictureShape | None = None


class EntriesPageShape(Shape):
    """A page of the company directory, which names no next page."""

    records: list[EntryShape] | None = None
    paging: PagingShape | None = None


class BatchedShape(Shape):
    """One item of a 207 answer in the vendor JSON form."""

    resource_id: Id | None = None
    status: int | None = None
    body: PresenceShape | None = None


class TicketShape(Shape):
    """The answer of ``/restapi/oauth/wstoken``."""

    uri: str | None = None
    ws_access_token: str | None = msgspec.field(name="ws_access_token", default=None)


class TokenShape(Shape, rename=None):
    """The answer of ``/restapi/oauth/token``, whose keys are in snake case."""

    access_token: str | None = None
    expires_in: float | None = None
    refresh_token: str | None = None
    refresh_token_expires_in: float | None = None
    owner_id: Id | None = None
    scope: str | None = None
    id_token: str | None = None


class SuccessfulShape(Shape):
    """The answer to whether the user has a permission."""

    successful: bool | None = None


class WscShape(Shape):
    """The session context that any frame of the gateway may carry."""

    token: str | None = None
    sequence: int | None = None


class MetaShape(Shape):
    """The first element of a gateway frame."""

    type: str | None = None
    message_id: Id | None = None
    status: int | None = None
    wsc: WscShape | None = None
    headers: msgspec.Raw = msgspec.Raw()
    """Looked at only where something was refused."""


class DetailsShape(Shape):
    """The body of ConnectionDetails. Periods are in seconds."""

    creation_time: str | None = None
    recovery_state: str | None = None
    recovery_error_code: str | None = None
    recovery_timeout: float | None = None
    recovery_buffer_size: int | None = None
    absolute_timeout: float | None = None


class DisabledShape(Shape):
    """A filter that RingCentral put aside."""

    filter: str | None = None
    reason: str | None = None
    message: str | None = None


class SubscriptionShape(Shape):
    """A subscription as its creation is answered."""

    id: Id | None = None
    disabled_filters: list[DisabledShape] | None = None


class EnvelopeShape(Shape):
    """The body of a ServerNotification."""

    subscription_id: Id | None = None
    event: str | None = None
    timestamp: str | None = None
    body: PresenceShape | None = None
