"""``rcboard demo``: the board with a simulated office. Only the address and the sign-in differ."""

import argparse
import contextlib
import json
import os
import subprocess
from collections.abc import Awaitable, Callable, Iterator

from rcboard.app import report, runtime
from rcboard.domain.link import Problem
from rcboard.host.credentials import Credentials


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard demo``."""
    parser.add_argument("--extensions", type=int, default=60, metavar="N", help="how many people work there (60)")
    parser.add_argument("--rate", type=float, default=2.0, metavar="R", help="presence changes a second (2)")
    parser.add_argument("--seed", type=int, default=7, metavar="S", help="another number, another office (7)")
    parser.add_argument("--screenshot", metavar="FILE", help="draw the live board into this picture and end")
    parser.add_argument("--after", type=float, default=8.0, metavar="SECONDS", help="when to draw it (8)")
    parser.add_argument("--dark", action="store_true", help="dark colours, whatever the desktop says")


def run(args: argparse.Namespace) -> int:
    """0: closed, or the picture was drawn. 1: the simulated office or the window did not come up."""
    if refusal := runtime.refusal():
        report.complain(refusal)
        return 1
    picture = args.screenshot or (None if runtime.has_screen() else "board.png")
    if picture and not runtime.has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        with _office(args) as credentials:
            from rcboard.app import desktop  # late: Qt is loaded while the office opens

            plan = desktop.Plan(
                find=_given(credentials),
                profile="demo",
                options={"look.theme": "dark" if args.dark else None},
                picture=picture,
                after=args.after,
                learn=args.redaction.learn,
            )
            args.redaction.learn(*credentials.secrets)
            return desktop.run(plan)
    except _NoOfficeError as error:
        report.complain(str(error))
        return 1


def _given(credentials: Credentials) -> Callable[[], Awaitable[Credentials | Problem]]:
    async def find() -> Credentials | Problem:
        return credentials

    return find


class _NoOfficeError(Exception):
    """The simulator did not start; the text says why."""


@contextlib.contextmanager
def _office(args: argparse.Namespace) -> Iterator[Credentials]:
    options = ["--extensions", str(args.extensions), "--rate", str(args.rate), "--seed", str(args.seed)]
    command = [*runtime.own_command(), "simulate", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        try:
            if process.stdout is None or not (line := process.stdout.readline()):
                raise _NoOfficeError("the simulated office did not open; its own words stand above")
            ready = json.loads(line)
            yield Credentials(ready["server_url"], ready["client_id"], ready["client_secret"], ready["jwt"])
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
