"""Hiding in the tray and coming forward: what closing, the icon, and a second start do to the window."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QSystemTrayIcon

from rcboard.app.teller import Shown
from rcboard.views.main_window import MainWindow
from rcboard.views.tray import Tray
from rcboard.words import window as words


class Hiding:
    """Where the desktop has a tray closing hides; where it has none, closing is ``stop``."""

    def __init__(
        self,
        *,
        window: MainWindow,
        tray: Tray,
        notices: Shown,
        stop: Callable[[], None],
        start: Callable[[Coroutine[Any, Any, None], str], object],
        stays: Callable[[], bool] = lambda: True,
    ) -> None:
        """``stays`` is whether closing the window leaves the program in the tray, where there is one."""
        self._window = window
        self._tray = tray
        self._notices = notices
        self._stop = stop
        self._start = start
        self._stays = stays
        self._in_tray = False
        self._told = False

    def look_for_tray(self) -> None:
        """A tray host may come after us; an icon made before it is never seen, so it is made when the host is there."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there and not self._in_tray:
            self._tray.renew()
        self._in_tray = there

    def toggle(self) -> None:
        """A click on the icon."""
        if self._window.isVisible() and not self._window.isMinimized():
            self._window.hide()
        else:
            self._window.bring_forward()

    def come_forward(self, find: str) -> None:
        """Somebody started rcboard again, perhaps to find somebody."""
        self._window.bring_forward()
        if find:
            self._window.search_for(find)

    def close(self) -> None:
        """The window's close button. The first time it is told where the window went."""
        if not self._in_tray or not self._stays():
            self._stop()
            return
        self._window.hide()
        if not self._told:
            self._told = True
            self._start(self.notify("rcboard", words.hidden_to_tray()), "hidden")

    def balloon(self, title: str, body: str) -> None:
        """A notification where the desktop has no service for them."""
        self._tray.balloon(title, body)

    async def notify(self, key: str, body: str) -> None:
        """Tell something about the program itself; ``key`` says which notification a later one replaces."""
        if not await self._notices.show(key, words.title(), body):
            self.balloon(words.title(), body)
