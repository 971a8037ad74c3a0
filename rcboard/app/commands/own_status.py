"""``rcboard own-status``: the signed-in person's own status, shown or changed by the running copy."""

import argparse

from rcboard.app import access, report, running_copy
from rcboard.app.running_copy import Wish
from rcboard.domain.own_status import LONGEST, OwnStatus, OwnWish
from rcboard.words import own_status as words
from rcboard.words.language import _

STATUSES = {str(status).replace("_", "-"): status for status in OwnStatus}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard own-status``."""
    parser.epilog = _(
        "Without anything to change it is shown. The board or “rcboard serve” has to run; the app needs the permission "
        "EditPresence to change it. Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not known."
    )
    access.add_arguments(parser)
    parser.add_argument("status", choices=list(STATUSES), nargs="?", help=_("what to be from now on"))
    parser.add_argument("--queue-calls", choices=["yes", "no"], help=_("whether to take calls of call queues"))
    parser.add_argument(
        "--message",
        metavar="TEXT",
        type=_message,
        help=_("the text beside your name, {n} characters at most").format(n=LONGEST),
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON object instead of a sentence"))


def run(args: argparse.Namespace) -> int:
    """0: shown, or changed. 1: refused. 3: not known, or no copy runs."""
    wish = OwnWish(
        STATUSES[args.status] if args.status else None,
        None if args.queue_calls is None else args.queue_calls == "yes",
        args.message,
    )
    asked = Wish(
        "own_status", running_copy.whose(access.read(args)), json=args.json, own=None if wish == OwnWish() else wish
    )
    code = running_copy.ask(asked, args.profile, running_copy.CHANGED)
    if code is None:
        report.complain(words.nobody_runs())
        return 3
    return code


def _message(text: str) -> str:
    if len(text) > LONGEST:
        raise argparse.ArgumentTypeError(words.too_long())
    return text
