"""Presence over REST: single, batch, account, one's own (platform reference 9.1, 9 and 10), and aggregation (9.2)."""

import email
import json
from typing import Any

import pytest

from tests.kit.office import Office
from tests.simulator.caller import Caller

WITHOUT = {"telephonyStatus", "message", "userStatus", "dndStatus"}


def ids(caller: Caller, count: int) -> list[str]:
    """The ids of so many people."""
    return [str(one["id"]) for one in caller.office.people()[:count]]


def test_presence_of_one_person_is_one_object(reader: Caller) -> None:
    someone = reader.office.people()[1]
    presence = reader.get(f"/account/~/extension/{someone['id']}/presence")
    assert presence["extension"]["id"] == someone["id"]
    assert "sequence" not in presence
    assert "totalActiveCalls" not in presence


def test_active_calls_come_with_the_detailed_flag_only_and_not_when_there_are_none(caller: Caller) -> None:
    someone = caller.office.people()[1]
    path = f"/account/~/extension/{someone['id']}/presence"
    assert "activeCalls" not in caller.get(path, detailedTelephonyState="true")
    caller.office.presence(someone["extensionNumber"], telephonyStatus="CallConnected")
    assert "activeCalls" not in caller.get(path)
    (call,) = caller.get(path, detailedTelephonyState="true")["activeCalls"]
    assert (call["telephonyStatus"], call["to"]) == ("CallConnected", someone["extensionNumber"])
    assert "sipData" not in call
    (call,) = caller.get(path, detailedTelephonyState="true", sipData="true")["activeCalls"]
    assert call["sipData"]["rcSessionId"] == call["sessionId"]


def test_a_flag_that_is_neither_true_nor_false_is_refused(reader: Caller) -> None:
    answer = reader.call("GET", "/account/~/presence", params={"detailedTelephonyState": "maybe"})
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "CMN-101")


def test_types_without_presence_are_offline_and_have_no_other_key(reader: Caller) -> None:
    queue = next(one for one in reader.office.truth() if one["type"] == "Department")
    presence = reader.get(f"/account/~/extension/{queue['id']}/presence")
    assert set(presence) == {"uri", "extension", "presenceStatus"}
    assert presence["presenceStatus"] == "Offline"


def test_the_whole_account_is_paged(reader: Caller) -> None:
    page = reader.get("/account/~/presence", perPage=40, detailedTelephonyState="true")
    assert page["paging"]["perPage"] == 40
    seen = [one["extension"]["id"] for one in page["records"]]
    while "nextPage" in page["navigation"]:
        assert "detailedTelephonyState=true" in page["navigation"]["nextPage"]["uri"]
        page = reader.get(page["navigation"]["nextPage"]["uri"])
        seen += [one["extension"]["id"] for one in page["records"]]
    assert len(seen) == len(set(seen)) == page["paging"]["totalElements"]
    assert {one["id"] for one in reader.office.people()} <= set(seen)
    assert reader.get("/account/~/presence")["paging"]["perPage"] == 100
    assert reader.get("/account/~/presence", perPage=5000)["paging"]["perPage"] == 1000


def test_a_batch_comes_as_multipart_unless_asked_otherwise(reader: Caller) -> None:
    wanted = ids(reader, 3)
    answer = reader.call("GET", f"/account/~/extension/{','.join(wanted)}/presence")
    assert answer.status_code == 207
    head = f"Content-Type: {answer.headers['Content-Type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + answer.content)
    assert message.get_content_type() == "multipart/mixed"
    parts = message.get_payload()
    assert isinstance(parts, list)
    overview, *bodies = [json.loads(str(part.get_payload())) for part in parts if not isinstance(part, str)]
    assert [one["status"] for one in overview["response"]] == [200, 200, 200]
    assert [str(one["extension"]["id"]) for one in bodies] == wanted


def test_a_batch_comes_as_one_json_list_on_request(reader: Caller) -> None:
    wanted = [*ids(reader, 2), "12345"]
    header = {"Accept": "application/vnd.ringcentral.multipart+json"}
    answer = reader.call("GET", f"/account/~/extension/{','.join(wanted)}/presence", headers=header)
    assert answer.status_code == 207
    assert answer.headers["Content-Type"].startswith("application/vnd.ringcentral.multipart+json")
    entries = answer.json()
    assert [(one["resourceId"], one["status"]) for one in entries] == list(zip(wanted, (200, 200, 404), strict=True))
    assert entries[2]["body"]["errorCode"] == "CMN-102"


def test_thirty_ids_are_the_most(reader: Caller) -> None:
    thirty = ids(reader, 30)
    assert reader.call("GET", f"/account/~/extension/{','.join(thirty)}/presence").status_code == 207
    answer = reader.call("GET", f"/account/~/extension/{','.join(ids(reader, 31))}/presence")
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "InvalidMultipartRequest")


def test_ones_own_presence_shows_real_values_and_others_are_hidden(caller: Caller) -> None:
    office = caller.office
    me, other = office.people()[0], office.people()[1]
    for one in (me, other):
        office.presence(one["extensionNumber"], allowSeeMyPresence=False, telephonyStatus="CallConnected")
    mine = caller.get("/account/~/extension/~/presence", detailedTelephonyState="true")
    assert (mine["allowSeeMyPresence"], mine["presenceStatus"], len(mine["activeCalls"])) == (False, "Busy", 1)
    theirs = caller.get(f"/account/~/extension/{other['id']}/presence", detailedTelephonyState="true")
    assert (theirs["presenceStatus"], theirs["telephonyStatus"]) == ("Offline", "NoCall")
    assert (theirs["dndStatus"], theirs["allowSeeMyPresence"]) == ("Unknown", False)
    assert "activeCalls" not in theirs
    assert set(theirs) == set(mine) - {"activeCalls"}


def test_putting_ones_own_presence_answers_it_and_shows_it(caller: Caller) -> None:
    wish = {"userStatus": "Busy", "message": "Back at 3", "callerIdVisibility": "None", "ringOnMonitoredCall": True}
    answer = caller.call("PUT", "/account/~/extension/~/presence", json=wish)
    assert answer.status_code == 200
    assert wish.items() <= answer.json().items()
    assert wish.items() <= caller.get("/account/~/extension/~/presence").items()


@pytest.mark.parametrize(
    "wish",
    [
        {"message": "x" * 76},
        {"userStatus": "Asleep"},
        {"dndStatus": "Never"},
        {"allowSeeMyPresence": "yes"},
        {"callerIdVisibility": "Some"},
    ],
)
def test_a_presence_that_makes_no_sense_changes_nothing(caller: Caller, wish: dict[str, Any]) -> None:
    before = caller.get("/account/~/extension/~/presence")
    answer = caller.call("PUT", "/account/~/extension/~/presence", json={"userStatus": "Offline"} | wish)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "CMN-101")
    assert caller.get("/account/~/extension/~/presence") == before


def test_a_body_that_is_no_json_object_is_refused(reader: Caller) -> None:
    for body in (b"{", b"[]", b"\xff"):
        answer = reader.call("PUT", "/account/~/extension/~/presence", data=body)
        assert (answer.status_code, answer.json()["errorCode"]) == (400, "CMN-103")


def test_a_message_may_have_75_characters(caller: Caller) -> None:
    answer = caller.call("PUT", "/account/~/extension/~/presence", json={"message": "ß" * 75})
    assert answer.json()["message"] == "ß" * 75


def test_department_wishes_are_for_queue_members_only(office: Any) -> None:
    def put(office: Office) -> int:
        caller = Caller(office)
        caller.sign_in()
        wish = {"dndStatus": "TakeDepartmentCallsOnly"}
        status = caller.call("PUT", "/account/~/extension/~/presence", json=wish).status_code
        member = bool(caller.get("/account/~/extension/~/call-queue-presence")["records"])
        caller.close()
        assert status == (200 if member else 400)
        return status

    statuses = {put(office("--extensions", "60", "--rate", "0", "--seed", str(seed))) for seed in (7, 8, 9, 10, 11)}
    assert statuses == {200, 400}


def test_nobody_changes_the_presence_of_somebody_else(reader: Caller) -> None:
    other = reader.office.people()[1]
    answer = reader.call("PUT", f"/account/~/extension/{other['id']}/presence", json={"userStatus": "Busy"})
    assert (answer.status_code, answer.json()["errorCode"]) == (403, "CMN-404")


def test_do_not_disturb_moves_both_fields_and_goes_back_to_what_was(caller: Caller) -> None:
    me = caller.office.people()[0]
    caller.office.presence(me["extensionNumber"], dndStatus="DoNotAcceptDepartmentCalls")

    def after(**wish: str) -> tuple[str, str, bool]:
        answer = caller.call("PUT", "/account/~/extension/~/presence", json=wish).json()
        return answer["dndStatus"], answer["dndStatusPersonal"], answer["acceptCallQueueCalls"]

    assert after(dndStatusPersonal="DoNotAcceptAnyCalls") == ("DoNotAcceptAnyCalls", "DoNotAcceptAnyCalls", False)
    assert after(dndStatusPersonal="TakeAllCalls") == ("DoNotAcceptDepartmentCalls", "TakeAllCalls", False)


@pytest.mark.parametrize(
    ("inputs", "presence", "telephony"),
    [
        ({}, "Available", "NoCall"),
        ({"telephonyStatus": "Ringing"}, "Available", "Ringing"),
        ({"telephonyStatus": "CallConnected"}, "Busy", "CallConnected"),
        ({"telephonyStatus": "OnHold"}, "Busy", "OnHold"),
        ({"telephonyStatus": "ParkedCall"}, "Available", "ParkedCall"),
        ({"meetingStatus": "Connected"}, "Busy", "NoCall"),
        ({"userStatus": "Busy"}, "Busy", "NoCall"),
        ({"dndStatus": "DoNotAcceptAnyCalls"}, "Available", "NoCall"),
        ({"userStatus": "Offline", "telephonyStatus": "CallConnected"}, "Offline", "CallConnected"),
        ({"userStatus": "Offline", "meetingStatus": "Connected"}, "Offline", "NoCall"),
        ({"userStatus": "Busy", "telephonyStatus": "Ringing"}, "Busy", "Ringing"),
        ({"cxTelephonyStatus": "CallConnected"}, "Busy", "NoCall"),
    ],
)
def test_the_server_sums_presence_up_as_recorded(
    still: Office, inputs: dict[str, str], presence: str, telephony: str
) -> None:
    real = still.presence("101", **({"userStatus": "Available"} | inputs))["real"]
    assert (real["presenceStatus"], real["telephonyStatus"]) == (presence, telephony)


@pytest.mark.parametrize(
    ("statuses", "telephony"),
    [
        (("Ringing", "CallConnected"), "CallConnected"),
        (("OnHold", "Ringing"), "Ringing"),
        (("ParkedCall", "OnHold"), "OnHold"),
        (("ParkedCall",), "ParkedCall"),
    ],
)
def test_of_several_calls_one_speaks_for_the_person(still: Office, statuses: tuple[str, ...], telephony: str) -> None:
    calls = [{"telephonyStatus": status} for status in statuses]
    assert still.presence("101", calls=calls)["real"]["telephonyStatus"] == telephony


def test_unified_presence_in_one_object_and_in_bulk(caller: Caller) -> None:
    someone = caller.office.people()[1]
    caller.office.presence(someone["extensionNumber"], telephonyStatus="OnHold", dndStatus="DoNotAcceptAnyCalls")
    one = caller.get(f"/account/~/extension/{someone['id']}/unified-presence")
    assert (one["status"], one["telephony"]["status"], one["meeting"]["status"]) == ("DND", "OnHold", "NoMeeting")
    bulk = caller.get(f"/account/~/extension/{someone['id']},5/unified-presence")
    assert [one["status"] for one in bulk] == [200, 404]
    quiet = {"glip": {"availability": "DND"}}
    mine = caller.call("PATCH", "/account/~/extension/~/unified-presence", json=quiet).json()
    assert (mine["status"], mine["glip"]["visibility"]) == ("DND", "Visible")
    assert caller.get("/account/~/extension/~/presence")["dndStatus"] == "DoNotAcceptAnyCalls"
