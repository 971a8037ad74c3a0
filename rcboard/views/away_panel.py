"""While you were away: a strip above the tiles that says how much was missed, and the list of it when asked."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from rcboard.models.away_model import AwayModel, Role
from rcboard.views.fonts import Fonts
from rcboard.views.giving_way import GivingWay
from rcboard.views.label import Label
from rcboard.views.plain import show_tip
from rcboard.words import alerts as words

SHOWN = 6
"""Lines the list shows at once."""


class AwayPanel(QFrame):
    """Shows an away model; hidden while nothing was missed."""

    person_asked = Signal(str)
    """Show this person on the board."""

    def __init__(self, model: AwayModel, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("away")
        self.setFont(fonts.line)
        self._title = Label(self)
        self._title.setFont(fonts.number)
        self._newest = GivingWay(self)
        self._newest.setProperty("muted", True)
        place = self._newest.sizePolicy()
        place.setRetainSizeWhenHidden(True)
        self._newest.setSizePolicy(place)
        self.all = QPushButton(words.missed_show(), self)
        self.all.setCheckable(True)
        self.done = QPushButton(words.missed_done(), self)
        for button in (self.all, self.done):
            button.setFont(fonts.line)
        self.list = QListView(self)
        self.list.setObjectName("missed")
        self.list.setModel(model)
        self.list.setFont(fonts.line)
        self.list.setAccessibleDescription(words.missed_hint())
        self.list.setUniformItemSizes(True)
        self.list.setMaximumHeight(round(SHOWN * (fonts.measures().line + 12)) + 12)
        self.list.viewport().installEventFilter(self)
        self.list.hide()
        line = QHBoxLayout()
        line.setSpacing(9)
        line.addWidget(self._title)
        line.addWidget(self._newest, 1)
        line.addWidget(self.all)
        line.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(25, 6, 21, 6)
        column.addLayout(line)
        column.addWidget(self.list)
        self.all.toggled.connect(self._show_all)
        self.done.clicked.connect(model.clear)
        self.list.activated.connect(self._activate)
        self.list.clicked.connect(self._activate)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self.list, self.all.toggle, context=Qt.ShortcutContext.WidgetShortcut
        )
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self._refresh)
        self._refresh()

    def open_list(self) -> None:
        """Show the whole list, with the keyboard on it."""
        if self._model.rowCount():
            self.all.setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A line that may be cut is whole in its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.list.indexAt(event.pos())
            show_tip(event.globalPos(), str(index.data()) if index.isValid() else "", self.list)
            return True
        return super().eventFilter(watched, event)

    def _show_all(self, shown: bool) -> None:
        self.list.setVisible(shown)
        self._newest.setVisible(not shown)
        self.all.setText(words.missed_hide() if shown else words.missed_show())
        if shown:
            self.list.setCurrentIndex(self._model.index(0))
            self.list.setFocus()

    def _refresh(self) -> None:
        count = self._model.rowCount()
        self.setVisible(count > 0)
        if not count:
            self.all.setChecked(False)
            return
        title = words.missed_title(count)
        self._title.setText(title)
        self._newest.setText(str(self._model.index(0).data()))
        self.setAccessibleName(title)
        self.list.setAccessibleName(title)

    def _activate(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.person_asked.emit(index.data(Role.ID))
