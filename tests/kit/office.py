"""A simulated office as a process of its own, and the control plane as small typed calls.

    def test_something(office: OpenOffice) -> None:
        small = office("--extensions", "12", "--rate", "0")
        small.presence("101", telephonyStatus="Ringing")

``office`` is a fixture of ``tests.kit.office``; every office it opens is closed at the end of the test, and must have
ended by itself with exit status 0 and nothing on its standard error.
"""

import json
import os
import re
import selectors
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT = 20.0
"""Seconds until a simulator has to be ready."""

STOP_LIMIT = 5.0
"""Seconds until it has to be gone after SIGTERM."""

SLOW_TURN = re.compile(r"^WARNING:asyncio:Executing .* took [0-9.]+ seconds\n", re.MULTILINE)
"""What asyncio in development mode says of a turn that waited for the processor: that tells of the machine alone."""

Json = dict[str, Any]


def crowded(seconds: float) -> float:
    """What so many seconds of a machine of our own are on this one, which others may be using as well."""
    share = os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 1.0
    return seconds * max(1.0, share)


class Refused(Exception):
    """The control plane said no; ``status`` and the sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(f"{status}: {sentence}")
        self.status = status
        self.sentence = sentence


@dataclass
class Office:
    """One running simulator. The fields are those of its JSON line."""

    process: subprocess.Popen[str]
    server_url: str
    client_id: str
    client_secret: str
    jwt: str
    public_client_id: str
    redirect_uris: list[str]
    control_url: str

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_url.rpartition(":")[2])

    def truth(self) -> list[Json]:
        """Everybody, with ``presence`` as the owner reads it and ``real`` as it is."""
        return list(self.ask("GET", "truth"))

    def person(self, extension_number: str) -> Json:
        """The truth about one extension."""
        return next(one for one in self.truth() if one["extensionNumber"] == extension_number)

    def people(self) -> list[Json]:
        """The truth about those who can be monitored: enabled people."""
        kinds = ("User", "DigitalUser", "VirtualUser", "FlexibleUser")
        return [one for one in self.truth() if one["status"] == "Enabled" and one["type"] in kinds]

    def stats(self) -> Json:
        """Counters, sessions and sockets."""
        return dict(self.ask("GET", "stats"))

    def asked(self) -> int:
        """Requests so far, but for those of the call queues: a board that runs reads these when it finds the time."""
        stats = self.stats()
        at_leisure = sum(count for name, count in stats["operations"].items() if "/call-queues" in name)
        requests: int = stats["requests"]
        return requests - int(at_leisure)

    def presence(self, extension_number: str, **fields: Any) -> Json:
        """Set somebody's calls or wishes; answers the truth about that person."""
        return dict(self.ask("POST", "presence", {"extensionNumber": extension_number, **fields}))

    def act(self, action: str, **fields: Any) -> Json:
        """Create, rename, renumber, disable, enable or delete somebody."""
        return dict(self.ask("POST", "person", {"action": action, **fields}))

    def pause(self) -> Json:
        """Stop the day; returns when everything has been written to every socket."""
        return dict(self.ask("POST", "pause"))

    def resume(self) -> None:
        """Let the day go on."""
        self.ask("POST", "resume")

    def restart(self) -> None:
        """Begin again with the same options, as a new process would, but at once."""
        self.ask("POST", "restart")

    def end_session(self, session_id: str) -> None:
        """End an OAuth session as an administrator does."""
        self.ask("POST", "session", {"end": session_id})

    def fault(self, name: str, **fields: Any) -> Json:
        """Switch a fault on (or off with ``on=False``)."""
        return dict(self.ask("POST", "faults", {"name": name, **fields}))

    def switch(self, **fields: Any) -> Json:
        """Set switches and numbers; answers all of them."""
        return dict(self.ask("POST", "switches", fields))

    def ask(self, method: str, name: str, body: Json | None = None) -> Any:
        """One request to the control plane; raises ``Refused`` with its sentence."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.control_url}/{name}", data=data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as no:
            with no:
                raise Refused(no.code, json.load(no)["message"]) from None

    def stop(self) -> int:
        """Ask it to end and wait; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(crowded(STOP_LIMIT))

    def kill(self) -> None:
        """End it the hard way: no close frames, no goodbye."""
        self.process.kill()
        self.process.wait(crowded(STOP_LIMIT))
        self._close_pipes()

    def _close_pipes(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    def __enter__(self) -> "Office":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and insist on a clean end unless it was killed or stopped before."""
        if self.process.stderr is None or self.process.stderr.closed:
            return
        try:
            status = self.stop()
            noise = SLOW_TURN.sub("", self.process.stderr.read())
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self._close_pipes()
        if error is None:
            assert status == 0, f"the simulator ended with status {status}: {noise}"
            assert noise == "", f"the simulator complained: {noise}"


OpenOffice = Callable[..., Office]


def open_office(*options: str, development: bool = True) -> Office:
    """Start a simulator on a free port (unless ``--port`` is given) and wait until it is ready.

    It ends with this process, also when that is killed, since it then loses its standard input.
    ``development`` has Python look for everything that is wrong and slows it down: leave it out to measure.
    """
    strict = ["-X", "dev", "-W", "error"] if development else []
    command = [sys.executable, *strict, "-m", "rcboard.simulator", *options, "--ends-with-stdin"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdin and process.stdout and process.stderr
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        line = process.stdout.readline() if waiting.select(crowded(START_LIMIT)) else ""
    if not line:
        process.kill()
        with process.stdin, process.stdout, process.stderr:
            raise AssertionError(f"the simulator did not start: {process.stderr.read()}")
    return Office(process, **json.loads(line))


@pytest.fixture
def office() -> Iterator[OpenOffice]:
    """Opens offices, as many as a test likes; they are closed, and their end is checked, when the test is over."""
    offices: list[Office] = []

    def opening(*options: str) -> Office:
        offices.append(open_office(*options))
        return offices[-1]

    yield opening
    for one in reversed(offices):
        with one:
            pass
