"""The options of ``rcboard simulate``, checked."""

import argparse
from dataclasses import dataclass, field

GROUPS = ("light", "medium", "heavy", "auth")


@dataclass(frozen=True, slots=True)
class Options:
    """``rate`` in presence changes a second, None for the day's own pace; ``limits`` in requests a minute by group."""

    port: int = 0
    extensions: int = 60
    rate: float | None = None
    speed: float = 1.0
    time_scale: float = 1.0
    seed: int = 7
    limits: dict[str, int] = field(default_factory=dict)
    redirect_uris: tuple[str, ...] = ()
    ends_with_stdin: bool = False


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options on this parser."""
    parser.add_argument("--port", type=_port, default=0, help="port on 127.0.0.1 (0: any free one)")
    parser.add_argument("--extensions", type=_people, default=60, metavar="N", help="people in the office")
    parser.add_argument(
        "--rate", type=_rate, default=None, metavar="N",
        help="presence changes a second over the office (0: nobody moves by himself; without it the day's own pace)",
    )  # fmt: skip
    parser.add_argument("--speed", type=_factor, default=1.0, metavar="F", help="how fast the office day passes")
    parser.add_argument(
        "--time-scale", type=_factor, default=1.0, metavar="K", help="divides the periods of the protocol"
    )
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="decides credentials, ids, names and the day")
    parser.add_argument(
        "--limit", type=_limit, action="append", default=[], metavar="GROUP=N",
        help=f"requests a minute of a rate group: {', '.join(GROUPS)}",
    )  # fmt: skip
    parser.add_argument(
        "--redirect-uri", action="append", default=[], metavar="URL",
        help="registered with both apps instead of the usual three; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--ends-with-stdin", action="store_true",
        help="ends when standard input does, too: with the program that started it, also when that is killed",
    )  # fmt: skip


def options(args: argparse.Namespace) -> Options:
    """The options from parsed arguments."""
    return Options(
        port=args.port,
        extensions=args.extensions,
        rate=args.rate,
        speed=args.speed,
        time_scale=args.time_scale,
        seed=args.seed,
        limits=dict(args.limit),
        redirect_uris=tuple(args.redirect_uri),
        ends_with_stdin=args.ends_with_stdin,
    )


def _number(text: str, low: float, high: float, what: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{what} has to be a number from {low:g} to {high:g}, not {text!r}")
    return number


def _whole(text: str, low: int, high: int, what: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18 or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"{what} has to be a whole number from {low} to {high}, not {text!r}")
    return int(text)


def _port(text: str) -> int:
    return _whole(text, 0, 65535, "the port")


def _people(text: str) -> int:
    return _whole(text, 1, 100_000, "the number of people")


def _rate(text: str) -> float:
    return _number(text, 0, 100_000, "the rate")


def _factor(text: str) -> float:
    return _number(text, 0.001, 1_000_000, "the factor")


def _limit(text: str) -> tuple[str, int]:
    group, equals, number = text.partition("=")
    if not equals or group.lower() not in GROUPS:
        raise argparse.ArgumentTypeError(f"a limit is GROUP=N with a group of {', '.join(GROUPS)}, not {text!r}")
    return group.lower(), _whole(number, 0, 10_000_000, "the limit")
