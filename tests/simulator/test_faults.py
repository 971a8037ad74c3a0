"""The fault menu (platform reference 9.3, 7, and the HTTP side 9.1, 11)."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import requests
from websockets.asyncio.client import connect

from tests.kit.office import ROOT, Office, Refused
from tests.simulator.caller import PATIENCE, Caller, subscription

EVERYBODY = "/account/~/presence?detailedTelephonyState=true"


def toggle(still: Office, times: int, number: str = "102") -> None:
    """So many changes of one person."""
    for count in range(times):
        still.presence(number, userStatus="Available" if count % 2 else "Busy")


async def settled(still: Office, caller: Caller, times: int, fault: str, **more: Any) -> list[dict[str, Any]]:
    """What a subscriber hears of so many changes of one person under a fault, when all is written."""
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        still.presence("102", userStatus="Offline")
        await line.heard(1)
        still.fault(fault, **more)
        toggle(still, times)
        still.pause()
        await line.request("GET", "/account/~")
        return [one | {"frames": line.others} for one in line.notifications[1:]]


def sequences(events: list[dict[str, Any]]) -> list[int]:
    """Their sequence numbers."""
    return [one["body"]["sequence"] for one in events]


def test_the_menu_tells_what_each_fault_does_what_is_on_and_what_struck(still: Office) -> None:
    told = still.ask("GET", "faults")
    assert len(told["menu"]) > 30
    assert all(line for line in told["menu"].values())
    assert told["on"] == []
    still.fault("dropped_event", rate=0.5, client="somebody", seed=3)
    assert still.ask("GET", "faults")["on"] == [{"name": "dropped_event", "client": "somebody", "rate": 0.5}]
    still.fault("all", on=False)
    assert still.ask("GET", "faults")["on"] == []


def test_the_readme_lists_the_same_faults_with_the_same_lines(still: Office) -> None:
    """And so with the switches: whoever reads either may rely on it."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("### What can go wrong in it")[2]
    listed = dict(
        re.findall(r"^\| `(\w+)` \| (.+) \|$", section.partition("\n### ")[0].partition("\n## ")[0], re.MULTILINE)
    )
    assert listed == still.ask("GET", "faults")["menu"] | still.ask("GET", "switches")["about"]


@pytest.mark.parametrize(
    "order",
    [
        {"name": "earthquake"},
        {"name": "reset", "rate": 2},
        {"name": "reset", "once": True, "rate": 0.5},
        {"name": "reset", "seconds": "long"},
        {"name": "reset", "on": "yes"},
        {"name": "reset", "colour": "red"},
        {"name": "reset", "seed": "x"},
        {},
    ],
)
def test_a_fault_that_cannot_be_ordered_gets_a_sentence(still: Office, order: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        still.ask("POST", "faults", order)
    assert refused.value.status == 400
    assert refused.value.sentence.endswith(".")
    assert still.ask("GET", "faults")["on"] == []


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("overloaded", 503, "CMN-211"),
        ("maintenance", 503, "CMN-211"),
        ("plain_429", 429, "CMN-301"),
        ("unauthorized", 401, "OAU-213"),
    ],
)
def test_a_request_fault_strikes_once(caller: Caller, fault: str, status: int, code: str) -> None:
    caller.office.fault(fault, once=True)
    answer = caller.call("GET", "/account/~/presence")
    assert (answer.status_code, answer.json()["errors"][0]["errorCode"]) == (status, code)
    assert answer.headers["RCRequestId"]
    assert caller.call("GET", "/account/~/presence").status_code == 200
    assert caller.office.ask("GET", "faults")["struck"] == {fault: 1}


def test_a_load_balancer_answers_html_or_nothing(caller: Caller) -> None:
    caller.office.fault("bad_gateway", once=True)
    answer = caller.call("GET", "/account/~")
    assert (answer.status_code, answer.headers["Content-Type"]) == (502, "text/html")
    assert "<html>" in answer.text
    caller.office.fault("empty_gateway", once=True)
    answer = caller.call("GET", "/account/~")
    assert (answer.status_code, answer.content) == (504, b"")


def test_an_answer_can_be_slow(caller: Caller) -> None:
    caller.office.fault("slow_answer", seconds=0.3, once=True)
    assert caller.call("GET", "/account/~").elapsed.total_seconds() >= 0.3


def test_a_connection_can_be_reset(caller: Caller) -> None:
    caller.office.fault("reset", once=True)
    with pytest.raises(requests.ConnectionError):
        caller.call("GET", "/account/~")
    assert caller.call("GET", "/account/~").status_code == 200


def test_an_answer_can_get_lost_after_the_request_was_carried_out(caller: Caller) -> None:
    caller.office.fault("lost_answer", once=True)
    with pytest.raises(requests.ConnectionError):
        caller.refresh()
    assert caller.call("GET", "/account/~").status_code == 401
    caller.tokens = caller.refresh().json()
    assert caller.call("GET", "/account/~").status_code == 200


@pytest.mark.parametrize(("fault", "status"), [("ws_token_429", 429), ("ws_token_503", 503)])
def test_a_socket_token_can_be_refused(caller: Caller, fault: str, status: int) -> None:
    caller.office.fault(fault, once=True)
    assert caller.call("GET", "/account/~").status_code == 200
    answer = caller.call("POST", "/restapi/oauth/wstoken")
    assert (answer.status_code, bool(answer.headers["Retry-After"])) == (status, True)
    assert caller.call("POST", "/restapi/oauth/wstoken").status_code == 200


def test_signing_in_can_be_refused(caller: Caller) -> None:
    caller.office.fault("sign_in_refused", once=True)
    answer = caller.refresh()
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert caller.refresh().status_code == 200


def test_a_fault_can_mean_one_client(still: Office, caller: Caller) -> None:
    other = Caller(still)
    other.sign_in(endpoint_id="desk-2")
    still.fault("overloaded", client="desk-2")
    assert other.call("GET", "/account/~").status_code == 503
    assert caller.call("GET", "/account/~").status_code == 200
    still.fault("overloaded", client="desk-2", on=False)
    still.fault("overloaded", client=caller.tokens["session_id"])
    assert other.call("GET", "/account/~").status_code == 200
    assert caller.call("GET", "/account/~").status_code == 503
    other.close()


def test_a_rate_is_seeded(caller: Caller) -> None:
    def strikes() -> list[int]:
        caller.office.fault("overloaded", rate=0.5, seed=11)
        return [caller.call("GET", "/account/~").status_code for _ in range(24)]

    first = strikes()
    assert set(first) == {200, 503}
    assert strikes() == first


async def test_an_event_can_be_dropped(still: Office, caller: Caller) -> None:
    assert sequences(await settled(still, caller, 3, "dropped_event", once=True)) == [3, 4]


async def test_an_event_can_come_twice(still: Office, caller: Caller) -> None:
    events = await settled(still, caller, 2, "duplicate_event", once=True)
    assert sequences(events) == [2, 2, 3]
    assert events[0]["uuid"] == events[1]["uuid"]


async def test_events_can_come_out_of_order(still: Office, caller: Caller) -> None:
    assert sequences(await settled(still, caller, 3, "out_of_order", once=True)) == [3, 2, 4]


async def test_a_stale_sequence_can_follow(still: Office, caller: Caller) -> None:
    events = await settled(still, caller, 2, "stale_sequence", once=True)
    assert sequences(events) == [2, 1, 3]
    assert events[1]["body"]["presenceStatus"] == "Offline"


async def test_fields_that_did_not_change_can_be_missing(still: Office, caller: Caller) -> None:
    full, *thin = await settled(still, caller, 3, "missing_fields")
    assert "meetingStatus" in full["body"]
    for one in thin:
        assert set(one["body"]) == {"extensionId", "sequence", "userStatus", "presenceStatus"}


async def test_what_changed_while_no_fault_was_on_is_not_missing(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        still.fault("missing_fields")
        still.presence("102", userStatus="Offline")
        await line.heard(1)
        still.fault("missing_fields", on=False)
        still.presence("102", userStatus="Available")
        await line.heard(2)
        still.fault("missing_fields")
        still.presence("102", userStatus="Offline")
        await line.heard(3)
        assert line.notifications[2]["body"]["userStatus"] == "Offline"


async def test_a_word_can_be_unknown(still: Office, caller: Caller) -> None:
    events = await settled(still, caller, 1, "unknown_enum", once=True)
    assert events[0]["body"]["telephonyStatus"] == "Teleporting"


async def test_an_event_can_be_about_somebody_unknown(still: Office, caller: Caller) -> None:
    events = await settled(still, caller, 1, "unknown_extension", once=True)
    known = {one["id"] for one in still.truth()}
    assert [one["body"]["extensionId"] in known for one in events] == [False, True]


async def test_a_frame_can_be_of_an_unknown_type(still: Office, caller: Caller) -> None:
    events = await settled(still, caller, 1, "unknown_type", once=True)
    assert sequences(events) == [2]
    assert [one[0]["type"] for one in events[0]["frames"]] == ["ServerGreeting"]


async def test_a_frame_can_be_no_json(still: Office, caller: Caller) -> None:
    ticket = await asyncio.to_thread(caller.ticket)
    async with connect(f"{ticket['uri']}?access_token={ticket['ws_access_token']}", proxy=None) as socket:
        head = {"type": "ClientRequest", "messageId": "1", "method": "POST", "path": "/restapi/v1.0/subscription"}
        await socket.send(json.dumps([head, subscription(EVERYBODY)]))
        for _ in range(2):
            await asyncio.wait_for(socket.recv(), PATIENCE)
        still.fault("multipart_frame", once=True)
        toggle(still, 1)
        odd, good = [str(await asyncio.wait_for(socket.recv(), PATIENCE)) for _ in range(2)]
        with pytest.raises(ValueError, match="Expecting value"):
            json.loads(odd)
        assert odd.endswith("--Boundary_1--]")
        assert json.loads(good)[0]["type"] == "ServerNotification"


async def test_a_burst_brings_hundreds_of_changes_a_second(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        still.fault("burst", seconds=0.5)
        await line.heard(200)


@pytest.mark.parametrize("code", [1000, 1001, 1011, 4400])
async def test_a_socket_can_be_closed_with_a_code(still: Office, caller: Caller, code: int) -> None:
    async with caller.line() as line:
        still.fault(f"close_{code}", once=True)
        assert (await line.closed())[0] == code
    async with caller.line() as again:
        assert again.details


async def test_a_connection_can_be_cut_without_a_close(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        still.fault("close_1006", once=True)
        assert (await line.closed())[0] == 1006


@pytest.mark.parametrize(("fault", "code"), [("idle_timeout", "WSG-902"), ("absolute_timeout", "WSG-903")])
async def test_a_time_limit_can_be_reached_at_once(still: Office, caller: Caller, fault: str, code: str) -> None:
    async with caller.line() as line:
        still.fault(fault, once=True)
        await line.closed()
        assert [one["errorCode"] for one in line.errors] == [code]


async def test_an_access_token_can_run_out_and_close_its_sockets(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        still.fault("token_expired", once=True)
        await line.closed()
        answer = await asyncio.to_thread(caller.call, "GET", "/account/~")
        assert answer.json()["errors"][0]["errorCode"] == "OAU-128"
        caller.tokens = (await asyncio.to_thread(caller.refresh)).json()
        assert (await asyncio.to_thread(caller.call, "GET", "/account/~")).status_code == 200


async def test_a_socket_can_fall_silent_without_an_end(still: Office, caller: Caller) -> None:
    async with caller.line() as line, caller.line() as other:
        await line.subscribe(EVERYBODY)
        await other.subscribe(EVERYBODY)
        still.fault("silent_socket", once=True, client=caller.tokens["session_id"])
        assert still.ask("GET", "faults")["struck"] == {"silent_socket": 2}
        async with caller.line() as third:
            await third.subscribe(EVERYBODY)
            toggle(still, 1)
            await third.heard(1)
        pong = await line.socket.ping()
        await line.say({"type": "Heartbeat", "messageId": "x"})
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(pong, 0.3)
        assert line.notifications == []
        assert line.others == []
        line.socket.transport.abort()
        other.socket.transport.abort()


async def test_a_silent_socket_does_not_even_tell_that_its_session_is_over(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        still.fault("silent_socket", once=True)
        still.end_session(caller.tokens["session_id"])
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(line.socket.wait_closed(), 0.3)
        line.socket.transport.abort()


async def test_a_subscription_can_be_forgotten(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        info = await line.subscribe(EVERYBODY)
        still.fault("forget_subscription", once=True)
        toggle(still, 1)
        still.pause()
        meta, _ = await line.request("PUT", f"/subscription/{info['id']}", subscription(EVERYBODY))
        assert meta["status"] == 404
        assert line.notifications == []


async def test_a_socket_fault_with_a_rate_strikes_on_notifications(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        still.fault("close_1011", rate=1)
        toggle(still, 1)
        assert (await line.closed())[0] == 1011


async def test_the_opening_can_be_slow(still: Office, caller: Caller) -> None:
    still.fault("slow_handshake", seconds=0.3, once=True)
    begun = asyncio.get_running_loop().time()
    async with caller.line() as line:
        assert line.details
        assert asyncio.get_running_loop().time() - begun >= 0.3


async def test_the_door_can_be_shut(still: Office, caller: Caller) -> None:
    still.fault("refuse_socket", once=True)
    async with caller.line() as line:
        assert [one["errorCode"] for one in line.errors] == ["CMN-201"]
        await line.closed()


async def test_a_recovery_can_fail_without_reason(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        wsc = line.wsc["token"]
    still.fault("recovery_fails", once=True)
    async with caller.line(wsc=wsc) as again:
        assert again.details["recoveryState"] == "Failed"


async def test_a_heartbeat_can_stay_unanswered(still: Office, caller: Caller) -> None:
    still.fault("heartbeat_unanswered")
    async with caller.line() as line:
        await line.say({"type": "Heartbeat", "messageId": "x"})
        await line.request("GET", "/account/~")
        assert line.others == []


async def test_subscribing_can_be_refused(still: Office, caller: Caller) -> None:
    still.fault("subscription_refused", once=True)
    async with caller.line() as line:
        meta, body = await line.request("POST", "/subscription", subscription(EVERYBODY))
        assert (meta["status"], body["errorCode"]) == (503, "CMN-211")
        await line.subscribe(EVERYBODY)


def test_every_fault_of_the_menu_can_be_switched_on_and_off(still: Office) -> None:
    menu = still.ask("GET", "faults")["menu"]
    switch: Callable[..., Any] = still.fault
    for name in menu:
        switch(name, client="nobody")
        switch(name, on=False)
    assert still.ask("GET", "faults")["on"] == []
