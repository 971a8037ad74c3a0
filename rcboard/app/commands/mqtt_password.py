"""``rcboard mqtt-password``: keep the MQTT broker's password in the keyring."""

import argparse
import getpass
import sys

from rcboard.app import access, headless, report
from rcboard.app.outlet_secrets import MQTT, OutletSecrets
from rcboard.domain.times import Times
from rcboard.host.secrets import SecretsError
from rcboard.words import mqtt as words
from rcboard.words import problems
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard mqtt-password``."""
    access.add_profile(parser)
    parser.add_argument("--forget", action="store_true", help=_("remove it from the keyring"))
    parser.epilog = _("Without a terminal it is read from standard input; never give it as an option.")


def run(args: argparse.Namespace) -> int:
    """0: kept, or forgotten. 2: none was given. 3: there is no keyring."""
    given = ""
    if not args.forget:
        given = getpass.getpass(words.password()) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
        if not given:
            report.complain(words.password().strip())
            return 2
    return headless.run(lambda: _keep(args, given))


async def _keep(args: argparse.Namespace, given: str) -> int:
    secrets = OutletSecrets(args.profile, Times(), args.redaction.learn)
    try:
        if args.forget:
            await secrets.forget(MQTT)
        else:
            await secrets.keep(MQTT, given)
    except SecretsError as error:
        report.complain(problems.told(error.problem).text)
        return 3
    report.put(words.password_forgotten() if args.forget else words.password_kept())
    return 0
