"""What every measured program tells of itself: memory, processor time, and when it began."""

import os
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget


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
    """Processor seconds used so far, children not counted."""
    times = os.times()
    return times.user + times.system


class Painted(QObject):
    """Tells each time a widget has been painted: the event is let through first, so the pixels are there."""

    def __init__(self, widget: QWidget, told) -> None:  # type: ignore[no-untyped-def]
        super().__init__(widget)
        self._widget = widget
        self._told = told
        self._inside = False
        widget.installEventFilter(self)

    def end(self) -> None:
        """Look no longer, so that what is measured next does not pay for it."""
        self._widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Paint or self._inside:
            return False
        self._inside = True
        try:
            # Through all other filters, too: a view paints in one of its own.
            QCoreApplication.sendEvent(watched, event)
        finally:
            self._inside = False
        self._told()
        return True
