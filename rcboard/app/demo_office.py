"""A simulated office as a process of its own, for the demo and for the program's test of itself."""

import contextlib
import json
import subprocess
from collections.abc import Awaitable, Callable, Iterator

from rcboard.app import runtime
from rcboard.domain.link import Problem
from rcboard.host.credentials import Credentials
from rcboard.words import errands as errand_words


class NoOfficeError(Exception):
    """The simulator did not start; the text says why."""


@contextlib.contextmanager
def open_office(extensions: int, rate: float, seed: int) -> Iterator[Credentials]:
    """An office of so many people with ``rate`` changes a second, open with the context. Raises NoOfficeError."""
    options = ["--extensions", str(extensions), "--rate", str(rate), "--seed", str(seed)]
    command = [*runtime.own_command(), "simulate", *options, "--ends-with-stdin"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None or not (line := process.stdout.readline()):
                raise NoOfficeError(errand_words.no_office())
            ready = json.loads(line)
            yield Credentials(ready["server_url"], ready["client_id"], ready["client_secret"], ready["jwt"])
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()


def given(credentials: Credentials) -> Callable[[], Awaitable[Credentials | Problem]]:
    """What finds this sign-in, and nothing else."""

    async def find() -> Credentials | Problem:
        return credentials

    return find
