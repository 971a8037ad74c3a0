"""``rcboard status NUMBER…``: the state of one or more extensions, once."""

import argparse
import time

from rcboard.app import access, glance, headless, report
from rcboard.domain.board import Board
from rcboard.domain.gate import find
from rcboard.domain.times import Times
from rcboard.words import problems
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard status``."""
    access.add_arguments(parser)
    parser.add_argument("numbers", metavar="NUMBER", nargs="+", help="extension numbers")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, as from watch")


def run(args: argparse.Namespace) -> int:
    """0: all are known. 3: somebody is not, or the line could not be had."""
    return headless.run(lambda: _status(args))


async def _status(args: argparse.Namespace) -> int:
    found = await access.find(args)
    if found.credentials is None:
        report.complain(found.refusal)
        return 3
    wanted = {number.strip() for number in args.numbers}
    try:
        board = await glance.board(
            found.credentials,
            lambda person: person.number in wanted,
            pages=found.pages,
            times=Times(),
            seconds=Times().glance,
        )
    except glance.GlanceError as error:
        report.complain(problems.told(error.problem).text)
        return 3
    known = [_print(board, number, args.json) for number in args.numbers]
    return 0 if all(known) else 3


def _print(board: Board, number: str, json: bool) -> bool:
    person = find(board, number)
    if person is None:
        report.complain(_("nobody on this account has the extension {number}").format(number=number))
        return False
    now = time.time()
    report.put(report.presence(board, person, now) if json else report.presence_line(board, person, now))
    return board.sure_state(person.id).known
