"""What one event costs, counted and not timed: from the frame as it came to the tile as it is painted.

``python -m tests.kit.hot_path`` counts anew for this Python and writes tests/samples/hot_path.json. Counts do not
depend on how busy the machine is, so a test may hold on to them.
"""

import gc
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from rcboard.domain.desk import Desk
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.platform import frames
from rcboard.views import resources
from rcboard.views.fonts import fonts
from rcboard.views.main_window import MainWindow
from tests.kit import looks
from tests.kit.people import NOW, office, people

FILE = Path(__file__).parents[1] / "samples" / "hot_path.json"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
EVENTS = 200

FRAME = (
    '[{"type":"ServerNotification","messageId":"m","status":200,"headers":{}},{"uuid":"m","event":"/restapi/v1.0/account/1'
    '/extension/%(id)s/presence?detailedTelephonyState=true","timestamp":"2026-05-04T14:03:13.120Z","subscriptionId":"s",'
    '"ownerId":"1","body":{"extensionId":%(id)s,"telephonyStatus":"%(status)s","activeCalls":[],"sequence":%(sequence)d,'
    '"presenceStatus":"Available","userStatus":"Available","meetingStatus":"Disconnected","dndStatus":"TakeAllCalls",'
    '"allowSeeMyPresence":true,"ringOnMonitoredCall":false,"pickUpCallsOnHold":false,"totalActiveCalls":0}}]'
)  # fmt: skip


class HotPath:
    """A window on a hundred people; frames of the first one are put through it, some of them at once."""

    def __init__(self, warm: int = 1000) -> None:
        everybody = people(100)
        self._id = everybody[0].id
        self._board = office(everybody)
        self._model = BoardModel(self._board, Desk(), frame=0)
        self._window = MainWindow(self._model, LinkModel(self._board), fonts(), looks.LIGHT)
        self._window.resize(1280, 800)
        self._window.show()
        self._sequence = 0
        QCoreApplication.processEvents()
        for text in self.frames(warm):  # what is kept for good is there by then
            self.put(text)

    def frames(self, count: int) -> Iterator[str]:
        """So many frames; each changes the state."""
        for _ in range(count):
            self._sequence += 1
            status = "Ringing" if self._sequence % 2 else "NoCall"
            yield FRAME % {"id": self._id, "status": status, "sequence": self._sequence}

    def put(self, text: str) -> None:
        """Decode, apply, announce, paint."""
        notification = frames.decode_frame(text, NOW).content
        assert isinstance(notification, frames.Notification)
        assert notification.heard is not None
        self._model.take(self._board.apply([notification.heard], NOW), NOW)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)

    def close(self) -> None:
        """Away with the window."""
        self._window.end()
        self._window.close()


def count(path: HotPath) -> dict[str, float]:
    """Python calls for an event, and memory blocks that an event leaves behind."""
    calls = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    texts = list(path.frames(EVENTS))
    sys.setprofile(profile)
    try:
        for text in texts:
            path.put(text)
    finally:
        sys.setprofile(None)
    gc.collect()
    before = sys.getallocatedblocks()
    for text in path.frames(EVENTS):
        path.put(text)
    gc.collect()
    return {"calls": round(calls / EVENTS, 1), "blocks": max(0.0, (sys.getallocatedblocks() - before) / EVENTS)}


def main() -> None:
    """Count and write down."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    app.setStyle("Fusion")
    resources.load_fonts()
    path = HotPath()
    counted = count(path)
    path.close()
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    FILE.write_text(json.dumps(kept | {VERSION: counted}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(VERSION, counted)


if __name__ == "__main__":
    main()
