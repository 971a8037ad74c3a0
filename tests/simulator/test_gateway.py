"""The WebSocket gateway: opening, subscriptions, notifications, keep-alive (platform reference 9.3, 1 to 5)."""

import asyncio
import json
import re
from typing import Any

import pytest
from websockets.asyncio.client import connect

from tests.kit.office import Office, OpenOffice
from tests.kit.openapi import judge_event
from tests.simulator.caller import PATIENCE, Caller, subscription
from tests.simulator.conftest import GENEROUS

DETAILED = "presence?detailedTelephonyState=true"


def of(id: int, query: str = DETAILED) -> str:
    """The filter of one person."""
    return f"/account/~/extension/{id}/{query}"


def test_the_socket_token_says_where_and_how_long(reader: Caller) -> None:
    ways: list[dict[str, Any]] = [{}, {"data": b""}, {"json": {}}, {"headers": {"Content-Type": "text/plain"}}]
    for more in ways:
        answer = reader.call("POST", "/restapi/oauth/wstoken", **more)
        ticket = answer.json()
        assert ticket["uri"] == f"ws{reader.office.server_url.removeprefix('http')}/ws"
        assert "?" not in ticket["uri"]
        assert ticket["expires_in"] == 600


async def test_connection_details_come_first(reader: Caller) -> None:
    async with reader.line() as line:
        assert line.details["recoveryTimeout"] == 180
        assert line.details["recoveryBufferSize"] == 100
        assert (line.details["idleTimeout"], line.details["absoluteTimeout"]) == (1800, 86400)
        assert (line.details["maxActiveRequests"], line.details["maxConnectionsPerSession"]) == (10, 50)
        assert line.details["creationTime"].endswith("+0000")
        assert "recoveryState" not in line.details
        assert line.wsc["sequence"] == 1


async def test_a_socket_without_a_token_is_closed_with_4400(standing: Office) -> None:
    async with connect(f"ws{standing.server_url.removeprefix('http')}/ws", proxy=None) as socket:
        await asyncio.wait_for(socket.wait_closed(), PATIENCE)
        assert socket.close_code == 4400


async def refused(uri: str, token: str) -> tuple[str, int | None]:
    """What somebody with a bad token hears: the errorCode of the Error frame and the close code."""
    async with connect(f"{uri}?access_token={token}", proxy=None) as socket:
        meta, body = json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
        assert meta["type"] == "Error"
        assert body["message"]
        await asyncio.wait_for(socket.wait_closed(), PATIENCE)
        return body["errors"][0]["errorCode"], socket.close_code


async def test_a_wrong_token_is_let_in_and_then_refused(reader: Caller) -> None:
    uri = (await asyncio.to_thread(reader.ticket))["uri"]
    assert await refused(uri, "nonsense") == ("OAU-213", 4400)


async def test_an_access_token_does_not_open_a_socket(reader: Caller) -> None:
    uri = (await asyncio.to_thread(reader.ticket))["uri"]
    assert await refused(uri, reader.tokens["access_token"]) == ("OAU-213", 4400)


async def test_a_token_is_good_for_its_time_only(still: Office, caller: Caller) -> None:
    still.switch(ws_token=0)
    ticket = await asyncio.to_thread(caller.ticket)
    assert ticket["expires_in"] == 0
    assert await refused(ticket["uri"], ticket["ws_access_token"]) == ("OAU-128", 4400)


async def test_two_sockets_cannot_share_a_token_but_it_is_free_again_afterwards(reader: Caller) -> None:
    ticket = await asyncio.to_thread(reader.ticket)
    async with reader.line(ticket):
        assert await refused(ticket["uri"], ticket["ws_access_token"]) == ("OAU-213", 4400)
    async with reader.line(ticket) as line:
        assert line.details


async def test_by_switch_a_token_opens_one_socket_ever(still: Office, caller: Caller) -> None:
    still.switch(strict_ws_tokens=True)
    ticket = await asyncio.to_thread(caller.ticket)
    async with caller.line(ticket):
        pass
    assert await refused(ticket["uri"], ticket["ws_access_token"]) == ("OAU-213", 4400)


async def test_the_token_may_come_in_the_header(reader: Caller) -> None:
    ticket = await asyncio.to_thread(reader.ticket)
    header = {"Authorization": f"Bearer {ticket['ws_access_token']}"}
    async with connect(ticket["uri"], additional_headers=header, proxy=None) as socket:
        (meta, _) = json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
        assert meta["type"] == "ConnectionDetails"


async def test_frames_are_compact_json_arrays(reader: Caller) -> None:
    ticket = await asyncio.to_thread(reader.ticket)
    async with connect(f"{ticket['uri']}?access_token={ticket['ws_access_token']}", proxy=None) as socket:
        text = str(await asyncio.wait_for(socket.recv(), PATIENCE))
        assert text.startswith('[{"type":"ConnectionDetails","messageId":"')
        assert re.fullmatch(r"[A-Za-z0-9._~-]+", json.loads(text)[0]["wsc"]["token"])


async def test_a_request_before_connection_details_is_answered_after_them(reader: Caller) -> None:
    ticket = await asyncio.to_thread(reader.ticket)
    async with connect(f"{ticket['uri']}?access_token={ticket['ws_access_token']}", proxy=None) as socket:
        head = {"type": "ClientRequest", "messageId": "early", "method": "POST", "path": "/restapi/v1.0/subscription/"}
        await socket.send(json.dumps([head, subscription("/account/~/presence")]))
        first, second = [json.loads(await asyncio.wait_for(socket.recv(), PATIENCE)) for _ in range(2)]
        assert first[0]["type"] == "ConnectionDetails"
        assert (second[0]["messageId"], second[0]["status"]) == ("early", 200)


async def test_a_heartbeat_is_echoed(reader: Caller) -> None:
    async with reader.line() as line:
        await line.say({"type": "Heartbeat", "messageId": "beat-7"})
        await line.until(lambda: bool(line.others))
        assert line.others == [[{"type": "Heartbeat", "messageId": "beat-7"}]]


async def test_a_ping_of_the_client_is_answered(reader: Caller) -> None:
    async with reader.line() as line:
        await asyncio.wait_for(await line.socket.ping(), PATIENCE)


async def test_the_server_pings_and_gives_up_on_those_who_do_not_answer(office: OpenOffice) -> None:
    fast = office("--extensions", "5", "--rate", "0", "--time-scale", "60", *GENEROUS)
    caller = Caller(fast)
    caller.sign_in()
    ticket = await asyncio.to_thread(caller.ticket)
    reader, writer = await asyncio.open_connection("127.0.0.1", fast.port)
    path = f"/ws?access_token={ticket['ws_access_token']}"
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    heard = await asyncio.wait_for(reader.read(), PATIENCE)
    assert b"\x89\x00" in heard
    assert heard.endswith(b"\x88\x0e\x03\xf3no pong came")
    writer.close()
    await writer.wait_closed()
    caller.close()


async def test_a_frame_that_makes_no_sense_gets_an_error_frame_and_the_socket_lives(reader: Caller) -> None:
    async with reader.line() as line:
        for number, text in enumerate(("{", "[]", '{"a":1}', '[{"type":"Poem"}]', '[{"type":"ClientRequest"}]'), 1):
            await line.socket.send(text)
            await line.until(lambda number=number: len(line.errors) == number)  # type: ignore[misc]
        assert all(one["message"] for one in line.errors)
        meta, _ = await line.request("GET", "/account/~")
        assert meta["status"] == 200


async def test_a_subscription_is_answered_with_real_ids_in_any_order_and_without_the_header(reader: Caller) -> None:
    people = [one["id"] for one in reader.office.people()[:40]]
    filters = [of(id) for id in people] + ["/account/~/presence", "/account/~/extension/~/presence"]
    async with reader.line() as line:
        meta, info = await line.request("POST", "/subscription", subscription(*filters))
        assert "WSG-SubscriptionId" not in meta["headers"]
        assert meta["headers"]["RCRequestId"]
        assert info["uri"] == f"/restapi/v1.0/subscription/{info['id']}"
        assert info["deliveryMode"] == {"transportType": "WebSocket", "encryption": False}
        assert info["expiresIn"] == 86399
        account = reader.get("/account/~")["id"]
        asked = [f"/restapi/v1.0{one}".replace("account/~", f"account/{account}") for one in filters]
        asked[-1] = asked[-1].replace("extension/~", f"extension/{reader.tokens['owner_id']}")
        assert sorted(info["eventFilters"]) == sorted(asked)
        assert info["eventFilters"] != asked


async def test_by_switch_the_answer_carries_the_header_of_2021(still: Office, caller: Caller) -> None:
    still.switch(subscription_id_header=True)
    async with caller.line() as line:
        meta, info = await line.request("POST", "/subscription", subscription("/account/~/presence"))
        assert meta["headers"]["WSG-SubscriptionId"] == info["id"]


async def test_a_presence_event_tells_person_calls_and_sequence(still: Office, caller: Caller) -> None:
    someone = still.people()[1]
    async with caller.line() as line:
        info = await line.subscribe(of(someone["id"]))
        still.presence(someone["extensionNumber"], telephonyStatus="Ringing")
        (event,) = await line.heard(1)
        assert event["subscriptionId"] == info["id"]
        assert event["ownerId"] == caller.tokens["owner_id"]
        assert event["event"] == info["eventFilters"][0]
        assert line.metas[0]["messageId"] == event["uuid"]
        assert line.metas[0]["status"] == 200
        assert re.fullmatch(r"\d{15,}", event["uuid"])
        body = event["body"]
        assert body["extensionId"] == someone["id"]
        assert (body["telephonyStatus"], body["presenceStatus"], body["sequence"]) == ("Ringing", "Available", 1)
        assert body["totalActiveCalls"] == len(body["activeCalls"]) == 1
        assert not {"message", "callerIdVisibility", "name"} & set(body)
        judge_event("DetailedExtensionPresenceEventBody", body)


async def test_events_count_up_for_each_extension_alone(still: Office, caller: Caller) -> None:
    first, second = still.people()[1:3]
    async with caller.line() as line:
        await line.subscribe(of(first["id"]), of(second["id"]))
        for status in ("Busy", "Available", "Busy"):
            still.presence(first["extensionNumber"], userStatus=status)
        still.presence(second["extensionNumber"], userStatus="Busy")
        bodies = [one["body"] for one in await line.heard(4)]
        assert [one["sequence"] for one in bodies] == [1, 2, 3, 1]


async def test_an_ended_call_is_listed_once_more_and_then_no_longer(still: Office, caller: Caller) -> None:
    someone = still.people()[1]
    async with caller.line() as line:
        await line.subscribe(of(someone["id"]))
        still.switch(ended_call_shown=0.1)
        still.presence(someone["extensionNumber"], telephonyStatus="CallConnected")
        still.presence(someone["extensionNumber"], telephonyStatus="NoCall")
        bodies = [one["body"] for one in await line.heard(3)]
        (ended,) = bodies[1]["activeCalls"]
        assert (ended["telephonyStatus"], ended["terminationType"]) == ("NoCall", "final")
        assert (bodies[1]["telephonyStatus"], bodies[1]["totalActiveCalls"]) == ("NoCall", 0)
        assert bodies[2]["activeCalls"] == []


async def test_an_event_lists_the_seven_latest_calls(still: Office, caller: Caller) -> None:
    someone = still.people()[1]
    async with caller.line() as line:
        await line.subscribe(of(someone["id"]))
        calls = [{"telephonyStatus": "OnHold", "from": str(1000 + number)} for number in range(9)]
        still.presence(someone["extensionNumber"], calls=calls)
        (event,) = await line.heard(1)
        assert [one["from"] for one in event["body"]["activeCalls"]] == [str(1002 + number) for number in range(7)]
        assert event["body"]["totalActiveCalls"] == 9


async def test_a_simple_filter_brings_no_calls(still: Office, caller: Caller) -> None:
    someone = still.people()[1]
    async with caller.line() as line:
        await line.subscribe(of(someone["id"], "presence"))
        still.presence(someone["extensionNumber"], telephonyStatus="CallConnected")
        (event,) = await line.heard(1)
        assert not {"activeCalls", "totalActiveCalls"} & set(event["body"])
        assert event["body"]["aggregatedTelephonyStatus"] == "CallConnected"
        judge_event("ExtensionPresenceEventBody", event["body"])


async def test_of_two_filters_for_one_person_the_more_detailed_is_delivered(still: Office, caller: Caller) -> None:
    someone = still.people()[1]
    async with caller.line() as line:
        await line.subscribe(of(someone["id"], "presence"), of(someone["id"]))
        still.presence(someone["extensionNumber"], telephonyStatus="CallConnected")
        still.presence(someone["extensionNumber"], telephonyStatus="OnHold")
        events = await line.heard(2)
        assert [one["body"]["sequence"] for one in events] == [1, 2]
        assert all("activeCalls" in one["body"] for one in events)


async def test_an_account_event_names_the_person_in_event(still: Office, caller: Caller) -> None:
    someone = still.people()[1]
    async with caller.line() as line:
        await line.subscribe(f"/account/~/{DETAILED}")
        still.presence(someone["extensionNumber"], telephonyStatus="CallConnected")
        (event,) = await line.heard(1)
        assert f"/extension/{someone['id']}/presence" in event["event"]
        assert len(event["body"]["activeCalls"]) == 1
        judge_event("AccountPresenceEventBody", event["body"])


async def test_by_switch_account_events_have_no_calls_and_ids_are_text(still: Office, caller: Caller) -> None:
    still.switch(account_active_calls=False, extension_id_as_text=True)
    someone = still.people()[1]
    async with caller.line() as line:
        await line.subscribe(f"/account/~/{DETAILED}")
        still.presence(someone["extensionNumber"], telephonyStatus="CallConnected")
        (event,) = await line.heard(1)
        assert not {"activeCalls", "totalActiveCalls"} & set(event["body"])
        assert event["body"]["extensionId"] == str(someone["id"])


async def test_somebody_hidden_causes_an_event_when_hiding_begins_and_ends_only(still: Office, caller: Caller) -> None:
    someone = still.people()[1]
    number = someone["extensionNumber"]
    async with caller.line() as line:
        await line.subscribe(of(someone["id"]))
        still.presence(number, allowSeeMyPresence=False, userStatus="Busy")
        still.presence(number, telephonyStatus="CallConnected")
        still.presence(number, allowSeeMyPresence=True)
        hidden, shown = [one["body"] for one in await line.heard(2)]
        assert (hidden["allowSeeMyPresence"], hidden["presenceStatus"], hidden["sequence"]) == (False, "Offline", 1)
        assert (shown["allowSeeMyPresence"], shown["telephonyStatus"], shown["sequence"]) == (True, "CallConnected", 3)


async def test_somebody_hidden_from_the_beginning_causes_no_event(still: Office, caller: Caller) -> None:
    hidden = next(one for one in still.people() if one["real"]["allowSeeMyPresence"] is False)
    async with caller.line() as line:
        await line.subscribe(of(hidden["id"]), of(still.people()[0]["id"]))
        still.presence(hidden["extensionNumber"], userStatus="Busy")
        still.presence("101", userStatus="Busy")
        (event,) = await line.heard(1)
        assert event["body"]["extensionId"] == still.people()[0]["id"]


async def test_changing_ones_own_presence_tells_all_subscribers(caller: Caller) -> None:
    async with caller.line() as one, caller.line() as other:
        await one.subscribe("/account/~/presence")
        await other.subscribe("/account/~/extension/~/presence")
        wish = {"userStatus": "Busy", "message": "unseen"}
        await asyncio.to_thread(caller.call, "PUT", "/account/~/extension/~/presence", json=wish)
        for line in (one, other):
            (event,) = await line.heard(1)
            assert event["body"]["userStatus"] == "Busy"
            assert "message" not in event["body"]


async def test_do_not_disturb_has_a_filter_of_its_own(still: Office, caller: Caller) -> None:
    someone = still.people()[1]
    async with caller.line() as line:
        await line.subscribe(of(someone["id"], "presence/dnd"))
        still.presence(someone["extensionNumber"], userStatus="Busy")
        still.presence(someone["extensionNumber"], dndStatus="DoNotAcceptAnyCalls")
        (event,) = await line.heard(1)
        assert event["body"] == {"extensionId": str(someone["id"]), "dndStatus": "DoNotAcceptAnyCalls"}


async def test_a_second_subscription_on_a_socket_replaces_the_first(still: Office, caller: Caller) -> None:
    first, second = still.people()[1:3]
    async with caller.line() as line:
        old = await line.subscribe(of(first["id"]))
        new = await line.subscribe(of(second["id"]))
        assert new["id"] != old["id"]
        still.presence(first["extensionNumber"], userStatus="Busy")
        still.presence(second["extensionNumber"], userStatus="Busy")
        (event,) = await line.heard(1)
        assert (event["subscriptionId"], event["body"]["extensionId"]) == (new["id"], second["id"])
        meta, body = await line.request("GET", f"/subscription/{old['id']}")
        assert (meta["status"], body["errorCode"]) == (404, "CMN-102")


async def test_put_changes_the_filters_and_keeps_the_id(still: Office, caller: Caller) -> None:
    first, second = still.people()[1:3]
    async with caller.line() as line:
        old = await line.subscribe(of(first["id"]))
        meta, new = await line.request("PUT", f"/subscription/{old['id']}", subscription(of(second["id"])))
        assert (meta["status"], new["id"]) == (200, old["id"])
        still.presence(first["extensionNumber"], userStatus="Busy")
        still.presence(second["extensionNumber"], userStatus="Busy")
        (event,) = await line.heard(1)
        assert event["body"]["extensionId"] == second["id"]


async def test_delete_ends_a_subscription_and_answers_204_without_a_body(still: Office, caller: Caller) -> None:
    someone = still.people()[1]
    async with caller.line() as line:
        info = await line.subscribe(of(someone["id"]))
        meta, body = await line.request("DELETE", f"/subscription/{info['id']}")
        assert (meta["status"], body) == (204, None)
        still.presence(someone["extensionNumber"], userStatus="Busy")
        still.pause()
        await line.request("GET", "/account/~")
        assert line.notifications == []


@pytest.mark.parametrize(
    ("filters", "status", "code"),
    [
        (["/account/~/weather"], 400, "SUB-508"),
        ([7], 400, "SUB-508"),
        (["/account/123/presence"], 403, "SUB-406"),
        (["/account/~/extension/1/presence"], 404, "CMN-102"),
        ([], 400, "CMN-101"),
        (None, 400, "CMN-101"),
    ],
)
async def test_a_wrong_filter_is_answered_as_a_request(
    reader: Caller, filters: list[Any] | None, status: int, code: str
) -> None:
    async with reader.line() as line:
        texts = [f"/restapi/v1.0{one}" if isinstance(one, str) else one for one in filters or []]
        body = {"eventFilters": texts if filters is not None else None, "deliveryMode": {"transportType": "WebSocket"}}
        meta, error = await line.request("POST", "/subscription", body)
        assert (meta["type"], meta["status"], error["errorCode"]) == ("ClientRequest", status, code)
        assert error["message"]


async def test_presence_of_a_queue_is_put_aside_with_sub_402(reader: Caller) -> None:
    queue = next(one for one in reader.office.truth() if one["type"] == "Department")
    async with reader.line() as line:
        info = await line.subscribe(of(queue["id"]), "/account/~/extension/~/presence")
        assert [one["reason"] for one in info["disabledFilters"]] == ["SUB-402"]
        assert len(info["eventFilters"]) == 1


async def test_other_transports_are_refused(reader: Caller) -> None:
    async with reader.line() as line:
        body = subscription("/account/~/presence") | {"deliveryMode": {"transportType": "PubNub"}}
        meta, error = await line.request("POST", "/subscription", body)
        assert (meta["status"], error["errorCode"]) == (400, "CMN-101")


async def test_a_user_may_not_have_too_many_subscriptions(still: Office, caller: Caller) -> None:
    still.switch(subscriptions_per_user=1)
    async with caller.line() as first, caller.line() as second:
        await first.subscribe("/account/~/presence")
        await first.subscribe("/account/~/presence")
        meta, error = await second.request("POST", "/subscription", subscription("/account/~/presence"))
        assert (meta["status"], error["errorCode"]) == (403, "SUB-505")


async def test_over_http_subscriptions_are_seen_renewed_and_removed_but_not_made_nor_changed(reader: Caller) -> None:
    async with reader.line() as line:
        info = await line.subscribe("/account/~/presence")
        path = f"/subscription/{info['id']}"

        def call(method: str, where: str, **more: Any) -> Any:
            return asyncio.to_thread(reader.call, method, where, **more)

        assert info["id"] in [one["id"] for one in (await call("GET", "/subscription")).json()["records"]]
        alone = (await call("GET", path)).json()
        assert alone["uri"].startswith(reader.office.server_url)
        assert (await call("POST", f"{path}/renew")).status_code == 200
        change = await call("PUT", path, json=subscription("/account/~/extension"))
        assert (change.status_code, change.json()["errorCode"]) == (405, "SUB-511")
        assert (await call("POST", "/subscription", json=subscription("/account/~/presence"))).status_code == 400
        assert (await call("DELETE", path)).status_code == 204
        assert (await call("GET", path)).status_code == 404


async def test_plain_rest_requests_are_served_over_the_socket(reader: Caller) -> None:
    async with reader.line() as line:
        meta, body = await line.request("get", "/account/~/extension", query={"perPage": 3, "status": ["Enabled"]})
        assert (meta["status"], len(body["records"])) == (200, 3)
        assert meta["headers"]["X-Rate-Limit-Group"] == "medium"
        meta, body = await line.request("GET", "/account/~/extension?perPage=2")
        assert len(body["records"]) == 2
        meta, body = await line.request("GET", "/account/~/nothing")
        assert (meta["status"], body["errorCode"]) == (404, "CMN-120")
        meta, _ = await line.request("POST", "/restapi/oauth/wstoken")
        assert meta["status"] == 404


async def test_by_switch_the_socket_serves_subscriptions_alone(still: Office, caller: Caller) -> None:
    still.switch(rest_over_socket=False)
    async with caller.line() as line:
        meta, body = await line.request("GET", "/account/~")
        assert (meta["status"], body["errorCode"]) == (404, "CMN-120")
        assert (await line.subscribe("/account/~/extension/~/presence"))["id"]


async def test_a_batch_over_the_socket_comes_as_raw_multipart_text(reader: Caller) -> None:
    ids = ",".join(str(one["id"]) for one in reader.office.people()[:2])
    async with reader.line() as line:
        meta, body = await line.request("GET", f"/account/~/extension/{ids}/presence")
        assert meta["status"] == 207
        assert isinstance(body, str)
        assert body.startswith("--Boundary_")
        assert body.endswith("--")


async def test_the_first_notification_keeps_a_distance_to_the_answer(still: Office, caller: Caller) -> None:
    still.restart()
    await asyncio.to_thread(caller.sign_in)
    loop = asyncio.get_running_loop()
    async with caller.line() as line:
        await line.subscribe("/account/~/presence")
        answered = loop.time()
        await asyncio.to_thread(still.presence, "102", userStatus="Busy")
        await line.heard(1)
        assert loop.time() - answered > 0.17


@pytest.mark.parametrize("path", ["/subscription", "/subscription/"])
async def test_a_slash_at_the_end_of_a_path_does_no_harm(reader: Caller, path: str) -> None:
    async with reader.line() as line:
        meta, _ = await line.request("POST", path, subscription("/account/~/presence"))
        assert meta["status"] == 200


async def test_every_frame_carries_a_growing_wsc(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        seen = [line.wsc]
        await line.subscribe("/account/~/presence")
        seen.append(line.wsc)
        still.presence("102", userStatus="Busy")
        await line.heard(1)
        seen.append(line.wsc)
        assert [one["sequence"] for one in seen] == [1, 2, 3]
        assert len({one["token"] for one in seen}) > 1


async def test_pause_answers_when_all_is_written(office: OpenOffice) -> None:
    busy = office("--extensions", "100", "--rate", "1000", *GENEROUS)
    caller = Caller(busy)
    caller.sign_in()
    async with caller.line() as line:
        await line.subscribe("/account/~/presence")
        await line.heard(500)
        told = await asyncio.to_thread(busy.pause)
        assert told["unwrittenSockets"] == 0
        last = {one["id"]: one["sequence"] for one in busy.people() if one["real"]["allowSeeMyPresence"]}
        await line.request("GET", "/account/~")
        heard = {one["body"]["extensionId"]: one["body"]["sequence"] for one in line.notifications}
        assert all(last[id] == sequence for id, sequence in heard.items() if id in last)
        assert len(heard) > 50
    caller.close()


@pytest.mark.parametrize("account_wide", [True, False], ids=["account filter", "a filter for each person"])
async def test_who_reads_once_and_listens_knows_the_truth_after_a_pause(office: OpenOffice, account_wide: bool) -> None:
    busy = office("--extensions", "120", "--rate", "400", *GENEROUS)
    caller = Caller(busy)
    caller.sign_in()
    people = [one["id"] for one in busy.people()]
    filters = [f"/account/~/{DETAILED}"] if account_wide else [of(id) for id in people]
    async with caller.line() as line:
        await line.subscribe(*filters)
        page = await asyncio.to_thread(
            caller.get, "/account/~/presence", perPage=1000, detailedTelephonyState="true", sipData="false"
        )
        known = {one["extension"]["id"]: {"activeCalls": [], **one} for one in page["records"]}
        await line.heard(800)
        await asyncio.to_thread(busy.pause)
        await line.request("GET", "/account/~")
        for event in line.notifications:
            known[event["body"]["extensionId"]].update(event["body"])
        heard = {event["body"]["extensionId"] for event in line.notifications}
        assert len(heard) > 60
        for one in busy.people():
            told = known[one["id"]]
            truth = {"activeCalls": [], **one["presence"]}
            del truth["message"]  # no event carries it
            assert {key: told[key] for key in truth if key in told and key not in BY_READING} == {
                key: value for key, value in truth.items() if key not in BY_READING
            }
            assert one["id"] not in heard or told["sequence"] == one["sequence"] or not told["allowSeeMyPresence"]
    caller.close()


BY_READING = ("callerIdVisibility", "aggregatedTelephonyStatus", "cxTelephonyStatus")
"""Fields that detailed events do not carry."""
