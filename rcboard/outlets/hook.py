"""The command hook: runs a program on chosen changes, with the fields in environment variables.

The program is started by its own words, never through a shell, so nothing a person is called can become a command. It
has a time limit and is ended with all it started. One runs at a time; what changes meanwhile waits, each person once.
"""

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys

from rcboard.domain.board import Changes
from rcboard.domain.preferences import Hook
from rcboard.domain.presence import State
from rcboard.outlets import record
from rcboard.outlets.choice import Choice
from rcboard.outlets.live import Live, StaysOffError
from rcboard.words import outlets as words

log = logging.getLogger(__name__)

ENDING = 2.0
"""Seconds between asking it to end and ending it."""


class CommandHook:
    """One program. ``take`` tells it of changes; ``run`` starts it."""

    def __init__(self, live: Live, wished: Hook) -> None:
        self._live = live
        self._wished = wished
        self._choice = Choice(wished.people, wished.groups, wished.states)
        self._waiting: dict[str, State] = {}
        self._turn = asyncio.Event()

    def take(self, changes: Changes) -> None:
        """The board changed. Only what was seen to change under a live line is told."""
        board = self._live.board
        if not board.link.live:
            return
        for change in changes.changed:
            after = board.sure_state(change.id)
            if change.before is State.UNKNOWN or not after.known or after is change.before:
                continue
            person = board.person(change.id)
            if person is not None and self._choice.holds(person, after, self._live.keeper.named()):
                self._waiting.setdefault(change.id, change.before)
        if self._waiting:
            self._turn.set()

    async def run(self) -> None:
        """Start it for each change until cancelled. Raises StaysOffError where it cannot be started at all."""
        while True:
            await self._turn.wait()
            self._turn.clear()
            while self._waiting:
                id = next(iter(self._waiting))
                before = self._waiting.pop(id)
                person = self._live.board.person(id)
                if person is not None and self._live.board.sure_state(id).known:
                    fields = record.person(self._live.board, person) | {"before": before.value}
                    await self._start(fields)

    async def _start(self, fields: record.Json) -> None:
        environment = os.environ | {
            variable(name): "" if value is None else str(value) for name, value in fields.items()
        }
        try:
            # Popen in place of asyncio's own: that needs a loop which watches children, and Qt's does not everywhere.
            process = await asyncio.to_thread(_begin, self._wished.command, environment)
        except OSError as error:
            why = words.no_program(self._wished.command[0], error.strerror or type(error).__name__)
            raise StaysOffError(words.stays_off(words.hook(), why)) from None
        try:
            status = await asyncio.to_thread(_ended, process, float(self._wished.seconds))
        except asyncio.CancelledError:
            _end(process, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
            raise
        if status is None:
            log.warning("%s", words.hook_too_slow(self._wished.command[0], self._wished.seconds))
        elif status != 0:
            log.warning("%s", words.hook_failed(self._wished.command[0], status))


def variable(field: str) -> str:
    """The environment variable of a field: "extensionNumber" is RCBOARD_EXTENSION_NUMBER."""
    words_ = "".join(f"_{letter}" if letter.isupper() else letter for letter in field)
    return f"RCBOARD_{words_.upper()}"


def _begin(command: tuple[str, ...], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    # Its own session, so that what it starts can be ended with it; no secret of ours in its environment.
    clean = {k: v for k, v in environment.items() if not k.startswith(("RC_", "RINGCENTRAL_", "RCBOARD_SECRET_"))}
    return subprocess.Popen(
        command, env=clean, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )


def _ended(process: "subprocess.Popen[bytes]", seconds: float) -> int | None:
    """Its exit status; None where it had to be ended."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        _end(process, signal.SIGTERM)
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        process.wait()
    return None


def _end(process: "subprocess.Popen[bytes]", number: int) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, number)
