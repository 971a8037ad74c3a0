"""The waiting list: each caller with the one she waits for. It is there only while somebody waits.

Enter shows the awaited one's tile, F2 names the caller, Del ends the wait.
"""

from PySide6.QtCore import QEvent, QModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from rcboard.models.watch_model import Wait, WaitRole, WatchModel
from rcboard.views.fonts import Fonts
from rcboard.views.label import Label
from rcboard.views.plain import show_tip
from rcboard.views.theme import Theme, palette
from rcboard.views.waiting_line import WaitingLine, cross_of
from rcboard.words import waiting as words

WIDE = 264
"""Pixels the list takes at the side of the tiles, or more where words are longer."""
SINGLE = 560
"""Pixels from which a wait above the tiles takes a single line."""
DOUBLE = 400
"""Pixels from which it takes two."""
MARGINS = 14, 8, 10, 0
MOST_ROWS = 3
"""So many stand above the tiles where there is no room at their side."""


class WaitingList(QFrame):
    """Shows a watch model."""

    stop_asked = Signal(object)
    """This ``Watch`` is over."""
    name_asked = Signal(object)
    """Call the caller of this ``Watch`` something."""
    show_asked = Signal(str)
    """Whom to show."""

    def __init__(self, model: WatchModel, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("waiting")
        self._model = model
        self._beside = True
        self._line = WaitingLine(theme, fonts, self)
        self._title = Label(self)
        self._title.setFont(fonts.number)
        self.list = QListView(self)
        self.list.setModel(model)
        self.list.setItemDelegate(self._line)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setObjectName("board")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(words.name())
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        model.modelReset.connect(self._refresh)
        self.set_theme(theme)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._line.theme = theme
        self.list.setPalette(palette(theme))
        self.list.viewport().update()

    def set_beside(self, beside: bool) -> None:
        """At the side of the tiles, or above them."""
        self._beside = beside
        self._refresh()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            return self._click(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.list.indexAt(event.pos())
            if index.isValid() and self._over_cross(index, event.pos()):
                show_tip(event.globalPos(), words.stop(index.data()), self.list)
            return True
        return False

    def _press(self, event: QKeyEvent) -> bool:
        index = self.list.currentIndex()
        wait: Wait | None = index.data(WaitRole.WAIT) if index.isValid() else None
        if wait is None:
            return False
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._show(wait)
            case Qt.Key.Key_Delete:
                self.stop_asked.emit(wait.watch)
            case Qt.Key.Key_F2:
                self.name_asked.emit(wait.watch)
            case _:
                return False
        return True

    def _click(self, event: QMouseEvent) -> bool:
        index = self.list.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            wait: Wait = index.data(WaitRole.WAIT)
            if self._over_cross(index, event.position().toPoint()):
                self.stop_asked.emit(wait.watch)
            else:
                self._show(wait)
        return False

    def _show(self, wait: Wait) -> None:
        if wait.watch.id:
            self.show_asked.emit(wait.watch.id)

    def _over_cross(self, index: QModelIndex, point: object) -> bool:
        rect = self.list.visualRect(index)
        cross = cross_of(rect.adjusted(2, 2, -2, -2), mirrored=self.list.isRightToLeft())
        return cross.contains(QPointF(point))  # type: ignore[call-overload]  # a QPoint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        count = self._model.rowCount()
        lines = 3 if self._beside or self.width() < DOUBLE else 2 if self.width() < SINGLE else 1
        if lines != self._line.lines:
            self._line.lines = lines
            self.list.scheduleDelayedItemsLayout()
        self.setVisible(count > 0)
        self._title.setText(words.title(count))
        if self._beside:
            self.setFixedWidth(max(WIDE, self._line.least + MARGINS[0] + MARGINS[2]))
            self.setMaximumHeight(16777215)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16777215)
            rows = min(count, MOST_ROWS)
            self.setFixedHeight(rows * self._line.height + self._title.sizeHint().height() + 12)
