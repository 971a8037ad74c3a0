"""The wire: what fits is decoded, what does not is lost alone, and nothing raises."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain.barred import Bar, Barred
from rcboard.domain.presence import Call, Presence
from rcboard.platform import frames, raw, wire
from tests.kit.fuzz import longest

ACCOUNT = "/restapi/v1.0/account/400131426008"
BODY: dict[str, Any] = {
    "extensionId": 400131426009,
    "telephonyStatus": "Ringing",
    "activeCalls": [
        {
            "id": "f3a",
            "direction": "Inbound",
            "queueCall": False,
            "from": "+16505550100",
            "fromName": "Customer",
            "to": "101",
            "toName": "Ada Lovelace",
            "telephonyStatus": "Ringing",
            "startTime": "2026-05-04T14:03:12.000Z",
            "sessionId": "1234567890",
            "telephonySessionId": "s-a1b2c3",
            "partyId": "p-a1b2c3-2",
        }
    ],
    "sequence": 2698,
    "presenceStatus": "Available",
    "userStatus": "Available",
    "meetingStatus": "Disconnected",
    "dndStatus": "TakeAllCalls",
    "allowSeeMyPresence": True,
    "ringOnMonitoredCall": False,
    "pickUpCallsOnHold": False,
    "totalActiveCalls": 1,
}
ENVELOPE = {
    "uuid": "2661273919712564939",
    "event": f"{ACCOUNT}/extension/400131426009/presence?detailedTelephonyState=true",
    "timestamp": "2026-05-04T14:03:13.120Z",
    "subscriptionId": "9d38419f",
    "ownerId": "400131426008",
    "body": BODY,
}
META = {
    "type": "ServerNotification",
    "messageId": "2661273919712564939",
    "status": 200,
    "wsc": {"token": "t", "sequence": 17},
}
CALL = Call(
    "f3a", "Inbound", "Ringing", "+16505550100", "Customer", "101", "Ada Lovelace", 1777903392.0, False,
    "1234567890", "s-a1b2c3", "p-a1b2c3-2",
)  # fmt: skip


def frame(*parts: object) -> frames.Frame:
    return frames.decode_frame(json.dumps(parts), 5.0)


def notification(**changes: object) -> frames.Frame:
    return frame(META, {**ENVELOPE, "body": {**BODY, **changes}})


def presence(found: frames.Frame) -> Presence:
    assert isinstance(found.content, frames.Notification)
    assert found.content.heard is not None
    return found.content.heard.presence


def test_a_notification_becomes_what_was_heard() -> None:
    found = frame(META, ENVELOPE)
    assert isinstance(found.content, frames.Notification)
    heard = found.content.heard
    assert heard is not None
    assert (heard.id, heard.at, heard.timestamp, heard.sequence) == ("400131426009", 5.0, 1777903393.12, 2698)
    assert heard.presence.active_calls == (CALL,)
    assert heard.presence.message == "", "events never carry the message"
    assert (found.wsc, found.odd) == (frames.Wsc("t", 17), ())


def test_ids_are_text_whatever_they_came_as() -> None:
    assert notification(extensionId="400131426009").content == notification(extensionId=400131426009).content


def test_whom_it_is_about_is_read_from_the_address_where_the_body_does_not_say() -> None:
    body = {key: value for key, value in BODY.items() if key != "extensionId"}
    found = frame(META, {**ENVELOPE, "body": body}).content
    assert isinstance(found, frames.Notification)
    assert found.heard is not None
    assert found.heard.id == "400131426009"


def test_calls_that_are_not_named_are_not_known_and_an_empty_list_is_none() -> None:
    assert presence(notification(activeCalls=None)).active_calls is None
    assert presence(notification(activeCalls=[])).active_calls == ()


@pytest.mark.parametrize("text", ["2026-05-04T14:03:12.000Z", "2026-05-04T14:03:12.000+0000", "2026-05-04T14:03:12"])
def test_a_time_is_read_in_each_of_its_forms(text: str) -> None:
    odd: list[str] = []
    assert (wire.moment(text, odd), odd) == (1777903392.0, [])


@pytest.mark.parametrize("text", ["yesterday", "2026-13-04T14:03:12Z", "0000", "9" * 40])
def test_an_odd_time_is_no_time(text: str) -> None:
    odd: list[str] = []
    assert wire.moment(text, odd) is None
    assert odd == ["time"]


def test_an_unknown_word_is_kept() -> None:
    assert presence(notification(telephonyStatus="Levitating")).telephony_status == "Levitating"


def test_only_what_is_odd_is_lost() -> None:
    found = notification(sequence="many", activeCalls=[{**BODY["activeCalls"][0], "startTime": 5}, 7])
    assert found.odd == ("body.sequence", "body.activeCalls[].startTime", "body.activeCalls[]")
    known = presence(found)
    assert known.active_calls is not None
    assert [call.id for call in known.active_calls] == ["f3a"]
    assert known.telephony_status == "Ringing"


def test_a_multipart_answer_is_no_json_and_still_an_answer() -> None:
    text = '[{"type":"ClientRequest","messageId":"m1","status":207},--Boundary_1\n{"a": [1]}\n--Boundary_1--]'
    found = frames.decode_frame(text, 0.0).content
    assert isinstance(found, frames.Answer)
    assert (found.message_id, found.status, found.body[:10]) == ("m1", 207, b"--Boundary")


def test_the_details_of_a_connection_are_read() -> None:
    body = {"creationTime": "2026-05-04T14:03:12.000+0000", "recoveryBufferSize": 100, "recoveryTimeout": 180,
            "absoluteTimeout": 86400, "recoveryState": "Failed", "recoveryErrorCode": "WSG-1003"}  # fmt: skip
    found = frame({"type": "ConnectionDetails", "status": 200, "wsc": {"token": "t", "sequence": 1}}, body)
    assert found.content == frames.Details("Failed", "WSG-1003", 180, 100, 1777903392.0, 86400)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "[1]", "[{}]", "[[],2]", "\ud800", '[{"type":5}]', '[{"type":"Heartbit"}]', "[" * 20_000,
     '[{"type":"ServerNotification"}]', '[{"type":"ServerNotification"},7]', "[{,--]", '[{"type":"x"},--]'],
)  # fmt: skip
def test_what_is_no_frame_is_odd(text: str) -> None:
    assert isinstance(frames.decode_frame(text, 0.0).content, frames.Odd)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=longest(12),
)


@given(st.text(max_size=longest(200)) | st.binary(max_size=longest(200)))
def test_no_text_makes_the_decoder_raise(text: str | bytes) -> None:
    frames.decode_frame(text, 0.0)


@given(
    kind=st.sampled_from(["ServerNotification", "ClientRequest", "ConnectionDetails", "Heartbeat", "Error"]), body=JSON
)
def test_no_body_makes_the_decoder_raise(kind: str, body: object) -> None:
    found = frames.decode_frame(json.dumps([{"type": kind}, body]), 0.0)
    if isinstance(found.content, frames.Answer):
        frames.subscribed(found.content.body)


@given(st.dictionaries(st.sampled_from(sorted(BODY)), JSON), st.dictionaries(st.sampled_from(sorted(ENVELOPE)), JSON))
def test_what_fits_is_never_lost_beside_what_does_not(odd: dict[str, object], odd_envelope: dict[str, object]) -> None:
    odd.pop("extensionId", None)
    envelope = {
        **ENVELOPE,
        **{k: v for k, v in odd_envelope.items() if k not in ("body", "event")},
        "body": {**BODY, **odd},
    }
    found = frame(META, envelope)
    known = raw.record(presence(found))
    for key in ("telephonyStatus", "presenceStatus", "userStatus", "allowSeeMyPresence", "totalActiveCalls"):
        if key not in odd:
            assert known[key] == BODY[key]


@given(JSON)
def test_no_answer_of_rest_makes_the_decoder_raise(answer: object) -> None:
    body = json.dumps(answer).encode()
    for decode in (wire.people, wire.presences, wire.presence_batch, wire.own_id, wire.ticket, wire.tokens):
        decode(body)


def test_people_are_read_with_what_is_known_of_them() -> None:
    records = [
        {"id": 400131426009, "extensionNumber": "101", "name": "Ada Lovelace", "type": "User", "status": "Enabled",
         "hidden": False, "site": {"id": "main-site", "name": "Main Site"},
         "contact": {"firstName": "Ada", "lastName": "Lovelace", "department": "R&D", "jobTitle": "Engineer",
                     "businessPhone": "+16505550101"}},
        {"id": 3, "type": "Wizard", "status": "Unassigned"},
        {"name": "without an id"},
    ]  # fmt: skip
    page = wire.people(
        json.dumps({"records": records, "navigation": {"nextPage": {"uri": "https://x/y?page=2"}}}).encode()
    )
    ada, wizard = page.records
    assert (ada.id, ada.number, ada.label, ada.site) == ("400131426009", "101", "Lovelace, Ada", "Main Site")
    assert (ada.department, ada.job_title, ada.direct_numbers) == ("R&D", "Engineer", ("+16505550101",))
    assert ada.monitored
    assert not wizard.monitored
    assert (page.next_uri, page.odd) == ("https://x/y?page=2", ("records[].id",))


def test_a_batch_leaves_out_who_is_gone() -> None:
    items = [
        {"resourceId": "1", "status": 200, "body": {"presenceStatus": "Busy"}},
        {"resourceId": "2", "status": 404, "body": {"errorCode": "CMN-102"}},
    ]
    assert wire.presence_batch(json.dumps(items).encode()).records == (("1", Presence(presence_status="Busy")),)
    single = {"extension": {"id": 7}, "presenceStatus": "Busy"}
    assert wire.presence_batch(json.dumps(single).encode()).records == (("7", Presence(presence_status="Busy")),)


def test_filters_put_aside_name_the_people_they_were_for() -> None:
    permission = "application needs to have [ReadAccounts] permission"
    body = {
        "id": "9d38",
        "eventFilters": [f"{ACCOUNT}/extension/7/presence"],
        "disabledFilters": [
            {"filter": f"{ACCOUNT}/extension/8/presence?detailedTelephonyState=true", "reason": "SUB-403"},
            {"filter": f"{ACCOUNT}/extension/9/presence", "reason": "SUB-402"},
            {"filter": f"{ACCOUNT}/presence?detailedTelephonyState=true", "reason": "A sentence, not a code"},
            {"filter": f"{ACCOUNT}/extension", "reason": "CMN-401", "message": permission},
        ],
    }
    made = frames.subscribed(json.dumps(body).encode())
    assert made == frames.Subscribed(
        "9d38",
        {"8": Barred(Bar.BY_PERSON, "SUB-403"), "9": Barred(Bar.NO_PRESENCE, "SUB-402")},
        Barred(Bar.OTHER),
        3,
        Barred(Bar.PERMISSION, "CMN-401", "ReadAccounts"),
    )


def test_raw_gives_back_ringcentrals_own_keys() -> None:
    assert raw.record(presence(frame(META, ENVELOPE))) == {
        key: value for key, value in BODY.items() if key not in ("extensionId", "sequence")
    }
    assert raw.record(Presence()) == {}


def test_nothing_with_a_token_shows_it() -> None:
    ticket = wire.ticket(b'{"uri":"wss://x/ws","ws_access_token":"SECRET","expires_in":30}')
    tokens = wire.tokens(b'{"access_token":"SECRET","expires_in":3600,"refresh_token":"SECRET","owner_id":"7"}')
    assert ticket is not None
    assert tokens is not None
    assert "SECRET" not in f"{ticket!r} {tokens!r} {frames.Wsc('SECRET')!r}"
