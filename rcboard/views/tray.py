"""The tray icon: how the line stands and whether somebody waited for is free, told by shape as much as by colour."""

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from rcboard.models.tray_model import Standing, TrayModel
from rcboard.views import plain, resources
from rcboard.words import sign_in as sign_in_words
from rcboard.words import window as words

ICONS = {
    Standing.FREE: "tray-free",
    Standing.LIVE: "tray-live",
    Standing.RECONNECTING: "tray-reconnecting",
    Standing.SIGNED_OUT: "tray-signed-out",
}


class Tray(QObject):
    """Shows a tray model. Made with or without a tray host: ``renew`` when one may have come."""

    toggle_asked = Signal()
    """A click: show the board, or hide it."""
    open_asked = Signal()
    pause_asked = Signal(bool)
    settings_asked = Signal()
    sign_out_asked = Signal()
    quit_asked = Signal()

    def __init__(self, model: TrayModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._icons = {standing: resources.icon(name) for standing, name in ICONS.items()}
        self._since_click = QElapsedTimer()
        self.menu = QMenu()
        self._open = QAction(words.tray_open(), self.menu)
        self._pause = QAction(words.tray_pause(), self.menu, checkable=True)
        self._settings = QAction(words.tray_settings(), self.menu)
        self._settings.triggered.connect(self.settings_asked)
        sign_out = QAction(sign_in_words.sign_out(), self.menu)
        quit_ = QAction(words.tray_quit(), self.menu)
        self.menu.addAction(self._open)
        self.menu.addAction(self._pause)
        self.menu.addAction(self._settings)
        self.menu.addSeparator()
        self.menu.addAction(sign_out)
        self.menu.addAction(quit_)
        self._open.triggered.connect(self.open_asked)
        self._pause.toggled.connect(self.pause_asked)
        sign_out.triggered.connect(self.sign_out_asked)
        quit_.triggered.connect(self.quit_asked)
        self.icon = self._make()
        model.changed.connect(self._refresh)

    def add_menu(self, menu: QMenu) -> None:
        """Offer this menu, too, above the settings."""
        self.menu.insertMenu(self._settings, menu)

    def renew(self) -> None:
        """Make the icon anew: Qt chooses its kind when it is made, so one made before the tray host stays unseen."""
        self.icon.hide()
        self.icon.deleteLater()
        self.icon = self._make()
        self.show()

    def show(self) -> bool:
        """Put the icon into the tray; False where the desktop has none (yet)."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there:
            self.icon.show()
        return there

    def hide(self) -> None:
        """Take it away."""
        self.icon.hide()

    def balloon(self, title: str, body: str) -> None:
        """Say this beside the icon, where the desktop has no better place for it."""
        self.icon.showMessage(plain.balloon(title), plain.balloon(body), QSystemTrayIcon.MessageIcon.NoIcon)

    def set_paused(self, paused: bool) -> None:
        """Alerts were paused or go on, from elsewhere."""
        self._pause.blockSignals(True)
        self._pause.setChecked(paused)
        self._pause.blockSignals(False)

    def switch_pause(self) -> None:
        """Pause alerts, or let them go on, as if by the menu."""
        self._pause.toggle()

    def _make(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self._icons[self._model.standing], self)
        icon.setToolTip(self._model.tooltip)
        icon.setContextMenu(self.menu)
        icon.activated.connect(self._activated)
        return icon

    def _refresh(self) -> None:
        self.icon.setIcon(self._icons[self._model.standing])
        self.icon.setToolTip(self._model.tooltip)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason != QSystemTrayIcon.ActivationReason.Trigger:
            return
        # A double click arrives as two triggers: the second must not undo the first.
        soon = QGuiApplication.styleHints().mouseDoubleClickInterval()
        second = self._since_click.isValid() and self._since_click.elapsed() < soon
        self._since_click.restart()
        if not second:
            self.toggle_asked.emit()
