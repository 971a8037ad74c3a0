"""The command line: a storm or a day; the exit status tells whether rcboard kept its promises."""

import argparse
import os
import sys
import tempfile

BREAKS = ("age", "ping", "check")
"""What ``tests.chaos.breaks`` can take out."""


def main() -> int:
    """Run what was asked for, with folders of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind, about, people, rate, speed in (
        ("storm", "rounds of faults, judged", 2000, 50.0, 10.0),
        ("day", "24 hours with a fault in each", 500, 120.0, 120.0),
    ):
        one = kinds.add_parser(kind, help=about)
        one.add_argument("--seed", type=int, default=1)
        one.add_argument("--people", type=int, default=people)
        one.add_argument("--rate", type=float, default=rate, help="changes a second of the machine's")
        one.add_argument("--speed", type=float, default=speed, help="simulated seconds in a second")
        one.add_argument(
            "--break", dest="breaking", choices=("", *BREAKS), default="", help="take this out of the client"
        )
        one.add_argument("--verbose", action="store_true", help="a line for each round, and the client's log")
    kinds.choices["storm"].add_argument("--rounds", type=int, default=200)
    kinds.choices["storm"].add_argument("--only", default="", help="only troubles whose name contains this")
    kinds.choices["day"].add_argument("--hours", type=int, default=24)
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="rcboard-chaos-") as home:
        for name in ("CONFIG", "CACHE", "DATA", "STATE", "RUNTIME"):
            os.environ[f"XDG_{name}_HOME" if name != "RUNTIME" else "XDG_RUNTIME_DIR"] = home
        from tests.chaos.day import live_through
        from tests.chaos.table import weather_a_storm
        from tests.chaos.weather import run

        return run(args, weather_a_storm if args.kind == "storm" else live_through)


if __name__ == "__main__":
    sys.exit(main())
