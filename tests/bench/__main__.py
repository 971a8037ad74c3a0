"""``make bench [ROWS=…] [SCREEN=xcb] [GROWTH=1]``: prints the table, writes artifacts/bench.json."""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict

from tests.bench.growth import growth
from tests.bench.measure import ROOT, Result, machine, table
from tests.bench.rows import ROWS


def main() -> int:
    """0: every row meets its goal. 1: one does not, or could not run."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rows", default=",".join(ROWS), help="which, by name, with commas: " + ", ".join(ROWS))
    parser.add_argument("--platform", default="offscreen", help="offscreen (default) or xcb")
    parser.add_argument("--growth", action="store_true", help="the table of 100 to 50,000 people instead")
    args = parser.parse_args()
    began, load = time.monotonic(), os.getloadavg()[0]
    print(f"{platform.python_version()} on {os.cpu_count()} cores, Qt {args.platform}, load {load:.1f} at the start\n")
    with machine(args.platform) as here:
        if args.growth:
            print(growth(here))
            return 0
        results: list[Result] = []
        for name in args.rows.split(","):
            found: list[Result] = []
            try:
                found.extend(ROWS[name](here))
            except (RuntimeError, OSError, ValueError, subprocess.SubprocessError) as error:
                last = str(error).strip().splitlines()[-1:] or [type(error).__name__]
                found.append(Result(name, "", 0, said=f"not run: {last[0]}"))
            for one in found:
                one.load = os.getloadavg()[0]
            results += found
            keep(results, args.platform, load)
            print(f"  {name} ({time.monotonic() - began:.0f} s so far)", file=sys.stderr)
    print(table(results))
    print(f"\n{sum(one.met for one in results)} of {len(results)} met, {time.monotonic() - began:.0f} s")
    return 0 if all(one.met for one in results) else 1


def keep(results: Sequence[Result], screen: str, load: float) -> None:
    """What is known so far, in artifacts/bench.json: a run that is broken off has not been for nothing."""
    kept = ROOT / "artifacts" / "bench.json"
    kept.parent.mkdir(exist_ok=True)
    content = {"load": load, "python": platform.python_version(), "platform": screen}
    rows = [asdict(one) | {"met": one.met} for one in results]
    kept.write_text(json.dumps(content | {"rows": rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
