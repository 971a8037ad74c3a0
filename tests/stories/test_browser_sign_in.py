"""Signing in in the browser, and living on that sign-in: one session for all of the profile's processes."""

import re
import shlex
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kit.consent import visit
from tests.kit.office import Office, OpenOffice
from tests.kit.terminal import Program, Start
from tests.stories.test_commands import is_live, somebody

GENEROUS = ("--limit", "auth=1000", "--limit", "medium=1000", "--limit", "heavy=1000")


@dataclass
class Desk:
    """A home with a keyring, a browser and an app that keeps no secret."""

    office: Office
    run: Callable[..., Program]
    ring: Path
    page: Path
    address: str

    def login(self, person: str = "allow", *arguments: str) -> Program:
        """``rcboard login --browser`` with this person at the browser."""
        return self.run("login", "--browser", *arguments, environment={"RCBOARD_TEST_PERSON": person})

    @property
    def sessions(self) -> list[str]:
        return [one["id"] for one in self.office.stats()["sessions"]]

    @property
    def kept(self) -> str:
        """All that the keyring holds."""
        return "\n".join(file.read_text("utf-8") for file in sorted(self.ring.iterdir())) if self.ring.exists() else ""


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def desk(office: OpenOffice, start: Start, tmp_path: Path) -> Iterator[Desk]:
    address = f"http://localhost:{a_free_port()}/oauth2callback"
    quiet = office("--extensions", "12", "--rate", "0", "--redirect-uri", address, *GENEROUS)
    ring, page = tmp_path / "ring", tmp_path / "page.html"
    mine = {
        "PYTHON_KEYRING_BACKEND": "tests.kit.keyrings.FolderKeyring",
        "RCBOARD_TEST_KEYRING": str(ring),
        "RC_REDIRECT_URI": address,
        "RC_SERVER_URL": quiet.server_url,
        "RC_CLIENT_ID": quiet.public_client_id,
        "BROWSER": f"{shlex.quote(sys.executable)} -m tests.kit.consent %s",
        "RCBOARD_TEST_PAGE": str(page),
        "RCBOARD_LOG": "debug",
    }

    def run(*arguments: str, environment: dict[str, str] | None = None) -> Program:
        return start(None, *arguments, environment=mine | (environment or {}))

    yield Desk(quiet, run, ring, page, address)


def said(program: Program) -> str:
    return "".join(line for line in program.noise if line.startswith("rcboard: "))


def test_signed_in_by_the_browser_every_command_works_on_the_one_session(desk: Desk) -> None:
    login = desk.login()
    assert login.wait() == 0, login.noise
    assert f"{len(desk.office.people())} people" in login.lines[0]
    assert "You have signed in." in desk.page.read_text("utf-8")
    (session,) = desk.sessions
    number = somebody(desk.office)["extensionNumber"]
    for command in (("gate", number), ("status", number), ("list",), ("gate", number)):
        ran = desk.run(*command)
        assert ran.wait() == 0, ran.noise
        assert desk.sessions == [session], "neither ended, nor joined by another"


def test_no_token_code_or_verifier_is_written_anywhere_but_the_refresh_token_in_the_keyring(desk: Desk) -> None:
    login = desk.login()
    assert login.wait() == 0
    watch = desk.run("watch", "--json")
    watch.until(is_live, "live")
    watch.end()
    everything = "".join(login.lines + login.noise + watch.lines + watch.noise)
    tokens = set(re.findall(r"U0pDMDFQMDE[\w-]+", desk.kept))
    assert len(tokens) == 1, "one refresh token, and no access token"
    assert not re.search(r"U0pDMDFQMDE[\w-]+", everything)
    assert "code_verifier" not in everything


@pytest.mark.parametrize(
    ("person", "sentence"), [("deny", "cancelled in the browser"), ("stale", "belongs to another sign-in")]
)
def test_what_comes_back_otherwise_is_a_sentence(desk: Desk, person: str, sentence: str) -> None:
    login = desk.login(person)
    assert login.wait() == (0 if person == "stale" else 3)
    assert sentence in said(login)
    assert len(desk.sessions) == (1 if person == "stale" else 0)
    assert bool(desk.kept) == (person == "stale")


def test_an_answer_to_another_question_is_refused_by_its_nonce(desk: Desk) -> None:
    desk.office.switch(identity_tokens=True)
    login = desk.login("another")
    assert login.wait() == 3
    assert "nonce" in said(login)
    assert not desk.kept
    assert not desk.sessions, "what such an answer opened is ended"
    again = desk.login()
    assert again.wait() == 0, again.noise
    assert desk.kept


def test_a_taken_port_is_a_sentence_and_the_next_address_is_used_where_there_is_one(
    office: OpenOffice, desk: Desk
) -> None:
    port = int(desk.address.split(":")[2].split("/")[0])
    with socket.create_server(("127.0.0.1", port)):
        login = desk.login()
        assert login.wait() == 3
        assert f"({port})" in said(login)
        free = f"http://localhost:{a_free_port()}/oauth2callback"
        both = office(
            "--extensions", "5", "--rate", "0", "--redirect-uri", desk.address, "--redirect-uri", free, *GENEROUS
        )
        second = desk.run(
            "login",
            "--browser",
            environment={"RC_REDIRECT_URI": f"{desk.address}, {free}", "RC_SERVER_URL": both.server_url},
        )
        assert second.wait() == 0, second.noise


def test_two_processes_that_renew_at_once_share_one_session_and_both_go_on(desk: Desk) -> None:
    assert desk.login().wait() == 0
    (session,) = desk.sessions
    watch = desk.run("watch", "--json")
    watch.until(is_live, "live")
    number = somebody(desk.office)["extensionNumber"]
    several = [desk.run(*command) for command in (("list",), ("gate", number), ("status", number), ("list",))]
    assert [one.wait() for one in several] == [0, 0, 0, 0], [one.noise[-3:] for one in several]
    desk.office.presence(number, telephonyStatus="Ringing")
    watch.until(lambda o: any(x.get("state") == "ringing" for x in o), "still hears")
    assert desk.sessions == [session]
    assert watch.end() == 143
    assert desk.sessions == [session]
    assert desk.run("list").wait() == 0, "what was kept last is good"


def test_a_lost_answer_to_a_renewal_costs_nothing(desk: Desk) -> None:
    assert desk.login().wait() == 0
    (session,) = desk.sessions
    kept = desk.kept
    desk.office.fault("lost_answer", client=desk.office.public_client_id, once=True)
    lost = desk.run("list")
    assert lost.wait() == 3, "a command that looks once says so"
    assert desk.kept == kept
    assert desk.run("list").wait() == 0, "the same refresh token is answered again"
    assert desk.kept != kept
    assert desk.sessions == [session]


def test_a_sixth_sign_in_elsewhere_ends_it_with_a_sentence_and_nothing_is_asked_for_ever(desk: Desk) -> None:
    assert desk.login().wait() == 0
    watch = desk.run("watch", "--json")
    watch.until(is_live, "live")
    elsewhere = {"RCBOARD_TEST_KEYRING": f"{desk.ring}-elsewhere", "XDG_CONFIG_HOME": f"{desk.ring}-config"}
    for n in range(5):
        other = desk.run("login", "--browser", "--profile", f"p{n}", environment=elsewhere)
        assert other.wait() == 0, other.noise
    assert watch.wait() == 3
    (told,) = [one["problem"] for one in watch.objects if one.get("link") == "signed_out"]
    assert told["kind"] == "session_ended"
    assert "RingCentral does not say which" in told["remedy"]
    gate = desk.run("gate", "101")
    assert gate.wait() == 3
    assert "ended the session" in gate.lines[0]


def test_a_disabled_extension_and_a_suspended_app_are_told_apart(desk: Desk) -> None:
    number = somebody(desk.office)["extensionNumber"]
    assert desk.login(number).wait() == 0
    desk.office.act("disable", extensionNumber=number)
    disabled = desk.run("gate", "101")
    assert disabled.wait() == 3
    assert "does not let this user in" in disabled.lines[0]
    desk.office.act("enable", extensionNumber=number)
    desk.office.switch(app_suspended=True)
    suspended = desk.run("gate", "101")
    assert suspended.wait() == 3
    assert "no longer accepts the app" in suspended.lines[0]
    desk.office.switch(app_suspended=False)
    assert desk.run("list").wait() == 0, "nothing was thrown away meanwhile"


def test_logging_out_ends_the_session_and_forgets_people_and_keyring(desk: Desk, tmp_path: Path) -> None:
    assert desk.login().wait() == 0
    people = tmp_path / "home" / ".cache" / "rcboard" / "default" / "people.json"
    people.parent.mkdir(parents=True, exist_ok=True)
    people.write_text("{}")
    watch = desk.run("watch", "--json")
    watch.until(is_live, "live")
    logout = desk.run("logout")
    assert logout.wait() == 0
    assert "session is ended" in logout.lines[0]
    assert desk.sessions == []
    assert desk.kept == ""
    assert not people.exists()
    assert watch.wait() == 3, "who still ran finds nobody signed in"
    again = desk.run("logout")
    assert again.wait() == 0
    assert again.lines == ["Nobody was signed in.\n"]


def test_logging_out_offline_forgets_all_the_same(desk: Desk) -> None:
    assert desk.login().wait() == 0
    desk.office.kill()
    logout = desk.run("logout")
    assert logout.wait() == 0
    assert "could not be told" in logout.lines[0]
    assert desk.kept == ""


def test_signing_in_again_ends_the_session_before(desk: Desk) -> None:
    assert desk.login().wait() == 0
    first = desk.sessions
    number = somebody(desk.office)["extensionNumber"]
    assert desk.login(number).wait() == 0
    assert len(desk.sessions) == 1
    assert desk.sessions != first


def test_the_page_of_another_app_s_address_is_refused_by_ringcentral_itself(desk: Desk) -> None:
    address = (
        f"{desk.office.server_url}/restapi/oauth/authorize?response_type=code&client_id={desk.office.public_client_id}"
    )
    assert visit(f"{address}&redirect_uri=http://localhost:1/x").status_code == 400
