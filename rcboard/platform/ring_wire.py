"""RingOut on the wire: what asks for a call, and what says how it stands (API reference, "Make RingOut Call")."""

from dataclasses import dataclass

import msgspec

from rcboard.domain.ring_out import Step, step
from rcboard.platform import salvage
from rcboard.platform.shapes import Id, Shape


class StatusShape(Shape):
    """The three statuses of a call."""

    call_status: str | None = None
    caller_status: str | None = None
    callee_status: str | None = None


class RingOutShape(Shape):
    """A call."""

    id: Id | None = None
    status: StatusShape | None = None


_RING_OUT = msgspec.json.Decoder(RingOutShape)


@dataclass(frozen=True, slots=True)
class RingOut:
    """A call that RingCentral makes: its id, empty where the answer named none, and where it is."""

    id: str
    step: Step


def asked(own: str, number: str) -> dict[str, object]:
    """What to send for a call from one's own phone. Without a prompt nobody has to press a key to be connected."""
    return {"from": {"phoneNumber": own}, "to": {"phoneNumber": number}, "playPrompt": False}


def ring_out(body: bytes) -> RingOut:
    """The answer to such a call, and to how it stands."""
    found = salvage.decode(_RING_OUT, body, []) or RingOutShape()
    status = found.status or StatusShape()
    words = (status.call_status or "", status.caller_status or "", status.callee_status or "")
    return RingOut("" if found.id is None else str(found.id), step(*words))
