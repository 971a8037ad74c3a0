"""The waiting list: each caller with the one she waits for. It is there only while somebody waits.

Enter shows the awaited one's tile, F2 names the caller, Del ends the wait.
"""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from rcboard.models.watch_model import Wait, WaitRole, WatchModel
from rcboard.views import marks, signs
from rcboard.views.fonts import Fonts
from rcboard.views.theme import Theme, palette
from rcboard.words import waiting as words

_Index = QModelIndex | QPersistentModelIndex
WIDE = 264
"""Pixels the list takes at the side of the tiles."""
PAD = 9.0
CROSS = 24.0
MOST_ROWS = 3
"""So many stand above the tiles where there is no room at their side."""


class _Line(QStyledItemDelegate):
    """Paints one wait: mark, caller, whom, since when, and a cross."""

    def __init__(self, theme: Theme, fonts: Fonts, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._fonts = fonts
        name, small = (QFontMetricsF(font).height() for font in (fonts.number, fonts.small))
        self.height = round(name + small + 2 * PAD)
        self._name = name

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(WIDE - 20, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        wait: Wait = index.data(WaitRole.WAIT)
        rect, theme = QRectF(option.rect).adjusted(2, 2, -2, -2), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_HasFocus)  # Tab chooses no line, and is on one
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.border), 2 if chosen else 1))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(rect, 7, 7)
        side = self._name + 6
        mark = QRectF(rect.left() + PAD, rect.center().y() - side / 2, side, side)
        room = rect.right() - mark.right() - 2 * PAD - CROSS + 6
        text = QRectF(mark.right() + PAD, rect.top() + PAD - 2, room, self._name)
        cross = cross_of(rect.toRect())
        if option.direction == Qt.LayoutDirection.RightToLeft:
            mark, text, cross = (_mirrored(part, rect) for part in (mark, text, cross))
        marks.paint(painter, mark, wait.state, theme, fresh=wait.fresh)
        self._write(painter, text, wait.caller, wait.time)
        below = text.translated(0, self._name)
        painter.setFont(self._fonts.small)
        painter.setPen(QColor(theme.muted))
        line = QFontMetricsF(self._fonts.small).elidedText(
            words.whom(wait.whom, wait.word), Qt.TextElideMode.ElideRight, below.width() + CROSS - 6
        )
        below.setWidth(below.width() + CROSS - 6)
        painter.drawText(below, _leading(option) | Qt.AlignmentFlag.AlignVCenter, line)
        square = QRectF(0, 0, 14, 14)
        square.moveCenter(cross.center())
        painter.fillPath(signs.fitted(signs.cross(), square), QColor(theme.muted))

    def _write(self, painter: QPainter, place: QRectF, caller: str, time: str) -> None:
        painter.setFont(self._fonts.small)
        painter.setPen(QColor(self.theme.muted))
        room = QFontMetricsF(self._fonts.small).horizontalAdvance(time) + 8
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        trailing = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        painter.drawText(place, trailing | Qt.AlignmentFlag.AlignVCenter, time)
        painter.setFont(self._fonts.number)
        painter.setPen(QColor(self.theme.text))
        name = QFontMetricsF(self._fonts.number).elidedText(caller, Qt.TextElideMode.ElideRight, place.width() - room)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)


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
        self._line = _Line(theme, fonts, self)
        self._title = QLabel(self)
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
        column.setContentsMargins(14, 10, 10, 8)
        column.setSpacing(6)
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
                QToolTip.showText(event.globalPos(), words.stop(index.data()), self.list)
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
        cross = cross_of(rect.adjusted(2, 2, -2, -2))
        if self.list.isRightToLeft():
            cross = _mirrored(cross, QRectF(rect))
        return cross.contains(QPointF(point))  # type: ignore[call-overload]  # a QPoint

    def _refresh(self) -> None:
        count = self._model.rowCount()
        self.setVisible(count > 0)
        self._title.setText(words.title(count))
        if self._beside:
            self.setFixedWidth(WIDE)
            self.setMaximumHeight(16777215)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16777215)
            rows = min(count, MOST_ROWS)
            self.setFixedHeight(rows * self._line.height + self._title.sizeHint().height() + 24)


def cross_of(rect: QRect) -> QRectF:
    """Where the cross of a line is."""
    return QRectF(rect.right() - CROSS - 1, rect.top() + 1, CROSS, CROSS)


def _mirrored(part: QRectF, whole: QRectF) -> QRectF:
    return QRectF(whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height())


def _leading(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    mirrored = option.direction == Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
