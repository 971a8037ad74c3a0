"""``rcboard logout``: end the session and forget the sign-in."""

import argparse

from rcboard.app import access, headless, report
from rcboard.domain.times import Times
from rcboard.host.folders import folders
from rcboard.host.secrets import Secrets, SecretsError
from rcboard.words import problems
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard logout``."""
    access.add_profile(parser)


def run(args: argparse.Namespace) -> int:
    """0: nothing is kept any more. 3: the keyring could not be reached."""
    return headless.run(lambda: _logout(args.profile))


async def _logout(profile: str) -> int:
    try:
        secrets = Secrets(Times())
        kept = await secrets.load(profile)
        await secrets.forget(profile)
    except SecretsError as error:
        report.complain(problems.told(error.problem).text)
        return 3
    folders(profile).people.unlink(missing_ok=True)
    report.put(_("Signed out: the keyring holds nothing of rcboard.") if kept else _("Nobody was signed in."))
    return 0
