"""The tabs above the tiles, with a list of all of them at the end and a menu on each."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QToolButton, QWidget

from rcboard.domain.tabs import ALL, Kind, Tab
from rcboard.models.tab_model import TabModel
from rcboard.views import signs
from rcboard.views.fonts import Fonts
from rcboard.views.icons import icon
from rcboard.views.plain import caption, give_tip
from rcboard.views.theme import Theme
from rcboard.words import tabs as words


class TabStrip(QWidget):
    """Shows a tab model. The keyboard stays on the tiles: Ctrl+Tab and Ctrl+1…9 choose."""

    chosen = Signal(object)
    """A ``Tab``."""
    menu_asked = Signal(object, QPoint)
    """A right click on a tab or the menu key, and where on the screen."""

    def __init__(self, model: TabModel, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._tabs: tuple[Tab, ...] = ()
        self.tab = ALL
        self._wanted: Tab | None = None
        self._bar = QTabBar(self, drawBase=False, expanding=False, usesScrollButtons=True)
        self._bar.setElideMode(Qt.TextElideMode.ElideNone)
        self._bar.setFont(fonts.place)
        self._bar.setAccessibleName(words.strip())
        self._bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for arrow in self._bar.findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # for the mouse: the keyboard brings tabs into sight itself
        self._bar.installEventFilter(self)
        self._bar.currentChanged.connect(self._choose)
        self._all = QToolButton(self)
        self._all.setAccessibleName(words.more())
        give_tip(self._all, words.more())
        self._all.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._all.setProperty("quiet", True)
        self._list = QMenu(self)
        self._list.setFont(fonts.place)
        self._list.aboutToShow.connect(self._fill_list)
        self._all.setMenu(self._list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._bar, 1)
        row.addWidget(self._all)
        model.changed.connect(self._refresh)
        self.set_theme(theme)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._all.setIcon(icon(signs.chevron(), theme.muted))
        self._all.setIconSize(QSize(16, 16))

    def choose(self, tab: Tab) -> None:
        """Show this tab, if there is one."""
        if tab in self._tabs:
            self._bar.setCurrentIndex(self._tabs.index(tab))

    def want(self, tab: Tab) -> None:
        """Show this tab as soon as there is one: people may still have to be read."""
        self._wanted = tab
        self._refresh()

    def step(self, by: int) -> None:
        """The next tab, or with -1 the one before; round the end."""
        self._bar.setCurrentIndex((self._bar.currentIndex() + by) % len(self._tabs))

    def choose_number(self, number: int) -> None:
        """The first, second … tab, counted from 1."""
        if 1 <= number <= len(self._tabs):
            self._bar.setCurrentIndex(number - 1)

    def _refresh(self) -> None:
        """Other tabs; the chosen one stays chosen as long as it is there."""
        self._tabs = self._model.tabs
        self._bar.blockSignals(True)
        while self._bar.count() > len(self._tabs):
            self._bar.removeTab(self._bar.count() - 1)
        for place, tab in enumerate(self._tabs):
            title = caption(words.title(tab))
            if place < self._bar.count():
                self._bar.setTabText(place, title)
            else:
                self._bar.addTab(title)
        if self._wanted in self._tabs:
            wanted, self._wanted = self._wanted, None
            place = self._tabs.index(wanted)
        else:
            place = self._tabs.index(self.tab) if self.tab in self._tabs else 0
        self._bar.setCurrentIndex(place)
        self._bar.blockSignals(False)
        self.setVisible(len(self._tabs) > 1)
        if self._tabs[place] != self.tab:
            self._choose(place)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._tabs) and self._tabs[place] != self.tab:
            self.tab = self._tabs[place]
            self._wanted = None
            self.chosen.emit(self.tab)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The menu of the tab under the pointer or, by its key, of the chosen one."""
        if not isinstance(event, QContextMenuEvent):
            return super().eventFilter(watched, event)
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self._bar.currentIndex() if by_key else self._bar.tabAt(event.pos())
        if place >= 0:
            at = self._bar.tabRect(place).center() if by_key else event.pos()
            self.menu_asked.emit(self._tabs[place], self._bar.mapToGlobal(at))
        return True

    def _fill_list(self) -> None:
        self._list.clear()
        last: Kind | None = None
        for tab in self._tabs:
            if tab.kind is not last and words.kind(tab.kind):
                self._list.addSeparator()
                self._list.addAction(words.kind(tab.kind)).setEnabled(False)
            last = tab.kind
            action = QAction(caption(words.title(tab)), self._list, checkable=True, checked=tab == self.tab)
            action.triggered.connect(lambda _checked, tab=tab: self.choose(tab))
            self._list.addAction(action)
