"""The real window with an observer: answers "model" on standard input with what every tile says at this moment.

    RC_SERVER_URL=… RC_CLIENT_ID=… RC_CLIENT_SECRET=… RC_JWT=… python -m tests.kit.recorder SPEED [PROFILE]

With a profile it is that profile's running copy; "minimize" on standard input puts the window away before it answers,
"press KEY" and "type TEXT" use the keyboard, "open KEY" presses a key that opens a menu, "double ID" clicks a tile
twice, "close" presses the close button, and "desk" asks for what is chosen, noted and waited for. Without RC_JWT nobody
is signed in.
Reads the window's own model, not the line's counters: what it prints is what a person would see.
"""

import asyncio
import contextlib
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import msgspec
import qasync
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QWidget

from rcboard.app.desktop import Desktop
from rcboard.app.face import Face
from rcboard.app.plan import Plan
from rcboard.app.tasks import Tasks
from rcboard.domain.link import Problem, ProblemKind
from rcboard.host.credentials import Credentials
from rcboard.host.folders import folders
from rcboard.host.instance import Claim, claim
from rcboard.models.board_model import Role
from rcboard.platform import raw
from rcboard.views import resources
from rcboard.views.call_panel import CallPanel
from tests.kit import hands


def rows(desktop: Desktop) -> list[dict[str, object]]:
    """Every tile: state, freshness and words as shown, with the raw record behind them."""
    model = desktop.board_model
    shown = []
    for number in range(model.rowCount()):
        index = model.index(number)
        id = index.data(Role.ID)
        shown.append(
            {
                "id": id,
                "state": str(index.data(Role.STATE)),
                "freshness": index.data(Role.FRESHNESS).value,
                "line": index.data(Role.LINE),
                "age": index.data(Role.AGE),
                "presence": raw.record(desktop.board.sighting(id).presence),
            }
        )
    return shown


def texts(shown: QWidget) -> list[str]:
    """What can be read there, and then what can be pressed."""
    labels = [part.text() for part in shown.findChildren(QLabel) if part.isVisible()]
    return labels + [part.text() for part in shown.findChildren(QAbstractButton) if part.isVisible()]


def desk(desktop: Desktop) -> dict[str, object]:
    """What a receptionist has before her, and what she did."""
    window, model = desktop.window, desktop.board_model
    waits = model.waits
    asked, popup, at = desktop.welcome.panel, QApplication.activePopupWidget(), QApplication.focusWidget()
    return {
        "tab": window.header.tabs.tab.key,
        "tabs": [tab.key for tab in model.tabs.tabs],
        "shown": [model.index(row).data(Role.ID) for row in range(model.rowCount())],
        "chosen": window.board_view.current_id(),
        "search": window.search_box.text(),
        "why": window.beside.why.accessibleDescription() if window.beside.why.isVisible() else "",
        "call": [panel.accessibleDescription() for panel in window.findChildren(CallPanel) if panel.isVisible()],
        "waits": [waits.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(waits.rowCount())],
        "notes": desktop.actions.desk.notes,
        "asked": asked.departments.text() if asked is not None and asked.isVisible() else "",
        "instead": texts(window.placeholder),
        "keyboard": "" if at is None else at.text() if isinstance(at, QAbstractButton) else at.accessibleName(),
        "menu": [action.text() for action in popup.actions()] if isinstance(popup, QMenu) else [],
        "clipboard": QApplication.clipboard().text(),
        "dialogs": [
            one.windowTitle() for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
        ],
    }


def use(line: str, desktop: Desktop) -> None:
    """Press a key by its name, type a text wherever the keyboard is, or click somebody's tile twice."""
    what, _, rest = line.rstrip("\n").partition(" ")
    if QApplication.activeModalWidget() is None:
        desktop.window.activateWindow()
    target = QApplication.activePopupWidget() or QApplication.focusWidget() or desktop.window
    if what == "press":
        key = QKeySequence.fromString(rest)[0]  # type: ignore[index]  # PySide's stubs forget it
        hands.press(target, key.key(), key.keyboardModifiers())
    elif what == "type":
        for char in rest:
            QTest.keyClicks(QApplication.focusWidget() or target, char)
    elif what == "double":
        view = desktop.window.board_view
        view.choose(rest)
        hands.double_click(view.viewport(), view.visualRect(view.currentIndex()).center())


async def main(credentials: Credentials, speed: float, claim: Claim | None) -> int:
    """Run the window until standard input ends."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    executor = ThreadPoolExecutor(4)
    loop.set_default_executor(executor)

    async def find() -> Credentials | Problem:
        return credentials if credentials.jwt else Problem(ProblemKind.NOT_CONFIGURED)

    async with Tasks() as tasks:
        known = (credentials.server_url, credentials.client_id)
        plan = Plan(find=find, profile="recorded", speed=speed, claim=claim, known=known)
        face = Face(plan)
        face.show()
        desktop = Desktop(face, tasks, executor, stop)

        def answer(line: str) -> None:
            if line.strip() == "minimize":
                desktop.window.showMinimized()
            if line.strip() == "close":
                desktop.window.close()
            if line.startswith("open "):  # a menu waits for its answer, and the observer is to be answered now
                QTimer.singleShot(0, lambda: use(line.replace("open", "press", 1), desktop))
            if line.startswith(("press ", "type ", "double ")):
                use(line, desktop)
            if line.strip() == "desk":
                sys.stdout.write(msgspec.json.encode(desk(desktop)).decode() + "\n")
                sys.stdout.flush()
                return
            said = {
                "link": str(desktop.board.link.phase),
                "tiles": rows(desktop),
                "away": desktop.window.isMinimized() or not desktop.window.isVisible(),
                "search": desktop.window.search_box.text(),
            }
            sys.stdout.write(msgspec.json.encode(said).decode() + "\n")
            sys.stdout.flush()

        def listen() -> None:
            for line in sys.stdin:
                loop.call_soon_threadsafe(answer, line)
            loop.call_soon_threadsafe(stop.set)

        threading.Thread(target=listen, daemon=True).start()
        desktop.begin()
        await stop.wait()
        await desktop.end()
        tasks.cancel()
    executor.shutdown()
    return 0


if __name__ == "__main__":
    app = QApplication(["rcboard"])
    app.setQuitOnLastWindowClosed(False)
    resources.dress(app)
    server, client, secret, jwt = (
        os.environ.get(f"RC_{name}", "") for name in ("SERVER_URL", "CLIENT_ID", "CLIENT_SECRET", "JWT")
    )
    speed, *profile = sys.argv[1:]
    with (
        claim(folders(profile[0]).runtime) if profile else contextlib.nullcontext() as claimed,
        asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner,
    ):
        status = runner.run(main(Credentials(server, client, secret, jwt), float(speed), claimed))
    sys.exit(status)
