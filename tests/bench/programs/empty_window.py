"""The floor for a window: PySide6 and nothing in it.

    python -m tests.bench.programs.empty_window [--libraries]

Prints {"paint", "rss", "pss", "own"}: seconds from the start to the first paint, and memory in MB then; with
``--libraries`` memory after the libraries are imported that a live board needs.
"""

import importlib
import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.programs import gauges
from tests.bench.programs.painted import Painted

LIBRARIES = (
    "qasync", "msgspec", "platformdirs", "ringcentral", "requests", "websockets.asyncio.client", "keyring",
    "truststore", "dbus_fast.aio", "asyncio", "argparse", "logging",
)  # fmt: skip


def main() -> None:
    """Show it, and end after the first paint."""
    app = QApplication([])
    app.setStyle("Fusion")
    window = QWidget()
    window.resize(1280, 800)

    def painted() -> None:
        seconds = gauges.since_start()
        if "--libraries" in sys.argv:
            for name in LIBRARIES:
                importlib.import_module(name)
        print(json.dumps({"paint": seconds, **gauges.memory()}), flush=True)
        QTimer.singleShot(0, app.quit)

    Painted(window, painted)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
