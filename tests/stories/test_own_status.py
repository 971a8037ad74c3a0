"""One's own status for other programs: by command and web API, through the copy that runs, refused with a sentence."""

from pathlib import Path

import pytest

from tests.kit.office import Office, OpenOffice
from tests.kit.serving import READ, WRITE, Serving, serve
from tests.kit.terminal import Start

OWN = "/v1/own-status"


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """Twelve people, nobody in a call queue, and nobody moves but by the test."""
    small = office("--extensions", "12", "--rate", "0", "--limit", "auth=100", "--limit", "medium=1000")
    for queue in next(one for one in small.truth() if one["extensionNumber"] == "101")["queues"]:
        small.act("leave", extensionNumber="101", queue=queue)
    return small


@pytest.fixture
def serving(quiet: Office, start: Start, tmp_path: Path) -> Serving:
    return serve(start, tmp_path / "home", quiet, api={"on": True, "port": 0, "rate": 10000}).live()


def real(office: Office) -> dict[str, object]:
    found: dict[str, object] = office.person("101")["real"]
    return found


def test_the_command_shows_and_changes_it_through_the_running_copy(
    quiet: Office, serving: Serving, start: Start
) -> None:
    assert serving.ask(OWN) == {"status": "available", "queueCalls": True, "message": ""}
    changed = start(None, "own-status", "do-not-disturb", "--message", "back at 3")
    assert (changed.wait(), changed.lines) == (0, ["My status: Do not disturb; status text: “back at 3”\n"])
    assert (real(quiet)["userStatus"], real(quiet)["dndStatus"]) == ("Busy", "DoNotAcceptAnyCalls")
    assert real(quiet)["message"] == "back at 3"
    again = start(None, "own-status", "available", "--json")
    assert (again.wait(), again.objects[0]["status"]) == (0, "available")
    assert (real(quiet)["userStatus"], real(quiet)["dndStatus"]) == ("Available", "TakeAllCalls")
    shown = start(None, "own-status")
    assert (shown.wait(), shown.lines[0].split(";")[0]) == (0, "My status: Available")
    assert start(None, "own-status", "--message", "x" * 76).wait() == 2
    assert start(None, "own-status", "asleep").wait() == 2


def test_the_web_api_changes_it_with_the_write_token_alone(quiet: Office, serving: Serving) -> None:
    assert serving.request(OWN, method="PATCH", token=READ, body={"status": "busy"})[0] == 403
    assert real(quiet)["userStatus"] == "Available"
    told = serving.ask(OWN, method="PATCH", token=WRITE, body={"status": "busy", "message": "in the archive"})
    assert told == {"status": "busy", "queueCalls": True, "message": "in the archive"}
    assert (real(quiet)["userStatus"], real(quiet)["message"]) == ("Busy", "in the archive")
    serving.until("/v1/people?state=busy", lambda told: "101" in [p["extensionNumber"] for p in told["people"]], "told")
    assert serving.ask(OWN, method="PATCH", token=WRITE, body={"message": ""})["message"] == ""
    for body in ({}, {"status": None}, {"status": "asleep"}, {"message": "x" * 76}, {"nickname": "x"}):
        assert serving.request(OWN, method="PATCH", token=WRITE, body=body)[0] == 400, body


def test_what_ringcentral_refuses_is_told_with_its_reason(quiet: Office, serving: Serving, start: Start) -> None:
    status, told, _ = serving.request(OWN, method="PATCH", token=WRITE, body={"queueCalls": False})
    assert (status, "does not allow that" in told["error"]["message"]) == (409, True), "nobody's queue, nobody's calls"
    refused = start(None, "own-status", "--queue-calls", "no")
    assert (refused.wait(), "does not allow that" in refused.noise[0]) == (1, True)
    quiet.switch(app_permissions_missing=["EditPresence"])
    status, told, _ = serving.request(OWN, method="PATCH", token=WRITE, body={"status": "busy"})
    assert (status, "EditPresence" in told["error"]["message"]) == (403, True)
    assert serving.ask(OWN)["status"] == "available", "it is still known"
    quiet.switch(app_permissions_missing=[])
    quiet.fault("overloaded")
    status, told, _ = serving.request(OWN, method="PATCH", token=WRITE, body={"status": "busy"})
    assert status == 503
    assert real(quiet)["userStatus"] == "Available"


def test_without_the_permission_from_the_start_it_is_shown_and_not_changed(
    quiet: Office, start: Start, tmp_path: Path
) -> None:
    quiet.switch(app_permissions_missing=["EditPresence"])
    serving = serve(start, tmp_path / "home", quiet, api={"on": True, "port": 0, "rate": 10000}).live()
    before = quiet.asked()
    assert serving.ask(OWN)["status"] == "available"
    status, told, _ = serving.request(OWN, method="PATCH", token=WRITE, body={"status": "busy"})
    assert (status, "EditPresence" in told["error"]["message"]) == (403, True)
    refused = start(None, "own-status", "busy")
    assert (refused.wait(), "EditPresence" in refused.noise[0]) == (1, True)
    assert quiet.asked() == before, "what is known to be refused is not asked"


def test_without_a_line_it_is_not_known_and_not_changed(quiet: Office, serving: Serving, start: Start) -> None:
    quiet.kill()
    serving.until("/v1/link", lambda told: told["link"] == "reconnecting", "the loss is noticed")
    assert serving.request(OWN)[0] == 503
    assert serving.request(OWN, method="PATCH", token=WRITE, body={"status": "busy"})[0] == 503
    assert start(None, "own-status").wait() == 3
    assert serving.program.end() == 143
    alone = start(None, "own-status", "busy")
    assert (alone.wait(), "rcboard serve" in alone.noise[0]) == (3, True)
