"""What every measured program tells of itself: memory, processor time, and when it began.

Nothing of Qt is in here: what is measured without a window must not pay for one.
"""

import os
import time
from pathlib import Path


def since_start() -> float:
    """Seconds since the process was started, by whoever started it (``BENCH_BEGAN``, the machine's steady clock)."""
    return time.monotonic() - float(os.environ["BENCH_BEGAN"])


def memory() -> dict[str, float]:
    """Resident and proportional memory in MB."""
    found = {}
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, value = line.split()[:2]
        found[name.rstrip(":")] = int(value) / 1024
    return {"rss": found["Rss"], "pss": found["Pss"], "own": found["Private_Clean"] + found["Private_Dirty"]}


def processor() -> float:
    """Processor seconds used so far, children not counted; finer than ``os.times``, which counts hundredths."""
    return time.process_time()
