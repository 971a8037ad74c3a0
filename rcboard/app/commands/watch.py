"""``rcboard watch``: everybody's state once, then each change as it happens."""

import argparse
import time

from rcboard.app import access, brokers, headless, report, running_copy
from rcboard.app.answers import Telling
from rcboard.app.connection import Feed
from rcboard.app.running_copy import Wish
from rcboard.domain.board import Changes
from rcboard.domain.link import Link, Phase
from rcboard.host.settings import Settings
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard watch``."""
    access.add_arguments(parser)
    access.add_source(parser)
    access.add_filters(parser)
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line, for programs"))


def run(args: argparse.Namespace) -> int:
    """Watch until interrupted. 3 when the line cannot be had without a person."""

    def starting() -> str:
        """The running copy has ended: from here on nobody vouches, until a line of our own stands."""
        now = time.time()
        link = Link(Phase.STARTING, now)
        return report.text(report.link(link) if args.json else report.link_line(link, None, now))

    given = access.read(args)
    if args.source and (feed := brokers.feed(args)):
        return headless.run(lambda: _fed(args, feed))
    code = running_copy.follow(Wish("watch", running_copy.whose(given), json=args.json), args.profile, starting)
    return headless.run(lambda: _watch(args, given)) if code is None else code


async def _watch(args: argparse.Namespace, given: Settings) -> int:
    if feed := brokers.feed(args):
        return await _fed(args, feed)
    found = await access.find(args, given=given)
    if found.credentials is None:
        report.complain(found.refusal)
        return 3
    async with headless.live(
        found.credentials, pages=found.pages, connection=found.connection, whom=found.whom
    ) as live:
        return await tell(live, json=args.json)


async def _fed(args: argparse.Namespace, feed: Feed) -> int:
    async with headless.fed(feed) as live:
        return await tell(live, json=args.json)


async def tell(live: headless.Headless, *, json: bool) -> int:
    """Print everybody and each change until the line ends for good; 3."""
    telling = Telling(live.board, json=json)

    def put(changes: Changes) -> None:
        now = live.clock.now()
        for told in telling.due(changes):
            if (line := telling.line(told, now)) is not None:
                report.put(line)

    live.listen(put)
    await live.until(lambda: False, float(10**8))
    return 3
