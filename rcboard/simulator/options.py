"""What ``rcboard simulate`` can be told."""

import argparse
import math
from dataclasses import dataclass, field

GROUPS = ("light", "medium", "heavy", "auth")


@dataclass(frozen=True, slots=True)
class Options:
    """The options. ``rate`` in changes a second, None for the day's own pace; ``limits`` in calls a minute by group."""

    port: int = 0
    extensions: int = 60
    rate: float | None = None
    speed: float = 1.0
    time_scale: float = 1.0
    seed: int = 7
    limits: dict[str, int] = field(default_factory=dict)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``rcboard simulate``."""
    parser.description = "A small RingCentral on this machine, for trying out and testing presence clients."
    add = parser.add_argument
    add("--port", type=_port, default=0, metavar="N", help="port on 127.0.0.1; 0 picks a free one (default)")
    add("--extensions", type=_count, default=60, metavar="N", help="people in the office (default 60)")
    add("--rate", type=_at_least_zero, metavar="N", help="presence changes a second over the whole office; 0: only the "
        "control plane moves anybody; without it the office day sets the pace")  # fmt: skip
    add("--speed", type=_above_zero, default=1.0, metavar="F", help="how fast the office day passes (default 1)")
    add("--time-scale", type=_above_zero, default=1.0, metavar="K", help="divides the protocol's periods (default 1)")
    add("--seed", type=int, default=7, metavar="N", help="same seed: same people, ids and credentials (default 7)")
    add("--limit", type=_limit, action="append", default=[], metavar="GROUP=N",
        help="calls a minute of a rate group: light, medium, heavy or auth; may be repeated")  # fmt: skip


def options_from(args: argparse.Namespace) -> Options:
    """The options as given on the command line."""
    return Options(
        args.port, args.extensions, args.rate, args.speed, args.time_scale, args.seed, dict(args.limit)
    )


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port: a whole number from 0 to 65535 is needed")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of people: from 1 to 100000 can work here")
    return int(text)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number")
    return number


def _at_least_zero(text: str) -> float:
    number = _number(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"'{text}' is below 0")
    return number


def _above_zero(text: str) -> float:
    number = _number(text)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not above 0")
    return number


def _limit(text: str) -> tuple[str, int]:
    group, equals, number = text.partition("=")
    if group.lower() not in GROUPS or not equals or not number.isdigit() or int(number) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a limit: write GROUP=N with one of {', '.join(GROUPS)}")
    return group.lower(), int(number)
