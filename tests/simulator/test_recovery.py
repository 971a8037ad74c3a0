"""Session recovery, limits of a socket, and its tie to OAuth (platform reference 9.3, 6; 5.7 to 5.10)."""

import asyncio
import json

import pytest
from websockets.asyncio.client import connect

from tests.kit.office import Office, OpenOffice
from tests.simulator.caller import PATIENCE, Caller, Line
from tests.simulator.conftest import GENEROUS

EVERYBODY = "/account/~/presence?detailedTelephonyState=true"


def fast(office: OpenOffice, scale: int) -> Caller:
    """A caller at an office whose protocol periods pass so much faster."""
    caller = Caller(office("--extensions", "30", "--rate", "0", "--time-scale", str(scale), *GENEROUS))
    caller.sign_in()
    return caller


async def cut(line: Line) -> None:
    """Lose the connection without a close frame."""
    line.socket.transport.abort()
    await asyncio.wait_for(line.socket.wait_closed(), PATIENCE)


async def gone(office: Office) -> None:
    """Wait until the simulator has noticed that nobody is connected any more."""
    async with asyncio.timeout(PATIENCE):
        while (await asyncio.to_thread(office.stats))["sockets"]:
            pass


async def test_within_the_window_the_subscription_lives_and_what_was_missed_is_replayed(
    still: Office, caller: Caller
) -> None:
    async with caller.line() as line:
        info = await line.subscribe(EVERYBODY)
        still.presence("102", userStatus="Busy")
        await line.heard(1)
        wsc = line.wsc["token"]
        await cut(line)
    await gone(still)
    for number in ("103", "104", "105"):
        still.presence(number, userStatus="Busy")
    async with caller.line(wsc=wsc) as again:
        assert again.details["recoveryState"] == "Successful"
        assert "recoveryErrorCode" not in again.details
        missed = await again.heard(3)
        names = {one["id"]: one["extensionNumber"] for one in still.truth()}
        assert [names[one["body"]["extensionId"]] for one in missed] == ["103", "104", "105"]
        assert {one["subscriptionId"] for one in missed} == {info["id"]}
        still.presence("107", userStatus="Busy")
        assert (await again.heard(4))[3]["subscriptionId"] == info["id"]
        sequences = [one["wsc"]["sequence"] for one in again.metas]
        assert sequences == sorted(sequences)
        assert sequences[0] > line.wsc["sequence"]


async def test_a_frame_that_was_sent_but_never_read_is_replayed_too(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        before = line.wsc["token"]
        still.presence("102", userStatus="Busy")
        (heard,) = await line.heard(1)
        await cut(line)
    await gone(still)
    async with caller.line(wsc=before) as again:
        (event,) = await again.heard(1)
        assert (event["uuid"], event["body"]) == (heard["uuid"], heard["body"])


async def test_the_newest_hundred_are_kept_and_nothing_tells_of_the_rest(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        wsc = line.wsc["token"]
        await cut(line)
    await gone(still)
    for number in range(130):
        still.presence("102", userStatus="Busy" if number % 2 else "Available")
    async with caller.line(wsc=wsc) as again:
        events = await again.heard(100)
        assert [one["body"]["sequence"] for one in events] == list(range(31, 131))
        await again.request("GET", "/account/~")
        assert len(again.notifications) == 100
        assert again.errors == []


async def test_the_replay_keeps_a_distance_to_connection_details(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        wsc = line.wsc["token"]
        await cut(line)
    await gone(still)
    still.presence("103", userStatus="Busy")
    loop = asyncio.get_running_loop()
    async with caller.line(wsc=wsc) as again:
        greeted = loop.time()
        await again.heard(1)
        assert loop.time() - greeted > 0.12


async def test_after_the_window_recovery_fails_and_the_socket_is_usable(office: OpenOffice) -> None:
    caller = fast(office, 1000)
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        wsc = line.wsc["token"]
        await cut(line)
    async with asyncio.timeout(PATIENCE):
        while (await asyncio.to_thread(caller.get, "/subscription"))["records"]:
            pass
    async with caller.line(wsc=wsc) as again:
        assert (again.details["recoveryState"], again.details["recoveryErrorCode"]) == ("Failed", "WSG-1005")
        assert again.wsc["sequence"] == 1
        await again.subscribe(EVERYBODY)
        caller.office.presence("102", userStatus="Busy")
        await again.heard(1)
        assert len(again.notifications) == 1


async def test_without_a_subscription_there_is_nothing_to_recover(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        wsc = line.wsc["token"]
    async with caller.line(wsc=wsc) as again:
        assert again.details["recoveryState"] == "Failed"
        assert again.details["recoveryErrorCode"] == "WSG-1005"


async def test_another_session_may_not_recover_but_a_refreshed_one_may(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        wsc = line.wsc["token"]
    other = Caller(still)
    other.sign_in()
    async with other.line(wsc=wsc) as again:
        assert (again.details["recoveryState"], again.details["recoveryErrorCode"]) == ("Failed", "WSG-1003")
    caller.tokens = caller.refresh().json()
    async with caller.line(wsc=wsc) as again:
        assert again.details["recoveryState"] == "Successful"
    other.close()


async def test_a_made_up_wsc_gets_an_error_frame_and_a_close(caller: Caller) -> None:
    ticket = await asyncio.to_thread(caller.ticket)
    address = f"{ticket['uri']}?access_token={ticket['ws_access_token']}&wsc=made-up"
    async with connect(address, proxy=None) as socket:
        meta, body = json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
        assert (meta["type"], body["errorCode"]) == ("Error", "WSG-400")
        assert body["message"] == "Malformed WebSocket session context token"
        await asyncio.wait_for(socket.wait_closed(), PATIENCE)


async def test_a_wsc_of_an_earlier_process_recovers_nothing(office: OpenOffice) -> None:
    first = office("--extensions", "5", "--rate", "0")
    caller = Caller(first)
    caller.sign_in()
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        wsc = line.wsc["token"]
    first.stop()
    second = office("--extensions", "5", "--rate", "0", "--port", str(first.port))
    caller.office = second
    caller.sign_in()
    async with caller.line(wsc=wsc) as again:
        assert again.details["recoveryErrorCode"] == "WSG-1003"


async def test_coming_back_while_the_old_socket_seems_alive_ends_the_old_one(still: Office, caller: Caller) -> None:
    async with caller.line() as old:
        await old.subscribe(EVERYBODY)
        async with caller.line(wsc=old.wsc["token"]) as new:
            assert new.details["recoveryState"] == "Successful"
            await old.closed()
            still.presence("102", userStatus="Busy")
            await new.heard(1)
            assert old.notifications == []


@pytest.mark.parametrize(
    ("limits", "code"), [({"idle": 20}, "WSG-902"), ({"absolute": 20}, "WSG-903")], ids=["idle", "absolute"]
)
async def test_a_limit_is_told_in_an_error_frame_before_the_close(
    office: OpenOffice, limits: dict[str, int], code: str
) -> None:
    caller = fast(office, 100)
    caller.office.switch(**limits)
    async with caller.line() as line:
        await line.closed()
        assert [one["errorCode"] for one in line.errors] == [code]


async def test_heartbeats_keep_a_socket_from_being_idle(office: OpenOffice) -> None:
    caller = fast(office, 100)
    caller.office.switch(idle=60)
    begun = caller.office.stats()["clock"]
    async with caller.line() as line:
        while (now := caller.office.stats()["clock"]) < begun + 150:
            await line.say({"type": "Heartbeat", "messageId": str(now)})
            await line.until(lambda now=now: [{"type": "Heartbeat", "messageId": str(now)}] in line.others)  # type: ignore[misc]
        assert line.errors == []


async def test_revoking_the_session_closes_its_sockets(caller: Caller) -> None:
    async with caller.line() as line:
        await line.subscribe(EVERYBODY)
        await asyncio.to_thread(caller.revoke)
        await line.closed()


async def test_a_sixth_sign_in_closes_the_sockets_of_the_oldest_session(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        for _ in range(5):
            Caller(still).sign_in()
        await line.closed()


async def test_an_administrator_ending_the_session_closes_its_sockets(still: Office, caller: Caller) -> None:
    async with caller.line() as line:
        still.end_session(caller.tokens["session_id"])
        await line.closed()


async def test_a_socket_dies_with_its_access_token_unless_that_is_refreshed(office: OpenOffice) -> None:
    caller = fast(office, 1000)
    caller.office.switch(access_token=1200, idle=86400)
    async with caller.line() as line:
        begun = caller.office.stats()["clock"]
        caller.tokens = caller.refresh().json()
        await line.closed()
        assert caller.office.stats()["clock"] >= begun + 1200


async def test_too_many_sockets_of_one_session_are_refused(still: Office, caller: Caller) -> None:
    still.switch(connections_per_session=1)
    async with caller.line(), caller.line() as second:
        assert second.errors
        await second.closed()
