"""``rcboard`` and ``rcboard board``: the live board in a window, with its icon in the tray."""

import argparse
import os

from rcboard.app import access, report, runtime
from rcboard.domain.link import Problem, ProblemKind
from rcboard.host.credentials import Credentials
from rcboard.host.folders import DEFAULT_PROFILE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard board``."""
    access.add_arguments(parser)
    parser.add_argument("--dark", action="store_true", help="dark colours, whatever the desktop says")
    parser.add_argument("--light", action="store_true", help="light colours, whatever the desktop says")


def run(args: argparse.Namespace) -> int:
    """0: quit by hand. 1: no window can be opened here."""
    if refusal := runtime.refusal():
        report.complain(refusal)
        return 1
    if not runtime.has_screen() and "QT_QPA_PLATFORM" not in os.environ:
        report.complain("there is no screen here; “rcboard watch” needs none, “rcboard demo” draws a picture")
        return 1
    from rcboard.app import desktop  # late: Qt
    from rcboard.views.theme import Look

    look = Look.DARK if args.dark else Look.LIGHT if args.light else Look.SYSTEM
    settings = access.read(args)

    async def find() -> Credentials | Problem:
        found = await access.find(args)
        return found.credentials or found.problem or Problem(ProblemKind.NOT_CONFIGURED)

    plan = desktop.Plan(
        find=find,
        profile=DEFAULT_PROFILE,
        pages=(settings.per_page.value, settings.page.value),
        look=look,
        learn=args.redaction.learn,
    )
    return desktop.run(plan)
