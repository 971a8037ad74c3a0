"""``rcboard webhooks``: what waits in the outbox, dead letters, and the receivers' signing secrets."""

import argparse
import base64
import os
import time

from rcboard.app import access, headless, report
from rcboard.app.outlet_secrets import OutletSecrets, webhook
from rcboard.domain.times import Times
from rcboard.host.folders import folders
from rcboard.host.secrets import SecretsError
from rcboard.outlets.webhooks.outbox import Outbox
from rcboard.outlets.webhooks.signing import PREFIX
from rcboard.words import problems
from rcboard.words import webhooks as words
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard webhooks``."""
    access.add_profile(parser)
    does = parser.add_subparsers(dest="do", required=True, metavar="list|resend|purge|secret")
    listing = does.add_parser("list", help=_("everything that waits, dead letters included"))
    listing.add_argument("--json", action="store_true", help=_("one JSON object a line"))
    for name, what in (("resend", _("send dead letters again")), ("purge", _("throw dead letters away"))):
        part = does.add_parser(name, help=what)
        part.add_argument(
            "which", nargs="?", default="", metavar="ID|TARGET", help=_("only this one, or this target's")
        )
    secret = does.add_parser("secret", help=_("make a receiver's signing secret, keep it in the keyring and print it"))
    secret.add_argument("target", metavar="TARGET", help=_("the webhook's name in the settings"))


def run(args: argparse.Namespace) -> int:
    """0: done. 3: there is no keyring."""
    if args.do == "secret":
        return headless.run(lambda: _secret(args))
    outbox = Outbox(folders(args.profile).outbox)
    try:
        _look(args, outbox)
    finally:
        outbox.close()
    return 0


def _look(args: argparse.Namespace, outbox: Outbox) -> None:
    now = time.time()
    if args.do == "resend":
        report.put(words.resent(outbox.resend(args.which, now)))
    elif args.do == "purge":
        report.put(words.purged(outbox.purge(args.which)))
    else:
        waiting = outbox.all()
        if not waiting and not args.json:
            report.put(words.empty())
        for one in waiting:
            fields = {"id": one.id, "target": one.target, "made": report.moment(one.made), "tries": one.tries}
            line = words.waiting(one.id, one.target, now - one.made, one.tries, why=one.why, dead=one.dead)
            report.put(fields | {"dead": one.dead, "why": one.why} if args.json else line)


async def _secret(args: argparse.Namespace) -> int:
    made = PREFIX + base64.b64encode(os.urandom(32)).decode()
    try:
        await OutletSecrets(args.profile, Times(), args.redaction.learn).keep(webhook(args.target), made)
    except SecretsError as error:
        report.complain(problems.told(error.problem).text)
        return 3
    report.put(words.secret(args.target))
    report.put(made)
    return 0
