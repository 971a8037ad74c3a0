"""RingOut: the platform rings the caller's phone first, then the other one, and joins them.

API reference, "Make RingOut Call". The caller shows two legs whose session ids lie some thousands apart and whose ends
mirror each other; the status walks from InProgress to Success, NoAnswer or Busy.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

from rcboard.simulator.calls import Exchange, Side, side
from rcboard.simulator.documents import Documents
from rcboard.simulator.errors import invalid, not_found, refusal
from rcboard.simulator.ground import Ground
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.presence import Call
from rcboard.simulator.rest.ask import Answer, Ask, Operation

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class RingOut:
    """One RingOut with its legs. The three statuses are words of the API reference."""

    id: str
    caller: Extension
    callee: Extension | None
    caller_status: str = "InProgress"
    callee_status: str = "InProgress"
    call_status: str = "InProgress"
    caller_legs: tuple[Call, ...] = ()
    callee_leg: Call | None = None
    cancelled: bool = False


class RingOuts:
    """Answers /extension/~/ring-out and walks each one through its statuses."""

    def __init__(self, office: Office, documents: Documents, ground: Ground, chance: Random) -> None:
        self._office = office
        self._documents = documents
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._chance = chance
        self._exchange = Exchange(chance)
        self._all: dict[str, RingOut] = {}

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        all = "/restapi/v1.0/account/{accountId}/extension/{extensionId}/ring-out"
        return [
            Operation("POST", all, self.make, "heavy", "RingOut", available=True),
            Operation("GET", f"{all}/{{ringoutId}}", self.read, "light", "RingOut", available=True),
            Operation("DELETE", f"{all}/{{ringoutId}}", self.cancel, "heavy", "RingOut", available=True),
        ]

    def make(self, ask: Ask) -> Answer:
        """Ring the caller's phone."""
        if ask.variables["extensionId"] != str(ask.reader_id):
            raise refusal(403, "CMN-404", "RingOut from another extension is not allowed")
        body = ask.json()
        number = _number(body, "to")
        if "forwardingNumberId" not in (body.get("from") or {}):
            _number(body, "from")
        caller = self._office.extensions[ask.reader_id]
        callee = self._office.by_number.get(number)
        far = side(callee) if callee else Side(number, "")
        session = self._exchange.session()
        call = RingOut(f"{self._chance.getrandbits(40)}", caller, callee if callee and callee.has_presence else None)
        first = self._exchange.leg("Inbound", far, side(caller), "Ringing", session=session + 1000, party=1)
        second = self._exchange.leg("Outbound", side(caller), far, "Ringing", session=session, party=1)
        call.caller_legs = (first, second)
        self._all[call.id] = call
        caller.presence.calls.extend(call.caller_legs)
        self._office.presence_changed(caller)
        self._clock.call_later(self._numbers.ring_out_answer, lambda: self._caller_answers(call))
        return Answer(body=self._shown(call))

    def read(self, ask: Ask) -> Answer:
        """How it stands."""
        return Answer(body=self._shown(self._find(ask)))

    def cancel(self, ask: Ask) -> Answer:
        """Only while the caller's own phone rings."""
        call = self._find(ask)
        if call.caller_status != "InProgress":
            raise invalid("ringOutId", call.id, "the first leg has been answered")
        call.cancelled = True
        call.caller_status = call.callee_status = call.call_status = "Finished"
        self._hang_up(call)
        return Answer(204)

    def _caller_answers(self, call: RingOut) -> None:
        if call.cancelled:
            return
        call.caller_status = "Success"
        call.caller_legs[0].status = "CallConnected"
        call.caller_legs[0].start = self._clock.wall()
        self._office.presence_changed(call.caller)
        if call.callee and call.callee.presence.dnd_status == "DoNotAcceptAnyCalls":
            self._give_up(call, "Busy")
            return
        if call.callee and call.callee is not call.caller:
            number = int(call.caller_legs[1].session_id)
            call.callee_leg = self._exchange.leg(
                "Inbound", side(call.caller), side(call.callee), "Ringing", session=number, party=2
            )
            call.callee.presence.calls.append(call.callee_leg)
            self._office.presence_changed(call.callee)
        self._clock.call_later(self._numbers.ring_out_answer, lambda: self._callee_decides(call))

    def _callee_decides(self, call: RingOut) -> None:
        """People who are offline do not answer; everybody else does."""
        if call.callee and (not call.callee.at_work or call.callee.presence.user_status == "Offline"):
            self._give_up(call, "NoAnswer")
            return
        call.callee_status = call.call_status = "Success"
        call.caller_legs[1].status = "CallConnected"
        call.caller_legs[1].start = self._clock.wall()
        self._office.presence_changed(call.caller)
        if call.callee and call.callee_leg:
            call.callee_leg.status = "CallConnected"
            call.callee_leg.start = self._clock.wall()
            self._office.presence_changed(call.callee)
        self._clock.call_later(self._numbers.ring_out_talk, lambda: self._finish(call))

    def _give_up(self, call: RingOut, status: str) -> None:
        call.callee_status = status
        call.call_status = "CannotReach"
        self._hang_up(call)

    def _finish(self, call: RingOut) -> None:
        call.caller_status = call.callee_status = "Finished"
        self._hang_up(call)

    def _hang_up(self, call: RingOut) -> None:
        ended = [call.caller.presence.end(leg) for leg in call.caller_legs]
        if any(ended):
            self._office.presence_changed(call.caller)
        if call.callee and call.callee_leg and call.callee.presence.end(call.callee_leg):
            self._office.presence_changed(call.callee)

    def _find(self, ask: Ask) -> RingOut:
        found = self._all.get(ask.variables["ringoutId"])
        if found is None or found.caller.id != ask.reader_id:
            raise not_found("ringoutId")
        return found

    def _shown(self, call: RingOut) -> Json:
        statuses = {
            "callStatus": call.call_status, "callerStatus": call.caller_status, "calleeStatus": call.callee_status,
        }  # fmt: skip
        return {"uri": f"{self._documents.uri(call.caller)}/ring-out/{call.id}", "id": call.id, "status": statuses}


def _number(body: Json, name: str) -> str:
    part = body.get(name)
    number = part.get("phoneNumber") if isinstance(part, dict) else None
    if not isinstance(number, str) or not number.removeprefix("+").isdigit():
        raise invalid(f"{name}.phoneNumber", str(number))
    return number
