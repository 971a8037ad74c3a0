"""A program under test in a process of its own, with its output kept and its end seen to."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.kit.desktop import until

RCBOARD = shlex.split(os.environ.get("RCBOARD_PROGRAM", "")) or [sys.executable, "-X", "dev", "-m", "rcboard"]
"""How rcboard is started. ``make dist-test`` names the frozen program, of which everything unused was left out."""


class Program:
    """A running program. Its output is read from a file, so that it never waits for us."""

    def __init__(self, process: "subprocess.Popen[bytes]", output: Path) -> None:
        self._process = process
        self._output = output

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def output(self) -> str:
        """What it said so far, on both streams."""
        return self._output.read_text(errors="replace")

    def wait_for(self, text: str, seconds: float = 20.0) -> None:
        """Wait until it has said this."""

        def said() -> bool:
            if text in self.output:
                return True
            if self._process.poll() is not None:
                raise SystemError(f"it ended with {self._process.returncode}: {self.output}")
            return False

        until(said, f"the words {text!r}", seconds)

    def wait(self, seconds: float = 15.0) -> int:
        """Its exit status, once it has ended by itself."""
        return self._process.wait(seconds)

    def stop(self, seconds: float = 15.0) -> int:
        """Ask it to end, as a session does at log-out, and wait; its exit status."""
        self._process.terminate()
        return self.wait(seconds)


@contextmanager
def program(
    *command: str, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Iterator[Program]:
    """Run this command as long as the context lasts, in this folder."""
    with tempfile.NamedTemporaryFile(prefix="program-", suffix=".log") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        )
        running = Program(process, Path(output.name))
        try:
            yield running
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
