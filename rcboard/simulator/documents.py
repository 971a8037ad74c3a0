"""How extensions and presence look as JSON: the only place that knows the keys of both.

Shapes after the API reference: "List Extensions", "Get Extension", "Get User Presence Status", presence events.
"""

from typing import Any

from rcboard.simulator.clock import stamp
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.presence import Call, Presence

Json = dict[str, Any]

HIDDEN: Json = {
    "presenceStatus": "Offline", "telephonyStatus": "NoCall", "userStatus": "Offline", "dndStatus": "Unknown",
    "dndStatusPersonal": "Unknown", "acceptCallQueueCalls": False, "meetingStatus": "Disconnected",
    "allowSeeMyPresence": False, "ringOnMonitoredCall": False, "pickUpCallsOnHold": False,
}  # fmt: skip
"""What others read of somebody who does not allow it: every key, and nothing behind them."""


class Documents:
    """Writes the JSON of one office. ``base_url`` is the simulator's own, so that links lead back to it."""

    def __init__(self, office: Office, base_url: str) -> None:
        self.office = office
        self.account_uri = f"{base_url}/restapi/v1.0/account/{office.account_id}"

    def uri(self, extension: Extension) -> str:
        """The absolute address of an extension."""
        return f"{self.account_uri}/extension/{extension.id}"

    def listed(self, extension: Extension) -> Json:
        """A record of the extension list."""
        uri = self.uri(extension)
        record: Json = {"uri": uri, "id": extension.id}
        if extension.number:
            record["extensionNumber"] = extension.number
        if extension.name:
            record["name"] = extension.name
        record |= {"type": extension.type, "status": extension.status, "hidden": extension.hidden}
        if extension.is_person and extension.name:
            record["contact"] = self._contact(extension)
            record["permissions"] = {
                "admin": {"enabled": extension.admin}, "internationalCalling": {"enabled": False},
            }  # fmt: skip
        record["profileImage"] = self._picture(uri, extension)
        if extension.site:
            record["site"] = {"id": extension.site.id, "name": extension.site.name}
        return record

    def single(self, extension: Extension) -> Json:
        """One extension asked for alone: the list's record and what only this call tells."""
        record = self.listed(extension)
        record["account"] = {"id": str(self.office.account_id), "uri": self.account_uri}
        record["regionalSettings"] = {
            "timeFormat": "24h",
            "homeCountry": {"id": "1", "isoCode": "US", "callingCode": "1"},
        }
        record["setupWizardState"] = "NotStarted" if extension.status == "NotActivated" else "Completed"
        if extension.status == "Disabled":
            record["statusInfo"] = {"comment": "Left the company", "reason": "Voluntarily"}
        if extension.is_person:
            record["departments"] = [
                {"id": str(queue.id), "uri": self.uri(queue), "extensionNumber": queue.number}
                for queue in self.office.queues_of(extension)
            ]
        return record

    def _contact(self, extension: Extension) -> Json:
        contact = {
            "firstName": extension.first_name, "lastName": extension.last_name, "email": extension.email,
            "company": self.office.company, "jobTitle": extension.job_title, "department": extension.department,
            "businessPhone": extension.direct_number, "mobilePhone": extension.mobile_number,
        }  # fmt: skip
        return {key: value for key, value in contact.items() if value} | {"emailAsLoginName": bool(extension.email)}

    def _picture(self, uri: str, extension: Extension) -> Json:
        """Always an address; tag and scales only where a picture was uploaded."""
        picture: Json = {"uri": f"{uri}/profile-image"}
        if extension.picture:
            picture |= {
                "etag": extension.picture, "contentType": "image/png", "lastModified": "2026-01-12T09:30:00.000Z",
                "scales": [{"uri": f"{uri}/profile-image/{scale}"} for scale in ("90x90", "195x195")],
            }  # fmt: skip
        return picture

    def presence(self, extension: Extension, reader_id: int, *, detailed: bool = False, sip: bool = False) -> Json:
        """The answer to a presence request as ``reader_id`` is shown it."""
        uri = self.uri(extension)
        about: Json = {"uri": uri, "id": extension.id}
        if extension.number:
            about["extensionNumber"] = extension.number
        answer: Json = {"uri": f"{uri}/presence", "extension": about}
        presence = extension.presence
        if not extension.has_presence:
            return answer | {"presenceStatus": "Offline"}
        if conceals(extension, reader_id):
            return answer | HIDDEN | {
                "message": "", "callerIdVisibility": "None",
                "aggregatedTelephonyStatus": "NoCall", "cxTelephonyStatus": "NoCall",
            }  # fmt: skip
        answer |= raw(presence)
        answer |= {
            "message": presence.message, "callerIdVisibility": presence.caller_id_visibility,
            "aggregatedTelephonyStatus": presence.aggregated_telephony_status,
            "cxTelephonyStatus": presence.cx_telephony_status,
        }  # fmt: skip
        if detailed and presence.calls:
            answer["activeCalls"] = [call_item(call, sip=sip) for call in presence.calls]
        return answer


def conceals(extension: Extension, reader_id: int) -> bool:
    """Whether this person hides the presence from that reader. Nobody hides it from oneself."""
    return not extension.presence.allow_see_my_presence and extension.id != reader_id


def raw(presence: Presence) -> Json:
    """The fields that answers and events share."""
    return {
        "telephonyStatus": presence.telephony_status,
        "presenceStatus": presence.presence_status,
        "userStatus": presence.user_status,
        "meetingStatus": presence.meeting_status,
        "dndStatus": presence.dnd_status,
        "dndStatusPersonal": presence.dnd_status_personal,
        "acceptCallQueueCalls": presence.accept_call_queue_calls,
        "allowSeeMyPresence": presence.allow_see_my_presence,
        "ringOnMonitoredCall": presence.ring_on_monitored_call,
        "pickUpCallsOnHold": presence.pick_up_calls_on_hold,
    }


def call_item(call: Call, *, ended: bool = False, sip: bool = False) -> Json:
    """One item of ``activeCalls``. A finished call comes once more as NoCall with ``terminationType`` final."""
    item: Json = {
        "id": call.id, "direction": call.direction, "queueCall": call.queue_call,
        "from": call.from_number, "to": call.to_number,
        "telephonyStatus": "NoCall" if ended else call.status,
        "sessionId": call.session_id, "telephonySessionId": call.telephony_session_id, "partyId": call.party_id,
    }  # fmt: skip
    if call.from_name:
        item["fromName"] = call.from_name
    if call.to_name:
        item["toName"] = call.to_name
    if call.start is not None:
        item["startTime"] = stamp(call.start)
    if ended:
        item["terminationType"] = "final"
    if sip:
        item["sipData"] = {
            "callId": f"{call.id}@10.13.22.1", "toTag": call.party_id, "fromTag": call.session_id,
            "remoteUri": f"sip:{call.from_number}@sip.invalid", "localUri": f"sip:{call.to_number}@sip.invalid",
            "rcSessionId": call.session_id,
        }  # fmt: skip
    return item
