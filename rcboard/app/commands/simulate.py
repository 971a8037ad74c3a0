"""``rcboard simulate``: a small RingCentral on localhost, with an office that lives."""

import argparse

from rcboard.simulator.options import add_options, options
from rcboard.simulator.server import run as run_simulator


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    add_options(parser)


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; 0 after a signal, 2 when the port is taken."""
    return run_simulator(options(args))
