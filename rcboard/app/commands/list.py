"""``rcboard list``: everybody on the account, with extension and department."""

import argparse

from rcboard.app import access, running_copy
from rcboard.app.running_copy import Said, Wish
from rcboard.domain.times import Times
from rcboard.host.settings import Settings
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard list``."""
    access.add_arguments(parser)
    access.add_source(parser)
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line"))


def run(args: argparse.Namespace) -> int:
    """0: the list was read. 3: it could not be."""
    given = access.read(args)
    code = (
        None if args.source else running_copy.ask(Wish("list", running_copy.whose(given), json=args.json), args.profile)
    )
    if code is not None:
        return code
    from rcboard.app import headless  # late: a running copy answers without a loop here

    return headless.run(lambda: _list(args, given))


async def _list(args: argparse.Namespace, given: Settings) -> int:
    said = await _said(args, given)
    said.put()
    return said.code or 0


async def _said(args: argparse.Namespace, given: Settings) -> Said:
    from rcboard.app import answers, brokers, glance, headless  # late, too
    from rcboard.words import problems

    if feed := brokers.feed(args):
        async with headless.fed(feed) as live:
            if not await live.until(lambda: live.board.link.live, Times().gate):
                return Said(err=[answers.not_live(live.board)], code=3)
            return Said(out=list(answers.people(live.board, json=args.json)), code=0)
    found = await access.find(args, given=given)
    if found.credentials is None:
        return Said(err=[found.refusal], code=3)
    try:
        board = await glance.board(
            found.credentials,
            None,
            pages=found.pages,
            connection=found.connection,
            times=Times(),
            seconds=Times().glance,
        )
    except glance.GlanceError as error:
        return Said(err=[problems.told(error.problem).text], code=3)
    return Said(out=list(answers.people(board, json=args.json)), code=0)
