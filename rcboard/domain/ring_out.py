"""RingOut: a call that RingCentral makes. It rings one's own phone first, then the other one, and joins the two.

So a call walks: asked for, the own phone rings, the other rings, connected; or it ends at either leg, with a word of
RingCentral's that says why.
"""

from dataclasses import dataclass
from enum import StrEnum

IN_PROGRESS, SUCCESS, FINISHED = "InProgress", "Success", "Finished"
"""Words of RingCentral's (API reference, "CallingStatusInfo")."""


class Stage(StrEnum):
    """How far a call has come."""

    ASKED = "asked"
    OWN_RINGS = "own_rings"
    OTHER_RINGS = "other_rings"
    CONNECTED = "connected"
    OWN_FAILED = "own_failed"
    OTHER_FAILED = "other_failed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def under_way(self) -> bool:
        """Whether it goes on."""
        return self in (Stage.ASKED, Stage.OWN_RINGS, Stage.OTHER_RINGS)

    @property
    def may_be_cancelled(self) -> bool:
        """RingCentral takes a call back only before the own phone was answered."""
        return self in (Stage.ASKED, Stage.OWN_RINGS)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a call is. ``why`` is RingCentral's word for what ended it, such as NoAnswer."""

    stage: Stage
    why: str = ""


def step(call: str, caller: str, callee: str) -> Step:
    """The step that RingCentral's three statuses mean: of the call, of the own leg and of the other one."""
    if call == SUCCESS:
        return Step(Stage.CONNECTED)
    if call == IN_PROGRESS:
        return Step(Stage.OTHER_RINGS if caller == SUCCESS else Stage.OWN_RINGS)
    # One leg says why; where the own one was answered it is the other's.
    if caller not in (SUCCESS, IN_PROGRESS, FINISHED, ""):
        return Step(Stage.OWN_FAILED, caller)
    if caller == SUCCESS and callee not in (SUCCESS, IN_PROGRESS, FINISHED, ""):
        return Step(Stage.OTHER_FAILED, callee)
    return Step(Stage.CANCELLED) if call == FINISHED else Step(Stage.FAILED, call)
