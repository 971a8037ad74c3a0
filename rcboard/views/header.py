"""Above the tiles: the search box with its switch and the View menu, the tabs, and the strip."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rcboard.models.link_model import LinkModel
from rcboard.models.tab_model import TabModel
from rcboard.views import signs
from rcboard.views.banner import Banner
from rcboard.views.board_view import BoardView
from rcboard.views.fonts import Fonts
from rcboard.views.icons import icon
from rcboard.views.own_menu import OwnMenu
from rcboard.views.plain import give_tip
from rcboard.views.search_box import SearchBox
from rcboard.views.tab_order import in_order
from rcboard.views.tab_strip import TabStrip
from rcboard.views.theme import Theme
from rcboard.views.view_menu import ViewMenu
from rcboard.words import tabs as tab_words
from rcboard.words import view as words


class Header(QFrame):
    """Puts them together; each is used through its own name."""

    free_now_asked = Signal(bool)

    def __init__(
        self, view: BoardView, link: LinkModel, tabs: TabModel, *, theme: Theme, fonts: Fonts, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self.search_box = SearchBox(view, self)
        self.search_box.setFont(fonts.line)
        self.free_now = _button(tab_words.free_now(), fonts, self)
        self.free_now.setCheckable(True)
        give_tip(self.free_now, tab_words.free_now_hint())
        self.free_now.toggled.connect(self.free_now_asked)
        self.menu = ViewMenu(self)
        self.menu.setFont(fonts.place)
        self.view_button = _button(words.title(), fonts, self)
        self.view_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.view_button.setMenu(self.menu)
        self.tabs = TabStrip(tabs, theme, fonts, self)
        self.banner = Banner(link, theme, fonts, self)
        self.font_of_buttons = fonts
        self._own: tuple[QToolButton, OwnMenu] | None = None
        self._narrow = False
        first = self._first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.search_box, 1)
        first.addWidget(self.free_now)
        first.addWidget(self.view_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.tabs)
        column.addWidget(self.banner)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.view_button.setIcon(icon(signs.sliders(), theme.muted))
        self.view_button.setIconSize(QSize(18, 18))
        for part in (self.search_box, self.tabs, self.banner):
            part.set_theme(theme)

    def add_own_menu(self, menu: OwnMenu) -> None:
        """Offer one's own status, while there is anything to change."""
        button = _button("", self.font_of_buttons, self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        self._own = (button, menu)
        menu.menuAction().changed.connect(self._show_own)
        self._show_own()
        self._first.insertWidget(2, button)
        in_order(self.free_now, button)

    def set_narrow(self, narrow: bool) -> None:
        """Leave words out where there is no room for them."""
        style = Qt.ToolButtonStyle
        self.view_button.setToolButtonStyle(style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon)
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_own()

    def _show_own(self) -> None:
        if self._own is None:
            return
        button, menu = self._own
        button.setVisible(menu.menuAction().isVisible())
        button.setText(menu.brief if self._narrow else menu.title())
        button.setAccessibleName(menu.title())
        give_tip(button, menu.title())


def _button(text: str, fonts: Fonts, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setFont(fonts.place)
    button.setAccessibleName(text)
    button.setProperty("pill", True)
    button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return button
