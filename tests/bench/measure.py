"""Running what is measured: programs in processes of their own, in pairs A B A B, and the ratio pair by pair."""

import compileall
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = "tests.bench.programs"
Told = dict[str, float]


@dataclass(frozen=True, slots=True)
class Machine:
    """Where programs run: a home of their own, and offscreen or on a screen."""

    home: Path
    platform: str = "offscreen"

    def environment(self) -> dict[str, str]:
        """For one program; it learns when it was started."""
        folders = {
            "XDG_DATA_HOME": "data",
            "XDG_CONFIG_HOME": "config",
            "XDG_CACHE_HOME": "cache",
            "XDG_RUNTIME_DIR": "run",
        }
        own = {name: str(self.home / folder) for name, folder in folders.items()}
        (self.home / "run").mkdir(mode=0o700, exist_ok=True)
        return os.environ | own | {"QT_QPA_PLATFORM": self.platform, "BENCH_BEGAN": str(time.monotonic())}

    def run(self, program: str, *arguments: object, limit: float = 180) -> Told:
        """Run it to its end; what it told. Raises RuntimeError with its last words."""
        command = [sys.executable, "-m", f"{PROGRAMS}.{program}", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, timeout=limit, check=False
        )
        if done.returncode or not done.stdout.strip():
            raise RuntimeError(f"{program} {arguments[:1]}: {done.stderr.strip()[-300:] or done.returncode}")
        return dict(json.loads(done.stdout.strip().splitlines()[-1]))

    @contextlib.contextmanager
    def cannon(self, people: int, calling: float = 0.3) -> Iterator["Cannon"]:
        """A cannon with so many people, as long as the context lasts."""
        command = [sys.executable, "-m", f"{PROGRAMS}.cannon", "--people", str(people), "--calling", str(calling)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
            try:
                assert process.stdout is not None
                yield Cannon(self, process.stdout.readline().strip())
            finally:
                process.kill()


@dataclass(frozen=True, slots=True)
class Cannon:
    """A running cannon, and the board against it."""

    machine: Machine
    sign_in: str

    @property
    def url(self) -> str:
        """Its address."""
        return str(json.loads(self.sign_in)["server_url"])

    def board(self, mode: str, *numbers: float) -> Told:
        """The real program in this mode; it need not wait for sign-in calls of runs before, of a minute's five."""
        for ledger in self.machine.home.glob("cache/rcboard/*/calls.sqlite*"):
            ledger.unlink()
        return self.machine.run("board", mode, self.sign_in, *numbers)


@dataclass(slots=True)
class Result:
    """One row of the table. ``ratio`` None: it could not be run, and ``said`` says why."""

    name: str
    against: str
    goal: float | None
    """None: a figure to compare with other commits, and nothing to reach."""
    at_least: bool = False
    ratio: float | None = None
    n: int = 0
    said: str = ""
    figures: dict[str, float] = field(default_factory=dict)
    load: float = 0.0
    """The machine's load when the row was done: others at work make absolute figures worse, ratios less so."""

    @property
    def met(self) -> bool:
        """Whether the goal is reached; what could not run has not."""
        if self.ratio is None:
            return False
        if self.goal is None:
            return True
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


def paired(ours: Callable[[], float], theirs: Callable[[], float], pairs: int) -> tuple[float, float, float]:
    """Ratio pair by pair, and both medians: (median ratio, ours, theirs)."""
    ratios, mine, other = [], [], []
    for _ in range(pairs):
        other.append(theirs())
        mine.append(ours())
        ratios.append(mine[-1] / other[-1])
    return statistics.median(ratios), statistics.median(mine), statistics.median(other)


@contextlib.contextmanager
def machine(platform: str) -> Iterator[Machine]:
    """A place to run in, gone afterwards. All modules are compiled, as those of an installed program are."""
    for folder in ("rcboard", "tests/bench"):
        compileall.compile_dir(ROOT / folder, quiet=1)
    with tempfile.TemporaryDirectory(prefix="rcbench-") as home:
        yield Machine(Path(home), platform)


def table(results: Sequence[Result]) -> str:
    """The results as Markdown, as the README shows them."""
    lines = ["| figure | against | goal | measured | n | load | |", "|---|---|---|---|---|---|---|"]
    for one in results:
        sign = "≥" if one.at_least else "≤"
        measured = f"{one.ratio:.2f}" if one.ratio is not None else "not run"
        verdict = one.said or ("" if one.goal is None else "met" if one.met else "missed")
        goal = "none" if one.goal is None else f"{sign} {one.goal:g}"
        detail = ", ".join(f"{name} {value:,.4g}" for name, value in one.figures.items())
        cells = (one.name, one.against, goal, f"{measured} ({detail})" if detail else measured)
        lines.append(f"| {' | '.join(cells)} | {one.n} | {one.load:.1f} | {verdict} |")
    return "\n".join(lines)
