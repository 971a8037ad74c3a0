"""``rcboard --self-test``: does it work here? It opens the board with a simulated office and waits for one change."""

import argparse
import os

from rcboard.app import report, runtime
from rcboard.app.demo_office import NoOfficeError, given, open_office

LIMIT = 60.0
"""Seconds until a tile must have changed, on the slowest machine."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has no options."""


def run(args: argparse.Namespace) -> int:
    """0: it works. 1: it does not; a sentence says why."""
    if refusal := runtime.refusal():
        report.complain(refusal)
        return 1
    if not runtime.has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        with open_office(30, 20.0, 7) as credentials:
            from rcboard.app import errands, program  # late: Qt is loaded while the office opens
            from rcboard.app.plan import Plan

            args.redaction.learn(*credentials.secrets)
            find = given(credentials)
            return program.run(Plan(find=find, profile="self-test", errand=errands.self_test(LIMIT)))
    except NoOfficeError as error:
        report.complain(str(error))
        return 1
