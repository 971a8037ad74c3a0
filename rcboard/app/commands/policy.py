"""``rcboard policy``: every setting, its value, and which file, variable or default decided it."""

import argparse

from rcboard.app import access, report
from rcboard.domain.setting import SETTINGS
from rcboard.host.preferences import Chosen
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard policy``."""
    access.add_profile(parser)
    parser.add_argument("--json", action="store_true", help=_("one JSON object for each setting"))


def run(args: argparse.Namespace) -> int:
    """0: printed. 1: printed, but something that was written cannot be meant; that is said on standard error."""
    chosen = access.preferred(args.profile).chosen
    for name in SETTINGS:
        report.put(fields(chosen, name) if args.json else line(chosen, name))
    for notice in chosen.notices:
        report.complain(notice)
    return 1 if chosen.notices else 0


def fields(chosen: Chosen, name: str) -> dict[str, object]:
    """One setting as a JSON object."""
    source = chosen.source(name)
    value = SETTINGS[name].of(chosen.preferences)
    return {"setting": name, "value": value, "origin": str(source.origin), "where": source.where}


def line(chosen: Chosen, name: str) -> str:
    """The same for people: "look.theme  dark  policy lock: /etc/xdg/rcboard/policy.toml"."""
    source = chosen.source(name)
    origin = ": ".join(filter(None, (str(source.origin), source.where)))
    return f"{name:<26} {shown(SETTINGS[name].of(chosen.preferences)):<16} {origin}"


def shown(value: object) -> str:
    """A value as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key}={said}" for key, said in value.items()) or "-"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "-"
    return str(value) or "-"
