"""The commands, as another program uses them, against a simulated office."""

import json
import time

import pytest

from tests.kit.office import Office, OpenOffice
from tests.kit.terminal import Start, wait_until

TOLD_BY_EVENTS = (
    "presenceStatus",
    "telephonyStatus",
    "userStatus",
    "dndStatus",
    "meetingStatus",
    "allowSeeMyPresence",
)
"""The raw fields that notifications carry; others are as old as the last read."""


def calls(presence: dict) -> list[tuple[str, str]]:
    return sorted((call["sessionId"], call["telephonyStatus"]) for call in presence.get("activeCalls") or [])


def essence(presence: dict) -> dict:
    return {name: presence.get(name) for name in TOLD_BY_EVENTS} | {"calls": calls(presence)}


def is_live(objects: list[dict]) -> bool:
    return bool(objects) and [o["link"] for o in objects if "link" in o][-1:] == ["live"]


def latest(objects: list[dict]) -> dict[str, dict]:
    return {o["id"]: o for o in objects if "id" in o}


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """Forty people, and nobody moves but by the test."""
    return office("--extensions", "40", "--rate", "0", "--limit", "auth=1000")


def somebody(office: Office, n: int = 1) -> dict:
    """A colleague (not the signed-in user) who shows presence and is free."""
    free = [p for p in office.people() if p["presence"].get("allowSeeMyPresence") and p["extensionNumber"] != "101"]
    return free[n]


def test_list_shows_every_monitored_person_and_nobody_else(quiet: Office, start: Start) -> None:
    listed = start(quiet, "list", "--json")
    assert listed.wait() == 0
    assert {o["id"] for o in listed.objects} == {str(p["id"]) for p in quiet.people()}


def test_list_reads_all_pages_however_small(quiet: Office, start: Start) -> None:
    listed = start(quiet, "list", "--json", "--per-page", "7")
    assert listed.wait() == 0
    assert len(listed.objects) == len(quiet.people())


@pytest.mark.parametrize(
    ("fields", "status", "word"),
    [
        ({"userStatus": "Available", "dndStatus": "TakeAllCalls"}, 0, "Yes"),
        ({"telephonyStatus": "Ringing"}, 1, "No"),
        ({"telephonyStatus": "CallConnected"}, 1, "No"),
        ({"userStatus": "Offline"}, 1, "No"),
        ({"dndStatus": "DoNotAcceptAnyCalls"}, 1, "No"),
        ({"allowSeeMyPresence": False}, 3, "Not known"),
    ],
)
def test_gate_answers_with_exit_code_and_one_sentence(
    quiet: Office, start: Start, fields: dict, status: int, word: str
) -> None:
    number = somebody(quiet)["extensionNumber"]
    quiet.presence(number, **{"userStatus": "Available", "dndStatus": "TakeAllCalls", "calls": []} | fields)
    gate = start(quiet, "gate", number)
    assert gate.wait() == status, gate.noise
    assert len(gate.lines) == 1
    assert gate.lines[0].startswith(word)


def test_gate_of_nobody_is_not_known(quiet: Office, start: Start) -> None:
    gate = start(quiet, "gate", "99999")
    assert gate.wait() == 3
    assert "99999" in gate.lines[0]


def test_gate_asks_nothing_while_another_gate_s_penalty_lasts(quiet: Office, start: Start) -> None:
    number = somebody(quiet)["extensionNumber"]
    quiet.fault("plain_429", path="/account/~/extension")
    assert start(quiet, "gate", number).wait() == 3
    quiet.fault("plain_429", on=False)
    asked = quiet.asked()
    again = start(quiet, "gate", number)
    assert again.wait() == 3
    assert again.lines[0].startswith("Not known")
    assert quiet.asked() == asked, "a request during a penalty would start it again"


def test_gate_without_a_server_is_not_known_in_time(quiet: Office, start: Start) -> None:
    begun = time.monotonic()
    gate = start(
        None,
        "gate",
        "101",
        environment={
            "RC_SERVER_URL": "http://127.0.0.1:9",
            "RC_CLIENT_ID": "x",
            "RC_CLIENT_SECRET": "y",
            "RC_JWT": "z",
        },
    )
    assert gate.wait() == 3
    assert time.monotonic() - begun < 15
    assert gate.lines[0].startswith("Not known")


def test_gate_without_a_sign_in_says_so(start: Start) -> None:
    gate = start(None, "gate", "101")
    assert gate.wait() == 3
    assert len(gate.lines) == 1


def test_gate_of_a_group_names_the_first_free(quiet: Office, start: Start) -> None:
    for number in ("871", "872"):
        who = {"firstName": "Nina", "lastName": f"Night {number}", "department": "Night desk"}
        quiet.act("create", extensionNumber=number, **who)
        quiet.presence(number, dndStatus="DoNotAcceptAnyCalls", allowSeeMyPresence=True)
    gate = start(quiet, "gate", "--any", "Night desk", "--json")
    assert gate.wait() == 1, gate.lines + gate.noise
    quiet.presence("872", userStatus="Available", dndStatus="TakeAllCalls")
    gate = start(quiet, "gate", "--any", "NIGHT DESK", "--json")
    assert gate.wait() == 0, gate.lines + gate.noise
    assert (gate.objects[0]["extensionNumber"], gate.objects[0]["group"]) == ("872", "NIGHT DESK")
    assert start(quiet, "gate", "214", "--any", "Night desk").wait() == 2


def test_gate_used_wrongly_is_two(start: Start) -> None:
    assert start(None, "gate").wait() == 2


def test_every_command_ends_its_session_on_the_server(quiet: Office, start: Start) -> None:
    for command in (("list",), ("status", "101"), ("gate", "101")):
        start(quiet, *command).wait()
        assert quiet.stats()["sessions"] == [], command
    watch = start(quiet, "watch", "--json")
    watch.until(is_live, "live")
    assert len(quiet.stats()["sessions"]) == 1
    assert watch.end() == 143
    assert quiet.stats()["sessions"] == []


def test_status_prints_what_was_asked_for(quiet: Office, start: Start) -> None:
    one, two = somebody(quiet, 1)["extensionNumber"], somebody(quiet, 2)["extensionNumber"]
    quiet.presence(one, telephonyStatus="CallConnected")
    status = start(quiet, "status", one, two, "--json")
    assert status.wait() == 0
    assert next((o["extensionNumber"], o["state"]) for o in status.objects) == (one, "on_call")
    assert len(status.objects) == 2


def test_watch_prints_everybody_once_then_each_change(quiet: Office, start: Start) -> None:
    watch = start(quiet, "watch", "--json")
    people = {str(p["id"]) for p in quiet.people()}
    watch.until(lambda objects: latest(objects).keys() == people, "everybody")
    bob = somebody(quiet)
    before = len(watch.objects)
    quiet.presence(bob["extensionNumber"], telephonyStatus="Ringing")
    watch.until(lambda o: latest(o)[str(bob["id"])]["state"] == "ringing", "ringing")
    assert {o["id"] for o in watch.objects[before:] if "id" in o} == {str(bob["id"])}


def test_watch_agrees_with_the_truth_in_a_busy_office(office: OpenOffice, start: Start) -> None:
    busy = office("--extensions", "200", "--rate", "60")
    watch = start(busy, "watch", "--json")
    watch.until(is_live, "live")
    watch.until(lambda objects: len(objects) > 900, "some hundred changes", 60)
    busy.pause()
    truth = {str(p["id"]): p for p in busy.people()}

    def agrees() -> bool:
        seen = latest(watch.objects)
        return all(essence(seen[id]["presence"]) == essence(p["presence"]) for id, p in truth.items())

    wait_until(agrees, "what watch last printed equals the truth", 10)
    assert latest(watch.objects).keys() == truth.keys()


def test_a_killed_server_is_told_at_once_and_its_return_brings_the_truth_back(office: OpenOffice, start: Start) -> None:
    first = office("--extensions", "30", "--rate", "0", "--seed", "11")
    watch = start(first, "watch", "--json")
    watch.until(is_live, "live")
    first.kill()
    watch.until(lambda o: [x["link"] for x in o if "link" in x][-1] == "reconnecting", "reconnecting", 5)
    second = office("--extensions", "30", "--rate", "0", "--seed", "11", "--port", str(first.port))
    bob = somebody(second)
    second.presence(bob["extensionNumber"], dndStatus="DoNotAcceptAnyCalls")
    watch.until(lambda o: is_live(o) and latest(o)[str(bob["id"])]["state"] == "do_not_disturb", "the truth", 40)


def test_login_without_a_keyring_says_so_and_keeps_nothing(quiet: Office, start: Start) -> None:
    given = f"RC_CLIENT_ID={quiet.client_id}\nRC_CLIENT_SECRET={quiet.client_secret}\nRC_JWT={quiet.jwt}\n"
    login = start(None, "login", "--server-url", quiet.server_url, given=given)
    assert login.wait() == 3
    assert "keyring" in " ".join(login.noise)
    assert quiet.stats()["sessions"] == []


def test_a_password_sign_in_is_answered_with_the_way_on(start: Start) -> None:
    old = {"RC_CLIENT_ID": "x", "RC_USERNAME": "+15550100", "RC_PASSWORD": "correct horse"}
    watch = start(None, "watch", environment=old)
    assert watch.wait() == 3
    said = " ".join(watch.noise)
    assert "JWT" in said
    assert "correct horse" not in said


@pytest.mark.parametrize("command", [("list",), ("watch", "--json"), ("gate", "101"), ("status", "101")])
def test_no_command_without_a_window_loads_qt(quiet: Office, start: Start, command: tuple[str, ...]) -> None:
    ran = start(quiet, *command, environment={"PYTHONPROFILEIMPORTTIME": "1"})
    if command[0] == "watch":
        ran.until(is_live, "live")
        ran.end()
    ran.wait()
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in ran.noise}
    assert "rcboard" in imported
    assert not imported & {"PySide6", "qasync", "shiboken6"}


def test_nothing_secret_is_ever_logged(quiet: Office, start: Start) -> None:
    watch = start(quiet, "watch", "--json", environment={"RCBOARD_LOG": "debug"})
    watch.until(is_live, "live")
    quiet.presence(somebody(quiet)["extensionNumber"], telephonyStatus="Ringing")
    watch.until(lambda o: any(x.get("state") == "ringing" for x in o), "ringing")
    watch.end()
    said = "".join(watch.lines + watch.noise)
    for secret in (quiet.jwt, quiet.client_secret, "access_token=", "wsc="):
        assert secret not in said
    assert json.dumps(quiet.jwt) not in said


def test_gate_twenty_times_beside_a_watch_never_costs_it_its_session(office: OpenOffice, start: Start) -> None:
    real = office("--extensions", "20", "--rate", "0")
    watch = start(real, "watch", "--json")
    watch.until(is_live, "live")
    for _ in range(20):
        gate = start(real, "gate", "102")
        assert gate.wait(20) in (0, 1, 3)
        assert len(gate.lines) == 1
    assert [o["link"] for o in watch.objects if "link" in o][-1] == "live"
    assert len(real.stats()["sessions"]) == 1
    real.presence("102", telephonyStatus="Ringing")
    watch.until(lambda o: any(x.get("state") == "ringing" for x in o), "still hears", 5)
