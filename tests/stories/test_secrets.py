"""No secret leaves the program: every command, with everything logged, through failures of every kind.

``make chaos`` listens in the same way through all its faults.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.office import Office, OpenOffice
from tests.kit.secrecy import Secrets
from tests.kit.terminal import Program, Start, wait_until

LOUD = {"RCBOARD_LOG": "debug"}
FAULTS = (
    "unauthorized", "bad_gateway", "empty_gateway", "reset", "lost_answer", "plain_429", "overloaded", "maintenance",
    "sign_in_refused", "ws_token_429", "ws_token_503",
)  # fmt: skip


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    opened = office(
        "--extensions",
        "10",
        "--rate",
        "0",
        *(f"--limit={group}=1000" for group in ("auth", "heavy", "medium", "light")),
    )
    opened.switch(retry_after_maintenance=1, retry_after_plain_429=1)
    return opened


def said(program: Program) -> str:
    return "".join([*program.lines, *program.noise])


def live(watch: Program, times: int) -> None:
    """Wait until it has told so often that the line is live."""
    watch.until(lambda told: sum(one.get("link") == "live" for one in told) >= times, f"live {times} times", 60.0)


def commands(folder: Path) -> Iterator[tuple[str, ...]]:
    yield from (("gate", "101"), ("gate", "101", "--json"), ("status", "101", "--json"), ("list", "--json"))
    yield from (("doctor", "--json", "--bundle", str(folder / "support.json")), ("settings",), ("policy",), ("logout",))


@pytest.mark.parametrize("fault", ["", *FAULTS])
def test_no_command_says_a_secret_whatever_fails(quiet: Office, start: Start, tmp_path: Path, fault: str) -> None:
    secrets = Secrets(quiet)
    # One command through each failure; all of them where nothing fails.
    chosen = list(commands(tmp_path))
    if fault:
        quiet.fault(fault)
        chosen = [chosen[FAULTS.index(fault) % len(chosen)], ("gate", "101")]
    for command in dict.fromkeys(chosen):
        program = start(quiet, *command, environment=LOUD)
        assert secrets.in_processes() == []
        program.wait()
        assert secrets.found(said(program)) == [], command
        if command[0] in ("gate", "status", "list"):
            assert "DEBUG" in said(program), "everything was logged"
    if not fault:
        assert secrets.found((tmp_path / "support.json").read_bytes().decode(errors="replace")) == []


def test_a_long_watch_says_none_through_cuts_and_refused_tokens(quiet: Office, start: Start) -> None:
    secrets = Secrets(quiet)
    watch = start(quiet, "watch", "--json", environment=LOUD)
    for count, fault in enumerate(("close_1006", "token_expired", "unauthorized", "close_4400", "ws_token_503"), 1):
        live(watch, count)
        quiet.fault(fault, once=True)
        if not fault.startswith(("close", "token")):
            quiet.fault("close_1011", once=True)
    live(watch, 6)
    assert secrets.in_processes() == []
    watch.end()
    assert secrets.found(said(watch)) == []


def test_what_is_typed_at_login_is_kept_and_never_shown(quiet: Office, start: Start, tmp_path: Path) -> None:
    secrets = Secrets(quiet)
    keyring = {
        "PYTHON_KEYRING_BACKEND": "tests.kit.keyrings.FolderKeyring",
        "RCBOARD_TEST_KEYRING": str(tmp_path / "keyring"),
    } | LOUD
    server = {"RC_SERVER_URL": quiet.server_url}
    typed = f"RC_CLIENT_ID={quiet.client_id}\nRC_CLIENT_SECRET={quiet.client_secret}\nRC_JWT={quiet.jwt}\n"
    login = start(None, "login", environment=keyring | server, given=typed)
    assert secrets.in_processes() == []
    assert login.wait() == 0, said(login)
    assert secrets.found(said(login)) == []
    gate = start(None, "gate", "101", environment=keyring | server)
    wait_until(lambda: gate.process.poll() is not None, "the gate answers")
    gate.wait()
    assert secrets.found(said(gate)) == []
    logout = start(None, "logout", environment=keyring | server)
    assert logout.wait() == 0, said(logout)
    assert secrets.found(said(logout)) == []


def test_who_looks_for_secrets_finds_them(quiet: Office) -> None:
    secrets = Secrets(quiet, "typed by a person")
    assert secrets.found(f"with {quiet.jwt}") == ["a JWT", "the JWT"]
    assert secrets.found("Authorization: Bearer U0pDMDFQMDExxxxxxxxxxxxxxxxxxxxxxxxxxx") == [
        "a token, ticket or code",
        "an Authorization value",
    ]
    assert secrets.found("wsc=RTFhAAAAAAAAAAAAAAAAAAAAAAAA1f") == ["a recovery mark"]
    assert secrets.found("typed%20by%20a%20person") == ["a given secret (0)"]
    assert secrets.found("Authorization: Bearer [hidden], code 1006") == []
