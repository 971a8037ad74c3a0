"""RingOut: the walk of its statuses and the caller's two legs (platform reference 9.1, 13)."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.kit.office import OpenOffice
from tests.simulator.caller import Caller
from tests.simulator.conftest import GENEROUS

PATH = "/account/~/extension/~/ring-out"


@pytest.fixture
def dialler(office: OpenOffice) -> Iterator[Caller]:
    """Somebody signed in at an office in which a RingOut takes some tenths of a second."""
    caller = Caller(office("--extensions", "10", "--rate", "0", "--time-scale", "20", *GENEROUS))
    caller.sign_in()
    yield caller
    caller.close()


def ring(caller: Caller, number: str) -> dict[str, Any]:
    """Start a RingOut to this number."""
    body = {"from": {"phoneNumber": "+16505550101"}, "to": {"phoneNumber": number}, "playPrompt": False}
    answer = caller.call("POST", PATH, json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def until(caller: Caller, ring_out: dict[str, Any], call_status: str) -> dict[str, Any]:
    """Read its status until it is this."""
    while (status := caller.get(ring_out["uri"])["status"])["callStatus"] != call_status:
        assert status["callStatus"] == "InProgress"
    return dict(status)


def test_it_walks_from_in_progress_to_success_and_both_show_it(dialler: Caller) -> None:
    made = ring(dialler, "103")
    assert made["status"] == {"callStatus": "InProgress", "callerStatus": "InProgress", "calleeStatus": "InProgress"}
    first, second = dialler.office.person("101")["real"]["activeCalls"]
    assert {first["direction"], second["direction"]} == {"Inbound", "Outbound"}
    assert int(first["sessionId"]) - int(second["sessionId"]) in (1000, 2000, 3000, 4000)
    assert (first["from"], first["to"]) == (second["to"], second["from"]) == ("103", "101")
    status = until(dialler, made, "Success")
    assert (status["callerStatus"], status["calleeStatus"]) == ("Success", "Success")
    assert dialler.office.person("103")["real"]["telephonyStatus"] == "CallConnected"
    while "activeCalls" in dialler.office.person("101")["real"]:
        pass
    assert dialler.office.person("103")["real"]["telephonyStatus"] == "NoCall"


def test_somebody_who_is_offline_does_not_answer(dialler: Caller) -> None:
    dialler.office.presence("103", userStatus="Offline")
    assert until(dialler, ring(dialler, "103"), "CannotReach")["calleeStatus"] == "NoAnswer"


def test_somebody_who_is_not_to_be_disturbed_is_busy(dialler: Caller) -> None:
    dialler.office.presence("103", dndStatus="DoNotAcceptAnyCalls")
    assert until(dialler, ring(dialler, "103"), "CannotReach")["calleeStatus"] == "Busy"


def test_it_can_be_cancelled_while_the_first_phone_rings(dialler: Caller) -> None:
    dialler.office.switch(ring_out_answer=60)
    made = ring(dialler, "103")
    answer = dialler.call("DELETE", made["uri"])
    assert (answer.status_code, answer.content) == (204, b"")
    assert "activeCalls" not in dialler.office.person("101")["real"]
    assert dialler.call("DELETE", made["uri"]).status_code == 400


def test_a_number_is_needed_and_an_unknown_ring_out_is_not_found(dialler: Caller) -> None:
    answer = dialler.call("POST", PATH, json={"from": {"phoneNumber": "+16505550101"}})
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "CMN-101")
    assert dialler.call("GET", f"{PATH}/12345").status_code == 404
