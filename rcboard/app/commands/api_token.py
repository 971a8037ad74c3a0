"""``rcboard api-token``: the token of the web API, made and kept in the keyring when it is first asked for."""

import argparse
import sys

from rcboard.app import access, headless, report
from rcboard.app.outlet_secrets import API_READ, API_WRITE, OutletSecrets
from rcboard.domain.times import Times
from rcboard.host.secrets import SecretsError
from rcboard.words import outlets as words
from rcboard.words import problems
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard api-token``."""
    access.add_profile(parser)
    parser.add_argument("--write", action="store_true", help=_("the token that may also change watches and own status"))
    parser.add_argument("--renew", action="store_true", help=_("make a new one; the former is good for nothing then"))
    parser.add_argument("--page", action="store_true", help=_("the address of the page with the token in it"))


def run(args: argparse.Namespace) -> int:
    """0: printed. 3: there is no keyring to keep it in."""
    return headless.run(lambda: _token(args))


async def _token(args: argparse.Namespace) -> int:
    secrets = OutletSecrets(args.profile, Times(), args.redaction.learn)
    name = API_WRITE if args.write else API_READ
    try:
        token = await (secrets.renew(name) if args.renew else secrets.find_or_make(name))
    except SecretsError as error:
        report.complain(words.no_token(problems.told(error.problem).headline))
        return 3
    api = access.preferences(profile=args.profile).api
    scheme = "https" if api.certificate else "http"
    report.put(f"{scheme}://{api.host}:{api.port}/#token={token}" if args.page else token)
    if args.renew and sys.stderr.isatty():
        report.complain(words.renewed())
    return 0
