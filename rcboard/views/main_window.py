"""The window: a search box, a strip that says how the line stands, and the tiles or what stands in their place.

It remembers nothing and does nothing by itself: wishes leave as signals, facts come in through the models.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from rcboard.domain.link import Phase
from rcboard.domain.preferences import Look
from rcboard.domain.presence import State
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.views import resources
from rcboard.views.banner import Banner
from rcboard.views.board_view import BoardView
from rcboard.views.fonts import Fonts
from rcboard.views.placeholder import Placeholder
from rcboard.views.search_box import SearchBox
from rcboard.views.style import style_sheet
from rcboard.views.theme import Theme, chosen, palette
from rcboard.words import tile as tile_words
from rcboard.words import window as words


class MainWindow(QWidget):
    """The board's window."""

    copy_asked = Signal(str)
    star_asked = Signal(str)
    watch_asked = Signal(str)
    why_asked = Signal(str)
    retry_asked = Signal()
    sign_in_asked = Signal()
    details_asked = Signal()
    demo_asked = Signal()
    close_asked = Signal()
    """The window's close button: whether that hides or ends is not ours to know."""
    theme_changed = Signal()

    def __init__(
        self, board: BoardModel, link: LinkModel, fonts: Fonts, look: Look = Look(), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._link = link
        self._look = look
        self._closing = False
        self.theme: Theme = chosen(look)
        self.setWindowTitle(words.title())
        self.setWindowIcon(resources.icon("rcboard"))
        self.setFont(fonts.line)
        self.board_view = BoardView(board, self.theme, fonts, self)
        self.board_view.setObjectName("board")
        self.search_box = SearchBox(self.board_view, self)
        self.search_box.setFont(fonts.line)
        self.banner = Banner(link, self.theme, fonts, self)
        self.placeholder = Placeholder(self.theme, fonts, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.board_view)
        self._stack.addWidget(self.placeholder)
        self._lay_out()
        self._connect()
        self._set_theme(self.theme)
        self._refresh()
        self.resize(1060, 720)
        self.setMinimumSize(420, 360)
        self.search_box.setFocus()  # until there are tiles

    # -- what others tell

    def tell_copied(self, id: str, number: str) -> None:
        """Somebody's number is in the clipboard: said on the tile, in the strip and aloud."""
        text = tile_words.copied(number)
        self.board_view.say(id, text)
        self.banner.say(text)

    def say(self, text: str) -> None:
        """Something was done."""
        self.banner.say(text)

    def set_look(self, look: Look) -> None:
        """Other colours were chosen, or as the system's."""
        self._look = look
        self._follow()

    def search_for(self, text: str) -> None:
        """Search for this, as if typed."""
        self.search_box.setText(text)

    def bring_forward(self) -> None:
        """Show the window above others, with the keyboard on the tiles."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def end(self) -> None:
        """From now on closing closes: the program or the desktop's session is ending."""
        self._closing = True

    # -- what hands do

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closing:
            event.accept()
        else:
            event.ignore()
            self.close_asked.emit()

    # -- inside

    def _lay_out(self) -> None:
        frame = QFrame(self)
        frame.setObjectName("frame")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(16, 14, 16, 8)
        inner.setSpacing(6)
        inner.addWidget(self.search_box)
        inner.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(frame)
        column.addWidget(self._stack, 1)
        self.setTabOrder(self.search_box, self.board_view)

    def _connect(self) -> None:
        view, box = self.board_view, self.search_box
        view.copy_asked.connect(self.copy_asked)
        view.star_asked.connect(self.star_asked)
        view.watch_asked.connect(self.watch_asked)
        view.why_asked.connect(self.why_asked)
        view.typed.connect(box.take_text)
        view.erased.connect(box.backspace)
        view.cleared.connect(box.clear)
        box.textChanged.connect(self._find)
        box.left.connect(view.setFocus)
        self.banner.retry_asked.connect(self.retry_asked)
        self.banner.sign_in_asked.connect(self.sign_in_asked)
        self.banner.details_asked.connect(self.details_asked)
        self.placeholder.main_asked.connect(self._next_step)
        self.placeholder.other_asked.connect(self.demo_asked)
        self._board.modelReset.connect(self._refresh)
        self._link.changed.connect(self._refresh)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        QShortcut(QKeySequence.StandardKey.Find, self, box.setFocus)

    def _find(self, text: str) -> None:
        self._board.find(text)
        self.board_view.set_searching(bool(text.strip()))

    def _next_step(self) -> None:
        if self._board.total:
            self.search_box.clear()
            self.board_view.setFocus()
        else:
            self.sign_in_asked.emit()

    def _follow(self) -> None:
        theme = chosen(self._look)
        if theme != self.theme:
            self._set_theme(theme)
            self.theme_changed.emit()

    def _set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        for part in (self.board_view, self.search_box, self.banner, self.placeholder):
            part.set_theme(theme)

    def _refresh(self) -> None:
        """Tiles where there are some; else why not, and what to do."""
        found, total = self._board.rowCount(), self._board.total
        self.banner.count(words.people(found, total) if total else "")
        self.banner.set_brief(total == 0 and self._link.phase is Phase.SIGNED_OUT)
        self.search_box.setEnabled(total > 0)
        if found:
            appears = self._stack.currentWidget() is not self.board_view
            self._stack.setCurrentWidget(self.board_view)
            if appears and not self.search_box.text():
                self.board_view.setFocus()  # a page that was not shown could not take it before
            return
        show = self.placeholder.tell
        if total:
            empty = words.no_match(self.search_box.text().strip())
            show(empty.headline, empty.remedy, State.UNKNOWN, State.UNKNOWN, State.UNKNOWN, main=empty.button)
        elif self._link.phase is Phase.SIGNED_OUT:
            empty = words.signed_out(self._link.link.problem)
            marks = (State.AVAILABLE, State.ON_CALL, State.IN_MEETING)
            show(empty.headline, empty.remedy, *marks, main=empty.button, other=words.demo())
        elif self._link.phase is Phase.LIVE:
            empty = words.nobody()
            show(empty.headline, empty.remedy, State.OFFLINE, State.OFFLINE, State.OFFLINE)
        else:
            show(words.loading(), words.loading_hint(), State.UNKNOWN, State.UNKNOWN, State.UNKNOWN)
        self._stack.setCurrentWidget(self.placeholder)
