"""Unified presence: status, messaging, telephony and meeting in one small object."""

from collections.abc import Callable
from typing import Any

from rcboard.simulator.documents import Documents, conceals
from rcboard.simulator.errors import Refusal, invalid, refusal
from rcboard.simulator.ground import Ground
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.rest.ask import Answer, Ask, Operation
from rcboard.simulator.rest.batch import VENDOR_TYPE

Json = dict[str, Any]

QUEUE_AVAILABILITY = {
    "DoNotAcceptAnyCalls": "DoNotAcceptAnyCalls",
    "DoNotAcceptDepartmentCalls": "DoNotAcceptQueueCalls",
}


class UnifiedPresenceResource:
    """Answers /extension/{ids}/unified-presence."""

    def __init__(self, office: Office, documents: Documents, ground: Ground, find: Callable[[str], Extension]) -> None:
        self._office = office
        self._documents = documents
        self._numbers = ground.numbers
        self._find = find

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        one = "/restapi/v1.0/account/{accountId}/extension/{extensionId}/unified-presence"
        return [
            Operation("GET", one, self.read, "medium", "ReadPresence", "ReadPresenceStatus"),
            Operation("PATCH", one, self.change, "medium", "EditPresence", "EditPresenceStatus"),
        ]

    def read(self, ask: Ask) -> Answer:
        """One object, or 207 with a list for several ids."""
        ids = ask.variables["extensionId"].split(",")
        if len(ids) == 1:
            return Answer(body=self._shown(self._find(ids[0]), ask.reader_id))
        if len(ids) > self._numbers.batch:
            raise refusal(400, "CMN-106", f"Batch request is limited to {self._numbers.batch} resources")
        entries = []
        for id in ids:
            try:
                entries.append({"resourceId": id, "status": 200, "body": self._shown(self._find(id), ask.reader_id)})
            except Refusal as no:
                entries.append({"resourceId": id, "status": no.status, "body": no.body})
        return Answer(207, entries, content_type=VENDOR_TYPE)

    def change(self, ask: Ask) -> Answer:
        """Change one's own messaging and telephony availability."""
        someone = self._find(ask.variables["extensionId"])
        if someone.id != ask.reader_id:
            raise refusal(403, "CMN-404", "Access to the presence of another extension is not allowed")
        body = ask.json()
        glip, telephony = (body.get(part, {}) for part in ("glip", "telephony"))
        if not isinstance(glip, dict) or not isinstance(telephony, dict):
            raise invalid("glip", str(glip))
        visibility, quiet = glip.get("visibility"), glip.get("availability")
        phone = telephony.get("availability")
        for name, value, words in (
            ("glip.visibility", visibility, ("Visible", "Invisible")),
            ("glip.availability", quiet, ("Available", "DND")),
            ("telephony.availability", phone, ("TakeAllCalls", "DoNotAcceptAnyCalls", "DoNotAcceptQueueCalls")),
        ):
            if value is not None and value not in words:
                raise invalid(name, str(value))
        presence = someone.presence
        if visibility:
            presence.user_status = "Offline" if visibility == "Invisible" else "Available"
        if quiet:
            presence.set_dnd_personal("DoNotAcceptAnyCalls" if quiet == "DND" else "TakeAllCalls")
        if phone:
            presence.set_dnd("DoNotAcceptDepartmentCalls" if phone == "DoNotAcceptQueueCalls" else phone)
        if visibility or quiet or phone:
            self._office.presence_changed(someone)
        return Answer(body=self._shown(someone, ask.reader_id))

    def _shown(self, someone: Extension, reader_id: int) -> Json:
        presence = someone.presence
        if not someone.has_presence or conceals(someone, reader_id):
            return {"status": "Offline"}
        quiet = presence.dnd_status == "DoNotAcceptAnyCalls"
        visible = presence.user_status != "Offline"
        status = "DND" if quiet and visible else presence.presence_status
        glip: Json = {"status": "Online" if visible else "Offline", "availability": "DND" if quiet else "Available"}
        phone: Json = {
            "status": presence.telephony_status,
            "availability": QUEUE_AVAILABILITY.get(presence.dnd_status, "TakeAllCalls"),
        }
        if someone.id == reader_id:
            glip["visibility"] = phone["visibility"] = "Visible" if visible else "Invisible"
        meeting = {"status": "InMeeting" if presence.meeting_status == "Connected" else "NoMeeting"}
        return {"status": status, "glip": glip, "telephony": phone, "meeting": meeting}
