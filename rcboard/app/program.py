"""The program: one Qt application; first its face, then everything that gives it life.

Only what the first paint needs is imported here. It takes a third of the whole, and the rest follows behind the tiles.
"""

import time

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

import rcboard.app.plain_import  # noqa: F401  # before all others of ours
from rcboard.app import face, garbage, speech
from rcboard.app.plan import Plan
from rcboard.views import qt_words, resources

LIMIT = 0.3
"""Seconds the desktop may take to give the window its place. A window that starts minimized is never painted."""


def run(plan: Plan) -> int:
    """Open the board and stay until it is quit; the exit code."""
    garbage.hold()
    app = QApplication(["rcboard"])
    app.setApplicationName("rcboard")
    app.setDesktopFileName("rcboard")
    app.setQuitOnLastWindowClosed(False)
    resources.dress(app)
    qt_words.translate(app, speech.begin(plan.profile, otherwise=qt_words.system_language()))
    shown = face.Face(plan)
    shown.show()
    until = time.monotonic() + LIMIT
    # No loop runs yet that this could strand. What hands do meanwhile waits until somebody can answer it.
    while not shown.painted and time.monotonic() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 20)
    from rcboard.app import life  # late: loop, line, tray, alerts, outlets

    return life.run(app, shown)
