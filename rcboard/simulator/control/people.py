"""Moving and changing people: their calls and wishes, and who works in the office at all."""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from rcboard.simulator.calls import Exchange, Side
from rcboard.simulator.control.complaint import Complaint, flag_of, known_only, text_of, word_of
from rcboard.simulator.documents import Documents
from rcboard.simulator.office import PERSON_TYPES, Extension, Office
from rcboard.simulator.presence import (
    CALLER_ID_VISIBILITIES,
    DND_STATUSES,
    MEETING_STATUSES,
    TELEPHONY_STATUSES,
    USER_STATUSES,
    Call,
    Presence,
)

Json = dict[str, Any]

CALL_FIELDS = ("telephonyStatus", "direction", "from", "fromName", "to", "toName", "queueCall")
PERSON_FIELDS = (
    "action", "id", "extensionNumber", "firstName", "lastName", "name", "type", "status", "newExtensionNumber",
    "department", "jobTitle", "email", "hidden",
)  # fmt: skip


def _field(name: str) -> Callable[[Presence, Any], None]:
    return lambda presence, value: setattr(presence, name, value)


_PRESENCE_WORDS: dict[str, tuple[tuple[str, ...], Callable[[Presence, str], None]]] = {
    "userStatus": (USER_STATUSES, _field("user_status")),
    "meetingStatus": (MEETING_STATUSES, _field("meeting_status")),
    "dndStatus": (DND_STATUSES, Presence.set_dnd),
    "cxTelephonyStatus": (("NoCall", "CallConnected"), _field("cx_telephony_status")),
    "callerIdVisibility": (CALLER_ID_VISIBILITIES, _field("caller_id_visibility")),
}
_PRESENCE_FLAGS: dict[str, Callable[[Presence, bool], None]] = {
    "allowSeeMyPresence": _field("allow_see_my_presence"),
    "acceptCallQueueCalls": Presence.set_accept_queue_calls,
    "ringOnMonitoredCall": _field("ring_on_monitored_call"),
    "pickUpCallsOnHold": _field("pick_up_calls_on_hold"),
}
PRESENCE_FIELDS = (
    "id", "extensionNumber", "calls", "telephonyStatus", "message", "day", *_PRESENCE_WORDS, *_PRESENCE_FLAGS,
)  # fmt: skip


class People:
    """Carries out POST presence and POST person."""

    def __init__(
        self, office: Office, documents: Documents, *, chance: Random, now: Callable[[], float],
        leave_alone: Callable[[Extension], None], take_back: Callable[[Extension], None],
    ) -> None:  # fmt: skip
        self._office = office
        self._documents = documents
        self._now = now
        self._leave_alone = leave_alone
        self._take_back = take_back
        self._exchange = Exchange(chance)

    def find(self, body: Json) -> Extension:
        """The extension a request names by ``id`` or ``extensionNumber``."""
        if ("id" in body) == ("extensionNumber" in body):
            raise Complaint("say who is meant with either 'id' or 'extensionNumber'")
        if "id" in body:
            text = text_of(body, "id")
            found = self._office.extensions.get(int(text)) if text.isascii() and text.isdigit() else None
        else:
            found = self._office.by_number.get(text_of(body, "extensionNumber"))
        if found is None:
            raise Complaint(f"nobody here has the {'id' if 'id' in body else 'extension number'} "
                            f"{body.get('id', body.get('extensionNumber'))}")  # fmt: skip
        return found

    def truth(self, extension: Extension) -> Json:
        """How an extension is: as its colleagues read it, and as it really is."""
        owner = self._office.owner.id
        return {
            "id": extension.id, "extensionNumber": extension.number, "name": extension.name, "type": extension.type,
            "status": extension.status,
            "presence": self._documents.presence(extension, owner, detailed=True),
            "real": self._documents.presence(extension, extension.id, detailed=True)
            | {"sequence": extension.presence.sequence},
        }  # fmt: skip

    def set_presence(self, body: Json) -> Json:
        """Change somebody's presence: all fields together are one change, one event. Answers the new truth."""
        known_only(body, PRESENCE_FIELDS, "a presence")
        extension = self.find(body)
        if not extension.has_presence:
            raise Complaint(f"extension {extension.number} is of type {extension.type}, which has no presence")
        steps = self._presence_steps(extension, body)
        if flag_of(body, "day", False):
            self._take_back(extension)
        else:
            self._leave_alone(extension)
        for step in steps:
            step()
        if steps:
            self._office.presence_changed(extension)
        return self.truth(extension)

    def _presence_steps(self, extension: Extension, body: Json) -> list[Callable[[], None]]:
        """Everything checked first, so that a bad field changes nothing."""
        presence = extension.presence
        steps: list[Callable[[], None]] = []
        if "calls" in body and "telephonyStatus" in body:
            raise Complaint("give either 'calls' or 'telephonyStatus', which is short for one call of that status")
        if "calls" in body:
            steps.append(partial(_replace_calls, presence, self._calls(extension, body["calls"])))
        if "telephonyStatus" in body:
            status = word_of(body, "telephonyStatus", TELEPHONY_STATUSES)
            wanted = [] if status == "NoCall" else [{"telephonyStatus": status}]
            steps.append(partial(_replace_calls, presence, self._calls(extension, wanted)))
        if "message" in body:
            message = text_of(body, "message")
            if len(message) > 75:
                raise Complaint("'message' is longer than 75 characters")
            steps.append(partial(setattr, presence, "message", message))
        for name, (words, put) in _PRESENCE_WORDS.items():
            if name in body:
                steps.append(partial(put, presence, word_of(body, name, words)))
        for name, turn in _PRESENCE_FLAGS.items():
            if name in body:
                steps.append(partial(turn, presence, flag_of(body, name, False)))
        return steps

    def _calls(self, extension: Extension, wanted: object) -> list[Call]:
        if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
            raise Complaint("'calls' has to be a list of objects")
        return [self._call(extension, one) for one in wanted]

    def _call(self, extension: Extension, wanted: Json) -> Call:
        """A call from a few fields; what is not said is made up."""
        known_only(wanted, CALL_FIELDS, "a call")
        wanted = {"telephonyStatus": "CallConnected", "direction": "Inbound"} | wanted
        status = word_of(wanted, "telephonyStatus", TELEPHONY_STATUSES[1:])
        direction = word_of(wanted, "direction", ("Inbound", "Outbound"))
        near = {"number": extension.number, "name": extension.name}
        far = {"number": "+14155550100", "name": "Caller from outside"}
        caller, callee = (far, near) if direction == "Inbound" else (near, far)
        call = self._exchange.leg(
            direction,
            Side(text_of(wanted, "from", caller["number"]), text_of(wanted, "fromName", caller["name"])),
            Side(text_of(wanted, "to", callee["number"]), text_of(wanted, "toName", callee["name"])),
            status,
            session=self._exchange.session(),
            party=1,
            queue_call=flag_of(wanted, "queueCall", False),
        )
        call.start = None if status == "Ringing" else self._now()
        return call

    def change_person(self, body: Json) -> Json:
        """Create, rename, renumber, disable, enable or delete. Answers the truth about the person."""
        known_only(body, PERSON_FIELDS, "a person")
        actions: dict[str, Callable[[Json], Extension]] = {
            "create": self._create, "rename": self._rename, "renumber": self._renumber,
            "disable": lambda body: self._put_status(body, "Disabled"),
            "enable": lambda body: self._put_status(body, "Enabled"), "delete": self._delete,
        }  # fmt: skip
        if body.get("action") not in actions:
            raise Complaint(f"'action' is one of {', '.join(actions)}, not {body.get('action')!r}")
        return self.truth(actions[body["action"]](body))

    def _create(self, body: Json) -> Extension:
        number = self._free_number(text_of(body, "extensionNumber"))
        kind = word_of({"type": "User"} | body, "type", (*PERSON_TYPES, "Department", "IvrMenu", "Announcement"))
        status = word_of({"status": "Enabled"} | body, "status", ("Enabled", "Disabled", "NotActivated"))
        is_person = kind in PERSON_TYPES
        extension = Extension(
            id=max(self._office.extensions) + 11, number=number, type=kind, status=status,
            first_name=text_of(body, "firstName", "New") if is_person else "",
            last_name=text_of(body, "lastName", "Colleague") if is_person else "",
            title="" if is_person else text_of(body, "name", "New number"),
            email=text_of(body, "email"), job_title=text_of(body, "jobTitle"), department=text_of(body, "department"),
            hidden=flag_of(body, "hidden", False), site=self._office.sites[0],
        )  # fmt: skip
        self._office.create(extension)
        return extension

    def _free_number(self, number: str) -> str:
        """The wished number, or the next one nobody has."""
        if not number:
            return str(max((int(one) for one in self._office.by_number), default=100) + 1)
        if not number.isascii() or not number.isdigit() or len(number) > 8:
            raise Complaint(f"'{number}' is not an extension number: up to 8 digits are needed")
        if number in self._office.by_number:
            raise Complaint(f"extension number {number} belongs to {self._office.by_number[number].name}")
        return number

    def _rename(self, body: Json) -> Extension:
        extension = self.find(body)
        if extension.is_person:
            if "firstName" not in body and "lastName" not in body:
                raise Complaint("say the new 'firstName', 'lastName' or both")
            extension.first_name = text_of(body, "firstName", extension.first_name)
            extension.last_name = text_of(body, "lastName", extension.last_name)
        else:
            extension.title = text_of(body, "name", extension.title)
        self._office.record_changed(extension, "Update", "ExtensionInfo")
        return extension

    def _renumber(self, body: Json) -> Extension:
        extension = self.find(body)
        if "newExtensionNumber" not in body:
            raise Complaint("say the 'newExtensionNumber'")
        self._office.renumber(extension, self._free_number(text_of(body, "newExtensionNumber")))
        return extension

    def _put_status(self, body: Json, status: str) -> Extension:
        extension = self.find(body)
        extension.status = status
        self._office.record_changed(extension, "Update", "ExtensionInfo", "AccountStatus")
        return extension

    def _delete(self, body: Json) -> Extension:
        extension = self.find(body)
        if extension is self._office.owner:
            raise Complaint("the owner of the JWT cannot be deleted")
        self._office.delete(extension)
        return extension


def _replace_calls(presence: Presence, calls: list[Call]) -> None:
    for call in tuple(presence.calls):
        presence.end(call)
    presence.calls.extend(calls)


