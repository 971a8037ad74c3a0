"""One running copy: who wins the claim, what a killed copy leaves behind, and who is let in at the door."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rcboard.host.inquiry import LONGEST, Inquiry, inquire
from rcboard.host.instance import DOOR, Claim, TakenError, check_private, claim
from tests.kit.office import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the door is a socket here")

HOLD = """
import sys
from pathlib import Path
from rcboard.host.instance import TakenError, claim
sys.stdin.readline()
try:
    held = claim(Path(sys.argv[1]))
except TakenError:
    print("taken", flush=True)
else:
    print("mine", flush=True)
    sys.stdin.readline()
"""
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path: a socket's may have 107 characters."""
    with TemporaryDirectory(prefix="rcb-") as made:
        yield Path(made) / "run"


def holder(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(*processes: subprocess.Popen[str]) -> None:
    for process in processes:
        process.communicate()


@asynccontextmanager
async def answered(
    folder: Path, talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]
) -> AsyncIterator[Claim]:
    with claim(folder) as held:
        opened = await held.open(talk, 1000)
        assert opened is not None
        try:
            yield held
        finally:
            opened.close()


def test_one_claim_holds_until_it_is_closed(folder: Path) -> None:
    with claim(folder), pytest.raises(TakenError):
        claim(folder)
    assert not (folder / DOOR).exists()
    claim(folder).close()


def test_of_ten_starts_at_once_one_wins(folder: Path) -> None:
    starts = [holder(folder) for _ in range(10)]
    for one in starts:
        go(one)
    assert sorted(said(one) for one in starts) == ["mine", *["taken"] * 9]
    end(*starts)


def test_a_killed_copy_keeps_nobody_out(folder: Path) -> None:
    first = holder(folder)
    go(first)
    assert said(first) == "mine"
    first.send_signal(signal.SIGKILL)
    end(first)
    assert (folder / DOOR).is_socket()
    assert inquire(folder, 1.0) is None
    with claim(folder), inquire(folder, 1.0) or pytest.fail("nobody answers"):
        pass


def test_folder_and_door_are_the_user_s_alone(folder: Path) -> None:
    with claim(folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / DOOR).stat().st_mode) == 0o600


def test_a_foreign_file_in_the_door_s_place_is_left_alone(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder.mkdir()
    (folder / DOOR).write_text("somebody's")
    with claim(folder), pytest.raises(TakenError):
        claim(folder)
    assert (folder / DOOR).read_text() == "somebody's"
    assert "something else is there" in caplog.text
    assert inquire(folder, 1.0) is None


def test_a_link_in_the_lock_s_place_is_not_followed(folder: Path) -> None:
    folder.mkdir()
    (folder / "lock").symlink_to(folder.parent / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        claim(folder)
    assert not (folder.parent / "elsewhere").exists()


@pytest.mark.parametrize("mode", [0o750, 0o701])
def test_a_folder_open_to_others_is_not_believed(folder: Path, mode: int) -> None:
    with claim(folder):
        folder.chmod(mode)
        assert inquire(folder, 1.0) is None
        folder.chmod(0o700)


def test_a_link_is_no_private_folder(folder: Path) -> None:
    folder.symlink_to(folder.parent)
    with pytest.raises(PermissionError):
        check_private(folder)


def test_a_path_too_long_for_a_socket_costs_the_door_only(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    deep = folder / ("x" * 120)
    with claim(deep), pytest.raises(TakenError):
        claim(deep)
    assert "cannot ask" in caplog.text
    assert inquire(deep, 1.0) is None


async def test_lines_go_both_ways(folder: Path) -> None:
    def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.append(asyncio.get_running_loop().create_task(back(reader, writer)))

    async def back(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline() * 2)
        writer.close()
        await writer.wait_closed()

    def ask() -> list[int]:
        with inquire(folder, 1.0) or pytest.fail("nobody answers") as inquiry:
            inquiry.say([1, 2])
            heard = inquiry.hear(list[int], 5.0) + inquiry.hear(list[int], 5.0)
            with pytest.raises(EOFError):
                inquiry.hear(list[int], 5.0)
            return heard

    tasks: list[asyncio.Task[None]] = []
    async with answered(folder, echo):
        assert await asyncio.to_thread(ask) == [1, 2, 1, 2]
        await asyncio.gather(*tasks)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can be somebody else")
async def test_another_user_is_not_let_in_even_where_the_folder_would(folder: Path) -> None:
    def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pytest.fail("a stranger was let in")

    async with answered(folder, talk):
        for path, mode in ((folder.parent, 0o711), (folder, 0o711), (folder / DOOR, 0o666)):
            path.chmod(mode)
        stranger = await asyncio.create_subprocess_exec(
            "/usr/bin/env",
            "python3",
            "-c",
            "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); print(s.recv(9))",
            str(folder / DOOR),
            user=NOBODY,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, noise = await stranger.communicate()
        assert output == b"b''\n" or b"ConnectionResetError" in noise


class Chatter:
    """A wire that sends the same for ever, or nothing."""

    def __init__(self, piece: bytes) -> None:
        self.piece = piece

    def send(self, data: bytes) -> None:
        """Nobody listens."""

    def receive(self, seconds: float) -> bytes:
        if not self.piece:
            threading.Event().wait(seconds)
            raise TimeoutError
        return self.piece

    def close(self) -> None:
        """Nothing to close."""


def test_an_answer_without_end_is_given_up() -> None:
    with pytest.raises(ValueError, match="without end"):
        Inquiry(Chatter(b"x" * (LONGEST // 4))).hear(str, 30.0)


@pytest.mark.parametrize("piece", [b"", b"x"])
def test_an_answer_that_only_trickles_or_never_comes_is_given_up_in_time(piece: bytes) -> None:
    with pytest.raises(TimeoutError):
        Inquiry(Chatter(piece)).hear(str, 0.05)


def test_an_answer_that_is_something_else_is_no_answer() -> None:
    with pytest.raises(ValueError, match="Expected"):
        Inquiry(Chatter(b"[1]\n")).hear(str, 1.0)
