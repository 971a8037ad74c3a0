"""Call queues end to end: a group for the gate with and without a running copy, a tab, a search, one feature less."""

from pathlib import Path

import pytest

from tests.kit.office import Office, OpenOffice
from tests.kit.serving import serve
from tests.kit.terminal import Start, wait_until
from tests.stories.test_commands import somebody
from tests.stories.test_window import Window


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """Forty people, and nobody moves but by the test."""
    return office("--extensions", "40", "--rate", "0", "--limit", "auth=1000")


def alone_in_queue(office: Office) -> tuple[str, str]:
    """The name of a call queue, and the number of the only one who answers for it."""
    members = [one for one in office.truth() if one["queues"]]
    queue = members[0]["queues"][0]
    for one in members:
        if queue in one["queues"]:
            office.act("leave", id=one["id"], queue=queue)
    number = somebody(office, 2)["extensionNumber"]
    office.act("join", extensionNumber=number, queue=queue)
    return queue, number


def test_the_gate_finds_who_answers_for_a_queue_without_a_running_copy(quiet: Office, start: Start) -> None:
    queue, number = alone_in_queue(quiet)
    gate = start(quiet, "gate", "--any", queue.upper())
    assert (gate.wait(), gate.lines[0][:4]) == (0, "Yes:")
    assert f"extension {number}" in gate.lines[0]
    quiet.presence(number, userStatus="Busy")
    assert start(quiet, "gate", "--any", queue).wait() == 1
    quiet.switch(user_permissions_missing=["ReadExtensions"])
    refused = start(quiet, "gate", "--any", queue)
    assert refused.wait() == 3
    assert "ReadExtensions" in refused.lines[0], "a missing permission is not told as a missing queue"


def test_a_running_copy_knows_its_queues_and_asks_for_none_again(quiet: Office, start: Start, tmp_path: Path) -> None:
    queue, number = alone_in_queue(quiet)
    serving = serve(start, tmp_path / "home", quiet, api={"on": True, "port": 0, "rate": 10000}).live()
    serving.until(f"/v1/gate?any={queue.replace(' ', '%20')}", lambda told: told["extensionNumber"] == number, "read")
    before = quiet.stats()["requests"]
    gate = start(None, "gate", "--any", queue)
    assert (gate.wait(), f"extension {number}" in gate.lines[0]) == (0, True)
    found = serving.ask(f"/v1/people?group={queue.replace(' ', '%20')}")["people"]
    assert [one["extensionNumber"] for one in found] == [number]
    assert number in [one["extensionNumber"] for one in serving.ask(f"/v1/search?q={queue.split()[0]}")["people"]]
    assert quiet.stats()["requests"] == before
    assert serving.program.end() == 143


def test_a_queue_has_its_tab_also_at_the_next_start_without_a_network(quiet: Office, tmp_path: Path) -> None:
    queue, _number = alone_in_queue(quiet)
    first = Window(quiet, tmp_path, 1.0)
    try:
        wait_until(lambda: f"queue:{queue}" in first.ask("desk")["tabs"], "the queue's tab")
    finally:
        assert first.close() == 0
    quiet.kill()
    second = Window(quiet, tmp_path, 1.0)
    try:
        assert f"queue:{queue}" in second.ask("desk")["tabs"]
    finally:
        second.close()


def test_queues_that_may_not_be_read_take_one_feature_away_and_the_doctor_names_it(quiet: Office, start: Start) -> None:
    quiet.switch(user_permissions_missing=["ReadExtensions"])
    doctor = start(quiet, "doctor", "--json")
    assert doctor.wait() == 0
    missing = [one["facts"] for one in doctor.objects if one["check"] == "feature"]
    assert {"feature": "call_queues", "permission": "ReadExtensions", "code": "CMN-408"} in missing
