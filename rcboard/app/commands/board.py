"""``rcboard`` and ``rcboard board``: the live board in a window, with its icon in the tray."""

import argparse
import os

from rcboard.app import access, report, running_copy, runtime
from rcboard.app.running_copy import Wish
from rcboard.domain.link import Problem, ProblemKind
from rcboard.host.credentials import Credentials
from rcboard.host.instance import Claim
from rcboard.host.settings import Settings
from rcboard.words import errands as errand_words
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard board``."""
    access.add_arguments(parser)
    access.add_source(parser)
    access.add_filters(parser)
    parser.add_argument("--find", metavar="TEXT", default="", help=_("search for this, also in a window that is open"))
    parser.add_argument("--dark", action="store_true", help=_("dark colours, whatever the desktop says"))
    parser.add_argument("--light", action="store_true", help=_("light colours, whatever the desktop says"))


def run(args: argparse.Namespace) -> int:
    """0: quit by hand, or the window that was open already came forward. 1: no window can be opened here."""
    if refusal := runtime.refusal():
        report.complain(refusal)
        return 1
    if not runtime.has_screen() and "QT_QPA_PLATFORM" not in os.environ:
        report.complain(errand_words.no_screen_for_board())
        return 1
    settings = access.read(args)
    entered = running_copy.enter(Wish("show", running_copy.whose(settings), find=args.find), args.profile)
    if isinstance(entered, int):
        return entered
    with entered as claim:
        return _open(args, settings, claim)


def _open(args: argparse.Namespace, settings: Settings, claim: Claim) -> int:
    from rcboard.app import program  # late: Qt
    from rcboard.app.plan import Plan

    async def find() -> Credentials | Problem:
        found = await access.find(args)
        return found.credentials or found.problem or Problem(ProblemKind.NOT_CONFIGURED)

    feed = None
    if args.source or access.preferred(args.profile).chosen.preferences.mqtt.source:
        from rcboard.app import brokers  # late: most boards are read from RingCentral itself

        feed = brokers.feed(args)
    plan = Plan(
        find=find,
        profile=args.profile,
        pages=(settings.per_page.value, settings.page.value),
        known=(settings.server_url.value, settings.client_id.value if settings.client_id else ""),
        return_addresses=settings.return_addresses.value,
        options={
            "look.theme": "dark" if args.dark else "light" if args.light else None,
            **access.way_options(args),
        },
        learn=args.redaction.learn,
        claim=claim,
        search=args.find,
        feed=feed,
    )
    return program.run(plan)
