"""The rows of the table: each measures one figure against its reference, in pairs, and says what it is to reach."""

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import instructions
from tests.bench.measure import Cannon, Machine, Result, paired
from tests.bench.page import look, served, wished
from tests.kit.browser import CHROMIUM

PAIRS = 3
FRAME = 1000 / 60
"""Milliseconds of one frame."""
Row = Callable[[Machine], Iterator[Result]]


def first_paint(machine: Machine) -> Iterator[Result]:
    """From the start of the process to tiles on the screen, with 1,000 people in the cache."""
    row = Result("first paint of the board with 1,000 cached people", "empty PySide6 window", 1.35)
    with machine.cannon(1000) as cannon:
        cannon.board("live")  # fills the cache
        painted = cannon.board("paint")
        if painted["people"] != 1000:
            row.said = f"only {painted['people']:.0f} people were painted from the cache"
        else:
            row.ratio, ours, theirs = paired(
                lambda: cannon.board("paint")["paint"], lambda: machine.run("empty_window")["paint"], 2 * PAIRS
            )
            row.n, row.figures = 2 * PAIRS, {"s": ours, "empty": theirs}
        yield row
        yield _first_counted(machine, cannon)


def _first_counted(machine: Machine, cannon: Cannon) -> Result:
    row = Result("instructions until then", "empty PySide6 window", None, n=1)
    if shutil.which("valgrind") is None:
        row.said = "not run: there is no valgrind"
        return row
    programs = [sys.executable, "-m"]
    ours = instructions.counted(machine, [*programs, "tests.bench.programs.board", "first", cannon.sign_in])
    theirs = instructions.counted(machine, [*programs, "tests.bench.programs.empty_window"])
    row.ratio, row.figures = ours / theirs, {"million": ours / 1e6, "million in the empty window": theirs / 1e6}
    return row


def memory(machine: Machine) -> Iterator[Result]:
    """Resident memory once everybody is read."""
    many = Result("resident memory, 10,000 people, live", "the same with 100 people", 1.30, n=PAIRS)
    usual = Result(
        "resident memory, 1,000 people, live", "an empty PySide6 window + the imported libraries", 1.25, n=PAIRS
    )
    with machine.cannon(10_000) as large, machine.cannon(100) as small, machine.cannon(1000) as middle:
        many.ratio, ours, theirs = paired(lambda: large.board("live")["rss"], lambda: small.board("live")["rss"], PAIRS)
        many.figures = {"MB": ours, "MB with 100": theirs}
        usual.ratio, ours, theirs = paired(
            lambda: middle.board("live")["rss"], lambda: machine.run("empty_window", "--libraries")["rss"], PAIRS
        )
        usual.figures = {"MB": ours, "MB empty": theirs}
    yield many
    yield usual


def one_tile(machine: Machine) -> Iterator[Result]:
    """One person's change, applied, announced and painted, in processor time."""
    floor = Result("one tile's change, 10,000 people", "the C++ floor", 2.0, n=PAIRS)
    flat = Result("one tile's change, 10,000 people", "its own cost at 100 people", 1.3, n=PAIRS)
    with machine.cannon(10_000) as large, machine.cannon(100) as small:
        flat.ratio, ours, theirs = paired(lambda: large.board("tile")["us"], lambda: small.board("tile")["us"], PAIRS)
        flat.figures = {"µs": ours, "µs at 100": theirs}
        with tempfile.TemporaryDirectory() as folder:
            program = floor_program(Path(folder))
            if program is None:
                floor.said = "not run: Qt's headers are missing (qt6-base-dev)"
            else:
                floor.ratio, ours, theirs = paired(
                    lambda: large.board("tile")["us"], lambda: run_floor(program, machine), PAIRS
                )
                floor.figures = {"µs": ours, "µs in C++": theirs}
    yield floor
    yield flat


def floor_program(folder: Path) -> Path | None:
    """The C++ floor, built here; None where it cannot be."""
    compiler = shutil.which("g++")
    asked = ["pkg-config", "--cflags", "--libs", "Qt6Widgets"]
    known = subprocess.run(asked, capture_output=True, text=True, check=False)
    if compiler is None or known.returncode:
        return None
    source, made = Path(__file__).with_name("floor.cpp"), folder / "floor"
    subprocess.run([compiler, "-O2", "-fPIC", "-std=c++17", source, "-o", made, *known.stdout.split()], check=True)
    return made


def run_floor(program: Path, machine: Machine) -> float:
    """Its microseconds."""
    import json

    done = subprocess.run(
        [program, "10000"], env=machine.environment(), capture_output=True, text=True, timeout=60, check=True
    )
    return float(json.loads(done.stdout)["us"])


def counted(machine: Machine) -> Iterator[Result]:
    """Instructions, which do not depend on what else the machine does."""
    row = Result("instructions for one event, decoded to painted", "the C++ floor's change", None, n=1)
    with tempfile.TemporaryDirectory() as folder:
        program = floor_program(Path(folder))
        if program is None:
            row.said = "not run: Qt's headers are missing (qt6-base-dev)"
        elif shutil.which("valgrind") is None:
            row.said = "not run: there is no valgrind"
        else:
            ours = instructions.each(machine, instructions.ours())
            theirs = instructions.each(machine, [program, "100"])
            row.ratio, row.figures = ours / theirs, {"thousand": ours / 1000, "thousand in C++": theirs / 1000}
    yield row


def flow(machine: Machine) -> Iterator[Result]:
    """Events a second, flat out, with the window open."""
    sustained = "events/s sustained, 1,000 people, window open"
    bare = Result(sustained, "bare asyncio reader with typed decode", 0.35, True, n=PAIRS)
    naive = Result("the same", "one widget per tile, json, one repaint per event", 4.0, True, n=PAIRS)
    with machine.cannon(1000, 0.0) as cannon:
        bare.ratio, ours, theirs = paired(
            lambda: cannon.board("flow", 60_000)["rate"],
            lambda: machine.run("reader", cannon.url, 60_000)["rate"],
            PAIRS,
        )
        bare.figures = {"per s": ours, "bare": theirs}
        naive.ratio, ours, theirs = paired(
            lambda: cannon.board("flow", 60_000)["rate"],
            lambda: machine.run("widgets", cannon.url, 10_000)["rate"],
            PAIRS,
        )
        naive.figures = {"per s": ours, "widgets": theirs}
    yield bare
    yield naive


def latency(machine: Machine) -> Iterator[Result]:
    """From written by the server to painted, of those on screen; 99 of 100."""
    with machine.cannon(1000, 0.0) as cannon:
        for rate, count in ((500, 5_000), (5_000, 30_000)):
            row = Result(f"socket → paint p99 at {rate:,} events/s", "two frames of 60 Hz", 1.0, n=PAIRS)
            told = [cannon.board("latency", count, rate) for _ in range(PAIRS)]
            best = sorted(told, key=lambda one: one["p99"])[PAIRS // 2]
            row.ratio, row.figures = best["p99"] / (2 * FRAME), {"p50 ms": best["p50"], "p99 ms": best["p99"]}
            yield row


def keystroke(machine: Machine) -> Iterator[Result]:
    """A letter typed to the tiles painted."""
    row = Result("search keystroke → painted, 10,000 people", "one frame", 1.0, n=PAIRS)
    with machine.cannon(10_000) as cannon:
        told = sorted(cannon.board("key")["ms"] for _ in range(PAIRS))
        row.ratio, row.figures = told[PAIRS // 2] / FRAME, {"ms": told[PAIRS // 2]}
    yield row


def idle(machine: Machine) -> Iterator[Result]:
    """Time passes; nothing else."""
    with machine.cannon(10_000) as cannon:
        for hidden, goal, name in ((0, 0.005, "timers running"), (1, 0.001, "hidden to the tray")):
            row = Result(f"idle processor time, 10,000 people, 3,000 on calls, {name}", "one core", goal, n=PAIRS)
            told = sorted(cannon.board("idle", 10, hidden)["share"] for _ in range(PAIRS))
            row.ratio, row.figures = told[PAIRS // 2], {"%": told[PAIRS // 2] * 100}
            yield row


def start(machine: Machine) -> Iterator[Result]:
    """From the start of the process to the truth about everybody."""
    row = Result("start to truth, 10,000 people", "the transfer and typed decode alone", 2.0, n=2 * PAIRS)
    with machine.cannon(10_000) as cannon:
        row.ratio, ours, theirs = paired(
            lambda: cannon.board("live")["seconds"], lambda: machine.run("transfer", cannon.url)["seconds"], 2 * PAIRS
        )
        row.figures = {"s": ours, "alone": theirs}
    yield row


PAGES = {1_000: ("the board as a page in Chromium", 0.25, 0.5, 0.5), 10_000: ("the same", 0.25, 0.7, 1.0)}
"""How many people, against what, and the goals for memory, start and delay.

Of ten thousand the page lays out and paints those in sight alone (CSS ``content-visibility``).
"""


def page(machine: Machine) -> Iterator[Result]:
    """The same board as a page in headless Chromium, which need not hold back what is not in sight."""
    for people, (against, *goals) in PAGES.items():
        memory, first, delay = (
            Result(f"{figure}, {people:,} people", against, goal, n=PAIRS)
            for figure, goal in zip(
                ("proportional memory", "start to painted people", "p99 event → paint at 500/s"), goals, strict=True
            )
        )
        rows = (memory, first, delay)
        if not wished() or CHROMIUM is None:
            for row in rows:
                row.said = "not run: there is no Chromium" if wished() else "not run: CHROMIUM=1 runs it"
            yield from rows
            continue
        with machine.cannon(people) as cannon, served(machine, cannon) as address:
            theirs = [look(machine, cannon, address, people) for _ in range(PAIRS)]
        with machine.cannon(people) as cannon:
            live = [cannon.board("live") for _ in range(PAIRS)]
            paint = [cannon.board("paint") for _ in range(PAIRS)]
            delays = [cannon.board("latency", 5000, 500) for _ in range(PAIRS)]
        for row, ours, their, unit in (
            (memory, [one["pss"] for one in live], [one["pss"] for one in theirs], "MB"),
            (first, [one["paint"] for one in paint], [one["seconds"] for one in theirs], "s"),
            (delay, [one["p99"] for one in delays], [one["p99"] for one in theirs], "ms"),
        ):
            row.ratio = statistics.median(a / b for a, b in zip(ours, their, strict=True))
            row.figures = {unit: statistics.median(ours), f"{unit} in Chromium": statistics.median(their)}
        yield from rows


ROWS: dict[str, Row] = {
    "paint": first_paint,
    "memory": memory,
    "tile": one_tile,
    "instructions": counted,
    "flow": flow,
    "latency": latency,
    "key": keystroke,
    "idle": idle,
    "start": start,
    "page": page,
}
