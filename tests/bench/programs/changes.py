"""So many events, each decoded, applied, announced and painted, and nothing else: for an instruction counter.

python -m tests.bench.programs.changes COUNT
"""

import os
import sys

from PySide6.QtWidgets import QApplication

from rcboard.views import resources
from tests.kit.hot_path import HotPath


def main() -> None:
    """Open the window, put the events through, leave without tidying up."""
    app = QApplication([])
    app.setStyle("Fusion")
    resources.load_fonts()
    path = HotPath(warm=100)
    for text in path.frames(int(sys.argv[1])):
        path.put(text)
    os._exit(0)


if __name__ == "__main__":
    main()
