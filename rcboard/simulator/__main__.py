"""``python -m rcboard.simulator``: the simulator without the rest of rcboard."""

import argparse
import sys

from rcboard.simulator.options import add_arguments, options_from
from rcboard.simulator.server import run


def main() -> int:
    """Read the options and serve."""
    parser = argparse.ArgumentParser("python -m rcboard.simulator")
    add_arguments(parser)
    return run(options_from(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
