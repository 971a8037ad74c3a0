"""``rcboard status NUMBER…``: the state of one or more extensions, once."""

import argparse

from rcboard.app import access, headless, report
from rcboard.domain.gate import find
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.words import problems


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
    async with headless.live(found.credentials, per_page=found.per_page, first_page=found.first_page) as live:
        if not await live.until(lambda: live.board.link.live, Times().gate):
            report.complain(problems.told(live.problem or Problem(ProblemKind.TIMED_OUT)).text)
            return 3
        now = live.clock.now()
        known = True
        for number in args.numbers:
            person = find(live.board, number)
            if person is None:
                report.complain(f"nobody on this account has the extension {number}; “rcboard list” shows all")
                known = False
                continue
            known &= live.board.sure_state(person.id).known
            fields = report.presence(live.board, person, now)
            report.put(fields if args.json else report.presence_line(live.board, person, now))
        return 0 if known else 3
