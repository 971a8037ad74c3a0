"""``rcboard licences``: what rcboard contains of others, and under which licences."""

import argparse
from importlib.metadata import PackageNotFoundError

from rcboard.app import report
from rcboard.host import licences
from rcboard.words import licences as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has no options."""


def run(args: argparse.Namespace) -> int:
    """0: printed. 1: this copy does not know what it was made of."""
    try:
        lines = licences.listed()
    except PackageNotFoundError:
        report.complain(words.unknown())
        return 1
    report.put(words.thanks())
    for line in lines:
        report.put(line)
    return 0
