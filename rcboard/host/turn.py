"""The turn: of all processes that share a profile's sign-in one renews it at a time.

A lock on a file, which the system lets go of however its holder ends. The file's own time says when the sign-in was
renewed last; it holds nothing else.
"""

import contextlib
import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rcboard.host.folders import make_private

log = logging.getLogger(__name__)

_LOOK = 0.02
"""Seconds between two looks whether the lock is free: no system waits for one with a limit."""


class TurnError(Exception):
    """Another process did not come to its end in time."""


class Turn:
    """One profile's turn. Blocking; not to be taken twice by one thread."""

    def __init__(self, file: Path, seconds: float) -> None:
        self._file = file
        self._seconds = seconds

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the turn. Raises TurnError when it does not come within the limit.

        Where there can be no such file one goes without: that a board runs matters more.
        """
        lock = self._open()
        try:
            if lock is not None:
                self._wait(lock)
            yield
        finally:
            if lock is not None:
                os.close(lock)

    def renewed(self) -> None:
        """Note that the sign-in was renewed just now."""
        with contextlib.suppress(OSError):
            os.utime(self._file)

    def since_renewed(self) -> float:
        """The machine's seconds since somebody renewed it; a long time where nobody knows."""
        try:
            return max(0.0, time.time() - self._file.stat().st_mtime)
        except OSError:
            return float("inf")

    def _open(self) -> int | None:
        try:
            make_private(self._file.parent)
            return os.open(self._file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError as error:
            log.warning("several processes may renew the sign-in at once: %s", error)
            return None

    def _wait(self, lock: int) -> None:
        deadline = time.monotonic() + self._seconds
        while not _held(lock):
            if time.monotonic() > deadline:
                raise TurnError
            time.sleep(_LOOK)


def _held(lock: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # there is none elsewhere

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # nor this one on Windows

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
