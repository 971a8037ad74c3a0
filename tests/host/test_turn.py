"""The turn: one process at a time, and nobody for ever."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rcboard.host.turn import Turn, TurnError

HOLDER = """
import sys
from pathlib import Path
from rcboard.host.turn import Turn
with Turn(Path(sys.argv[1]), 10).taken():
    print("mine", flush=True)
    sys.stdin.readline()
"""


def holder(file: Path) -> "subprocess.Popen[str]":
    """A process that holds the turn until it is told to end, or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "mine\n"
    return process


def end(process: "subprocess.Popen[str]") -> None:
    process.communicate("\n", timeout=10)


def test_while_another_process_holds_it_nobody_else_does(tmp_path: Path) -> None:
    file = tmp_path / "config" / "sign-in.lock"
    other = holder(file)
    with pytest.raises(TurnError), Turn(file, 0.1).taken():
        pass
    end(other)
    with Turn(file, 10.0).taken():
        pass


def test_who_waits_gets_it_when_the_other_is_done(tmp_path: Path) -> None:
    file = tmp_path / "sign-in.lock"
    other = holder(file)
    got = threading.Event()

    def wait() -> None:
        with Turn(file, 10.0).taken():
            got.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not got.is_set()
    end(other)
    waiting.join(10)
    assert got.is_set()


def test_a_killed_holder_keeps_nobody_out(tmp_path: Path) -> None:
    file = tmp_path / "sign-in.lock"
    other = holder(file)
    other.kill()
    other.communicate(timeout=10)
    with Turn(file, 10.0).taken():
        pass


def test_two_in_one_process_take_turns_too(tmp_path: Path) -> None:
    file = tmp_path / "sign-in.lock"
    with Turn(file, 1.0).taken(), pytest.raises(TurnError), Turn(file, 0.1).taken():
        pass


def test_where_there_can_be_no_file_one_goes_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "config").write_text("a file")
    turn = Turn(tmp_path / "config" / "sign-in.lock", 0.1)
    with turn.taken():
        turn.renewed()
    assert turn.since_renewed() == float("inf")
    assert "at once" in caplog.text
    caplog.clear()


def test_when_it_was_renewed_last_is_known_to_all(tmp_path: Path) -> None:
    file = tmp_path / "sign-in.lock"
    with Turn(file, 1.0).taken():
        Turn(file, 1.0).renewed()
    assert Turn(file, 1.0).since_renewed() < 60
