"""``rcboard policy`` and ``rcboard settings`` as an administrator and a script use them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.office import ROOT


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a computer with a policy."""
    policy = tmp_path / "etc" / "rcboard" / "policy.toml"
    policy.parent.mkdir(parents=True)
    policy.write_text('[defaults.look]\ntheme = "dark"\n[locked.alerts]\nabout = "nothing"\n')
    given = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "own"), "XDG_CONFIG_DIRS": str(tmp_path / "etc")}
    return os.environ | given | {"PYTHONPATH": str(ROOT)}


def rcboard(machine: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-X", "dev", "-W", "error", "-m", "rcboard", *words]
    return subprocess.run(command, cwd=ROOT, env=machine, capture_output=True, text=True, timeout=60, check=False)


def test_an_administrator_sees_which_file_won_and_a_person_cannot_get_round_it(machine: dict[str, str]) -> None:
    assert rcboard(machine, "settings", "set", "look.zoom", "150").returncode == 0
    locked = rcboard(machine, "settings", "set", "alerts.about", "everyone_shown")
    assert locked.returncode == 3
    assert "policy.toml" in locked.stderr
    assert rcboard(machine, "settings", "set", "look.zoom", "1000").returncode == 2
    assert rcboard(machine, "settings", "get", "nonsense").returncode == 2
    machine["RCBOARD_LOOK_DENSITY"] = "mini"
    said = rcboard(machine, "policy", "--json")
    assert (said.returncode, said.stderr) == (0, "")
    settings = {one["setting"]: one for one in map(json.loads, said.stdout.splitlines())}
    decided = {name: (settings[name]["value"], settings[name]["origin"]) for name in settings}
    assert decided["look.theme"] == ("dark", "policy default")
    assert decided["alerts.about"] == ("nothing", "policy lock")
    assert decided["look.zoom"] == (150, "file")
    assert decided["look.density"] == ("mini", "environment")
    assert decided["privacy.show_other_party"] == (True, "default")
    assert settings["alerts.about"]["where"].endswith("policy.toml")
    assert rcboard(machine, "settings", "reset", "look.zoom").returncode == 0
    assert rcboard(machine, "settings", "get", "look.zoom").stdout == "100\n"


@pytest.mark.parametrize("command", ["settings", "licences", "doctor"])
def test_whoever_reads_may_go_and_the_command_ends_without_a_word(machine: dict[str, str], command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "rcboard", command]
    machine["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    said = subprocess.run(
        words, cwd=ROOT, env=machine, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False
    )
    os.close(writing)
    assert (said.returncode, said.stderr) == (141, "")
