"""The raw record: a presence in RingCentral's own keys again, for whoever asked for what RingCentral says."""

from datetime import UTC, datetime

from rcboard.domain.presence import ABSENT, Call, Presence

_TEXTS = {
    "presenceStatus": "presence_status",
    "telephonyStatus": "telephony_status",
    "aggregatedTelephonyStatus": "aggregated_telephony_status",
    "cxTelephonyStatus": "cx_telephony_status",
    "userStatus": "user_status",
    "dndStatus": "dnd_status",
    "dndStatusPersonal": "dnd_status_personal",
    "meetingStatus": "meeting_status",
    "message": "message",
    "callerIdVisibility": "caller_id_visibility",
    "acceptCallQueueCalls": "accept_call_queue_calls",
    "allowSeeMyPresence": "allow_see_my_presence",
    "ringOnMonitoredCall": "ring_on_monitored_call",
    "pickUpCallsOnHold": "pick_up_calls_on_hold",
    "totalActiveCalls": "total_active_calls",
}
_CALL_KEYS = {
    "id": "id",
    "direction": "direction",
    "telephonyStatus": "status",
    "from": "from_number",
    "fromName": "from_name",
    "to": "to_number",
    "toName": "to_name",
    "queueCall": "queue_call",
    "sessionId": "session_id",
    "telephonySessionId": "telephony_session_id",
    "partyId": "party_id",
}


def record(presence: Presence) -> dict[str, object]:
    """A record in RingCentral's own keys, those that are known."""
    known: dict[str, object] = {
        key: value for key, name in _TEXTS.items() if (value := getattr(presence, name)) is not None and value != ABSENT
    }
    if presence.active_calls is not None:
        known["activeCalls"] = [_call(call) for call in presence.active_calls]
    return known


def _call(call: Call) -> dict[str, object]:
    known: dict[str, object] = {key: value for key, name in _CALL_KEYS.items() if (value := getattr(call, name)) != ""}
    if call.start is not None:
        known["startTime"] = stamp(call.start)
    return known


def stamp(seconds: float) -> str:
    """RingCentral's form of a time: ``2026-05-04T14:03:13.120Z``."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
