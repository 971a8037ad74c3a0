"""``rcboard gate NUMBER|--any GROUP``: may a call go through? The exit code answers, one sentence says why."""

import argparse
import logging
import time

from rcboard.app import access, report, running_copy
from rcboard.app.running_copy import Said, Wish
from rcboard.domain.link import Problem
from rcboard.domain.times import Times
from rcboard.host.settings import Settings
from rcboard.words import gate as words
from rcboard.words.language import _

log = logging.getLogger(__name__)

START_AND_END = 2.0
"""Seconds of the gate's time for the program to start and to end."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard gate``."""
    access.add_arguments(parser)
    access.add_source(parser)
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument(
        "number", metavar="NUMBER", type=access.extension_number, nargs="?", help=_("the extension number")
    )
    whom.add_argument(
        "--any",
        metavar="GROUP",
        type=_group,
        help=_("the first free of a department, site, call queue or own group, fewest recent calls first"),
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON object instead of a sentence"))


def _group(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(_("a group's name is needed"))
    return text.strip()


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
    numbers = () if args.any else (args.number,)
    code = (
        None
        if args.source
        else running_copy.ask(
            Wish("gate", running_copy.whose(given), numbers, args.json, any=args.any or ""), args.profile
        )
    )
    if code is not None:
        return code
    from rcboard.app import headless  # late: a running copy answers without a loop here

    return headless.run(lambda: _gate(args, given, time.monotonic() - begun))


async def _gate(args: argparse.Namespace, given: Settings, spent: float) -> int:
    said = await _said(args, given, spent)
    said.put()
    return said.code or 0


async def _said(args: argparse.Namespace, given: Settings, spent: float) -> Said:
    from rcboard.app import answers, brokers, glance, headless  # late, too
    from rcboard.domain.board import Board
    from rcboard.domain.desk import Desk
    from rcboard.domain.gate import decide
    from rcboard.domain.gatekeeper import Gatekeeper
    from rcboard.domain.groups import is_member, is_named, own_groups
    from rcboard.host.files import KeptFile
    from rcboard.host.folders import folders

    times, group = Times(), args.any or ""
    policy = access.preferences(profile=args.profile).gate
    named = own_groups(KeptFile(folders(args.profile).desk, Desk, time.time).read().value or Desk()) if group else {}
    number = "" if group else args.number.strip()

    def unknown(problem: Problem | None) -> Said:
        decision = decide(Board(times), None, policy)
        return answers.decided(decision, number, 0.0, problem, json=args.json, live=False, any=group)

    if feed := brokers.feed(args):
        async with headless.fed(feed) as live:
            await live.until(lambda: live.board.link.live, times.gate - START_AND_END - spent)
            keeper = Gatekeeper(live.board, policy, lambda: named)
            return answers.gate(keeper, number, time.time(), json=args.json, any=group)
    found = await access.find(args, given=given)
    if found.credentials is None:
        return unknown(found.problem)
    try:
        board = await glance.board(
            found.credentials,
            (lambda person: is_member(person, (group,), named)) if group else (lambda person: person.number == number),
            pages=found.pages,
            connection=found.connection,
            times=times,
            seconds=times.gate - times.close - START_AND_END - spent,
            queue="" if is_named(group, named) else group,
        )
    except glance.GlanceError as error:
        return unknown(error.problem)
    return answers.gate(Gatekeeper(board, policy, lambda: named), number, time.time(), json=args.json, any=group)
