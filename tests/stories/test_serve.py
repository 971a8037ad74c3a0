"""``rcboard serve``: the running copy without a window, and its web API as other programs see it."""

import http.client
import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from tests.kit.office import Office, OpenOffice
from tests.kit.serving import READ, WRITE, Serving, serve
from tests.kit.terminal import Start, wait_until
from tests.stories.test_commands import somebody

API = {"on": True, "port": 0, "rate": 10000}


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    return office("--extensions", "20", "--rate", "0", "--limit", "auth=100", "--limit", "medium=1000")


@pytest.fixture
def serving(quiet: Office, start: Start, tmp_path: Path) -> Serving:
    return serve(start, tmp_path / "home", quiet, api=API).live()


class Events:
    """A listener of ``/v1/events``."""

    def __init__(self, serving: Serving, last: str = "") -> None:
        self._connection = http.client.HTTPConnection(serving.url.removeprefix("http://"), timeout=20)
        headers = {"Authorization": f"Bearer {READ}"} | ({"Last-Event-ID": last} if last else {})
        self._connection.request("GET", "/v1/events", headers=headers)
        self._answer = self._connection.getresponse()
        assert self._answer.status == 200
        self.last = ""

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        name = ""
        while line := self._answer.readline().decode():
            key, _colon, said = line.rstrip("\n").partition(": ")
            if key == "id":
                self.last = said
            elif key == "event":
                name = said
            elif key == "data":
                yield name, json.loads(said)

    def until(self, wanted: str) -> Any:
        return next(data for name, data in self if name == wanted)

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


def test_without_a_keyring_the_token_of_the_environment_is_enough(quiet: Office, start: Start, tmp_path: Path) -> None:
    given = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "RCBOARD_SECRET_API_WRITE": ""}
    assert serve(start, tmp_path / "home", quiet, environment=given, api=API).live()


def test_the_commands_ask_it_and_it_holds_the_only_session(serving: Serving, quiet: Office, start: Start) -> None:
    number = somebody(quiet)["extensionNumber"]
    before = quiet.asked()
    gate = start(None, "gate", number)
    assert (gate.wait(), gate.lines[0][:3]) == (0, "Yes")
    assert start(None, "gate", "--any", "Nobody's").wait() == 3
    listed = start(None, "list", "--json")
    assert listed.wait() == 0
    assert len(listed.objects) == len(quiet.people())
    assert quiet.asked() == before
    again = start(quiet, "serve")
    assert (again.wait(), "already" in "".join(again.noise)) == (1, True)
    assert serving.program.end() == 143
    assert quiet.stats()["sessions"] == []
    assert [line for line in serving.program.noise if " took " not in line] == []  # a busy machine is no fault


def test_it_tells_what_the_board_knows_and_nothing_of_a_line_that_broke(serving: Serving, quiet: Office) -> None:
    bob = somebody(quiet)
    id, number = str(bob["id"]), bob["extensionNumber"]
    assert serving.ask(f"/v1/gate/{number}")["answer"] == "yes"
    quiet.presence(number, telephonyStatus="Ringing")
    told = serving.until(f"/v1/people/{id}", lambda told: told["state"] == "ringing", "ringing")
    assert told == next(one for one in serving.ask("/v1/people?state=ringing")["people"] if one["id"] == id)
    assert id in [one["id"] for one in serving.ask(f"/v1/search?q={number}")["people"]]
    quiet.kill()
    serving.until("/v1/link", lambda told: told["link"] == "reconnecting", "reconnecting")
    assert {one["state"] for one in serving.ask("/v1/people")["people"]} == {"unknown"}
    assert serving.ask(f"/v1/gate/{number}")["answer"] == "not_known"


def test_events_go_on_where_a_listener_lost_the_line(serving: Serving, quiet: Office) -> None:
    bob, ann = somebody(quiet, 1), somebody(quiet, 2)
    events = Events(serving)
    events.until("complete")
    quiet.presence(bob["extensionNumber"], telephonyStatus="Ringing")
    assert events.until("person")["state"] == "ringing"
    events.close()
    quiet.presence(ann["extensionNumber"], telephonyStatus="CallConnected")
    quiet.presence(bob["extensionNumber"], telephonyStatus="CallConnected")
    serving.until(f"/v1/people/{bob['id']}", lambda told: told["state"] == "on_call", "bob on a call")
    resumed = Events(serving, events.last)
    told = [next(iter(resumed)) for _ in range(2)]
    assert [(name, data["id"]) for name, data in told] == [("person", str(ann["id"])), ("person", str(bob["id"]))]
    resumed.close()
    strange = Events(serving, "deadbeef-1")
    assert next(iter(strange))[0] == "begin"
    strange.close()


def test_a_foreign_origin_a_wrong_token_and_a_rebound_host_get_nothing(serving: Serving) -> None:
    attempts: tuple[tuple[dict[str, Any], str, int], ...] = (
        ({}, "wrong", 401),
        ({}, "", 401),
        ({"Origin": "https://evil.example"}, READ, 403),
        ({"Origin": "null"}, READ, 403),
        ({"Sec_Fetch_Site": "cross-site"}, READ, 403),
        ({"Host": "evil.example"}, READ, 421),
        ({"Host": serving.url.replace("http://127.0.0.1", "evil.example")}, READ, 421),
    )
    for headers, token, status in attempts:
        got, told, answered = serving.request("/v1/people", token=token, **headers)
        assert got == status, headers
        assert list(told) == ["error"]
        assert "Access-Control-Allow-Origin" not in answered
    own: dict[str, Any] = {"Origin": serving.url, "Sec_Fetch_Site": "same-origin"}
    assert serving.request("/v1/people", **own)[0] == 200


def test_a_filter_that_is_misspelt_is_refused_and_not_answered_with_everybody(serving: Serving) -> None:
    for path, known in (("/v1/people?grup=Sales", "group, state"), ("/v1/search?q=bob&=x", "q"), ("/v1/link?x=1", "")):
        status, told, _headers = serving.request(path)
        assert status == 400, path
        assert "means nothing here" in told["error"]["message"]
        assert known in told["error"]["message"]


def test_nothing_is_changed_without_the_write_token(serving: Serving, quiet: Office) -> None:
    bob = somebody(quiet)
    path = f"/v1/watches/{bob['id']}"
    assert serving.request(path, method="PUT", body={"caller": "Mrs Jones"})[0] == 403
    events = Events(serving)
    events.until("complete")
    quiet.presence(bob["extensionNumber"], telephonyStatus="CallConnected")
    events.until("person")
    assert serving.ask(path, method="PUT", token=WRITE, body={"caller": "Mrs Jones"})["watched"] is True
    assert serving.ask("/v1/watches", token=WRITE)["watches"][0]["caller"] == "Mrs Jones"
    quiet.presence(bob["extensionNumber"], telephonyStatus="NoCall", calls=[])
    alert = events.until("alert")
    assert (alert["id"], alert["text"]) == (str(bob["id"]), "Free now. Mrs Jones is waiting.")
    assert serving.ask("/v1/watches", token=WRITE)["watches"] == []
    events.close()


def test_whoever_asks_too_often_is_told_to_wait(quiet: Office, start: Start, tmp_path: Path) -> None:
    serving = serve(start, tmp_path / "home", quiet, api=API | {"rate": 1})
    answers = [serving.request("/v1/link") for _ in range(15)]
    refused = [headers for status, _told, headers in answers if status == 429]
    assert refused
    assert all(int(headers["Retry-After"]) >= 1 for headers in refused)


def test_it_does_not_listen_beyond_this_computer_without_tls(quiet: Office, start: Start, tmp_path: Path) -> None:
    serving = serve(start, tmp_path / "home", quiet, api=API | {"host": "0.0.0.0"})
    said = wait_until(lambda: serving.program.lines, "a sentence")
    assert "certificate" in said[0]
    serving.program.end(signal.SIGINT)


def test_its_own_description_holds_against_every_kind_of_request(serving: Serving) -> None:
    config = SchemathesisConfig.from_dict(
        {"generation": {"max-examples": 12, "deterministic": True}, "phases": {"stateful": {"enabled": False}}}
    )
    schema = schemathesis.openapi.from_url(f"{serving.url}/v1/openapi.json", config=config)
    checked = 0
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr] # our own description is well formed
        if str(operation.path) != "/v1/events":  # that never ends; its own tests read it
            token = WRITE if str(operation.path).startswith(("/v1/watches", "/v1/own-status")) else READ
            checked += probe(operation, token)
    assert checked > 100


def probe(operation: Any, token: str) -> int:
    """Puts generated requests, good and bad ones, to an operation; how many."""
    count = 0
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @settings(
            max_examples=15,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case: Any) -> None:
            nonlocal count
            count += 1
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"})

        check()
    return count
