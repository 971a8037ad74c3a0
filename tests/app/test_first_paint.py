"""The window is painted before anything heavy is imported, with the people of the last run on it."""

import subprocess
import sys
from pathlib import Path

from tests.kit.office import ROOT

SCRIPT = """
import sys, time
from rcboard.app import face, last_people, program
from rcboard.app.plan import Plan
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.host.settings import PRODUCTION
from rcboard.models.board_model import Role
from PySide6.QtCore import QEvent, QObject

people = (Person("1", "214", "Bob Smith"),)
last_people.file("painted", time.time).write(last_people.KeptPeople(PRODUCTION, "client", people))

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not hasattr(self, "loaded"):
            self.loaded = sorted(sys.modules)
            model = shown.board_model
            self.tiles = [(row.data(), row.data(Role.LINE)) for row in map(model.index, range(model.rowCount()))]
        return False

class Watched(face.Face):
    def show(self):
        global shown
        shown = self
        self.window.installEventFilter(paint)
        super().show()

async def find():
    return Problem(ProblemKind.NOT_CONFIGURED)

async def errand(desktop):
    print("alive", desktop.window.isVisible())
    print(paint.tiles)
    print("\\n".join(paint.loaded))
    return 0

paint = FirstPaint()
face.Face = Watched
sys.exit(program.run(Plan(find=find, profile="painted", errand=errand)))
"""


def test_the_first_paint_needs_no_network_library_and_no_keyring(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "rcboard" in loaded
    assert "[('Bob Smith', 'Checking…')]" in done.stdout
    heavy = "requests websockets keyring ringcentral aiohttp dbus_fast email asyncio qasync"
    assert not loaded & set(heavy.split())
    later = {
        f"rcboard.{name}" for name in ("app.desktop", "views.settings_dialog", "views.sign_in_dialog", "platform.wire")
    }
    assert not later & set(done.stdout.split())
    assert "alive True" in done.stdout, "and everything else came after it"
