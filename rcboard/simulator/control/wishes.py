"""``POST …/presence``: putting somebody's calls and wishes into a given state, with one event for all of it."""

from collections.abc import Callable
from random import Random

from rcboard.simulator.calls import Exchange, Side, side
from rcboard.simulator.clock import Clock
from rcboard.simulator.control.mistake import Json, Mistake, choice, flag, only, text
from rcboard.simulator.day import Day
from rcboard.simulator.names import CALLERS
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.presence import (
    DND_STATUSES,
    MEETING_STATUSES,
    PRIORITY,
    TELEPHONY_STATUSES,
    USER_STATUSES,
    Call,
    Presence,
)

CALL_FIELDS = (
    "id", "telephonyStatus", "direction", "from", "fromName", "to", "toName", "queueCall",
)  # fmt: skip


class Wishes:
    """Sets presence by hand. Whoever is set is left alone by the office day until ``day: true`` gives him back."""

    def __init__(self, office: Office, day: Day, chance: Random, clock: Clock) -> None:
        self._office = office
        self._day = day
        self._chance = chance
        self._clock = clock
        self._exchange = Exchange(chance)
        self._fields: dict[str, Callable[[Extension, object], Callable[[], None]]] = {
            "calls": self._calls,
            "telephonyStatus": self._telephony_status,
            "userStatus": _word("user_status", USER_STATUSES),
            "meetingStatus": _word("meeting_status", MEETING_STATUSES),
            "cxTelephonyStatus": _word("cx_telephony_status", ("NoCall", "CallConnected")),
            "allowSeeMyPresence": _yes_or_no("allow_see_my_presence"),
            "ringOnMonitoredCall": _yes_or_no("ring_on_monitored_call"),
            "pickUpCallsOnHold": _yes_or_no("pick_up_calls_on_hold"),
            "message": _message,
            "dndStatus": _dnd_status,
            "dndStatusPersonal": _dnd_status_personal,
            "acceptCallQueueCalls": _accept_queue_calls,
        }

    def fulfil(self, extension: Extension, body: Json) -> None:
        """Check everything, then change everything, then tell of it once."""
        only(body, ("id", "extensionNumber", "day", *self._fields))
        if not extension.has_presence:
            raise Mistake(f"Extensions of type {extension.type} have no presence.")
        back = flag("day", body.get("day", False))
        changes = [self._fields[name](extension, value) for name, value in body.items() if name in self._fields]
        if not changes and not back:
            raise Mistake(f"Nothing to set; settable are {', '.join(self._fields)}.")
        if back:
            self._day.take_back(extension)
        else:
            self._day.leave_alone(extension)
        for change in changes:
            change()
        if changes:
            self._office.presence_changed(extension)

    def _calls(self, extension: Extension, value: object) -> Callable[[], None]:
        """These calls and no others: known ones (by ``id``) go on, missing ones end."""
        if not isinstance(value, list):
            raise Mistake(f"calls has to be a list of objects, not {value!r}.")
        wanted = [self._call(extension, item) for item in value]

        def change() -> None:
            for call in [one for one in extension.presence.calls if one not in [kept for kept, _ in wanted]]:
                extension.presence.end(call)
            for call, status in wanted:
                self._put(call, status)
            extension.presence.calls = [call for call, _ in wanted]

        return change

    def _call(self, extension: Extension, item: object) -> tuple[Call, str]:
        if not isinstance(item, dict):
            raise Mistake(f"A call has to be an object, not {item!r}.")
        only(item, CALL_FIELDS)
        status = choice("telephonyStatus of a call", item.get("telephonyStatus", "CallConnected"), PRIORITY)
        if "id" in item:
            known = next((one for one in extension.presence.calls if one.id == item["id"]), None)
            if known is None:
                raise Mistake(f"{extension.name} has no call with id {item['id']!r}.")
            return known, status
        direction = choice("direction", item.get("direction", "Inbound"), ("Inbound", "Outbound"))
        return self._new_call(extension, direction, item), status

    def _new_call(self, extension: Extension, direction: str, item: Json) -> Call:
        name, number = self._chance.choice(CALLERS)
        far, near = Side(number, name), side(extension)
        caller, callee = (far, near) if direction == "Inbound" else (near, far)
        caller = Side(
            text("from", item.get("from", caller.number)),
            text("fromName", item.get("fromName", "" if "from" in item else caller.name)),
        )
        callee = Side(
            text("to", item.get("to", callee.number)),
            text("toName", item.get("toName", "" if "to" in item else callee.name)),
        )
        queue = flag("queueCall", item.get("queueCall", False))
        session = self._exchange.session()
        return self._exchange.leg(direction, caller, callee, "Ringing", session=session, party=1, queue_call=queue)

    def _telephony_status(self, extension: Extension, value: object) -> Callable[[], None]:
        """The short form: the call that speaks for the person takes this status, or an incoming one is made up."""
        status = choice("telephonyStatus", value, TELEPHONY_STATUSES)
        made_up = self._new_call(extension, "Inbound", {})

        def change() -> None:
            presence = extension.presence
            if status == "NoCall":
                for call in tuple(presence.calls):
                    presence.end(call)
                return
            if not presence.calls:
                presence.calls.append(made_up)
            for call in presence.calls[1:]:
                presence.end(call)
            self._put(presence.calls[0], status)

        return change

    def _put(self, call: Call, status: str) -> None:
        call.status = status
        if status != "Ringing" and call.start is None:
            call.start = self._clock.wall()


def _word(field: str, allowed: tuple[str, ...]) -> Callable[[Extension, object], Callable[[], None]]:
    def check(extension: Extension, value: object) -> Callable[[], None]:
        word = choice(field, value, allowed)
        return lambda: setattr(extension.presence, field, word)

    return check


def _yes_or_no(field: str) -> Callable[[Extension, object], Callable[[], None]]:
    def check(extension: Extension, value: object) -> Callable[[], None]:
        on = flag(field, value)
        return lambda: setattr(extension.presence, field, on)

    return check


def _message(extension: Extension, value: object) -> Callable[[], None]:
    words = text("message", value, 75)
    return lambda: setattr(extension.presence, "message", words)


def _dnd_status(extension: Extension, value: object) -> Callable[[], None]:
    word = choice("dndStatus", value, DND_STATUSES)
    return lambda: Presence.set_dnd(extension.presence, word)


def _dnd_status_personal(extension: Extension, value: object) -> Callable[[], None]:
    word = choice("dndStatusPersonal", value, ("TakeAllCalls", "DoNotAcceptAnyCalls"))
    return lambda: Presence.set_dnd_personal(extension.presence, word)


def _accept_queue_calls(extension: Extension, value: object) -> Callable[[], None]:
    accept = flag("acceptCallQueueCalls", value)
    return lambda: Presence.set_accept_queue_calls(extension.presence, accept)
