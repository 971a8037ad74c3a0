"""``rcboard login``: sign in, in the browser or with a JWT, and keep the sign-in in this computer's keyring.

Secrets come from the terminal or standard input, never from an option.
"""

import argparse
import contextlib
import getpass
import io
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rcboard.app import access, headless, report, running_copy
from rcboard.app.clock import SystemClock
from rcboard.app.running_copy import Whose, Wish
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from rcboard.host.env_file import EnvFile
from rcboard.host.secrets import Secrets, SecretsError
from rcboard.host.settings import SettingError, Settings, settings
from rcboard.words import problems
from rcboard.words import sign_in as words
from rcboard.words.language import _

if TYPE_CHECKING:
    from rcboard.platform.sign_in import Grant


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard login``."""
    access.add_arguments(parser)
    parser.add_argument(
        "--browser", action="store_true", help=_("sign in in the browser, for an app without a client secret")
    )
    parser.epilog = _(
        "Without a terminal, lines like RC_CLIENT_SECRET=… and RC_JWT=… are read from standard input; "
        "never give a secret as an option."
    )


def run(args: argparse.Namespace) -> int:
    """0: signed in and kept. 2: wrong usage. 3: refused, cancelled, or there is no keyring."""
    options = {"--server-url": args.server_url, "--client-id": args.client_id, "--per-page": None, "--page": None}
    try:
        given = settings(options, os.environ)
        if args.browser or (sys.stdin.isatty() and _chosen()):
            client_id = given.client_id.value if given.client_id else _typed_client_id()
            if not client_id:
                report.complain(_("the client id is needed; nothing was changed"))
                return 2
            given = settings(options | {"--client-id": client_id}, os.environ)
            return headless.run(lambda: _by_browser(args, given))
        typed = _typed(given.client_id is None) if sys.stdin.isatty() else _piped()
        credentials = settings(options, os.environ, EnvFile(Path("-"), typed)).credentials
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


def _chosen() -> bool:
    """Whether it is to be the browser."""
    return input(_("Sign in 1: in the browser, 2: with a JWT [1]: ")).strip() in ("", "1")


def _typed_client_id() -> str:
    return input(_("Client id: ")).strip() if sys.stdin.isatty() else ""


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


async def _by_browser(args: argparse.Namespace, given: Settings) -> int:
    from rcboard.app import browser_sign_in  # late: a JWT needs none of it
    from rcboard.host.browser import open_page
    from rcboard.platform.errors import RcError

    if given.client_id is None:
        return 2

    def show(address: str) -> None:
        report.complain(words.open_yourself(address))
        open_page(address)

    credentials = Credentials(
        given.server_url.value, given.client_id.value, given.client_secret.value if given.client_secret else ""
    )
    try:
        grant = await browser_sign_in.agreed(
            credentials.server_url,
            credentials.client_id,
            given.return_addresses.value,
            show=show,
            told=lambda problem: report.complain(problems.told(problem).text),
            times=Times(),
            clock=SystemClock(),
        )
    except RcError as error:
        report.complain(problems.told(error.problem).text)
        return 3
    args.redaction.learn(grant.code, grant.verifier)
    return await _login(args, credentials, grant)


async def _login(args: argparse.Namespace, credentials: Credentials, grant: "Grant | None" = None) -> int:
    args.redaction.learn(*credentials.secrets)
    times = Times()
    former = None
    with contextlib.suppress(SecretsError):  # whether it can be used is found out below
        former = await Secrets(times).load(args.profile)
    way = access.preferences(profile=args.profile).connection
    mine = replace(credentials, profile=args.profile)
    async with headless.live(mine, connection=way, grant=grant) as live:
        if not await live.until(lambda: len(live.board) > 0, times.gate):
            report.complain(problems.told(live.problem or Problem(ProblemKind.TIMED_OUT)).text)
            return 3
        people, trouble = len(live.board), live.vault.trouble if live.vault else None
    if trouble is not None:
        report.complain(problems.told(trouble).text)
        return 3
    if former is not None and (grant is not None or former.jwt != credentials.jwt):
        from rcboard.app import sign_out  # late, too

        await sign_out.end(former, times, SystemClock(), way)
    running_copy.ask(Wish("signed_in", Whose()), args.profile)
    report.put(_("Signed in: {people} people. The sign-in is kept in the keyring.").format(people=people))
    return 0
