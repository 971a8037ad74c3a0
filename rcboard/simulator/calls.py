"""Making the legs of calls: ids, sides and who is shown to whom."""

from dataclasses import dataclass
from random import Random

from rcboard.simulator.office import Extension
from rcboard.simulator.presence import Call


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a call as the other end sees it: a number and perhaps a name."""

    number: str
    name: str


def side(extension: Extension) -> Side:
    """A colleague as one end of a call."""
    return Side(extension.number, extension.name)


class Exchange:
    """Issues call legs with ids that belong together: one session, one party number for each leg."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._sessions = chance.randrange(10**9, 9 * 10**9)

    def session(self) -> int:
        """A new session number. Each is 10,000 above the last: legs of a RingOut lie 1,000 apart."""
        self._sessions += 10_000
        return self._sessions

    def leg(
        self,
        direction: str,
        caller: Side,
        callee: Side,
        status: str,
        *,
        session: int,
        party: int,
        queue_call: bool = False,
    ) -> Call:
        """One leg; ``party`` counts the legs of the session from 1."""
        key = f"a{session:x}z"
        return Call(
            id=f"{self._chance.getrandbits(96):024x}",
            direction=direction,
            status=status,
            from_number=caller.number,
            from_name=caller.name,
            to_number=callee.number,
            to_name=callee.name,
            session_id=str(session),
            telephony_session_id=f"s-{key}",
            party_id=f"p-{key}-{party}",
            queue_call=queue_call,
        )
