"""The storm in small: it passes, and it fails where the client is broken. ``make chaos`` is the whole of it."""

import subprocess
import sys

import pytest

from tests.kit.office import ROOT


def storm(*options: str) -> "subprocess.CompletedProcess[str]":
    """Six times the speed: a busy machine's stall of half a second is then no lie yet."""
    command = [sys.executable, "-m", "tests.chaos", "storm", "--people", "300", "--speed", "6", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)


@pytest.mark.timeout(110)
def test_a_short_storm_finds_the_board_right_or_saying_that_it_is_not() -> None:
    passed = storm("--rounds", "2", "--only", "socket: close_1006", "--rate", "20")
    assert passed.returncode == 0, passed.stdout + passed.stderr


@pytest.mark.timeout(110)
def test_without_the_age_rule_the_storm_finds_tiles_that_are_wrong_and_confident() -> None:
    failed = storm("--rounds", "1", "--only", "no name service", "--rate", "100", "--break", "age")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    (line,) = [line for line in failed.stdout.splitlines() if line.startswith("all ")]
    assert int(line.split()[6]) > 0, failed.stdout
