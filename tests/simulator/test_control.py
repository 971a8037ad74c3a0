"""The control plane: truth, presence by hand, people, switches; and events about people (platform reference 9.3, 8)."""

import time
from typing import Any

import pytest

from tests.kit.office import Office, Refused
from tests.kit.openapi import judge_event
from tests.simulator.caller import Caller
from tests.simulator.conftest import GENEROUS


def test_truth_shows_presence_as_the_owner_reads_it_and_as_it_is(caller: Caller) -> None:
    office = caller.office
    office.presence("103", telephonyStatus="CallConnected", userStatus="Busy", message="Back at 3")
    for one in office.truth():
        if one["status"] == "Unassigned":
            assert one["extensionNumber"] is None
            continue
        read = caller.get(f"/account/~/extension/{one['id']}/presence", detailedTelephonyState="true")
        assert one["presence"] == {key: value for key, value in read.items() if key not in ("uri", "extension")}
    assert office.person("103")["real"]["message"] == "Back at 3"


def test_calls_are_given_as_a_list_and_known_ones_go_on(still: Office) -> None:
    first = {"telephonyStatus": "Ringing", "direction": "Inbound", "from": "+4930123", "fromName": "Contoso"}
    (call,) = still.presence("102", calls=[first])["real"]["activeCalls"]
    assert (call["from"], call["fromName"], call["to"]) == ("+4930123", "Contoso", "102")
    assert "startTime" not in call
    second = {"direction": "Outbound", "to": "103"}
    kept, new = still.presence("102", calls=[{"id": call["id"], "telephonyStatus": "OnHold"}, second])["real"][
        "activeCalls"
    ]
    assert (kept["id"], kept["telephonyStatus"]) == (call["id"], "OnHold")
    assert (new["from"], new["to"], new["telephonyStatus"]) == ("102", "103", "CallConnected")
    assert kept["startTime"].endswith("Z")
    assert "activeCalls" not in still.presence("102", calls=[])["real"]


def test_one_request_is_one_change(still: Office) -> None:
    told = still.presence("102", telephonyStatus="CallConnected", userStatus="Busy", meetingStatus="Connected")
    assert told["sequence"] == 1


def test_somebody_set_by_hand_is_left_alone_by_the_day_until_given_back(office: Any) -> None:
    busy = office("--extensions", "4", "--rate", "200")
    busy.pause()  # with it, calls that just ended have left their lists: nothing of the day's is still to come
    sequence = busy.presence("102", telephonyStatus="OnHold", userStatus="Busy")["sequence"]
    busy.resume()
    before = busy.stats()["changes"]
    while busy.stats()["changes"] < before + 300:
        pass
    real = busy.person("102")["real"]
    assert (real["telephonyStatus"], real["userStatus"], busy.person("102")["sequence"]) == ("OnHold", "Busy", sequence)
    busy.presence("102", day=True, telephonyStatus="NoCall")
    sequence = busy.person("102")["sequence"]
    while busy.person("102")["sequence"] < sequence + 5:
        pass


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": 1, "userStatus": "Busy"},
        {"extensionNumber": "102"},
        {"extensionNumber": "102", "userStatus": "Asleep"},
        {"extensionNumber": "102", "mood": "good"},
        {"extensionNumber": "102", "calls": {}},
        {"extensionNumber": "102", "calls": [7]},
        {"extensionNumber": "102", "calls": [{"telephonyStatus": "NoCall"}]},
        {"extensionNumber": "102", "calls": [{"id": "nothing"}]},
        {"extensionNumber": "102", "calls": [{"colour": "red"}]},
        {"extensionNumber": "102", "message": "x" * 76},
        {"extensionNumber": "102", "allowSeeMyPresence": "no"},
        {"extensionNumber": "102", "userStatus": "Busy", "dndStatus": "Never"},
    ],
)
def test_a_presence_that_makes_no_sense_gets_a_sentence_and_changes_nothing(
    still: Office, body: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refused:
        still.ask("POST", "presence", body)
    assert refused.value.status == (404 if "id" in body else 400)
    assert refused.value.sentence.endswith(".")
    assert still.stats()["changes"] == 0


def test_a_queue_has_no_presence_to_set(still: Office) -> None:
    queue = next(one for one in still.truth() if one["type"] == "Department")
    with pytest.raises(Refused, match="have no presence"):
        still.presence(queue["extensionNumber"], userStatus="Busy")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"action": "promote"},
        {"action": "create", "extensionNumber": "101"},
        {"action": "create", "extensionNumber": "ten"},
        {"action": "create", "type": "Robot"},
        {"action": "rename", "extensionNumber": "102"},
        {"action": "renumber", "extensionNumber": "102", "newNumber": "103"},
        {"action": "delete", "extensionNumber": "101"},
        {"action": "disable", "extensionNumber": "101"},
        {"action": "enable", "extensionNumber": "102"},
        {"action": "delete", "extensionNumber": "102", "colour": "red"},
        {"action": "join", "extensionNumber": "102", "queue": "Support", "colour": "red"},
    ],
)
def test_a_change_of_people_that_makes_no_sense_gets_a_sentence(still: Office, body: dict[str, Any]) -> None:
    before = still.truth()
    with pytest.raises(Refused) as refused:
        still.ask("POST", "person", body)
    assert refused.value.status == 400
    assert refused.value.sentence.endswith(".")
    assert still.truth() == before


def test_people_join_and_leave_call_queues_and_whoever_asks_for_the_members_is_told_so(caller: Caller) -> None:
    caller.sign_in()
    office = caller.office
    queue = caller.get("/account/~/call-queues")["records"][0]
    someone = next(one for one in office.people() if queue["name"] not in one["queues"])

    def members() -> set[int]:
        return {one["id"] for one in caller.get(f"/account/~/call-queues/{queue['id']}/members")["records"]}

    assert someone["id"] not in members()
    assert queue["name"] in office.act("join", id=someone["id"], queue=queue["name"])["queues"]
    assert someone["id"] in members()
    for action, name in (("join", queue["name"]), ("leave", "no such queue")):
        with pytest.raises(Refused, match=r"\.$"):
            office.act(action, id=someone["id"], queue=name)
    assert queue["name"] not in office.act("leave", id=someone["id"], queue=queue["name"])["queues"]
    assert someone["id"] not in members()


def test_what_is_no_json_or_no_address_gets_a_sentence(caller: Caller) -> None:
    url = caller.office.control_url
    for answer in (
        caller.http.post(f"{url}/presence", data=b"{"),
        caller.http.post(f"{url}/presence", data=b"[1]"),
        caller.http.get(f"{url}/weather"),
        caller.http.get(f"{url}/pause"),
    ):
        assert answer.status_code in (400, 404)
        assert answer.json()["message"].endswith(".")


def test_switches_and_numbers_are_told_with_what_they_do(still: Office) -> None:
    told = still.ask("GET", "switches")
    assert set(told["about"]) == set(told["switches"])
    assert told["numbers"]["recovery_buffer"] == 100
    assert still.switch(strict_ws_tokens=True, recovery=30)["switches"]["strict_ws_tokens"] is True


def test_the_numbers_are_the_published_ones(still: Office) -> None:
    """Those of platform reference 9.4, in its order."""
    published = {
        "access_token": 3600, "refresh_token": 604_800, "authorization_code": 60,
        "refresh_replay_after_use": 10, "refresh_replay_unused": 3600, "sessions_per_user": 5, "ws_token": 600,
        "recovery": 180, "recovery_buffer": 100, "idle": 1800, "absolute": 86_400, "pong": 10, "ping": 30,
        "active_requests": 10, "connections_per_session": 50, "subscriptions_per_user": 20, "per_page": 100,
        "per_page_maximum": 1000, "directory_per_page_maximum": 2000, "batch": 30, "message_length": 75,
        "active_calls_in_event": 7, "limit_window": 60, "limit_penalty": 60, "retry_after_plain_429": 30,
    }  # fmt: skip
    numbers = still.ask("GET", "switches")["numbers"]
    assert {name: numbers[name] for name in published} == published
    assert 10 <= numbers["retry_after_maintenance"] <= 15


def test_a_time_scale_divides_periods_and_leaves_the_numbers_told(office: Any) -> None:
    fast = office("--extensions", "5", "--rate", "0", "--time-scale", "1000", *GENEROUS)
    caller = Caller(fast)
    begun, clock = time.monotonic(), fast.stats()["clock"]
    assert caller.sign_in()["expires_in"] == 3600
    while caller.call("GET", "/account/~").status_code == 200:
        pass
    real, theirs = time.monotonic() - begun, fast.stats()["clock"] - clock
    assert theirs >= 3600
    assert real < theirs / 500
    caller.close()


@pytest.mark.parametrize(
    "body",
    [
        {"colour": True},
        {"strict_ws_tokens": 1},
        {"recovery": "long"},
        {"recovery": -1},
        {"recovery": 1.5},
        {"limits": {"huge": 1}},
        {"limits": 5},
        {"app_permissions_missing": ["Fly"]},
        {"idle": 5, "colour": True},
    ],
)
def test_a_switch_that_makes_no_sense_gets_a_sentence_and_nothing_changes(still: Office, body: dict[str, Any]) -> None:
    before = still.ask("GET", "switches")
    with pytest.raises(Refused):
        still.switch(**body)
    assert still.ask("GET", "switches") == before


def test_a_restart_is_like_a_new_process(caller: Caller) -> None:
    office = caller.office
    fresh = office.truth()
    office.presence("102", userStatus="Busy")
    office.fault("overloaded")
    office.switch(recovery=5)
    office.restart()
    assert office.truth() == fresh
    assert office.ask("GET", "faults")["on"] == []
    assert office.ask("GET", "switches")["numbers"]["recovery"] == 180
    assert caller.call("GET", "/account/~").status_code == 401
    assert office.stats()["sessions"] == []


async def test_stats_tell_of_sessions_and_sockets(caller: Caller) -> None:
    async with caller.line() as line:
        info = await line.subscribe("/account/~/presence", "/account/~/extension")
        stats = caller.office.stats()
        assert [one["id"] for one in stats["sessions"]] == [caller.tokens["session_id"]]
        (socket,) = stats["sockets"]
        assert (socket["subscriptionId"], socket["filters"]) == (info["id"], 2)
        assert socket["sessionId"] == caller.tokens["session_id"]


@pytest.mark.parametrize("flat", [False, True])
async def test_people_who_come_change_and_go_are_told_in_both_documented_forms(caller: Caller, flat: bool) -> None:
    caller.office.switch(flat_extension_events=flat)
    async with caller.line() as line:
        await line.subscribe("/account/~/extension")
        new = caller.office.act("create", firstName="Nina", lastName="Neu")
        caller.office.act("rename", id=new["id"], lastName="Alt")
        caller.office.act("disable", id=new["id"])
        caller.office.act("delete", id=new["id"])
        bodies = [one["body"] for one in await line.heard(4)]
        told = bodies if flat else [one["extensions"][0] for one in bodies]
        assert [one["eventType"] for one in told] == ["Create", "Update", "Update", "Delete"]
        assert {one["extensionId"] for one in told} == {str(new["id"])}
        assert told[1]["hints"] == ["ExtensionInfo"]
        if flat:
            for body in bodies:
                judge_event("ExtensionListEventBody", body)


async def test_one_extension_can_be_watched_alone(caller: Caller) -> None:
    someone = caller.office.people()[1]
    async with caller.line() as line:
        await line.subscribe(f"/account/~/extension/{someone['id']}")
        caller.office.act("rename", extensionNumber="105", lastName="Other")
        caller.office.act("rename", id=someone["id"], lastName="Neu")
        (event,) = await line.heard(1)
        assert event["body"] == {
            "extensionId": str(someone["id"]),
            "eventType": "Update",
            "hints": ["ExtensionInfo"],
        }


async def test_directory_events_carry_the_new_data_and_no_owner(caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe("/account/~/directory/entries")
        new = caller.office.act("create", firstName="Ζωή", lastName="Νέα", department="Sales")
        (event,) = await line.heard(1)
        (contact,) = event["body"]["contacts"]
        assert (contact["eventType"], contact["id"], contact["lastName"]) == ("Create", str(new["id"]), "Νέα")
        assert contact["department"] == "Sales"
        assert "ownerId" not in event


@pytest.mark.parametrize("flat", [False, True])
async def test_joining_and_leaving_a_queue_is_told_in_both_documented_forms(caller: Caller, flat: bool) -> None:
    caller.office.switch(flat_queue_presence_events=flat)
    queue = caller.get("/account/~/call-queues")["records"][0]["id"]
    member = caller.get(f"/account/~/call-queues/{queue}/members")["records"][0]["id"]
    change = {"records": [{"member": {"id": str(member)}, "acceptCurrentQueueCalls": False}]}
    async with caller.line() as line:
        await line.subscribe(f"/account/~/call-queues/{queue}/presence")
        meta, _ = await line.request("PUT", f"/account/~/call-queues/{queue}/presence", change)
        assert meta["status"] == 200
        (event,) = await line.heard(1)
        plain = {"extensionId": str(member), "callQueueId": queue, "acceptCalls": False}
        assert event["body"] == (plain if flat else change)


def test_nobody_who_is_gone_is_still_talking(still: Office) -> None:
    still.presence("102", telephonyStatus="CallConnected")
    told = still.act("disable", extensionNumber="102")
    assert (told["status"], told["real"]["telephonyStatus"]) == ("Disabled", "NoCall")
