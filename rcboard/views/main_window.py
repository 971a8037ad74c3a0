"""The window: a search box, a strip that says how the line stands, and the tiles or what stands in their place.

It remembers nothing and does nothing by itself: wishes leave as signals, facts come in through the models.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rcboard.domain.link import Phase
from rcboard.domain.preferences import Look
from rcboard.domain.tabs import ALL, Tab
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.models.roster import Sort
from rcboard.views import resources
from rcboard.views.beside import Beside
from rcboard.views.board_view import BoardView
from rcboard.views.files import Files
from rcboard.views.fonts import Fonts, tile_fonts
from rcboard.views.hands import Hands
from rcboard.views.header import Header
from rcboard.views.own_wishes import grant, zoom
from rcboard.views.placeholder import Placeholder
from rcboard.views.style import style_sheet
from rcboard.views.tab_order import in_order, stops
from rcboard.views.theme import Theme, chosen, palette
from rcboard.views.typing_keys import is_text, presses
from rcboard.views.waiting_list import WaitingList
from rcboard.views.wall import Wall, WallBar
from rcboard.words import tabs as tab_words
from rcboard.words import tile as tile_words
from rcboard.words import window as words

USUAL = QSize(1060, 720)
"""What the window is as large as at first, where the screen is not smaller."""
WITH_SIDE = 900
"""Pixels from which the waiting list stands at the side of the tiles."""
NARROW = 640
"""Pixels below which words give way to signs."""


class MainWindow(QWidget):
    """The board's window."""

    wish_asked = Signal(object, str)
    """A ``Wish`` that is not the window's own to grant, and whom it is about."""
    size_asked = Signal(object, int)
    """Another ``Density`` or zoom in percent."""
    retry_asked = Signal()
    sign_in_asked = Signal()
    details_asked = Signal()
    demo_asked = Signal()
    close_asked = Signal()
    """The window's close button: whether that hides or ends is not ours to know."""
    theme_changed = Signal()
    appeared = Signal()
    """It was hidden or minimized, and can be seen now."""
    placed = Signal()
    """It stands elsewhere, is as large as it was not, or is maximized or minimized, or no longer."""

    def __init__(
        self, board: BoardModel, link: LinkModel, type_: Fonts, look: Look = Look(), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.type_ = type_
        self._board = board
        self._link = link
        self.look = look
        self._closing = False
        self.theme: Theme = chosen(look)
        self.setWindowTitle(words.title())
        self.setWindowIcon(resources.icon("rcboard"))
        self.setFont(type_.line)
        self.board_view = BoardView(board, self.theme, tile_fonts(look), self)
        self.board_view.setObjectName("board")
        self.hands = Hands(self, self.board_view)
        self.header = Header(self.board_view, link, board.tabs, theme=self.theme, fonts=type_, parent=self)
        self.search_box, self.banner = self.header.search_box, self.header.banner
        self.placeholder = Placeholder(self.theme, type_, self)
        self.beside = Beside(
            model=board,
            view=self.board_view,
            tabs=self.header.tabs,
            hands=self.hands,
            theme=self.theme,
            fonts=type_,
            parent=self,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.board_view)
        self._stack.addWidget(self.placeholder)
        self.waiting = WaitingList(board.waits, self.theme, type_, self)
        self._wall_bar = WallBar(link, self.theme, type_, self)
        self.wall = Wall(self, self.board_view, self._wall_bar)
        self.files = Files(self)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()
        self.header.menu.set_density(look.density)
        self.board_view.pulse.set_calm(look.reduced_motion)
        self._set_theme(self.theme)
        self._refresh()
        self.resize(USUAL)
        self.setMinimumSize(300, 320)
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

    def announce(self, text: str) -> None:
        """Something was told elsewhere, to eyes: ears hear it here."""
        self.banner.announce(text)

    def set_look(self, look: Look) -> None:
        """Other colours, another density or size were chosen."""
        before, self.look = self.look, look
        if (look.density, look.zoom) != (before.density, before.zoom):
            self.board_view.set_fonts(tile_fonts(look))
        self.header.menu.set_density(look.density)
        self.board_view.pulse.set_calm(look.reduced_motion)
        self._follow()

    def set_keys(self, chosen: Mapping[str, str]) -> None:
        """A person's own keys, as in ``Preferences.keys``."""
        self.hands.set_keys(chosen)
        self.header.menu.set_keys(self.hands.keys)

    def set_sort(self, sort: Sort) -> None:
        """Sort the tiles by this."""
        self.header.menu.set_sort(sort)
        self._board.set_sort(sort)
        self.board_view.scrollToTop()

    def settle(self) -> None:
        """A moment has passed: where no hand is on the tiles, they may come, go and move as states have."""
        if self.board_view.at_rest():
            self._board.settle()

    def search_for(self, text: str) -> None:
        """Search for this, as if typed."""
        self.search_box.setFocus()
        self.search_box.setText(text)

    def show_person(self, id: str) -> None:
        """Choose somebody, wherever he is."""
        if self._board.row_of(id) is None:
            self.search_box.clear()
            self.header.free_now.setChecked(False)
            self.header.tabs.choose(ALL)
        self.board_view.choose(id)
        self.board_view.setFocus()

    def add_panel(self, panel: QWidget) -> None:
        """Put a strip between head and tiles, one Tab from these. It shows itself when it has something to say."""
        self._column.insertWidget(2, panel)
        in_order(self.board_view, *stops(panel))

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.set_narrow(self.width() < NARROW)
        beside = self.width() >= WITH_SIDE
        self.waiting.set_beside(beside)
        # Where there is no room at the side, the waiting stand above the tiles.
        directions = QBoxLayout.Direction
        self._body.setDirection(directions.LeftToRight if beside else directions.BottomToTop)
        self.placed.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.placed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no button wants is typed to find, and Escape clears, wherever the keyboard is."""
        if is_text(event):
            self._typed(event.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._clear()
        elif not presses(event, self.focusWidget()):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.appeared.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.placed.emit()
            if not self.isMinimized():
                self.appeared.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closing:
            event.accept()
        else:
            event.ignore()
            self.close_asked.emit()

    # -- inside

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._wall_bar)
        self._body.setSpacing(0)
        self._body.addWidget(self._stack, 1)
        self._body.addWidget(self.waiting)
        column.addLayout(self._body, 1)
        in_order(self.search_box, self.board_view)

    def _connect(self) -> None:
        view, box = self.board_view, self.search_box
        self.hands.wish_asked.connect(lambda wish, about: grant(self, wish, about))
        self.waiting.show_asked.connect(self.show_person)
        self.waiting.name_asked.connect(self.beside.ask_caller)
        self.header.menu.wish_asked.connect(self.hands.wish)
        self.header.menu.export_asked.connect(self.files.choose_export)
        self.header.menu.import_asked.connect(self.files.choose_import)
        self.header.menu.sort_asked.connect(self.set_sort)
        self.header.tabs.chosen.connect(self._show_tab)
        self.header.free_now_asked.connect(self._show_free)
        view.zoomed.connect(lambda by: zoom(self, by))
        view.typed.connect(self._typed)
        self.wall.changed.connect(lambda on: self.header.setVisible(not on))
        view.erased.connect(box.backspace)
        view.cleared.connect(self._clear)
        box.textChanged.connect(self._find)
        box.left.connect(view.setFocus)
        self.banner.retry_asked.connect(self.retry_asked)
        self.banner.sign_in_asked.connect(self.sign_in_asked)
        self.banner.details_asked.connect(self.details_asked)
        self.placeholder.main_asked.connect(self._next_step)
        self.placeholder.other_asked.connect(self.demo_asked)
        self._board.modelReset.connect(self._refresh)
        self._link.changed.connect(self._refresh)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def _typed(self, text: str) -> None:
        """Typing finds, and to see it the wall view gives way."""
        if self.wall.on:
            self.wall.switch()
        self.search_box.take_text(text)

    def _clear(self) -> None:
        if self.wall.on:
            self.wall.switch()
        self.search_box.clear()

    def _find(self, text: str) -> None:
        self._board.find(text)
        self.board_view.set_searching(bool(text.strip()))
        self._refresh()  # nobody may have been found before, too, and the model has nothing to tell then

    def _show_tab(self, tab: Tab) -> None:
        self._board.set_tab(tab)
        self.wall.set_title(tab_words.title(tab))
        self.board_view.scrollToTop()

    def _show_free(self, free_now: bool) -> None:
        self._board.set_free_now(free_now)
        self.board_view.scrollToTop()
        self._refresh()

    def _next_step(self) -> None:
        if self._board.total:
            if self.search_box.text():
                self.search_box.clear()
            elif self._board.choice.free_now:
                self.header.free_now.setChecked(False)
            else:
                self.header.tabs.choose(ALL)
            self.board_view.setFocus()
        else:
            self.sign_in_asked.emit()

    def _follow(self) -> None:
        theme = chosen(self.look)
        if theme != self.theme:
            self._set_theme(theme)
            self.theme_changed.emit()

    def _set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        for part in (self.board_view, self.header, self.placeholder, self.beside.why, self.waiting, self._wall_bar):
            part.set_theme(theme)

    def _refresh(self) -> None:
        """Tiles where there are some; else why not, and what to do."""
        found, total = self._board.rowCount(), self._board.total
        choice = self._board.choice
        self.banner.count(words.people(found, choice.on_tab if not choice.words else total) if total else "")
        self.banner.set_brief(total == 0 and self._link.phase is Phase.SIGNED_OUT)
        self.search_box.setEnabled(total > 0)
        if found:
            appears = self._stack.currentWidget() is not self.board_view
            self._stack.setCurrentWidget(self.board_view)
            if appears and not self.search_box.text():
                self.board_view.setFocus()  # a page that was not shown could not take it before
            return
        self._stack.setCurrentWidget(self.placeholder)
        self.placeholder.explain(self._board, self._link, self.search_box.text().strip())
