"""The SDK behind its door, against a simulated RingCentral: tokens, hosts, failures, secrets."""

import base64
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from rcboard.domain.link import ProblemKind
from rcboard.platform.client import RcClient
from rcboard.platform.errors import RcError
from rcboard.platform.patience import Patience
from rcboard.platform.sdk import RcPlatform
from rcboard.platform.sign_in import Access
from rcboard.platform.way import way
from rcboard.platform.wire import Tokens
from tests.kit.office import Office, OpenOffice

ME = "/restapi/v1.0/account/~/extension/~"
PRESENCE = f"{ME}/presence"
TOKEN = "/restapi/oauth/token"


class Desk:
    """A platform with a clock that the test moves, and everything it told; it is its own vault."""

    def __init__(self, access: Access, timeout: float = 5.0) -> None:
        self.now = 0.0
        self.lives_on = False
        self.elsewhere = False
        self.kept: list[Tokens] = []
        self.dead: list[str] = []
        self.heard: list[tuple[str, int]] = []
        self.client = RcClient(access, way(), Patience(timeout, timeout, 2 * timeout), self._hear, 8)
        self.platform = RcPlatform(self.client, access, lambda: self.now, 120.0, self)

    def turn(self) -> AbstractContextManager[None]:
        return nullcontext()

    def refresh_tokens(self, own: str) -> Sequence[str]:
        return (own,) if own and own not in self.dead else ()

    def renewed_elsewhere(self, own: str) -> bool:
        return self.elsewhere

    def refused(self, token: str) -> None:
        self.dead.append(token)

    def keep(self, tokens: Tokens) -> bool:
        self.kept.append(tokens)
        return self.lives_on

    def _hear(self, path: str, status: int, headers: Mapping[str, str]) -> None:
        self.heard.append((path, status))

    @property
    def unanswered(self) -> list[str]:
        return [path for path, status in self.heard if not status]

    def tokens_asked(self) -> int:
        return [path for path, _ in self.heard].count("/restapi/oauth/token")


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    return office("--extensions", "5", "--rate", "0", "--limit", "auth=1000")


@pytest.fixture
def desk(quiet: Office) -> Desk:
    return Desk(Access(quiet.server_url, quiet.client_id, quiet.client_secret, quiet.jwt))


def failing(call: Callable[[], object]) -> RcError:
    with pytest.raises(RcError) as caught:
        call()
    return caught.value


def test_the_first_call_signs_in_and_the_next_uses_the_token(desk: Desk) -> None:
    assert desk.platform.get(ME).json_dict()["extensionNumber"] == "101"
    desk.platform.get(ME)
    assert (desk.tokens_asked(), desk.platform.sessions) == (1, 1)
    assert desk.platform.owner_id == str(desk.platform.get(ME).json_dict()["id"])


def test_a_token_is_renewed_before_its_end_by_one_of_many(desk: Desk) -> None:
    desk.platform.ensure()
    first = desk.platform.auth().access_token()
    desk.now = desk.kept[0].expires_in - 119.0
    together = threading.Barrier(8)

    def call() -> int:
        together.wait()
        return int(desk.platform.get(ME).response().status_code)

    with ThreadPoolExecutor(8) as pool:
        assert [job.result() for job in [pool.submit(call) for _ in range(8)]] == [200] * 8
    assert desk.tokens_asked() == 2
    assert desk.platform.auth().access_token() != first
    assert desk.platform.sessions == 1, "a refresh goes on with the same session"


def test_a_session_that_ended_costs_no_call_twice_while_nobody_can_sign_in(desk: Desk, quiet: Office) -> None:
    desk.platform.ensure()
    quiet.end_session(quiet.stats()["sessions"][0]["id"])
    quiet.fault("bad_gateway", path="/restapi/oauth/token")
    assert failing(lambda: desk.platform.get(ME)).problem.kind is ProblemKind.SERVER_ERROR
    assert [desk.platform.wants_sign_in] == [True]
    calls = len(desk.heard)
    assert failing(lambda: desk.platform.get(ME)).problem.kind is ProblemKind.SERVER_ERROR
    assert len(desk.heard) == calls, "only who keeps the line signs in now"
    quiet.fault("bad_gateway", on=False)
    desk.platform.ensure()
    assert desk.heard[calls:] == [(TOKEN, 400), (TOKEN, 200)]
    assert [desk.platform.wants_sign_in] == [False]
    assert desk.platform.get(ME).ok()


def test_a_refresh_token_that_was_refused_is_not_tried_again(desk: Desk, quiet: Office) -> None:
    desk.platform.ensure()
    quiet.end_session(quiet.stats()["sessions"][0]["id"])
    quiet.fault("sign_in_refused")
    failing(lambda: desk.platform.get(ME))
    calls = len(desk.heard)
    assert [path for path, _ in desk.heard].count(TOKEN) == 3
    failing(desk.platform.ensure)
    assert desk.heard[calls:] == [(TOKEN, 400)], "the JWT alone"


def test_new_tokens_are_kept_before_they_are_used(desk: Desk) -> None:
    desk.platform.ensure()
    assert [kept.refresh_token for kept in desk.kept] == [desk.platform.auth().refresh_token()]


def test_a_token_refused_meanwhile_is_renewed_and_the_call_repeated(desk: Desk, quiet: Office) -> None:
    desk.platform.ensure()
    (session,) = quiet.stats()["sessions"]
    quiet.end_session(session["id"])
    assert desk.platform.get(ME).ok()
    assert desk.platform.sessions == 2


def test_a_token_that_is_refused_though_just_renewed_is_not_what_is_wrong(desk: Desk, quiet: Office) -> None:
    desk.platform.ensure()
    quiet.fault("unauthorized", path=ME)
    assert failing(lambda: desk.platform.get(ME)).problem.kind is ProblemKind.SESSION_ENDED
    assert desk.tokens_asked() == 2
    desk.now += 14.0
    failing(lambda: desk.platform.get(ME))
    assert desk.tokens_asked() == 2, "each renewal costs a sign-in call"
    desk.now += 2.0
    failing(lambda: desk.platform.get(ME))
    assert desk.tokens_asked() == 3
    desk.elsewhere = True
    failing(lambda: desk.platform.get(ME))
    assert desk.tokens_asked() == 5, "another process may have taken it from us"
    quiet.fault("unauthorized", on=False)
    assert desk.platform.get(ME).ok()
    assert desk.tokens_asked() == 5


def test_a_token_that_was_taken_soon_after_a_renewal_is_renewed_at_once(desk: Desk, quiet: Office) -> None:
    desk.platform.ensure()
    quiet.end_session(quiet.stats()["sessions"][0]["id"])
    assert desk.platform.get(ME).ok()
    quiet.end_session(quiet.stats()["sessions"][0]["id"])
    assert desk.platform.get(ME).ok()


def test_without_a_jwt_an_ended_session_is_for_a_person(desk: Desk, quiet: Office) -> None:
    desk.platform.ensure()
    access = Access(quiet.server_url, quiet.client_id, quiet.client_secret, refresh_token=desk.kept[0].refresh_token)
    other = Desk(access)
    assert other.platform.get(ME).ok(), "a kept refresh token is as good as a sign-in"
    (session,) = quiet.stats()["sessions"]
    quiet.end_session(session["id"])
    problem = failing(lambda: other.platform.get(ME)).problem
    assert (problem.kind, problem.permanent) == (ProblemKind.SESSION_ENDED, True)


def test_a_public_app_names_itself_and_proves_nothing() -> None:
    desk = Desk(Access("https://platform.invalid", "public-id", jwt="a.b.c"))
    sent = []
    desk.client.send = lambda request: sent.append(request) or _stop()  # type: ignore[func-returns-value,method-assign]
    with pytest.raises(StopIteration):
        desk.platform.ensure()
    (request,) = sent
    assert "client_id=public-id" in request.data
    assert "Authorization" not in request.headers


def _stop() -> None:
    raise StopIteration


def test_no_other_host_is_ever_asked(desk: Desk) -> None:
    desk.platform.ensure()
    asked = len(desk.heard)
    problem = failing(lambda: desk.platform.get("http://127.0.0.1:9/restapi/v1.0/account/~")).problem
    assert problem.kind is ProblemKind.NOT_RINGCENTRAL
    assert len(desk.heard) == asked


def test_query_values_are_encoded(desk: Desk) -> None:
    request = desk.client.create_request("GET", "/x", {"name": "A&B=C #1+%", "id": [1, 2], "none": None})
    assert request.url == "/x?name=A%26B%3DC+%231%2B%25&id=1&id=2"


def test_an_entry_in_netrc_does_not_replace_the_token(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login somebody password else\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert desk.platform.get(ME).ok()


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("bad_gateway", ProblemKind.SERVER_ERROR),
        ("empty_gateway", ProblemKind.SERVER_ERROR),
        ("overloaded", ProblemKind.OVERLOADED),
        ("maintenance", ProblemKind.MAINTENANCE),
        ("plain_429", ProblemKind.RATE_LIMITED),
        ("reset", ProblemKind.OFFLINE),
        ("slow_answer", ProblemKind.TIMED_OUT),
    ],
)
def test_a_fault_becomes_a_problem_without_a_secret(quiet: Office, fault: str, kind: ProblemKind) -> None:
    desk = Desk(Access(quiet.server_url, quiet.client_id, quiet.client_secret, quiet.jwt), timeout=0.5)
    desk.platform.ensure()
    quiet.fault(fault)
    error = failing(lambda: desk.platform.get(PRESENCE))
    quiet.fault(fault, on=False)
    assert error.problem.kind is kind
    assert error.__context__ is None
    assert error.__cause__ is None
    written = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
    for secret in (quiet.client_secret, quiet.jwt, desk.platform.auth().access_token()):
        assert secret not in written
    assert desk.platform.get(PRESENCE).ok(), "and it goes on"


def test_a_refused_sign_in_shows_neither_secret_nor_jwt(quiet: Office) -> None:
    wrong = "wrong-secret"
    desk = Desk(Access(quiet.server_url, quiet.client_id, wrong, quiet.jwt))
    error = failing(desk.platform.ensure)
    written = "".join(traceback.format_exception(error))
    basic = base64.b64encode(f"{quiet.client_id}:{wrong}".encode()).decode()
    for secret in (wrong, quiet.jwt, basic):
        assert secret not in written
    assert error.problem.kind is ProblemKind.APP_REFUSED


class Portal(BaseHTTPRequestHandler):
    """A hotel's own page, which answers every request with a welcome."""

    def do_POST(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", "14")
        self.end_headers()
        self.wfile.write(b"<html>Welcome!")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def test_a_hotels_page_is_not_ringcentral() -> None:
    with HTTPServer(("127.0.0.1", 0), Portal) as server:
        serving = threading.Thread(target=server.handle_request)
        serving.start()
        desk = Desk(Access(f"http://127.0.0.1:{server.server_port}", "id", "secret", "a.b.c"))
        error = failing(desk.platform.ensure)
        desk.client.drop_connections()
        serving.join()
    assert error.problem.kind is ProblemKind.NOT_RINGCENTRAL


def test_revoking_ends_the_session_here_even_when_nobody_can_be_reached(desk: Desk, quiet: Office) -> None:
    desk.platform.ensure()
    quiet.fault("reset")
    assert failing(desk.platform.revoke).problem.kind is ProblemKind.OFFLINE
    assert not desk.platform.signed_in
    quiet.fault("reset", on=False)
    assert len(quiet.stats()["sessions"]) == 1
    desk.platform.ensure()
    desk.platform.revoke()
    assert len(quiet.stats()["sessions"]) == 1, "the second was ended on the server, too"


def test_nobody_is_signed_in_anew_after_a_lost_answer_to_a_refresh(desk: Desk, quiet: Office) -> None:
    desk.platform.ensure()
    desk.now = 3600.0
    quiet.fault("lost_answer", once=True)
    assert failing(lambda: desk.platform.get(ME)).problem.kind is ProblemKind.OFFLINE
    assert desk.platform.get(ME).ok(), "RingCentral replays the answer to the same refresh token"
    assert desk.platform.sessions == 1


@pytest.mark.parametrize("fault", ["lost_answer", "slow_answer"])
def test_a_request_that_may_have_arrived_is_counted_and_one_that_did_not_is_not(quiet: Office, fault: str) -> None:
    desk = Desk(Access(quiet.server_url, quiet.client_id, quiet.client_secret, quiet.jwt), timeout=0.5)
    quiet.fault(fault, once=True)
    failing(desk.platform.ensure)
    assert desk.unanswered == ["/restapi/oauth/token"]
    nowhere = Desk(Access("http://127.0.0.1:9", "id", "secret", "a.b.c"))
    assert failing(nowhere.platform.ensure).problem.kind is ProblemKind.OFFLINE
    assert nowhere.heard == []


def test_what_an_access_is_made_of_is_not_shown() -> None:
    access = Access("https://Platform.Example.com/", "id", "hush-1", "hush-2", "hush-3")
    assert "hush" not in repr(access)
    assert (access.origin, access.host) == ("https://platform.example.com", "platform.example.com")
    assert replace(access, jwt="").jwt == ""
