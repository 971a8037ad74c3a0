"""``rcboard logout``: end the session and forget the sign-in."""

import argparse

from rcboard.app import access, headless, report, running_copy
from rcboard.app.clock import SystemClock
from rcboard.app.running_copy import GOOD_BYE, Whose, Wish
from rcboard.domain.times import Times
from rcboard.host.secrets import SecretsError
from rcboard.words import problems
from rcboard.words import sign_in as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard logout``."""
    access.add_profile(parser)


def run(args: argparse.Namespace) -> int:
    """0: nothing is kept any more. 3: the keyring could not be reached."""
    code = running_copy.ask(Wish("sign_out", Whose()), args.profile, GOOD_BYE)
    return headless.run(lambda: _logout(args.profile)) if code is None else code


async def _logout(profile: str) -> int:
    from rcboard.app.sign_out import sign_out  # late: a running copy does it without us

    try:
        gone = await sign_out(profile, Times(), SystemClock(), access.preferences(profile=profile).connection)
    except SecretsError as error:
        report.complain(problems.told(error.problem).text)
        return 3
    report.put(words.signed_out(gone.kept, gone.problem))
    return 0
