"""The program as its users start it: ``python -m rcboard …`` in a home of its own, against a simulated office."""

import os
import re
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
import pytest

from tests.kit.office import ROOT, Office
from tests.kit.program import RCBOARD

LIMIT = 30.0
"""Seconds within which anything waited for has to happen."""


def wait_until(holds: Callable[[], Any], what: str, limit: float = LIMIT) -> Any:
    """Look until something true comes back, and return it; fail with ``what`` when the time is over."""
    deadline = time.monotonic() + limit
    while True:
        if found := holds():
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {limit:g} s: {what}")
        threading.Event().wait(0.02)


class Program:
    """One started rcboard; its lines are read as they come."""

    def __init__(
        self, arguments: tuple[str, ...], environment: dict[str, str], folder: Path, given: str | None
    ) -> None:
        self.process = subprocess.Popen(
            [*RCBOARD, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self.noise: list[str] = []
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self._readers = [
            threading.Thread(target=lambda: self.lines.extend(iter(self.process.stdout.readline, "")), daemon=True),  # type: ignore[union-attr]
            threading.Thread(target=self._hear_noise, daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        if given is not None and self.process.stdin is not None:
            self.process.stdin.write(given)
            self.process.stdin.close()

    def _hear_noise(self) -> None:
        """Everything on standard error, but for asyncio's remark that a busy machine let something wait."""
        assert self.process.stderr is not None
        slow = re.compile(r"WARNING +(?:asyncio|qasync\S*): Executing .* took [\d.]+ seconds")
        self.noise.extend(line for line in iter(self.process.stderr.readline, "") if not slow.search(line))

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What it printed so far, as JSON."""
        return [msgspec.json.decode(line) for line in self.lines.copy()]

    def until(self, holds: Callable[[list[dict[str, Any]]], Any], what: str, limit: float = LIMIT) -> Any:
        """Wait until this holds of the printed objects."""
        return wait_until(lambda: holds(self.objects), f"{what}; it said {self.lines[-3:]} {self.noise[-5:]}", limit)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Interrupt it; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.wait()

    def wait(self, limit: float = LIMIT) -> int:
        """Wait for its own end; the exit status."""
        status = self.process.wait(limit)
        for reader in self._readers:
            reader.join(5)
        return status

    def __enter__(self) -> "Program":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.wait()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()


Start = Callable[..., Program]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts rcboard: ``start(office, "gate", "101")``. ``environment`` and ``given`` (standard input) are optional."""
    home = tmp_path / "home"
    home.mkdir()
    # Running copies of two tests, or of whoever runs them, must not find each other; short: sockets have short paths.
    run = tempfile.TemporaryDirectory(prefix="rcb-")
    started: list[Program] = []

    def starting(
        office: Office | None, *arguments: str, environment: dict[str, str] | None = None, given: str | None = None
    ) -> Program:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("RC", "RINGCENTRAL", "DBUS"))}
        of_office = (
            {
                "RC_SERVER_URL": office.server_url,
                "RC_CLIENT_ID": office.client_id,
                "RC_CLIENT_SECRET": office.client_secret,
                "RC_JWT": office.jwt,
            }
            if office
            else {}
        )
        all_of_it = (
            inherited
            | {
                "HOME": str(home),
                "XDG_RUNTIME_DIR": run.name,
                "PYTHONPATH": str(ROOT),
                "PYTHONWARNINGS": "error",
                "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            }
            | of_office
            | (environment or {})
        )
        started.append(Program(arguments, all_of_it, tmp_path, given))
        return started[-1]

    yield starting
    for program in started:
        with program:
            pass
    run.cleanup()
