"""What a person's phone and wishes are, and the one table that sums them up as RingCentral does."""

from collections.abc import Callable
from dataclasses import dataclass, field

USER_STATUSES = ("Offline", "Busy", "Available")
DND_STATUSES = ("TakeAllCalls", "DoNotAcceptDepartmentCalls", "TakeDepartmentCallsOnly", "DoNotAcceptAnyCalls")
TELEPHONY_STATUSES = ("NoCall", "CallConnected", "Ringing", "OnHold", "ParkedCall")
MEETING_STATUSES = ("Connected", "Disconnected")
CALLER_ID_VISIBILITIES = ("All", "None", "PermittedUsers")

PRIORITY = ("CallConnected", "Ringing", "OnHold", "ParkedCall")
"""Which call speaks for the person when there are several. RingCentral documents no order; this is ours."""


@dataclass(slots=True, eq=False)
class Call:
    """One leg of a call as one person sees it. ``start`` is in seconds since 1970, None while nobody has answered."""

    id: str
    direction: str
    status: str
    from_number: str
    from_name: str
    to_number: str
    to_name: str
    session_id: str
    telephony_session_id: str
    party_id: str
    start: float | None = None
    queue_call: bool = False


@dataclass(slots=True)
class Presence:
    """The raw inputs of one person, and ``sequence``: how many events they have caused.

    ``ended`` are calls that finished with the present change: its event lists them once more, nothing else does.
    ``told_dnd_status`` is what the last event said.
    """

    user_status: str = "Available"
    dnd_status: str = "TakeAllCalls"
    dnd_before: str = "TakeAllCalls"
    meeting_status: str = "Disconnected"
    message: str = ""
    allow_see_my_presence: bool = True
    caller_id_visibility: str = "All"
    ring_on_monitored_call: bool = False
    pick_up_calls_on_hold: bool = False
    cx_telephony_status: str = "NoCall"
    calls: list[Call] = field(default_factory=list)
    ended: list[Call] = field(default_factory=list)
    sequence: int = 0
    told_dnd_status: str = "TakeAllCalls"

    @property
    def telephony_status(self) -> str:
        """The status of the call that speaks for the person."""
        return next((status for status in PRIORITY if any(call.status == status for call in self.calls)), "NoCall")

    @property
    def aggregated_telephony_status(self) -> str:
        """Telephony and contact centre together."""
        return self.telephony_status if self.telephony_status != "NoCall" else self.cx_telephony_status

    @property
    def presence_status(self) -> str:
        """The server's sum of all inputs: the first row of the table that holds."""
        return next(word for holds, word in AGGREGATION if holds(self))

    @property
    def dnd_status_personal(self) -> str:
        """The same wish without its part about queues."""
        return "DoNotAcceptAnyCalls" if self.dnd_status == "DoNotAcceptAnyCalls" else "TakeAllCalls"

    @property
    def accept_call_queue_calls(self) -> bool:
        """Whether calls of any queue reach the person."""
        return self.dnd_status not in ("DoNotAcceptAnyCalls", "DoNotAcceptDepartmentCalls")

    def set_dnd(self, status: str) -> None:
        """Change the wish, and remember what to go back to when do-not-disturb ends."""
        if self.dnd_status != "DoNotAcceptAnyCalls":
            self.dnd_before = self.dnd_status
        self.dnd_status = status

    def set_dnd_personal(self, status: str) -> None:
        """Do-not-disturb on, or off and back to what was (RingCentral guide: states and rules)."""
        if status != self.dnd_status_personal:
            self.set_dnd(status if status == "DoNotAcceptAnyCalls" else self.dnd_before)

    def set_accept_queue_calls(self, accept: bool) -> None:
        """Take queue calls or not, by way of the do-not-disturb status that carries it."""
        if accept != self.accept_call_queue_calls:
            self.set_dnd("TakeAllCalls" if accept else "DoNotAcceptDepartmentCalls")

    def end(self, call: Call) -> bool:
        """Take a call off the list; the next event shows it once as finished. False when it was not there."""
        if call not in self.calls:
            return False
        self.calls.remove(call)
        self.ended.append(call)
        return True


AGGREGATION: tuple[tuple[Callable[[Presence], bool], str], ...] = (
    (lambda one: one.user_status == "Offline", "Offline"),  # invisible, whatever the phone does
    (lambda one: one.aggregated_telephony_status in ("CallConnected", "OnHold"), "Busy"),
    (lambda one: one.meeting_status == "Connected", "Busy"),
    (lambda one: one.user_status == "Busy", "Busy"),
    (lambda one: True, "Available"),  # ringing, parked and do-not-disturb alone leave a person available
)
"""How ``presenceStatus`` comes about. RingCentral publishes no rule; the rows are what recorded frames agree on."""
