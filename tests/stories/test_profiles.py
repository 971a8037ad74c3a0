"""Profiles side by side: each has a sign-in, a running copy and files of its own."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from rcboard.app.running_copy import Said, Whose, Wish
from rcboard.host.inquiry import inquire
from tests.kit.office import Office, OpenOffice
from tests.kit.terminal import Start, wait_until
from tests.stories.test_commands import somebody


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    return office("--extensions", "10", "--rate", "0", "--limit", "auth=100")


def test_two_profiles_have_running_copies_of_their_own(quiet: Office, start: Start, tmp_path: Path) -> None:
    place = {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path)}
    usual = start(quiet, "board", environment=place)
    branch = start(quiet, "board", "--profile", "branch", environment=place)
    number = somebody(quiet)["extensionNumber"]

    def live(profile: str) -> bool:
        with inquire(tmp_path / "rcboard" / profile, 5.0) or nullcontext() as inquiry:
            if inquiry is None:
                return False
            inquiry.say(Wish("gate", Whose(), (number,)))
            return inquiry.hear(Said, 10.0).code == 0

    wait_until(lambda: live("default") and live("branch"), "two copies with lines of their own")
    assert len(quiet.stats()["sockets"]) == 2
    before = quiet.asked()
    assert start(quiet, "list", "--profile", "branch", environment=place).wait() == 0
    assert quiet.asked() == before, "its own running copy answered"
    again = start(quiet, "board", "--profile", "branch", "--find", "bob", environment=place)
    assert again.wait() == 0
    assert branch.end() == 0
    assert start(quiet, "list", "--profile", "branch", environment=place).wait() == 0
    assert quiet.asked() > before, "without a copy it reads itself, whatever other copies run"
    assert usual.end() == 0


def test_a_name_that_makes_no_folder_is_refused_with_a_sentence(start: Start) -> None:
    gate = start(None, "gate", "101", "--profile", "../other")
    assert gate.wait() == 2
    assert "letters, digits" in gate.noise[-1]
