"""Presence: the raw record RingCentral keeps of a person, and the one table that derives a state from it.

The words in capitals are RingCentral's own vocabulary (API reference, "Get User Presence Status"). Enumerations
there are open, so raw fields are plain text: an unknown word is kept and shown, and nobody of whom it is said is free.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

ABSENT = ""
"""A key RingCentral did not send: it says nothing, neither yes nor no."""

NO_CALL, CALL_CONNECTED, RINGING, ON_HOLD, PARKED_CALL = "NoCall", "CallConnected", "Ringing", "OnHold", "ParkedCall"
AVAILABLE, BUSY, OFFLINE = "Available", "Busy", "Offline"
TAKE_ALL, NO_QUEUE_CALLS = "TakeAllCalls", "DoNotAcceptDepartmentCalls"
QUEUE_CALLS_ONLY, NO_CALLS = "TakeDepartmentCallsOnly", "DoNotAcceptAnyCalls"
MEETING_CONNECTED, MEETING_OVER = "Connected", "Disconnected"

_OF_THE_PHONE = frozenset({ABSENT, NO_CALL, CALL_CONNECTED, RINGING, ON_HOLD, PARKED_CALL})
_OF_WISHES = frozenset({ABSENT, TAKE_ALL, NO_QUEUE_CALLS, QUEUE_CALLS_ONLY, NO_CALLS})
_OF_MEETINGS = frozenset({ABSENT, MEETING_CONNECTED, MEETING_OVER})


class State(StrEnum):
    """What a person is doing, as a stable token for command line, API, MQTT and tests."""

    UNKNOWN = "unknown"
    HIDDEN = "hidden"
    RINGING = "ringing"
    ON_CALL = "on_call"
    ON_HOLD = "on_hold"
    PARKED = "parked"
    DO_NOT_DISTURB = "do_not_disturb"
    IN_MEETING = "in_meeting"
    BUSY = "busy"
    QUEUE_ONLY = "queue_only"
    AVAILABLE_NO_QUEUE = "available_no_queue"
    AVAILABLE = "available"
    OFFLINE = "offline"

    @property
    def free(self) -> bool:
        """Whether a call may go through."""
        return self in _FREE

    @property
    def known(self) -> bool:
        """Whether we know at all: "hidden" and "unknown" are neither free nor busy."""
        return self not in _NOT_KNOWN


_FREE = frozenset({State.AVAILABLE, State.AVAILABLE_NO_QUEUE})
_NOT_KNOWN = frozenset({State.UNKNOWN, State.HIDDEN})
_ON_THE_PHONE = frozenset({State.RINGING, State.ON_CALL, State.ON_HOLD, State.PARKED})


@dataclass(frozen=True, slots=True)
class Call:
    """One of a person's calls. ``start`` is in seconds since 1970 (UTC), None where RingCentral did not say."""

    id: str = ""
    direction: str = ""
    status: str = ""
    from_number: str = ""
    from_name: str = ""
    to_number: str = ""
    to_name: str = ""
    start: float | None = None
    queue_call: bool = False
    session_id: str = ""
    telephony_session_id: str = ""
    party_id: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """The raw fields as last heard, merged. Text fields are ABSENT and others None until RingCentral sends the key."""

    presence_status: str = ABSENT
    telephony_status: str = ABSENT
    aggregated_telephony_status: str = ABSENT
    cx_telephony_status: str = ABSENT
    user_status: str = ABSENT
    dnd_status: str = ABSENT
    dnd_status_personal: str = ABSENT
    meeting_status: str = ABSENT
    message: str = ABSENT
    caller_id_visibility: str = ABSENT
    accept_call_queue_calls: bool | None = None
    allow_see_my_presence: bool | None = None
    ring_on_monitored_call: bool | None = None
    pick_up_calls_on_hold: bool | None = None
    active_calls: tuple[Call, ...] | None = None
    total_active_calls: int | None = None

    def merged(self, newer: "Presence") -> "Presence":
        """This record with every key that ``newer`` carries laid over it; keys it leaves out keep their value."""
        # By place and not by dataclasses.replace, which takes ten times as long: this is done for every event.
        values = [
            new if new or (new is not None and new != ABSENT) else old
            for old, new in zip(_all(self), _all(newer), strict=True)
        ]
        if newer.telephony_status != ABSENT:
            if newer.aggregated_telephony_status == ABSENT:
                values[_AGGREGATED] = self._aggregated_after(newer)
            if newer.active_calls is None:
                values[_CALLS] = self._calls_after(newer)
        return Presence(*values)

    def _aggregated_after(self, newer: "Presence") -> str:
        """The aggregate as RingCentral forms it (telephony, else contact centre).

        Detailed events leave the key out, and the value of an earlier read must not outlive the call it told of.
        """
        if self.aggregated_telephony_status == ABSENT or newer.telephony_status != NO_CALL:
            return newer.telephony_status if self.aggregated_telephony_status else ABSENT
        contact_centre = newer.cx_telephony_status or self.cx_telephony_status
        return CALL_CONNECTED if contact_centre == CALL_CONNECTED else NO_CALL

    def _calls_after(self, newer: "Presence") -> tuple[Call, ...] | None:
        """What an event without a list of calls leaves of the old list: nothing that it contradicts."""
        if newer.telephony_status == NO_CALL:
            return () if self.active_calls is not None else None
        return self.active_calls if newer.telephony_status == self.telephony_status else None

    @property
    def phone(self) -> str:
        """What the phone does: the telephony status, else a call only the aggregate with the contact centre has."""
        if self.telephony_status in (ABSENT, NO_CALL) and self.aggregated_telephony_status == CALL_CONNECTED:
            return CALL_CONNECTED
        return self.telephony_status

    @property
    def refuses_calls(self) -> bool:
        """Do not disturb. Migrated accounts move only the personal field, others only the old one: either counts."""
        return NO_CALLS in (self.dnd_status, self.dnd_status_personal)

    @property
    def connected_since(self) -> float | None:
        """When the oldest connected call began; None without one or where RingCentral did not say."""
        starts = [call.start for call in self.active_calls or () if call.status == CALL_CONNECTED and call.start]
        return min(starts, default=None)


_NAMES = [field.name for field in fields(Presence)]
_AGGREGATED, _CALLS = _NAMES.index("aggregated_telephony_status"), _NAMES.index("active_calls")
_all: Callable[[Presence], tuple[Any, ...]] = attrgetter(*_NAMES)


class Reading(NamedTuple):
    """All that decides a state: the merged record and how it came about. One is made for every event, at a third of
    what a dataclass takes."""

    presence: Presence
    was_read: bool = False
    """A full read has been merged, so that a missing key means "withheld" and not "not heard yet"."""
    own: bool = False
    in_queue: bool = False
    refused: bool = False
    """RingCentral lets us hear nothing of this person, for whatever reason."""


def _withheld(r: Reading) -> bool:
    p = r.presence
    return r.was_read and not (p.telephony_status or p.user_status or p.dnd_status or p.dnd_status_personal)


def _hidden(r: Reading) -> bool:
    if r.refused or r.own:
        return r.refused  # nobody tells us of him; to oneself one is never hidden
    return r.presence.allow_see_my_presence is False or _withheld(r)


def _available(r: Reading) -> bool:
    p = r.presence
    understood = {p.dnd_status, p.dnd_status_personal} <= _OF_WISHES and p.meeting_status in _OF_MEETINGS
    return p.presence_status == AVAILABLE and understood


TABLE: tuple[tuple[State, Callable[[Reading], bool]], ...] = (
    (State.HIDDEN, _hidden),
    (State.UNKNOWN, lambda r: r.presence.phone not in _OF_THE_PHONE),
    (State.RINGING, lambda r: r.presence.phone == RINGING),
    (State.ON_CALL, lambda r: r.presence.phone == CALL_CONNECTED),
    (State.ON_HOLD, lambda r: r.presence.phone == ON_HOLD),
    (State.PARKED, lambda r: r.presence.phone == PARKED_CALL),
    (State.DO_NOT_DISTURB, lambda r: r.presence.refuses_calls),
    (State.IN_MEETING, lambda r: r.presence.meeting_status == MEETING_CONNECTED),
    (State.BUSY, lambda r: BUSY in (r.presence.user_status, r.presence.presence_status)),
    (State.QUEUE_ONLY, lambda r: _available(r) and r.presence.dnd_status == QUEUE_CALLS_ONLY),
    (
        State.AVAILABLE_NO_QUEUE,
        lambda r: (
            _available(r)
            and (
                r.presence.dnd_status == NO_QUEUE_CALLS or (r.in_queue and r.presence.accept_call_queue_calls is False)
            )
        ),
    ),
    (State.AVAILABLE, _available),
    (State.OFFLINE, lambda r: r.presence.presence_status == OFFLINE),
)
"""The first row that holds wins: what the phone does before what the person asked for.

Ringing leaves ``presence_status`` Available and an invisible user on the phone reads Offline, so ``presence_status``
alone never decides. What fits no row is unknown, and so is a phone of which a word is said that nobody knows: whatever
it means, "Available" beside it would be a guess. Age is not in here: see ``rcboard.domain.board``.
"""


_DECIDING = (
    "presence_status",
    "telephony_status",
    "aggregated_telephony_status",
    "user_status",
    "dnd_status",
    "dnd_status_personal",
    "meeting_status",
    "accept_call_queue_calls",
    "allow_see_my_presence",
)
"""The fields that a row of the table looks at; a row that looked at another would find it absent."""
_deciding: Callable[[Presence], tuple[Any, ...]] = attrgetter(*_DECIDING)


def derive(reading: Reading) -> State:
    """The state of a person from all that is known of him."""
    return _derived(_deciding(reading.presence), reading.was_read, reading.own, reading.in_queue, reading.refused)


@lru_cache(maxsize=1024)  # of ten thousand people hardly a hundred differ in this
def _derived(deciding: tuple[Any, ...], *how: bool) -> State:
    reading = Reading(Presence(**dict(zip(_DECIDING, deciding, strict=True))), *how)
    for state, holds in TABLE:
        if holds(reading):
            return state
    return State.UNKNOWN


def badge(presence: Presence, state: State) -> State | None:
    """What the person asked for, where the phone hides it: on a call *and* do not disturb shows both."""
    if state in _ON_THE_PHONE:
        if presence.refuses_calls:
            return State.DO_NOT_DISTURB
        if presence.meeting_status == MEETING_CONNECTED:
            return State.IN_MEETING
    if state in (State.IN_MEETING, State.BUSY) and presence.dnd_status == NO_QUEUE_CALLS:
        return State.AVAILABLE_NO_QUEUE
    return None
