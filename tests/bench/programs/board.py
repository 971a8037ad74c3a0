"""The real program under measurement: window, models, line, against the cannon.

    python -m tests.bench.programs.board MODE SIGN_IN [NUMBER…]

SIGN_IN is the cannon's line, the modes are in ``tests.bench.programs.modes``. It comes by the program's own door.
Nothing is imported here that the program does not import before its first paint, and nothing is left out of that.
"""

import argparse
import os
import sys
import time

from rcboard.__main__ import main

if __name__ == "__main__":
    os.environ.setdefault("BENCH_BEGAN", str(time.monotonic()))
    from rcboard.app.commands import board

    def _open(args: argparse.Namespace, settings: object, claim: object) -> int:
        from tests.bench.programs.window import open_board  # as late as the program itself imports its window

        return open_board(*sys.argv[1:])

    board._open = _open  # all before this is the program's own: log, language, options, settings, its place at the door
    sys.exit(main(["board", "--profile", "bench"]))
