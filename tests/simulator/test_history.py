"""The history of an office, for whoever measures a client, and hours that pass at once."""

import time

import pytest

from tests.kit.office import Office, Refused
from tests.simulator.caller import Caller


def history(office: Office, first: int | None = None) -> dict[str, object]:
    return dict(office.ask("POST", "history", {} if first is None else {"first": first}))


def entries(office: Office, first: object) -> list[dict[str, object]]:
    return list(office.ask("POST", "history", {"first": first})["entries"])


def test_everybody_is_told_first_and_then_each_change_once_with_the_machines_own_time(still: Office) -> None:
    begun = history(still)
    assert {one["number"] for one in begun["people"] if one["monitored"]} == {  # type: ignore[attr-defined]
        one["extensionNumber"] for one in still.people()
    }
    before = time.monotonic()
    still.presence("102", telephonyStatus="Ringing")
    after = time.monotonic()
    (change,) = entries(still, begun["next"])
    assert (change["kind"], change["telephony"], change["id"]) == (
        "presence",
        "Ringing",
        str(still.person("102")["id"]),
    )
    assert before <= change["at"] <= after  # type: ignore[operator]
    assert entries(still, change["n"] + 1) == []  # type: ignore[operator]


def test_people_who_come_and_go_are_in_it(still: Office) -> None:
    first = history(still)["next"]
    created = still.act("create", firstName="Nina", lastName="Neu")
    still.act("delete", id=str(created["id"]))
    told = [(entry["id"], entry["monitored"]) for entry in entries(still, first) if entry["kind"] == "person"]
    assert told == [(str(created["id"]), True), (str(created["id"]), False)]


def test_an_answer_that_asks_to_wait_says_until_when(caller: Caller) -> None:
    first = history(caller.office)["next"]
    caller.office.fault("plain_429", once=True, path="/extension/~")
    caller.call("GET", "/account/~/extension")
    caller.call("GET", "/account/~/extension/~")
    other, answer = entries(caller.office, first)
    assert (other["status"], other["wait_until"]) == (200, None), "the fault means another path"
    assert (answer["status"], answer["path"]) == (429, "/restapi/v1.0/account/~/extension/~")
    assert 29 < answer["wait_until"] - answer["at"] < 31  # type: ignore[operator]


def test_hours_pass_at_once(caller: Caller) -> None:
    before = caller.office.stats()["clock"]
    caller.office.ask("POST", "skip", {"seconds": 7200})
    assert caller.office.stats()["clock"] >= before + 7200
    assert caller.call("GET", "/account/~/extension/~").status_code == 401, "the token has run out"


def test_what_makes_no_sense_is_refused(still: Office) -> None:
    for name, body in (("skip", {}), ("skip", {"seconds": -1}), ("history", {"first": "1"}), ("history", {"x": 1})):
        with pytest.raises(Refused):
            still.ask("POST", name, body)
    with pytest.raises(Refused):
        still.fault("close_1006", path="/x")
