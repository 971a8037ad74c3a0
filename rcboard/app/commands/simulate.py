"""``rcboard simulate``: a small RingCentral on this machine."""

import argparse

from rcboard.simulator import options, server


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    options.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    return server.run(options.options_from(args))
