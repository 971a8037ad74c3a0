"""The real program under measurement: window, models, line, against the cannon.

    python -m tests.bench.programs.board MODE SIGN_IN [NUMBER…]

SIGN_IN is the cannon's line; the modes are in ``tests.bench.programs.modes``. Nothing is imported here that the program
does not import before its first paint, and nothing is left out of that.
"""

import os
import sys
import time

from rcboard.__main__ import collect_rarely

if __name__ == "__main__":
    os.environ.setdefault("BENCH_BEGAN", str(time.monotonic()))
    collect_rarely()
    import rcboard.app.commands.board  # noqa: F401 - the program comes by this door
    from tests.bench.programs.window import open_board  # as late as the program itself imports its window

    sys.exit(open_board(*sys.argv[1:]))
