"""``rcboard updates``: is there a newer release? Asks only where the settings say so."""

import argparse
import asyncio

import rcboard
from rcboard.app import access, report
from rcboard.app.updates import UpdatesError, asks, newer_release
from rcboard.words import updates as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard updates``."""
    access.add_profile(parser)


def run(args: argparse.Namespace) -> int:
    """0: this is the newest. 1: there is a newer one. 3: not known, or nobody is asked."""
    chosen = access.preferred(args.profile).chosen
    for notice in chosen.notices:
        report.complain(notice)
    now = chosen.preferences
    if not asks(now.updates):
        report.complain(words.off())
        return 3
    try:
        version = asyncio.run(newer_release(now.updates, now.connection))
    except UpdatesError as why:
        report.complain(words.not_answered(str(why)))
        return 3
    ours = rcboard.__version__
    report.put(words.newest(ours) if version is None else words.newer(version, ours))
    return 0 if version is None else 1
