"""``rcboard status NUMBER…``: the state of one or more extensions, once."""

import argparse
import time

from rcboard.app import access, running_copy
from rcboard.app.running_copy import Said, Wish
from rcboard.domain.times import Times
from rcboard.host.settings import Settings
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard status``."""
    access.add_arguments(parser)
    access.add_source(parser)
    parser.add_argument(
        "numbers", metavar="NUMBER", type=access.extension_number, nargs="+", help=_("extension numbers")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line, as from watch"))


def run(args: argparse.Namespace) -> int:
    """0: all are known. 3: somebody is not, or the line could not be had."""
    given = access.read(args)
    code = (
        None
        if args.source
        else running_copy.ask(Wish("status", running_copy.whose(given), tuple(args.numbers), args.json), args.profile)
    )
    if code is not None:
        return code
    from rcboard.app import headless  # late: a running copy answers without a loop here

    return headless.run(lambda: _status(args, given))


async def _status(args: argparse.Namespace, given: Settings) -> int:
    said = await _said(args, given)
    said.put()
    return said.code or 0


async def _said(args: argparse.Namespace, given: Settings) -> Said:
    from rcboard.app import answers, brokers, glance, headless  # late, too
    from rcboard.words import problems

    if feed := brokers.feed(args):
        async with headless.fed(feed) as live:
            await live.until(lambda: live.board.link.live, Times().gate)
            return answers.status(live.board, args.numbers, time.time(), json=args.json)
    found = await access.find(args, given=given)
    if found.credentials is None:
        return Said(err=[found.refusal], code=3)
    wanted = {number.strip() for number in args.numbers}
    try:
        board = await glance.board(
            found.credentials,
            lambda person: person.number in wanted,
            pages=found.pages,
            connection=found.connection,
            times=Times(),
            seconds=Times().glance,
        )
    except glance.GlanceError as error:
        return Said(err=[problems.told(error.problem).text], code=3)
    return answers.status(board, args.numbers, time.time(), json=args.json)
