"""``rcboard login``: keep the sign-in in this computer's keyring. Secrets come from the terminal or standard input."""

import argparse
import getpass
import io
import os
import sys
from pathlib import Path

from rcboard.app import access, headless, report
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from rcboard.host.env_file import EnvFile
from rcboard.host.secrets import Secrets, SecretsError
from rcboard.host.settings import SettingError, settings
from rcboard.words import problems
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard login``."""
    access.add_arguments(parser)
    parser.epilog = (
        "Without a terminal, lines like RC_CLIENT_SECRET=… and RC_JWT=… are read from standard input; "
        "never give a secret as an option."
    )


def run(args: argparse.Namespace) -> int:
    """0: signed in and kept. 2: wrong usage. 3: refused, or there is no keyring."""
    try:
        credentials = _ask(args)
    except SettingError as error:
        report.complain(str(error))
        return 2
    except (EOFError, KeyboardInterrupt):
        report.complain(_("nothing was changed"))
        return 130
    if credentials is None:
        report.complain(_("client id, client secret and JWT are all needed; nothing was changed"))
        return 2
    return headless.run(lambda: _login(args, credentials))


def _ask(args: argparse.Namespace) -> Credentials | None:
    options = {"--server-url": args.server_url, "--client-id": args.client_id, "--per-page": None, "--page": None}
    given = _typed(settings(options, os.environ).client_id is None) if sys.stdin.isatty() else _piped()
    return settings(options, os.environ, EnvFile(Path("-"), given)).credentials


def _typed(ask_client_id: bool) -> dict[str, str]:
    return {
        "RC_CLIENT_ID": input(_("Client id: ")) if ask_client_id else "",
        "RC_CLIENT_SECRET": getpass.getpass(_("Client secret (not shown): ")),
        "RC_JWT": getpass.getpass(_("JWT (not shown): ")),
    }


def _piped() -> dict[str, str]:
    from dotenv import dotenv_values  # late: only a script needs it

    lines = dotenv_values(stream=io.StringIO(sys.stdin.read()), interpolate=False)
    return {name: value for name, value in lines.items() if value}


async def _login(args: argparse.Namespace, credentials: Credentials) -> int:
    args.redaction.learn(*credentials.secrets)
    async with headless.live(credentials) as live:
        if not await live.until(lambda: len(live.board) > 0, Times().gate):
            report.complain(problems.told(live.problem or Problem(ProblemKind.TIMED_OUT)).text)
            return 3
        people = len(live.board)
    try:
        await Secrets(Times()).save(args.profile, credentials)
    except SecretsError as error:
        report.complain(problems.told(error.problem).text)
        return 3
    report.put(_("Signed in: {people} people. The sign-in is kept in the keyring.").format(people=people))
    return 0
