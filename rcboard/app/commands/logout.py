"""``rcboard logout``: end the session and forget the sign-in."""

import argparse

from rcboard.app import headless, report
from rcboard.domain.times import Times
from rcboard.host.folders import DEFAULT_PROFILE, folders
from rcboard.host.secrets import Secrets, SecretsError
from rcboard.words import problems
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options: there is one sign-in."""


def run(args: argparse.Namespace) -> int:
    """0: nothing is kept any more. 3: the keyring could not be reached."""
    return headless.run(_logout)


async def _logout() -> int:
    try:
        secrets = Secrets(Times())
        kept = await secrets.load(DEFAULT_PROFILE)
        await secrets.forget(DEFAULT_PROFILE)
    except SecretsError as error:
        report.complain(problems.told(error.problem).text)
        return 3
    folders().people.unlink(missing_ok=True)
    report.put(_("Signed out: the keyring holds nothing of rcboard.") if kept else _("Nobody was signed in."))
    return 0
