"""The truth as the simulator's history tells it, put into states by a table of its own.

The table is written from the product's description and not imported: a mistake in the client's must not hide itself.
"""

from dataclasses import dataclass
from typing import Any

from tests.kit.office import Office

Json = dict[str, Any]

UNKNOWN = "unknown"
FREE = frozenset({"available", "available_no_queue"})
PHONE = {"Ringing": "ringing", "CallConnected": "on_call", "OnHold": "on_hold", "ParkedCall": "parked"}
QUEUE = {"TakeDepartmentCallsOnly": "queue_only", "DoNotAcceptDepartmentCalls": "available_no_queue"}


def group(path: str) -> str:
    """The rate group of a path, of those that are scarce."""
    if path.startswith("/restapi/oauth/"):
        return "auth"
    return "heavy" if path.endswith("/account/~/presence") else ""


def state(told: Json) -> str:
    """What a tile has to say of somebody of whom the simulator tells this."""
    if told["concealed"]:
        return "hidden"
    if told["telephony"] in PHONE:
        return PHONE[told["telephony"]]
    if told["dnd"] == "DoNotAcceptAnyCalls":
        return "do_not_disturb"
    if told["meeting"] == "Connected":
        return "in_meeting"
    if "Busy" in (told["user"], told["presence"]):
        return "busy"
    if told["presence"] == "Available":
        return QUEUE.get(told["dnd"], "available")
    return "offline" if told["presence"] == "Offline" else UNKNOWN


@dataclass(frozen=True, slots=True)
class Turned:
    """At ``at`` (the machine's monotonic seconds) somebody's true state became this; None: he is not to be shown."""

    at: float
    id: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Withheld:
    """The server told nobody of a change."""

    at: float
    id: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A request of this rate group was answered; perhaps it is to be waited until then."""

    at: float
    group: str
    wait_until: float | None


Fact = Turned | Withheld | Answered


class Truth:
    """Reads the history of one office, everything once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._next: int | None = None
        self._monitored: dict[str, bool] = {}

    def read(self) -> tuple[list[Fact], float]:
        """What happened since the last time, in order, and up to when that is all. Blocks for a moment."""
        first = {} if self._next is None else {"first": self._next}
        told = self._office.ask("POST", "history", first)
        self._next, everybody = told["next"], told.get("people", ())
        facts = [self._fact(entry) for entry in (*everybody, *told["entries"])]
        if everybody:
            there = {one["id"] for one in everybody}
            facts += [Turned(told["now"], id, None) for id in self._monitored.keys() - there]
        return facts, told["now"]

    def begin_again(self) -> None:
        """The office is another: ask for everybody."""
        self._next = None

    def _fact(self, entry: Json) -> Fact:
        match entry.get("kind"):
            case "withheld":
                return Withheld(entry["at"], entry["id"])
            case "answer":
                return Answered(
                    entry["at"], "" if entry["status"] == 401 else group(entry["path"]), entry["wait_until"]
                )
        id = entry["id"]
        if "monitored" in entry:
            self._monitored[id] = entry["monitored"]
        return Turned(entry["at"], id, state(entry) if self._monitored.get(id) else None)
