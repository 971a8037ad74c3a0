"""The table of a storm, and whether it passes."""

import sys
from collections.abc import Iterable

from tests.chaos.judge import Column
from tests.chaos.storm import Round

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
