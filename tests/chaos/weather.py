"""Puts the players together: simulator, clock and window, in one Qt loop as in the desktop."""

import argparse
import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TextIO, cast

import keyring
import qasync
from PySide6.QtCore import QCoreApplication

from rcboard.app.tasks import Tasks
from rcboard.domain.link import Problem, ProblemKind
from rcboard.host.credentials import Credentials
from rcboard.host.logs import start_log
from rcboard.host.secrets import Secrets, SecretsError
from tests.chaos.breaks import broken
from tests.chaos.clock import LeapingClock
from tests.chaos.names import HOST, Names, resolving
from tests.chaos.ring import PROFILE, FadingKeyring
from tests.chaos.window import Window
from tests.kit.office import Office, open_office
from tests.kit.secrecy import Eavesdropper
from tests.kit.secrecy import Secrets as Hidden


@dataclass(frozen=True, slots=True)
class Weather:
    """Who plays: an office, a window with a running line, the clock of both, and the resolver."""

    office: Office
    window: Window
    clock: LeapingClock
    names: Names
    ring: FadingKeyring


def run(args: argparse.Namespace, play: Callable[[argparse.Namespace, Weather], Awaitable[int]]) -> int:
    """Open an office and a window, play, and end with what it answers."""
    app = QCoreApplication(["chaos"])
    options = [
        f"--extensions={args.people}", f"--rate={args.rate}", f"--time-scale={args.speed}", f"--seed={args.seed}",
    ]  # fmt: skip
    with (
        open_office(*options, development=False) as office,
        resolving() as names,
        asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner,
    ):
        ears = listen(office, aloud=args.verbose)
        status = runner.run(_played(args, office, names, play))
        leaks = [*ears.leaks, *Hidden(office).in_processes()]
        sys.stdout.write(f"secrets in {ears.heard} lines of log and in process arguments: {len(leaks)}\n")
        sys.stdout.writelines(f"{leak}\n" for leak in leaks[:20])
        return status or int(bool(leaks))


def listen(office: Office, *, aloud: bool) -> Eavesdropper:
    """Have everything logged, as with ``RCBOARD_LOG=debug``, to somebody who looks for secrets."""
    ears = Eavesdropper(Hidden(office))
    redaction = start_log("debug", cast(TextIO, ears))
    redaction.learn(office.client_secret, office.jwt)
    root = logging.getLogger()
    root.addHandler(ears)
    if aloud:
        shown = logging.StreamHandler(sys.stdout)
        shown.setLevel(logging.INFO)
        shown.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        root.addHandler(shown)
    return ears


async def _played(
    args: argparse.Namespace,
    office: Office,
    names: Names,
    play: Callable[[argparse.Namespace, Weather], Awaitable[int]],
) -> int:
    async with _weather(args, office, names) as weather:
        return await play(args, weather)


@asynccontextmanager
async def _weather(args: argparse.Namespace, office: Office, names: Names) -> AsyncIterator[Weather]:
    """A window with a running line."""
    loop = asyncio.get_running_loop()
    # qasync's own default pool loses a thread to each BaseException and is never shut down.
    loop.set_default_executor(executor := ThreadPoolExecutor(4))
    clock, (board, times) = LeapingClock(args.speed), broken(args.breaking)
    server_url = office.server_url.replace("127.0.0.1", HOST)
    found = Credentials(server_url, office.client_id, office.client_secret, office.jwt, profile=PROFILE)
    keyring.set_keyring(ring := FadingKeyring())
    secrets = Secrets(times)
    await secrets.save(PROFILE, found)

    async def find() -> Credentials | Problem:
        """As the board does that was signed in once."""
        try:
            return await secrets.load(PROFILE) or Problem(ProblemKind.NOT_CONFIGURED, permanent=True)
        except SecretsError as error:
            return error.problem

    window = Window(board, clock=clock, times=times, find=find)
    try:
        async with Tasks() as tasks:
            tasks.start(window.connection.run(), name="line")
            try:
                yield Weather(office, window, clock, names, ring)
            finally:
                tasks.cancel()
    finally:
        window.end()
        executor.shutdown(wait=False)
