"""The instance: one running copy for each profile, and the door at which other processes of the user can speak to it.

A lock held on a file for as long as the copy lives says that it runs. The system lets go of it however the copy ends,
so nothing left behind can keep the next start out, and of two starts at the same moment one wins. Only who holds the
lock touches the door's place: a socket found there then is of a copy that was killed.

On Unix the door is a socket in a folder that lets nobody else in, and both sides ask the kernel who the other is. On
Windows it is a named pipe whose name cannot be guessed and stands in a file there; that part was written from the
documentation and has not been run.
"""

import contextlib
import logging
import os
import secrets
import socket
import stat
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from rcboard.host.folders import make_private

if TYPE_CHECKING:  # a window is painted before there is a loop
    import asyncio

DOOR = "door"
"""The socket's name, or that of the file with the pipe's name."""
LOCK = "lock"
WAITING = 64
"""Callers who may stand at the door while the copy is still loading."""

Talk = Callable[["asyncio.StreamReader", "asyncio.StreamWriter"], None]

_log = logging.getLogger(__name__)


class TakenError(Exception):
    """Another copy runs for this profile, or is just ending."""


class Opened(Protocol):
    """A door that is being answered."""

    def close(self) -> None:
        """Let nobody in any more."""


class Claim:
    """That this process is the profile's running copy, until it is closed."""

    def __init__(self, folder: Path, lock: int | None, listening: socket.socket | None) -> None:
        self._door = folder / DOOR
        self._lock = lock
        self._listening = listening
        self._made = listening is not None

    async def open(self, talk: Talk, limit: int) -> Opened | None:
        """Let callers in, ``talk`` to each; no line of theirs is longer than ``limit``. None: there is no door."""
        if sys.platform == "win32":
            return await self._open_pipe(talk, limit)
        if self._listening is None:
            return None
        import asyncio

        return await asyncio.start_unix_server(_known(talk), sock=self._listening, limit=limit)

    def close(self) -> None:
        """Let the next copy run."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        if self._made:
            self._made = False
            self._door.unlink(missing_ok=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def _open_pipe(self, talk: Talk, limit: int) -> Opened | None:
        # Others may read but not write such a pipe, which is Windows' default: so they cannot ask anything. The first
        # instance of the name must be ours, or this raises.
        import asyncio

        loop: Any = asyncio.get_running_loop()
        name = rf"\\.\pipe\rcboard-{secrets.token_hex(16)}"

        def protocol() -> asyncio.StreamReaderProtocol:
            return asyncio.StreamReaderProtocol(asyncio.StreamReader(limit, loop=loop), talk, loop=loop)

        try:
            [opened] = await loop.start_serving_pipe(protocol, name)
            self._door.write_text(name, encoding="ascii")
            self._made = True
        except OSError as error:
            _log.warning("other programs cannot ask this copy: %s", error)
            return None
        return opened  # type: ignore[no-any-return]


def claim(folder: Path) -> Claim:
    """Become the running copy. Raises TakenError where there is one, OSError where the folder cannot be had."""
    make_private(folder)
    check_private(folder)
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        _hold(lock)
        return Claim(folder, lock, _listen(folder / DOOR))
    except BaseException:
        os.close(lock)
        raise


def check_private(folder: Path) -> None:
    """Raises OSError unless this is a folder, the user's own, and closed to others."""
    if sys.platform == "win32":
        return
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise PermissionError(f"{folder} is not a private folder of this user")


def same_owner(connected: Any) -> bool:
    """Whether the process at the other end is of the same user. Where the kernel is not asked the folder has to do."""
    if sys.platform != "linux":
        return True
    _pid, uid, _gid = struct.unpack("3i", connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return bool(uid == os.geteuid())


def _hold(lock: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # there is none elsewhere

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # nor this one on Windows

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise TakenError from None


def _listen(door: Path) -> socket.socket | None:
    """The door, or None where something else stands in its place: it is not ours to remove, and the board runs."""
    if sys.platform == "win32":
        return None  # the pipe is made when it is opened
    listening = socket.socket(socket.AF_UNIX)
    try:
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISSOCK(door.lstat().st_mode):
                raise FileExistsError("something else is there")
            door.unlink()
        listening.bind(str(door))
        door.chmod(0o600)
        listening.listen(WAITING)
    except OSError as error:
        listening.close()
        _log.warning("other programs cannot ask this copy at %s: %s", door, error)
        return None
    return listening


def _known(talk: Talk) -> Talk:
    def talk_to_owner(reader: "asyncio.StreamReader", writer: "asyncio.StreamWriter") -> None:
        if same_owner(writer.get_extra_info("socket")):
            talk(reader, writer)
        else:
            writer.transport.abort()

    return talk_to_owner
