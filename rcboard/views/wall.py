"""The wall view: the whole screen for the tiles, a bar with the clock, and pages that turn by themselves."""

from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from rcboard.domain.tabs import ALL
from rcboard.models.link_model import LinkModel
from rcboard.views.banner import Lamp
from rcboard.views.board_view import BoardView
from rcboard.views.fonts import Fonts
from rcboard.views.label import Label
from rcboard.views.theme import Theme
from rcboard.words import tabs
from rcboard.words import view as words

PAGE_MS = 12_000
"""How long a page stands: long enough to be read from across the room."""


class WallBar(QFrame):
    """What is shown, how the line stands, which page this is, and the time."""

    def __init__(self, link: LinkModel, theme: Theme, fonts: Fonts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self._link = link
        self._theme = theme
        self._lamp = Lamp(self)
        self._title, self._line, self._page, self._clock = (Label(self) for _ in range(4))
        self._title.setFont(fonts.headline)
        self._line.setFont(fonts.number)
        self._page.setFont(fonts.line)
        self._page.setProperty("muted", True)
        self._clock.setFont(fonts.headline)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addSpacing(12)
        row.addWidget(self._lamp)
        row.addWidget(self._line, 1)
        row.addWidget(self._page)
        row.addSpacing(12)
        row.addWidget(self._clock)
        link.changed.connect(self.refresh)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme
        self.refresh()

    def tell(self, title: str, page: int, pages: int) -> None:
        """What is shown, and which page of it, counted from 0."""
        self._title.setText(title)
        self._page.setText(words.page(page + 1, pages) if pages > 1 else "")
        self.refresh()

    def refresh(self) -> None:
        """The line and the time as they are now."""
        self._lamp.show_phase(self._link.phase, self._theme)
        sentence = self._link.sentence
        self._line.setText(" · ".join(part for part in (sentence.text, sentence.detail) if part))
        self._clock.setText(datetime.now().astimezone().strftime("%H:%M"))


class Wall(QObject):
    """Turns the wall view on and off for a window; the window shows and hides its own parts."""

    changed = Signal(bool)

    def __init__(self, window: QWidget, view: BoardView, bar: WallBar) -> None:
        super().__init__(window)
        self._window = window
        self._view = view
        self._bar = bar
        self._title = tabs.title(ALL)
        self._page = 0
        self._before = window.windowState()
        self.on = False
        self._turning = QTimer(self, interval=PAGE_MS)
        self._turning.timeout.connect(self.turn)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(bar.refresh)

    def switch(self) -> None:
        """On, or off again."""
        self.on = not self.on
        if self.on:
            self._before = self._window.windowState()
            self._window.setWindowState(self._before | Qt.WindowState.WindowFullScreen)
        else:
            self._window.setWindowState(self._before & ~Qt.WindowState.WindowFullScreen)
        for timer in (self._turning, self._clock):
            timer.start() if self.on else timer.stop()
        self._bar.setVisible(self.on)
        self._view.set_paged(self.on)
        self._page = 0
        self.changed.emit(self.on)
        self._tell()

    def set_title(self, title: str) -> None:
        """What the tiles are: the chosen tab."""
        self._title = title
        self._page = 0
        self._tell()

    def turn(self) -> None:
        """The next page; after the last the first. Numbers change with people, so they are asked each time."""
        self._page = (self._page + 1) % max(1, self._view.pages())
        self._tell()

    def _tell(self) -> None:
        if self.on:
            self._view.show_page(self._page)
            self._bar.tell(self._title, self._page, self._view.pages())
