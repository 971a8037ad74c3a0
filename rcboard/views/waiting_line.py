"""One line of the waiting list: mark, caller, whom she waits for and what that one does, since when, and a cross.

Where there is little room what the awaited does has a line of its own; where it has none, names give way first, then
words; times never do.
"""

from dataclasses import replace
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rcboard.models.watch_model import Wait, WaitRole
from rcboard.views import marks, signs
from rcboard.views.fonts import Fonts
from rcboard.views.theme import Theme
from rcboard.views.tile_looks import isolated
from rcboard.words import tile as tile_words
from rcboard.words import waiting as words

_Index = QModelIndex | QPersistentModelIndex
PAD = 9.0
CROSS = 24.0
"""The cross's target."""
CALLER = 0.3
"""What a caller's name may take of one single line."""
NAME = 0.3
"""What a name keeps of its line, however long the word after it."""


class WaitingLine(QStyledItemDelegate):
    """Paints one wait on one, two or three lines: the fewer, the wider the list is."""

    def __init__(self, theme: Theme, fonts: Fonts, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.lines = 2
        self._fonts = fonts
        self._name, self._small = (QFontMetricsF(font).height() for font in (fonts.number, fonts.small))

    @property
    def height(self) -> int:
        """Of each line, with the air around it."""
        if self.lines == 1:
            return round(max(CROSS, self._name + 6) + 5)
        return round(self._name + (self.lines - 1) * self._small + 2 * PAD)

    @property
    def least(self) -> int:
        """The width in which every state's word is whole on a line of its own."""
        small = QFontMetricsF(self._fonts.small)
        return ceil(max(map(small.horizontalAdvance, tile_words.longest())) - self.room(0))

    def room(self, width: float) -> float:
        """What mark and margins leave of a wait's width for the texts under the caller's name."""
        return width - self._side - 3 * PAD - 4

    def told(self, wait: Wait, width: float) -> tuple[str, ...]:
        """Whom she waits for and what that one does, on one line or on two of this width."""
        small, right = QFontMetricsF(self._fonts.small), Qt.TextElideMode.ElideRight
        if self.lines < 3:
            return (fitted(wait, small, width),)
        return tuple(small.elidedText(text, right, width) for text in (words.whom(wait.whom, ""), wait.does))

    @property
    def _side(self) -> float:
        """Of the mark."""
        return self._name + (2 if self.lines == 1 else 6)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, self.height)  # as wide as the list is

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        wait: Wait = index.data(WaitRole.WAIT)
        rect, theme = QRectF(option.rect).adjusted(2, 2, -2, -2), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_HasFocus)  # Tab chooses no line, and is on one
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.border), 2 if chosen else 1))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(rect, 7, 7)
        side = self._side
        mark = QRectF(rect.left() + PAD, rect.center().y() - side / 2, side, side)
        texts = QRectF(rect)
        texts.setLeft(mark.right() + PAD)
        whole = rect if option.direction == Qt.LayoutDirection.RightToLeft else None
        marks.paint(painter, _at(mark, whole), wait.state, theme, fresh=wait.fresh)
        self._write(painter, texts, wait, whole)
        square = QRectF(0, 0, 14, 14)
        square.moveCenter(cross_of(rect.toRect(), mirrored=whole is not None).center())
        painter.fillPath(signs.fitted(signs.cross(), square), QColor(theme.muted))

    def _write(self, painter: QPainter, place: QRectF, wait: Wait, whole: QRectF | None) -> None:
        small = QFontMetricsF(self._fonts.small)
        first = QRectF(place)
        first.setRight(place.right() - CROSS - 4)
        below = QRectF(first)
        if self.lines > 1:
            first.setTop(place.top() + PAD - 2)
            first.setHeight(self._name)
            below = QRectF(first.left(), first.bottom(), place.right() - PAD - first.left(), self._small + 2)
        time = QRectF(first)
        time.setLeft(first.right() - small.horizontalAdvance(wait.time))
        caller = QRectF(first)
        caller.setRight(time.left() - 8)
        if self.lines == 1:
            caller.setWidth(first.width() * CALLER)
            below.setLeft(caller.right() + 8)
            below.setRight(time.left() - 8)
        name = QFontMetricsF(self._fonts.number).elidedText(wait.caller, Qt.TextElideMode.ElideRight, caller.width())
        self._text(painter, _at(caller, whole), name, self._fonts.number, self.theme.text)
        self._text(painter, _at(time, whole), wait.time, self._fonts.small, self.theme.muted, far=True)
        for text, colour in zip(self.told(wait, below.width()), (self.theme.muted, self.theme.text), strict=False):
            self._text(painter, _at(below, whole), text, self._fonts.small, colour)
            below.translate(0, self._small)

    def _text(
        self, painter: QPainter, place: QRectF, text: str, font: QFont, colour: str, *, far: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored is not far else Qt.AlignmentFlag.AlignLeft
        one_line = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side | one_line, isolated(text) if mirrored else text)


def fitted(wait: Wait, metrics: QFontMetricsF, width: float) -> str:
    """Whom she waits for and what that one does, as much as there is room for, and how long he does it whole."""

    def over(wait: Wait) -> float:
        return metrics.horizontalAdvance(words.whom(wait.whom, wait.does)) - width

    def shorter(text: str, by: float, least: float = 0.0) -> str:
        room = metrics.horizontalAdvance(text) - max(by, 0.0)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, least))

    wait = replace(wait, whom=shorter(wait.whom, over(wait), width * NAME))
    wait = replace(wait, word=shorter(wait.word, over(wait)))
    return words.whom(wait.whom, wait.does)


def cross_of(rect: QRect, *, mirrored: bool) -> QRectF:
    """Where the cross of a line is."""
    cross = QRectF(rect.right() - CROSS - 1, rect.top() + 1, CROSS, CROSS)
    return _at(cross, QRectF(rect) if mirrored else None)


def _at(part: QRectF, whole: QRectF | None) -> QRectF:
    """The part's mirror image within the whole, if any."""
    if whole is None:
        return part
    return QRectF(whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height())
