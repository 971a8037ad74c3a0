"""The examples run as they stand, against the simulated office; the SIP server against Debian's own caller."""

import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.kit.office import ROOT, Office, OpenOffice
from tests.kit.program import Program, program
from tests.kit.terminal import wait_until

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
SIPP = shutil.which("sipp")


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """Two people of a group of their own, besides some others."""
    small = office("--extensions", "10", "--rate", "0", "--limit", "auth=100")
    for number in ("871", "872"):
        small.act("create", extensionNumber=number, firstName="Nina", lastName=number, department="Night desk")
        free(small, number)
    return small


def free(office: Office, number: str) -> None:
    office.presence(number, userStatus="Available", dndStatus="TakeAllCalls", calls=[], allowSeeMyPresence=True)


@contextmanager
def example(office: Office, folder: Path, name: str, *arguments: str) -> Iterator[Program]:
    environment = {
        "RC_SERVER_URL": office.server_url,
        "RC_CLIENT_ID": office.client_id,
        "RC_CLIENT_SECRET": office.client_secret,
        "RC_JWT": office.jwt,
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
    }
    script = str(ROOT / "examples" / f"{name}.py")
    with program(sys.executable, "-X", "dev", script, *arguments, environment=environment, folder=folder) as running:
        yield running


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_short(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    code = [line for line in lines if not line.startswith(("import", "from"))]
    assert len(code) < 40


def test_everybody_is_listed(quiet: Office, tmp_path: Path) -> None:
    with example(quiet, tmp_path, "list_people") as listed:
        assert listed.wait(30) == 0, listed.output
        assert len(listed.output.splitlines()) == len(quiet.people())
        assert "Night desk" in listed.output


def test_the_table_acts_on_a_change(quiet: Office, tmp_path: Path) -> None:
    with example(quiet, tmp_path, "state_table") as table:
        words = itertools.cycle(["Ringing", "CallConnected"])

        def told() -> bool:
            quiet.presence("871", telephonyStatus=next(words))
            return "→ Ringing" in table.output

        wait_until(told, "it acts on a change")


def test_a_call_is_forwarded_to_whoever_is_free(quiet: Office, tmp_path: Path) -> None:
    quiet.presence("871", telephonyStatus="CallConnected")
    with example(quiet, tmp_path, "forward_call", "871", "Night desk") as forward:
        assert forward.wait(30) == 0, forward.output
        assert forward.output.strip() == "872"


@pytest.mark.skipif(SIPP is None, reason="there is no sipp here (packaging/prepare outlets)")
def test_a_sip_caller_is_sent_to_whoever_is_free(quiet: Office, tmp_path: Path) -> None:
    with example(quiet, tmp_path, "sip_redirect", "Night desk", "phones.example", "0") as server:
        server.wait_for("redirecting at")
        found = re.search(r"redirecting at (\d+)", server.output)
        assert found
        port = found[1]

        def answered(number: str, status: int, pattern: str) -> bool:
            return call(tmp_path, port, number, status, pattern)

        wait_until(lambda: answered("871", 302, "Contact: <sip:871@phones.example>"), "the desk phone")
        quiet.presence("871", telephonyStatus="Ringing")
        wait_until(lambda: answered("871", 302, "Contact: <sip:872@phones.example>"), "the colleague")
        quiet.presence("872", dndStatus="DoNotAcceptAnyCalls")
        wait_until(lambda: answered("871", 480, "nobody is free of the 2 people"), "nobody, and why")
        quiet.kill()
        wait_until(lambda: answered("871", 480, "Not known"), "a line that broke forwards to nobody")


def call(folder: Path, port: str, number: str, status: int, pattern: str) -> bool:
    """Whether a call to this number is answered so."""
    scenario = folder / "caller.xml"
    text = (Path(__file__).parent / "caller.xml").read_text()
    escaped = pattern.replace("<", "&lt;").replace(">", "&gt;").replace(".", "[.]")
    scenario.write_text(text.replace("EXPECTED", str(status)).replace("PATTERN", escaped))
    assert SIPP is not None
    command = [SIPP, "-sf", str(scenario), "-m", "1", "-s", number, "-i", "127.0.0.1", "-nostdin", "-timeout", "5"]
    told = [*command, "-timeout_error", f"127.0.0.1:{port}"]
    ended = subprocess.run(told, cwd=folder, capture_output=True, env=dict(os.environ), timeout=20, check=False)
    return ended.returncode == 0
