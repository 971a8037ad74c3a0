"""``rcboard gate NUMBER``: may a call go through? The exit code answers, one sentence says why."""

import argparse
import logging
import time

from rcboard.app import access, report, running_copy
from rcboard.app.running_copy import Said, Wish
from rcboard.domain.times import Times
from rcboard.host.settings import Settings
from rcboard.words import gate as words

log = logging.getLogger(__name__)

START_AND_END = 2.0
"""Seconds of the gate's time for the program to start and to end."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard gate``."""
    access.add_arguments(parser)
    parser.add_argument("number", metavar="NUMBER", type=access.extension_number, help="the extension number")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a sentence")


def run(args: argparse.Namespace) -> int:
    """0: available. 1: not available. 2: wrong usage. 3: not known. Always within 15 s."""
    try:
        return _run(args)
    except Exception:
        # A program that reads only the exit code would take Python's own 1 for "not available".
        log.exception("the gate failed")
        report.put(words.failed())
        return 3


def _run(args: argparse.Namespace) -> int:
    begun = time.monotonic()
    given = access.read(args)
    code = running_copy.ask(Wish("gate", running_copy.whose(given), (args.number,), args.json), args.profile)
    if code is not None:
        return code
    from rcboard.app import headless  # late: a running copy answers without a loop here

    return headless.run(lambda: _gate(args, given, time.monotonic() - begun))


async def _gate(args: argparse.Namespace, given: Settings, spent: float) -> int:
    said = await _said(args, given, spent)
    said.put()
    return said.code or 0


async def _said(args: argparse.Namespace, given: Settings, spent: float) -> Said:
    from rcboard.app import answers, glance  # late, too
    from rcboard.domain.gate import Answer, Decision
    from rcboard.domain.presence import State

    times = Times()
    nothing = Decision(Answer.NOT_KNOWN, State.UNKNOWN)
    found = await access.find(args, given=given)
    if found.credentials is None:
        return answers.decided(nothing, args.number, 0.0, found.problem, json=args.json)
    number = args.number.strip()
    try:
        board = await glance.board(
            found.credentials,
            lambda person: person.number == number,
            pages=found.pages,
            times=times,
            seconds=times.gate - times.close - START_AND_END - spent,
        )
    except glance.GlanceError as error:
        return answers.decided(nothing, args.number, 0.0, error.problem, json=args.json)
    return answers.gate(board, args.number, time.time(), json=args.json)
