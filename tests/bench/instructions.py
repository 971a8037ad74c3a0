"""Processor instructions for one change, counted by callgrind: no other program on the machine moves this figure."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ROOT, Machine

FEW, MANY = 100, 300
"""Changes of two runs: what both spend besides falls out of the difference."""


def each(machine: Machine, command: Sequence[str | Path]) -> float:
    """Of a program that takes the number of changes as its last argument. Raises RuntimeError with its last words."""
    few, many = (counted(machine, [*command, str(count)]) for count in (FEW, MANY))
    return (many - few) / (MANY - FEW)


def ours() -> list[str]:
    """From the frame as it came to the tile as it is painted, in a window of a hundred people."""
    return [sys.executable, "-m", "tests.bench.programs.changes"]


def counted(machine: Machine, command: Sequence[str | Path]) -> int:
    """Of a program from its start to its end. Raises RuntimeError with its last words."""
    # Callgrind writes its profile nowhere; a fixed seed keeps the sets' order, and with it the count, the same.
    watch = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    done = subprocess.run(
        [*watch, *command], cwd=ROOT, env=machine.environment() | {"PYTHONHASHSEED": "0"},
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or found is None:
        raise RuntimeError(f"callgrind: {done.stderr.strip()[-300:] or done.returncode}")
    return int(found[1])
