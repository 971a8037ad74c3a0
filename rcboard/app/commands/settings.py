"""``rcboard settings``: list, read and change what the window's settings dialog offers."""

import argparse

from rcboard.app import access, choosing, report, running_copy
from rcboard.app.commands import policy
from rcboard.app.running_copy import Said, Whose, Wish
from rcboard.domain.setting import SETTINGS, Setting
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard settings``."""
    parser.epilog = _(
        "Without a word after it, all settings are listed. A window that is open takes a change at once, "
        "“rcboard serve” at its next start."
    )
    access.add_profile(parser)
    kinds = parser.add_subparsers(dest="do", metavar="get | set | reset")
    get = kinds.add_parser("get", help=_("print one setting"))
    put = kinds.add_parser("set", help=_("change one setting"))
    reset = kinds.add_parser("reset", help=_("back to the default"))
    for kind in (get, put, reset):
        kind.add_argument("name", metavar="NAME", type=_known, help=_("as listed, such as look.theme"))
    put.add_argument("value", metavar="VALUE", help=_("lists by comma"))


def run(args: argparse.Namespace) -> int:
    """0: done. 1: could not be written. 2: no such value. 3: the policy has locked it."""
    preferred = access.preferred(args.profile)
    chosen = preferred.chosen
    for notice in chosen.notices:
        report.complain(notice)
    if args.do is None:
        for name in SETTINGS:
            report.put(policy.line(chosen, name))
        return 0
    setting: Setting = args.name
    if args.do == "get":
        report.put(policy.shown(setting.of(chosen.preferences)))
        return 0
    text = None if args.do == "reset" else args.value
    value = choosing.fitting(chosen, setting, text)
    if isinstance(value, Said):
        value.put()
        return value.code or 0
    # A window that is open would write over it.
    code = running_copy.ask(Wish("setting", Whose(), find=setting.name, value=text), args.profile)
    if code is not None:
        return code
    preferred.file.put(setting, value, chosen.source(setting.name).usual)
    try:
        preferred.file.write(preferred.file.kept)
    except OSError as error:
        report.complain(_("the settings could not be written: {why}").format(why=error.strerror))
        return 1
    return 0


def _known(name: str) -> Setting:
    if name not in SETTINGS:
        raise argparse.ArgumentTypeError(
            _("there is no setting “{name}”; “rcboard settings” lists them").format(name=name)
        )
    return SETTINGS[name]
