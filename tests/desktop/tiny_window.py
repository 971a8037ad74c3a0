"""A window as small as can be that uses all the kit looks at: list, field, button, tray icon, clipboard, keyring."""

import signal
import sys

import keyring
import shiboken6
from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QSystemTrayIcon,
    QVBoxLayout,
    QWidget,
)


def icon(colour: str) -> QIcon:
    pixels = QPixmap(22, 22)
    pixels.fill(QColor(colour))
    return QIcon(pixels)


def main() -> int:
    app = QApplication(sys.argv)
    app.setApplicationName("tiny")
    app.setQuitOnLastWindowClosed(False)
    window = QWidget()
    window.setWindowTitle("Tiny window")
    column = QVBoxLayout(window)

    people = QListView()
    people.setModel(QStringListModel(["Ann 101", "Bob 102", "Ζωή 103"]))
    people.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    people.doubleClicked.connect(lambda index: QGuiApplication.clipboard().setText(index.data().split()[-1]))
    field = QLineEdit()
    field.setAccessibleName("Search")
    keep = QPushButton("Keep")
    keep.clicked.connect(lambda: keyring.set_password("tiny", "me", field.text()))
    for widget in (people, field, keep):
        column.addWidget(widget)

    tray = QSystemTrayIcon(icon("#c72d04"))
    tray.setToolTip("Tiny tip")
    tray.activated.connect(lambda _reason: window.setVisible(not window.isVisible()))
    menu = QMenu()
    paused = QAction("Pause", menu, checkable=True)
    paused.toggled.connect(lambda on: tray.setIcon(icon("#7fb1f4" if on else "#c72d04")))
    menu.addAction(paused)
    menu.addAction("Quit", lambda: app.exit(3))
    tray.setContextMenu(menu)
    tray.show()
    window.resize(300, 300)
    window.show()

    signal.signal(signal.SIGTERM, lambda *_: app.exit(0))
    turns = QTimer()
    turns.timeout.connect(lambda: None)  # lets Python look at signals now and then
    turns.start(50)
    QTimer.singleShot(0, lambda: print("ready"))
    status = app.exec()
    # In this order: a tray icon or a menu that outlives the application crashes on its way out.
    for one in (tray, menu, window):
        shiboken6.delete(one)
    return status


if __name__ == "__main__":
    sys.exit(main())
