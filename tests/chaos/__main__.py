"""The command line: a storm or a day; the exit status tells whether rcboard kept its promises."""

import argparse
import os
import sys
import tempfile


def main() -> int:
    """Run what was asked for, with folders of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    kinds = parser.add_subparsers(dest="kind", required=True)
    storm = kinds.add_parser("storm", help="rounds of faults")
    storm.add_argument("--seed", type=int, default=1)
    storm.add_argument("--rounds", type=int, default=200)
    storm.add_argument("--people", type=int, default=2000)
    storm.add_argument("--rate", type=float, default=50.0, help="changes a second over the office")
    storm.add_argument("--speed", type=float, default=10.0, help="simulated seconds in a second")
    storm.add_argument(
        "--break", dest="breaking", choices=("age", "ping", "check", ""), default="", help="take this out of the client"
    )
    storm.add_argument("--only", default="", help="only troubles whose name contains this")
    storm.add_argument("--verbose", action="store_true", help="a line for each round, and the client's log")
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="rcboard-chaos-") as home:
        for name in ("CONFIG", "CACHE", "DATA", "STATE", "RUNTIME"):
            os.environ[f"XDG_{name}_HOME" if name != "RUNTIME" else "XDG_RUNTIME_DIR"] = home
        from tests.chaos.weather import run_storm

        return run_storm(args)


if __name__ == "__main__":
    sys.exit(main())
