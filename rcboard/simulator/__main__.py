"""``python -m rcboard.simulator``: the simulator on its own."""

import argparse
import sys

from rcboard.simulator.options import add_options, options
from rcboard.simulator.server import run


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog="rcboard simulate", description="A small RingCentral on localhost.")
    add_options(parser)
    return run(options(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
