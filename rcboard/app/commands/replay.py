"""``rcboard replay FILE``: the board as it was recorded; for training, reports of faults, and tests."""

import argparse
import os
from pathlib import Path

from rcboard.app import headless, replay, report, runtime
from rcboard.app.commands import watch
from rcboard.domain.link import Problem, ProblemKind
from rcboard.host.credentials import Credentials
from rcboard.host.recording import Recording, RecordingError
from rcboard.words import errands as errand_words
from rcboard.words import recording as words
from rcboard.words.language import _

PROFILE = "replay"
"""Favourites and waits of a replay are its own."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard replay``."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("what “rcboard record” wrote"))
    parser.add_argument("--speed", metavar="N", type=_speed, default=1.0, help=_("N times as fast as it happened (1)"))
    parser.add_argument("--json", action="store_true", help=_("no window: print it as “rcboard watch --json” does"))


def run(args: argparse.Namespace) -> int:
    """0: it was played, or closed. 1: no window can be opened here. 2: no such recording."""
    try:
        recording = Recording(args.file)
    except RecordingError as error:
        report.complain(str(error))
        return 2
    if args.json:
        return headless.run(lambda: _print(args, recording))
    if refusal := runtime.refusal():
        report.complain(refusal)
        return 1
    if not runtime.has_screen() and "QT_QPA_PLATFORM" not in os.environ:
        report.complain(errand_words.no_screen_for_replay())
        return 1
    from rcboard.app import program  # late: Qt
    from rcboard.app.plan import Plan

    plan = Plan(find=_nobody, profile=PROFILE, speed=args.speed, feed=replay.feed(recording))
    return program.run(plan)


async def _print(args: argparse.Namespace, recording: Recording) -> int:
    async with headless.fed(replay.feed(recording), speed=args.speed) as live:
        await watch.tell(live, json=True)
    return 0


async def _nobody() -> Credentials | Problem:
    return Problem(ProblemKind.NOT_CONFIGURED)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.1 <= speed <= 1000:
        raise argparse.ArgumentTypeError(words.bad_speed())
    return speed
