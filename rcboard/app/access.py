"""Access: what a command signs in with, found by name, or the reason why it cannot."""

import argparse
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rcboard.app import report
from rcboard.domain.link import Problem
from rcboard.domain.preferences import Connection, Filters, Preferences, Whom
from rcboard.domain.setting import SETTINGS
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from rcboard.host.env_file import read_env_file
from rcboard.host.files import KeptFile
from rcboard.host.folders import DEFAULT_PROFILE, folders
from rcboard.host.policy import policies
from rcboard.host.preferences import Chosen, PreferencesFile, choose
from rcboard.host.settings import SettingError, Settings, settings
from rcboard.words import problems
from rcboard.words.language import _

if TYPE_CHECKING:
    from rcboard.host.secrets import Secrets


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: credentials, or else the problem."""

    settings: Settings
    credentials: Credentials | None
    problem: Problem | None
    connection: Connection = Connection()
    """The way there, as chosen."""
    whom: Whom = Whom()
    """Who is to be shown."""

    @property
    def refusal(self) -> str:
        """Why there is nothing to sign in with, as a sentence."""
        return problems.told(self.problem).text if self.problem else ""

    @property
    def pages(self) -> tuple[int, int]:
        """Extensions to a page, and the page the list is read from."""
        return self.settings.per_page.value, self.settings.page.value


def extension_number(text: str) -> str:
    """An extension number as typed on the command line: digits only. For argparse."""
    number = text.strip()
    if not (number.isascii() and number.isdigit()):
        raise argparse.ArgumentTypeError(_("“{text}” is no extension number").format(text=text))
    return number


def profile(text: str) -> str:
    """A profile's name as typed on the command line. For argparse."""
    try:
        folders(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def add_profile(parser: argparse.ArgumentParser) -> None:
    """``--profile``: each has a sign-in, settings, favourites and a running copy of its own."""
    parser.add_argument(
        "--profile",
        metavar="NAME",
        type=profile,
        default=DEFAULT_PROFILE,
        help=_("another sign-in beside the usual one, with its own settings, favourites and window"),
    )


def proxy(text: str) -> str:
    """A proxy's address as typed on the command line. For argparse."""
    if not text or not SETTINGS["connection.proxy"].fits(text):
        raise argparse.ArgumentTypeError(_("it must be an address like http://proxy:8080, without a password"))
    return text


def way_options(args: argparse.Namespace) -> dict[str, Any]:
    """What the command line says of the way to RingCentral, by setting."""
    filters = getattr(args, "filters", None)
    return {"connection.ca_file": args.ca_file, "connection.proxy": args.proxy, "connection.filters": filters}


def add_filters(parser: argparse.ArgumentParser) -> None:
    """``--filters``, for commands that hold a line."""
    parser.add_argument(
        "--filters",
        choices=[str(mode) for mode in Filters],
        help=_(
            "how live updates are asked for: a filter for each person, one for the account, or auto: "
            "one each up to 500 people (default: auto)"
        ),
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options every command has that signs in. Secrets are never options: others could read them."""
    add_profile(parser)
    parser.add_argument("--server-url", metavar="URL", help=_("another server than RingCentral's own"))
    parser.add_argument("--client-id", metavar="ID", help=_("client id of the RingCentral app"))
    parser.add_argument("--ca-file", metavar="FILE", help=_("company certificates to trust besides the system's (PEM)"))
    parser.add_argument(
        "--proxy", metavar="URL", type=proxy, help=_("the proxy, http://host:port (default: the system's)")
    )
    parser.add_argument("--per-page", metavar="N", help=_("extensions to read at once, 1-1000 (default: 1000)"))
    parser.add_argument("--page", metavar="N", help=_("first page to read (default: 1)"))


def add_source(parser: argparse.ArgumentParser) -> None:
    """``--source``: the board as a broker tells it."""
    parser.add_argument(
        "--source",
        metavar="URL",
        help=_(
            "read the board from an MQTT broker that “rcboard serve” publishes to, instead of signing in: "
            "mqtts://broker.example.com/ACCOUNT"
        ),
    )


def read(args: argparse.Namespace, kept: Credentials | None = None) -> Settings:
    """What options, environment and ``.env`` say, and the keyring's entry where it is given.

    Raises SystemExit(2), with a sentence, for a value that cannot be meant.
    """
    env_file = read_env_file(Path(".env"))
    if env_file.refused and kept is None:
        report.complain(env_file.refused)
    options = {
        "--server-url": args.server_url,
        "--client-id": args.client_id,
        "--per-page": args.per_page,
        "--page": args.page,
    }
    try:
        return settings(options, os.environ, env_file, kept)
    except SettingError as error:
        report.complain(str(error))
        raise SystemExit(2) from None


@dataclass(frozen=True, slots=True)
class Preferred:
    """The preferences in force, and what is needed to change them while the program runs."""

    chosen: Chosen
    file: PreferencesFile
    again: Callable[[Mapping[str, Any]], Chosen]
    """What is in force with this content of the file instead."""


def preferred(profile: str = DEFAULT_PROFILE, options: Mapping[str, Any] | None = None) -> Preferred:
    """The preferences of this profile. ``options`` are those of the command line, by setting; None: not given.

    Blocking, some milliseconds; no Qt. What cannot be meant is in ``chosen.notices``, a sentence each.
    """
    path = folders(profile).preferences
    file = PreferencesFile(KeptFile(path, dict[str, Any], time.time))
    damage = file.read()
    laid_down = policies(os.environ)

    def again(kept: Mapping[str, Any]) -> Chosen:
        return choose(kept, laid_down, os.environ, options, file=str(path))

    chosen = again(file.kept)
    if damage:
        chosen = replace(chosen, notices=(damage, *chosen.notices))
    return Preferred(chosen, file, again)


def chosen(options: Mapping[str, Any] | None = None, profile: str = DEFAULT_PROFILE) -> Chosen:
    """What is in force for a command; what cannot be meant is said on standard error."""
    found = preferred(profile, options).chosen
    for notice in found.notices:
        report.complain(notice)
    return found


def preferences(options: Mapping[str, Any] | None = None, profile: str = DEFAULT_PROFILE) -> Preferences:
    """The preferences a command works by; what cannot be meant is said on standard error."""
    return chosen(options, profile).preferences


async def find(args: argparse.Namespace, secrets: "Secrets | None" = None, *, given: Settings | None = None) -> Found:
    """Look for the sign-in in options, environment, ``.env`` and keyring, in this order.

    The keyring is asked only where the others leave something open. ``given`` is what ``read`` said, if it was asked
    already. Raises SystemExit as ``read`` does.
    """
    from rcboard.host.secrets import Secrets, SecretsError  # late: what a running copy answers needs no keyring

    found = given or read(args)
    problem = found.problem
    if found.credentials is None:
        try:
            if kept := await (secrets or Secrets(Times())).load(args.profile):
                found = read(args, kept)
                problem = found.problem
        except SecretsError as error:
            problem = problem if found.retired else error.problem
    credentials = found.credentials if problem is None else None
    if credentials is not None:
        args.redaction.learn(*credentials.secrets)
    chosen = preferences(way_options(args), args.profile)
    return Found(found, credentials, problem, chosen.connection, chosen.whom)
