"""The inquiry: asking the profile's running copy, line by line, each line one JSON value.

Blocking, and every wait is bounded. The pipe of Windows was written from the documentation and has not been run.
"""

import os
import socket
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import msgspec

from rcboard.host.instance import DOOR, check_private, same_owner

T = TypeVar("T")

LONGEST = 4 * 1024 * 1024
"""Bytes in a line of an answer at most."""
_PIECE = 65536


class _Wire(Protocol):
    def send(self, data: bytes) -> None: ...

    def receive(self, seconds: float) -> bytes:
        """What came, empty at the end. Raises TimeoutError."""

    def close(self) -> None: ...


class Inquiry:
    """One conversation with the running copy. All of it may raise OSError: the copy may end at any time."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire
        self._heard = bytearray()

    def say(self, value: object) -> None:
        """Send this."""
        self._wire.send(msgspec.json.encode(value) + b"\n")

    def hear(self, type: type[T], seconds: float) -> T:
        """The next line, whole within that time, or TimeoutError; EOFError at the end, ValueError for another thing."""
        deadline = time.monotonic() + seconds
        seen = 0
        while (end := self._heard.find(b"\n", seen)) < 0:
            seen = len(self._heard)
            if seen > LONGEST:
                raise ValueError("a line without end")
            if (left := deadline - time.monotonic()) <= 0:
                raise TimeoutError
            piece = self._wire.receive(left)
            if not piece:
                raise EOFError
            self._heard += piece
        line = bytes(self._heard[:end])
        del self._heard[: end + 1]
        return msgspec.json.decode(line, type=type)

    def close(self) -> None:
        """End it."""
        self._wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def inquire(folder: Path, seconds: float) -> Inquiry | None:
    """A conversation with the copy that runs there; None where none does, or where it is not the user's own."""
    try:
        check_private(folder)
        return Inquiry(_Pipe(folder / DOOR) if sys.platform == "win32" else _Socket(folder / DOOR, seconds))
    except OSError:
        return None


class _Socket:
    def __init__(self, door: Path, seconds: float) -> None:
        assert sys.platform != "win32"
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.settimeout(seconds)
            self._socket.connect(str(door))
            if not same_owner(self._socket):
                raise PermissionError("somebody else answers there")
        except BaseException:
            self._socket.close()
            raise

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def receive(self, seconds: float) -> bytes:
        self._socket.settimeout(seconds)
        return self._socket.recv(_PIECE)

    def close(self) -> None:
        self._socket.close()


class _Pipe:
    """Windows: a pipe is opened as a file; a read cannot be given a time, so one looks first."""

    def __init__(self, door: Path) -> None:
        self._pipe = os.open(door.read_text(encoding="ascii"), os.O_RDWR | getattr(os, "O_BINARY", 0))

    def send(self, data: bytes) -> None:
        os.write(self._pipe, data)

    def receive(self, seconds: float) -> bytes:
        import _winapi  # both are Windows' own
        import msvcrt

        windows: Any = _winapi
        handle = msvcrt.get_osfhandle(self._pipe)  # type: ignore[attr-defined,unused-ignore]
        deadline = time.monotonic() + seconds
        while True:
            try:
                waiting, _left = windows.PeekNamedPipe(handle, 0)
            except BrokenPipeError:
                return b""
            if waiting:
                return os.read(self._pipe, min(waiting, _PIECE))
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.005)

    def close(self) -> None:
        os.close(self._pipe)
