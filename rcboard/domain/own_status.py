"""Own status: what the signed-in person asks for, and what of it stands in the raw fields.

As RingCentral's own app sets these fields, do not disturb is Busy with no calls at all, and whoever leaves it takes
calls again. Invisible and offline are the same to RingCentral.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from rcboard.domain.presence import ABSENT, Presence

LONGEST = 75
"""Characters of a status text (API reference)."""

NO_CALLS, ALL_CALLS = "DoNotAcceptAnyCalls", "TakeAllCalls"
NO_QUEUE_CALLS, QUEUE_CALLS_ONLY = "DoNotAcceptDepartmentCalls", "TakeDepartmentCallsOnly"


class OwnStatus(StrEnum):
    """What one can be."""

    AVAILABLE = "available"
    BUSY = "busy"
    DO_NOT_DISTURB = "do_not_disturb"
    INVISIBLE = "invisible"


@dataclass(frozen=True, slots=True)
class Own:
    """How it stands. None: not known yet."""

    status: OwnStatus | None = None
    queue_calls: bool | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class OwnWish:
    """One change: what is None stays as it is."""

    status: OwnStatus | None = None
    queue_calls: bool | None = None
    message: str | None = None

    def granted(self, own: Own) -> Own:
        """How it stands once this is granted."""
        changed = {name: value for name in _FIELDS if (value := getattr(self, name)) is not None}
        return replace(own, **changed)


_FIELDS = ("status", "queue_calls", "message")
_STATUSES = {"Available": OwnStatus.AVAILABLE, "Busy": OwnStatus.BUSY, "Offline": OwnStatus.INVISIBLE}


def own(presence: Presence) -> Own:
    """How one's own status stands in a record."""
    dnd = presence.dnd_status
    status = _STATUSES.get(presence.user_status)
    if dnd == NO_CALLS:
        status = OwnStatus.DO_NOT_DISTURB
    queue_calls = None if dnd in (ABSENT, NO_CALLS) else dnd != NO_QUEUE_CALLS
    if presence.accept_call_queue_calls is not None and dnd != NO_CALLS:
        queue_calls = presence.accept_call_queue_calls
    return Own(status, queue_calls, presence.message)


def fields(wish: OwnWish, before: Own) -> Mapping[str, str | bool]:
    """The raw fields that grant a wish, by their names in :class:`Presence`."""
    changes: dict[str, str | bool] = {}
    match wish.status:
        case OwnStatus.DO_NOT_DISTURB:
            changes |= {"user_status": "Busy", "dnd_status": NO_CALLS}
        case OwnStatus() as status:
            changes["user_status"] = next(raw for raw, one in _STATUSES.items() if one is status)
            if before.status is OwnStatus.DO_NOT_DISTURB:
                changes["dnd_status"] = NO_QUEUE_CALLS if before.queue_calls is False else ALL_CALLS
    if wish.queue_calls is not None:
        changes["dnd_status"] = ALL_CALLS if wish.queue_calls else NO_QUEUE_CALLS
    if wish.message is not None:
        changes["message"] = wish.message[:LONGEST]
    return changes
