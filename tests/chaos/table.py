"""A whole storm and its table, and whether it passes."""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterable
from random import Random

from tests.chaos.crowd import Crowd
from tests.chaos.judge import Column, Judge
from tests.chaos.storm import Round, Storm, chosen, programme
from tests.chaos.weather import Weather

HEAL = 15.0
"""Simulated seconds in which a board of up to 2,000 people has to be healed."""


def failed(done: Round) -> bool:
    """Whether this round broke a promise."""
    return bool(done.lies) or done.heal is None or done.heal > HEAL


def show(rounds: Iterable[Round]) -> None:
    """Print a line for each trouble, and their sum."""
    by_name: dict[str, list[Round]] = {}
    for done in rounds:
        by_name.setdefault(done.name, []).append(done)
    columns = "".join(f"{column.value:>14}" for column in Column)
    say(f"{'':<30}{'':>8}{'longest':>12}{'longest':>10}   wrong and confident tiles{'':>14}  gate")
    say(f"{'trouble':<30}{'rounds':>8}{'to say so':>12}{'heal':>10}{columns}{'open':>8}")
    for name in sorted(by_name):
        say(_line(name, by_name[name]))
    say(_line("all", [done for several in by_name.values() for done in several]))


def _line(name: str, rounds: list[Round]) -> str:
    heals = [done.heal for done in rounds]
    heal = "never" if None in heals else f"{max(heals):.1f} s"  # type: ignore[type-var]
    lies = [lie for done in rounds for lie in done.lies]
    columns = "".join(f"{sum(lie.by == 'tile' and lie.column is column for lie in lies):>14}" for column in Column)
    gate = sum(lie.by == "gate" for lie in lies)
    marks = "  <--" if any(map(failed, rounds)) else ""
    longest = max(done.longest for done in rounds)
    return f"{name:<30}{len(rounds):>8}{longest:>10.1f} s{heal:>10}{columns}{gate:>8}{marks}"


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text.rstrip() + "\n")
    sys.stdout.flush()


async def weather_a_storm(args: argparse.Namespace, weather: Weather) -> int:
    """All rounds, and the table on standard output; 0 when every promise was kept."""
    began, done = time.monotonic(), list[Round]()
    crowd = Crowd(weather.office.process.pid)
    storm = Storm(weather, Judge(args.speed, -(-args.people // 1000), crowd), crowd, args.seed)
    await storm.prepare()
    if not await storm.rest(120.0):
        say("the line never became live")
        return 1
    for trouble in chosen(args.only, args.rounds) if args.only else programme(args.rounds, Random(args.seed)):
        done.append(await storm.strike(trouble))
        if args.verbose or failed(done[-1]):
            say(_about(len(done), done[-1], time.monotonic() - began))
        if done[-1].heal is None:
            break
    mistakes = weather.window.mistakes
    refused = (await asyncio.to_thread(weather.office.stats))["refusedRequests"]
    show(done)
    for mistake in mistakes[:20]:
        say(mistake)
    say(
        f"seed {args.seed}, {len(done)} rounds in {time.monotonic() - began:.0f} s at {args.speed:g} times the speed; "
        f"self-made 429s: {refused}; gate beside the line: {len(mistakes)}; "
        f"the machine let us wait for {crowd.total:.1f} s, which are not counted"
    )
    return int(bool(mistakes) or len(done) < args.rounds or any(map(failed, done)))


def _about(number: int, done: Round, seconds: float) -> str:
    heal = "never" if done.heal is None else f"{done.heal:.1f} s"
    lies = ", ".join(
        f"{lie.by} {lie.id} said {lie.said} for {lie.true} ({lie.column.value}, {lie.age:.1f} s)"
        for lie in done.lies[:4]
    )
    more = f" and {len(done.lies) - 4} more" if len(done.lies) > 4 else ""
    return (
        f"{seconds:6.0f} s  {number:4} {done.name:<30} say so {done.longest:5.1f} s  heal {heal:>7}  "
        f"lost {done.drops}  {lies}{more}{done.wanting}{'; '.join(done.mixed)}"
    )
