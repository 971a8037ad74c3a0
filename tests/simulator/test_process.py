"""``rcboard simulate`` as a process: start, credentials, options, end."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from websockets.asyncio.client import connect

from tests.kit.office import ROOT, OpenOffice, crowded
from tests.kit.terminal import wait_until
from tests.simulator.caller import Caller, rest, subscription

FIELDS = {"server_url", "client_id", "client_secret", "jwt", "public_client_id", "redirect_uris", "control_url"}


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rcboard.simulator", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)


def test_it_prints_one_json_line_when_it_is_ready_to_answer(office: OpenOffice) -> None:
    one = office("--extensions", "3", "--rate", "0")
    told = {name: getattr(one, name) for name in FIELDS}
    assert told["server_url"].startswith("http://127.0.0.1:")
    assert told["control_url"].startswith(told["server_url"])
    assert told["jwt"].count(".") == 2
    assert all(uri.startswith("http://localhost:") for uri in told["redirect_uris"])
    assert requests.get(f"{one.control_url}/stats", timeout=5).status_code == 200


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_with_status_0_within_a_second_of_a_signal_and_closes_its_sockets(
    office: OpenOffice, name: signal.Signals
) -> None:
    one = office("--extensions", "3", "--rate", "50")
    caller = Caller(one)
    caller.sign_in()
    async with caller.line() as line:
        await line.subscribe("/account/~/presence")
        begun = time.monotonic()
        one.process.send_signal(name)
        code, _ = await line.closed()
        assert one.process.wait(crowded(5)) == 0
        assert time.monotonic() - begun < crowded(1)
        assert code == 1001
    caller.close()


async def test_it_ends_within_a_second_although_a_client_neither_reads_nor_answers(office: OpenOffice) -> None:
    one = office("--extensions", "100", "--rate", "3000")
    caller = Caller(one)
    caller.sign_in()
    ticket = caller.ticket()
    address = f"{ticket['uri']}?access_token={ticket['ws_access_token']}"
    async with connect(address, proxy=None, max_queue=1, compression=None) as socket:
        head = {"type": "ClientRequest", "messageId": "1", "method": "POST", "path": rest("/subscription")}
        await socket.send(json.dumps([head, subscription("/account/~/presence?detailedTelephonyState=true")]))
        while one.stats()["changes"] < 6_000:
            pass
        begun = time.monotonic()
        one.process.terminate()
        assert one.process.wait(crowded(5)) == 0
        assert time.monotonic() - begun < crowded(1)
        socket.transport.abort()
    caller.close()


def test_credentials_and_ids_depend_on_the_seed_alone(office: OpenOffice) -> None:
    first, same, other = (office("--extensions", "9", "--rate", "0", "--seed", seed) for seed in ("3", "3", "4"))
    for name in ("client_id", "client_secret", "jwt", "public_client_id"):
        assert getattr(first, name) == getattr(same, name) != getattr(other, name)
    identities = [[(one["id"], one["name"]) for one in each.truth()] for each in (first, same, other)]
    assert identities[0] == identities[1] != identities[2]


def test_people_keep_their_ids_when_the_office_grows(office: OpenOffice) -> None:
    small, large = (office("--extensions", size, "--rate", "0").people() for size in ("10", "40"))
    assert [one["id"] for one in small] == [one["id"] for one in large[:10]]


def test_tokens_of_an_earlier_process_with_the_same_seed_and_port_are_unknown(office: OpenOffice) -> None:
    first = office("--extensions", "3", "--rate", "0")
    caller = Caller(first)
    tokens = caller.sign_in()
    first.presence("102", userStatus="Busy")
    assert first.stop() == 0
    second = office("--extensions", "3", "--rate", "0", "--port", str(first.port))
    caller.office = second
    answer = caller.call("GET", "/account/~")
    assert (answer.status_code, answer.json()["errors"][0]["errorCode"]) == (401, "OAU-213")
    answer = caller.refresh(tokens["refresh_token"])
    assert (answer.status_code, answer.json()["errors"][0]["errorCode"]) == (400, "OAU-213")
    assert second.person("102")["sequence"] == 0
    caller.sign_in()
    caller.close()


def test_a_port_that_is_taken_gets_a_sentence_and_status_2(office: OpenOffice) -> None:
    taken = office("--extensions", "3", "--rate", "0")
    ended = run("--port", str(taken.port))
    assert ended.returncode == 2
    assert str(taken.port) in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--extensions", "0"), "number of people"),
        (("--rate", "fast"), "rate"),
        (("--speed", "-1"), "factor"),
        (("--limit", "light"), "GROUP=N"),
        (("--limit", "huge=3"), "GROUP=N"),
        (("--port", "70000"), "port"),
    ],
)
def test_a_wrong_option_gets_a_sentence_and_status_2(options: tuple[str, ...], word: str) -> None:
    ended = run(*options)
    assert ended.returncode == 2
    assert word in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_command_of_rcboard_takes_the_same_options(tmp_path: Path) -> None:
    program = (
        "import argparse, sys\n"
        "from rcboard.app.commands import simulate\n"
        "parser = argparse.ArgumentParser()\n"
        "simulate.add_arguments(parser)\n"
        "sys.exit(simulate.run(parser.parse_args(['--extensions', '4', '--rate', '0', '--limit', 'light=3'])))\n"
    )
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert set(json.loads(process.stdout.readline())) == FIELDS
        process.terminate()
        assert process.wait(crowded(5)) == 0


STARTERS = {
    "tests": "from tests.kit.office import open_office; url = (one := open_office('--rate', '0')).server_url",
    "demo": (
        "from rcboard.app.demo_office import open_office; url = (one := open_office(3, 0, 1)).__enter__().server_url"
    ),
    "bench": (
        "from pathlib import Path; from tests.bench.measure import Machine; "
        "url = (one := Machine(Path('.')).cannon(3)).__enter__().url"
    ),
}


@pytest.mark.parametrize("starts", STARTERS.values(), ids=STARTERS)
def test_whoever_is_killed_leaves_no_server_behind(starts: str) -> None:
    command = [sys.executable, "-c", f"{starts}; print(url, flush=True); import signal; signal.pause()"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout
        port = int(starter.stdout.readline().rpartition(":")[2])
        assert listens(port)
        starter.kill()
    wait_until(lambda: not listens(port), "nobody listens there any more")


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def test_nobody_moves_by_himself_at_rate_0(office: OpenOffice) -> None:
    still = office("--extensions", "40", "--rate", "0", "--speed", "10000")
    before = still.truth()
    assert all("activeCalls" not in one["real"] for one in before)
    still.presence("102", userStatus="Busy")
    still.pause()
    changed = [now["id"] for then, now in zip(before, still.truth(), strict=True) if then != now]
    assert changed == [still.person("102")["id"]]


async def test_rate_says_how_many_presence_changes_a_second_there_are(office: OpenOffice) -> None:
    busy = office("--extensions", "200", "--rate", "100")
    caller = Caller(busy)
    caller.sign_in()
    async with caller.line() as line:
        await line.subscribe("/account/~/presence")
        await line.heard(1)
        begun = time.monotonic()
        await line.heard(len(line.notifications) + 200)
        assert 1.2 < time.monotonic() - begun < 3.5
    caller.close()


def test_the_office_day_has_calls_of_two_colleagues_with_both_legs(office: OpenOffice) -> None:
    busy = office("--extensions", "300", "--rate", "400", "--seed", "5")
    busy.pause()
    legs: dict[str, list[str]] = {}
    for one in busy.people():
        for call in one["real"].get("activeCalls", []):
            legs.setdefault(call["telephonySessionId"], []).append(call["direction"])
    assert any(sorted(directions) == ["Inbound", "Outbound"] for directions in legs.values())
    telephony = {one["real"]["telephonyStatus"] for one in busy.people()}
    assert {"NoCall", "CallConnected", "Ringing"} <= telephony
    assert {one["real"]["meetingStatus"] for one in busy.people()} == {"Connected", "Disconnected"}


def test_the_office_has_every_sort_of_extension_and_names_in_three_scripts(office: OpenOffice) -> None:
    truth = office("--extensions", "120", "--rate", "0").truth()
    assert {"User", "Department", "IvrMenu", "Announcement", "ParkLocation"} <= {one["type"] for one in truth}
    assert {"Enabled", "Disabled", "NotActivated", "Unassigned", "Frozen"} == {one["status"] for one in truth}
    assert any(one["hidden"] for one in truth)
    assert any(one["extensionNumber"] is None for one in truth)
    letters = "".join(one["name"] for one in truth)
    for first, last in (("A", "z"), ("Α", "ω"), ("А", "я")):
        assert any(first <= letter <= last for letter in letters)
    hiding = [one for one in truth if one["real"].get("allowSeeMyPresence") is False]
    assert hiding
    for one in hiding:
        assert one["presence"]["presenceStatus"] == one["presence"]["userStatus"] == "Offline"
        assert one["presence"]["telephonyStatus"] == "NoCall"
        assert one["presence"]["dndStatus"] == "Unknown"
        assert set(one["real"]) - {"activeCalls"} == set(one["presence"])
