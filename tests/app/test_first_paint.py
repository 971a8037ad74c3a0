"""The window is painted before anything heavy is imported, with the people of the last run on it."""

import subprocess
import sys
from pathlib import Path

from tests.kit.office import ROOT

SCRIPT = """
import asyncio, sys
from concurrent.futures import ThreadPoolExecutor
import qasync
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from rcboard.app.desktop import Desktop
from rcboard.app.plan import Plan
from rcboard.app.people_file import PeopleFile
from rcboard.app.tasks import Tasks
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.host.credentials import Credentials
from rcboard.host.settings import PRODUCTION
from rcboard.models.board_model import Role
from rcboard.views import resources

class FirstPaint(QObject):
    loaded = None
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.loaded is None:
            self.loaded = sorted(sys.modules)
            model = desktop.board_model
            self.tiles = [(row.data(), row.data(Role.LINE)) for row in map(model.index, range(model.rowCount()))]
            stop.set()
        return False

async def main():
    global desktop
    async def find():
        await stop.wait()  # the keyring takes its time
        return Problem(ProblemKind.NOT_CONFIGURED)
    async with Tasks() as tasks:
        executor = ThreadPoolExecutor(1)
        before = PeopleFile("painted", lambda: 0.0, executor)
        before.keep([Person("1", "214", "Bob Smith")], Credentials(PRODUCTION, "client", "secret", "jwt"))
        await before.flush()
        desktop = Desktop(Plan(find=find, profile="painted"), tasks, executor, stop)
        desktop.window.installEventFilter(paint)
        desktop.show()
        await stop.wait()
        await desktop.end()
        tasks.cancel()
        executor.shutdown()

app = QApplication(["rcboard"])
app.setQuitOnLastWindowClosed(False)
resources.load_fonts()
paint = FirstPaint()
stop = asyncio.Event()
with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
    runner.run(main())
print(paint.tiles)
print("\\n".join(paint.loaded))
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
    assert not loaded & {"requests", "websockets", "keyring", "ringcentral", "aiohttp", "dbus_fast", "email"}
    dialogs = {f"rcboard.views.{name}" for name in ("about", "settings_dialog", "sign_in_dialog")}
    assert not dialogs & set(done.stdout.split())
