"""The why-card in words: one honest sentence from RingCentral's raw fields, and what else is known of a person.

Nothing is guessed: what RingCentral did not say is not said here, and an unknown word of RingCentral's is quoted.
"""

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from rcboard.domain import presence as p
from rcboard.domain.presence import Call, Presence, State
from rcboard.domain.sighting import Freshness, Sighting
from rcboard.words import ages, barred
from rcboard.words.language import N_, _, counted, named

_LEADS = {
    State.HIDDEN: N_("Does not show presence to others"),
    State.RINGING: N_("The phone is ringing"),
    State.ON_HOLD: N_("Has a call on hold"),
    State.PARKED: N_("Has a parked call"),
    State.DO_NOT_DISTURB: N_("Wants no calls: do not disturb is set"),
    State.IN_MEETING: N_("Busy because of a meeting"),
    State.QUEUE_ONLY: N_("Takes calls from call queues only"),
    State.AVAILABLE: N_("Available"),
    State.OFFLINE: N_("Offline, or invisible: RingCentral does not tell which"),
}

_ON_PHONE = (State.RINGING, State.ON_CALL, State.ON_HOLD, State.PARKED)
_KNOWN_STATUS = ("", p.AVAILABLE, p.BUSY, p.OFFLINE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the sentence is made from. ``age`` is seconds since somebody last vouched for it; None: never heard."""

    state: State
    sighting: Sighting
    freshness: Freshness
    age: float | None
    in_queue: bool = False


def sentence(seen: Seen) -> str:
    """Why somebody is in this state: "Busy because of a meeting; the phone is free; takes no queue calls."."""
    raw = seen.sighting.presence
    if seen.sighting.barred is not None:
        return barred.reason(seen.sighting.barred)
    if seen.freshness is Freshness.EXPIRED:
        if seen.age is None and seen.sighting.heard is None:
            return _("Not known: nothing was heard yet.")
        if seen.age is None:
            return _("Not known: the clock of this computer was set back.")
        return _("Not known: the last news is {age}.").format(age=ages.age(seen.age))
    if seen.state is State.UNKNOWN:
        return _unread(raw) if seen.sighting.heard is not None else _("Not known: nothing was heard yet.")
    parts = [_lead(seen.state, raw)]
    if seen.state is not State.HIDDEN:
        parts += _besides(seen, raw)
    return "; ".join(part for part in parts if part) + "."


def _lead(state: State, raw: Presence) -> str:
    if state is State.ON_CALL:
        by_contact_centre = raw.telephony_status in (p.ABSENT, p.NO_CALL)
        return _("On a call of the contact centre") if by_contact_centre else _("On a call")
    if state is State.BUSY:
        return _("Set to Busy by hand") if raw.user_status == p.BUSY else _("Busy; RingCentral gives no reason")
    if state is State.AVAILABLE_NO_QUEUE:
        return _("Available for direct calls")
    return _(_LEADS[state])


def _besides(seen: Seen, raw: Presence) -> list[str]:
    parts = []
    if seen.state in _ON_PHONE:
        if (raw.total_active_calls or len(raw.active_calls or ())) > 1:
            number = raw.total_active_calls or len(raw.active_calls or ())
            parts.append(counted("{n} call", "{n} calls at once", number))
        if raw.refuses_calls:
            parts.append(_("wants no further calls"))
        if raw.meeting_status == p.MEETING_CONNECTED:
            parts.append(_("is in a meeting as well"))
        if raw.presence_status == p.OFFLINE:
            parts.append(_("shows as offline"))
    else:
        if raw.telephony_status == p.NO_CALL and not seen.state.free and seen.state is not State.OFFLINE:
            parts.append(_("the phone is free"))
        if raw.meeting_status == p.MEETING_CONNECTED and seen.state is not State.IN_MEETING:
            parts.append(_("is in a meeting"))
    if not raw.refuses_calls:
        parts.append(_queues(seen, raw))
    return parts


def _queues(seen: Seen, raw: Presence) -> str:
    if raw.dnd_status == p.QUEUE_CALLS_ONLY:
        return _("takes queue calls only") if seen.state is not State.QUEUE_ONLY else ""
    if raw.dnd_status == p.NO_QUEUE_CALLS or (seen.in_queue and raw.accept_call_queue_calls is False):
        return _("takes no queue calls")
    return ""


def _unread(raw: Presence) -> str:
    words = [raw.presence_status if raw.presence_status not in _KNOWN_STATUS else "", raw.telephony_status]
    said = next((word for word in words if word and word != p.NO_CALL), "")
    if not said:
        return _("Not known: RingCentral says nothing about the state.")
    return _("Not known: RingCentral says “{word}”, which is new to this board.").format(word=said)


def partners(raw: Presence, state: State) -> list[str]:
    """With whom somebody is connected, or who calls, as RingCentral says: "Talks with Ann Lee, 214"."""
    if state not in _ON_PHONE:
        return []
    said = (_partner(call) for call in raw.active_calls or () if call.status != p.NO_CALL)
    return [text for text in said if text]


def _partner(call: Call) -> str:
    inbound = call.direction == "Inbound"
    name, number = (call.from_name, call.from_number) if inbound else (call.to_name, call.to_number)
    whom = ", ".join(part for part in (name, f"\u2066{number}\u2069" if number else "") if part)
    if not whom:
        return ""
    match call.status:
        case p.RINGING:
            said = _("Called by {whom}") if inbound else _("Calling {whom}")
        case p.ON_HOLD:
            said = _("Has {whom} on hold")
        case p.PARKED_CALL:
            said = _("Has parked {whom}")
        case _:
            said = _("Talks with {whom}")
    text = said.format(whom=whom)
    return _("{text} (from a call queue)").format(text=text) if call.queue_call else text


def since(seen: Seen, now: float) -> str:
    """When it began: "Since 10:32, 4 min", "For 4 min at least"; empty where nobody said."""
    sighting = seen.sighting
    if seen.freshness is Freshness.EXPIRED or not seen.state.known:
        return ""
    if sighting.since is not None:
        length = ages.rough(now - sighting.since)
        return _("Since {time}, {length}").format(time=ages.clock(sighting.since), length=length)
    if sighting.watched_since is not None and now - sighting.watched_since >= ages.MINUTE:
        return _("For {length} at least").format(length=ages.rough(now - sighting.watched_since))
    return ""


def heard(seen: Seen, now: float) -> str:
    """The last change, and how old all this is: "Last news at 10:36; the live line vouches for it"."""
    if seen.sighting.heard is None:
        return ""
    time = ages.clock(seen.sighting.heard)
    if seen.freshness is Freshness.FRESH:
        return _("Last news at {time}; the live line vouches for it now").format(time=time)
    if seen.age is None:
        return _("Last news at {time}").format(time=time)
    return _("Last news at {time}; nobody has vouched for it for {age}").format(time=time, age=ages.rough(seen.age))


class Asked(Enum):
    """How a question to RingCentral about somebody stands, asked when the card opened."""

    NOT = "not"
    ASKING = "asking"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


def asked(how: Asked, at: float) -> str:
    """Whether RingCentral is being asked, or was (seconds since 1970, UTC); empty where it was not."""
    match how:
        case Asked.NOT:
            return ""
        case Asked.ASKING:
            return _("Asking RingCentral…")
        case Asked.ANSWERED:
            return _("RingCentral was asked again at {time}").format(time=ages.clock(at))
        case Asked.UNANSWERED:
            return _("RingCentral was asked again at {time} and did not answer").format(time=ages.clock(at))
        case _:
            assert_never(how)


def extension() -> str:
    """Before the extension number."""
    return _("Extension")


def direct() -> str:
    """Before a direct number."""
    return _("Direct")


def copy() -> str:
    """The button beside a number."""
    return _("Copy")


def call() -> str:
    """The button beside a number."""
    return _("Call")


def copy_named(number: str) -> str:
    """The button for the ear."""
    return _("Copy {number}").format(number=number)


def call_named(number: str) -> str:
    """The button for the ear."""
    return _("Call {number}").format(number=number)


def note_of_desk(note: str) -> str:
    """The desk's own note: "Note: prefers e-mail"."""
    return named(_("Note"), note)


def waiting(callers: list[str], count: int) -> str:
    """Who waits for this person."""
    named = ", ".join(callers)
    if not named:
        return counted("{n} caller waits", "{n} callers wait", count)
    return _("Waiting: {names}").format(names=named)


def card(name: str) -> str:
    """The card for the ear."""
    return _("Why: {name}").format(name=name)
