"""Notifications as a client received them, held against what is written about them, field by field.

Names, types and words come from the guide and the API reference; where RINGCENTRAL_OPENAPI names the published
document, its schema judges the body as well.
"""

import os
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.kit.openapi import VARIABLE, judge_event

Json = dict[str, Any]
PHONE = ("NoCall", "CallConnected", "Ringing", "OnHold", "ParkedCall")
PRESENCE = ("Offline", "Busy", "Available")
DND = ("TakeAllCalls", "DoNotAcceptDepartmentCalls", "TakeDepartmentCallsOnly", "DoNotAcceptAnyCalls", "Unknown")


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: value in words


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _moment(value: Any) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


ENVELOPE: dict[str, Callable[[Any], bool]] = {
    "uuid": _text, "event": _text, "timestamp": _moment, "subscriptionId": _text,
    "ownerId": lambda value: isinstance(value, str) and value.isdigit(), "body": lambda value: isinstance(value, dict),
}  # fmt: skip
BODY: dict[str, Callable[[Any], bool]] = {
    "extensionId": _count, "sequence": _count, "presenceStatus": _one_of(*PRESENCE), "userStatus": _one_of(*PRESENCE),
    "telephonyStatus": _one_of(*PHONE), "dndStatus": _one_of(*DND),
    "meetingStatus": _one_of("Connected", "Disconnected"),
    "allowSeeMyPresence": _flag, "ringOnMonitoredCall": _flag, "pickUpCallsOnHold": _flag, "totalActiveCalls": _count,
    "activeCalls": lambda value: isinstance(value, list) and len(value) <= 7,
}  # fmt: skip
CALL: dict[str, Callable[[Any], bool]] = {
    "id": _text, "direction": _one_of("Inbound", "Outbound"), "queueCall": _flag, "telephonyStatus": _one_of(*PHONE),
    "sessionId": _text, "telephonySessionId": _text, "partyId": _text,
}  # fmt: skip


def judged(notifications: list[Json]) -> str:
    """Hold all of them against the tables and the schema; how it went in words. Raises AssertionError at the first."""
    last: dict[int, int] = {}
    for number, notification in enumerate(notifications, 1):
        where = f"notification {number}"
        _fits(notification, ENVELOPE, where)
        body = notification["body"]
        _fits(body, BODY, f"{where}.body")
        for call in body["activeCalls"]:
            _fits(call, CALL, f"{where}.body.activeCalls")
            # A call that still rings may have no time yet (RingCentral's widgets: presence-event-handling.md).
            ringing = call["telephonyStatus"] == "Ringing" and "startTime" not in call
            assert ringing or _moment(call.get("startTime")), f"{where}: a call without startTime"
            over = call["telephonyStatus"] == "NoCall"
            assert (call.get("terminationType") == "final") == over, f"{where}: a call {call['telephonyStatus']}"
        id = body["extensionId"]
        pattern = rf"/restapi/v1\.0/account/\d+/extension/{id}/presence\?detailedTelephonyState=true"
        assert re.fullmatch(pattern, notification["event"]), f"{where}: event is {notification['event']}"
        assert body["sequence"] > last.get(id, 0), f"{where}: sequence {body['sequence']} after {last[id]}"
        last[id] = body["sequence"]
        judge_event("DetailedExtensionPresenceEventBody", body)
    assert len({one["uuid"] for one in notifications}) == len(notifications), "a uuid came twice"
    schema = "and the published schema" if os.environ.get(VARIABLE) else "without the published schema"
    return f"{len(notifications)} notifications, {len(ENVELOPE)} + {len(BODY)} fields each, {schema}"


def _fits(thing: Json, table: dict[str, Callable[[Any], bool]], where: str) -> None:
    for name, fits in table.items():
        assert name in thing, f"{where} has no {name}"
        assert fits(thing[name]), f"{where}: {name} is {thing[name]!r}"
