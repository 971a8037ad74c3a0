"""``rcboard demo``: the board with a simulated office. Only the address and the sign-in differ."""

import argparse
import os
from pathlib import Path

from rcboard.app import access, report, runtime
from rcboard.app.demo_office import NoOfficeError, given, open_office
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard demo``."""
    parser.add_argument("--extensions", type=int, default=60, metavar="N", help=_("how many people work there (60)"))
    parser.add_argument("--rate", type=float, default=2.0, metavar="R", help=_("presence changes a second (2)"))
    parser.add_argument("--seed", type=int, default=7, metavar="S", help=_("another number, another office (7)"))
    parser.add_argument("--screenshot", metavar="FILE", help=_("draw the live board into this picture and end"))
    parser.add_argument("--after", type=float, default=8.0, metavar="SECONDS", help=_("when to draw it (8)"))
    access.add_filters(parser)
    parser.add_argument("--dark", action="store_true", help=_("dark colours, whatever the desktop says"))


def run(args: argparse.Namespace) -> int:
    """0: closed, or the picture was drawn. 1: the simulated office or the window did not come up."""
    if refusal := runtime.refusal():
        report.complain(refusal)
        return 1
    picture = args.screenshot or (None if runtime.has_screen() else "board.png")
    if picture and not runtime.has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        with open_office(args.extensions, args.rate, args.seed) as credentials:
            from rcboard.app import errands, program  # late: Qt is loaded while the office opens
            from rcboard.app.plan import Plan

            plan = Plan(
                find=given(credentials),
                profile="demo",
                options={"look.theme": "dark" if args.dark else None, "connection.filters": args.filters},
                errand=errands.picture(str(Path(picture).absolute()), args.after) if picture else None,
                learn=args.redaction.learn,
            )
            args.redaction.learn(*credentials.secrets)
            return program.run(plan)
    except NoOfficeError as error:
        report.complain(str(error))
        return 1
