"""The why-card: why somebody is not free, with whom she talks, her numbers, and how old all that is.

It lies over the window and takes no keyboard: on a rest of the pointer it comes and goes by itself, on Space it stays
until Space or Esc. Tab leads to its buttons.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from rcboard.domain.presence import State
from rcboard.models.why_model import Card, WhyModel
from rcboard.views import marks
from rcboard.views.fonts import Fonts
from rcboard.views.label import Label
from rcboard.views.theme import Theme
from rcboard.words import why as words

WIDTH = 372
"""Usually; wider where numbers and buttons need it, in another language or larger text."""
GRACE = 350
"""Milliseconds the pointer may take from the tile to the card."""
AWAY = 4
"""Pixels between card and tile."""
INSET = 4
"""A tile's place on the screen has half a gap around what is painted."""


class _Mark(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.state, self.fresh = State.UNKNOWN, True
        self.setFixedSize(QSize(36, 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        marks.paint(QPainter(self), QRectF(1, 1, 34, 34), self.state, self.theme, fresh=self.fresh)


class WhyCard(QFrame):
    """Shows a why-model beside a tile."""

    copy_asked = Signal(str, str)
    """Whose number, and the number."""
    call_asked = Signal(str, str)
    closed = Signal()

    def __init__(self, model: WhyModel, theme: Theme, fonts: Fonts, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._model = model
        self._fonts = fonts
        self._pinned = False
        self._beside = QRect()
        self._numbers: tuple[tuple[str, str], ...] = ()
        self._rows: list[tuple[QLabel, QLabel, QToolButton, QToolButton]] = []
        self._needed = 0
        """Pixels of a card with each number and its buttons on one line."""
        self._stacked = False
        self.setObjectName("card")
        self._mark = _Mark(theme, self)
        self._name, self._word, self._place = (Label(self) for _ in range(3))
        self._name.setFont(fonts.name)
        self._word.setFont(fonts.number)
        self._place.setFont(fonts.place)
        self._place.setProperty("muted", True)
        self._sentence, self._lines, self._heard = (Label(self, wordWrap=True) for _ in range(3))
        self._sentence.setFont(fonts.line)
        self._lines.setFont(fonts.place)
        self._heard.setFont(fonts.small)
        self._heard.setProperty("muted", True)
        for label in (self._name, self._word, self._place):
            label.setWordWrap(True)
        self._table = QGridLayout()
        self._leaving = QTimer(self, singleShot=True, interval=GRACE)
        self._leaving.timeout.connect(self._left)
        self._lay_out()
        self.hide()
        model.changed.connect(self._refresh)

    @property
    def id(self) -> str:
        """Whom the card is about; empty while it is not there."""
        return self._model.card.id if self.isVisible() and self._model.card else ""

    @property
    def pinned(self) -> bool:
        """Whether it stays until it is closed."""
        return self.isVisible() and self._pinned

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._mark.theme = theme

    def open(self, id: str, beside: QRect, *, pinned: bool) -> None:
        """Tell of this person, beside this place on the screen; aloud, too, where a key asked for it."""
        self._leaving.stop()
        self._pinned, self._beside = pinned, beside
        self._model.follow(id)
        if self._model.card is not None:
            self._refresh()
            self.show()
            self.raise_()
            if pinned:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))

    def close_card(self) -> None:
        """Away."""
        self._leaving.stop()
        if self.isVisible():
            self.hide()
            self._model.follow("")
            self.closed.emit()

    def leave(self) -> None:
        """The pointer went off the tile: a card that came by itself goes, unless the pointer came to it."""
        if self.isVisible() and not self._pinned:
            self._leaving.start()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._leaving.stop()
        elif event.type() == QEvent.Type.Leave:
            self.leave()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def _left(self) -> None:
        if not self.underMouse():
            self.close_card()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(11)
        names = QVBoxLayout()
        names.setSpacing(1)
        for label in (self._name, self._word, self._place):
            names.addWidget(label)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(9)
        column.addLayout(head)
        column.addWidget(self._sentence)
        column.addWidget(self._lines)
        self._table.setHorizontalSpacing(9)
        self._table.setVerticalSpacing(4)
        self._table.setColumnStretch(1, 1)
        column.addLayout(self._table)
        column.addWidget(self._heard)

    def _refresh(self) -> None:
        card = self._model.card
        if card is None:
            self.close_card()
            return
        self._mark.state, self._mark.fresh = card.state, card.fresh
        self._mark.update()
        self._name.setText(card.name)
        self._word.setText(card.word)
        self._place.setText(card.place)
        self._place.setVisible(bool(card.place))
        self._sentence.setText(card.sentence)
        self._lines.setText("\n".join(card.lines))
        self._lines.setVisible(bool(card.lines))
        self._heard.setText(card.heard)
        self._heard.setVisible(bool(card.heard))
        if card.numbers != self._numbers:
            self._show_numbers(card)
        self.setAccessibleName(words.card(card.name))
        self.setAccessibleDescription(" ".join((card.sentence, *card.lines, card.heard)))
        self._put()

    def _show_numbers(self, card: Card) -> None:
        self._numbers = card.numbers
        for widget in (widget for row in self._rows for widget in row):
            widget.setParent(None)
            widget.deleteLater()
        self._rows.clear()
        for kind, number in card.numbers:
            label, digits = Label(kind, self), Label(f"\u2066{number}\u2069", self)
            label.setFont(self._fonts.place)
            label.setProperty("muted", True)
            digits.setFont(self._fonts.number)
            copy = self._button(words.copy(), words.copy_named(number))
            call = self._button(words.call(), words.call_named(number))
            copy.clicked.connect(lambda _checked=False, number=number: self.copy_asked.emit(self.id, number))
            call.clicked.connect(lambda _checked=False, number=number: self.call_asked.emit(self.id, number))
            self._rows.append((label, digits, copy, call))
        self._arrange(stacked=False)
        around = self._column.contentsMargins() + self.contentsMargins()
        self._needed = self._table.minimumSize().width() + around.left() + around.right()

    def _arrange(self, *, stacked: bool) -> None:
        """Each number on one line with its buttons, or above them."""
        self._stacked = stacked
        while self._table.takeAt(0) is not None:
            pass
        for place, (label, digits, copy, call) in enumerate(self._rows):
            line = 2 * place
            self._table.addWidget(label, line, 0)
            self._table.addWidget(digits, line, 1, 1, 3 if stacked else 1)
            for column, button in ((2, copy), (3, call)):
                self._table.addWidget(button, line + stacked, column)
            for widget in (label, digits, copy, call):
                widget.show()

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        button.setFont(self._fonts.place)
        button.setProperty("small", True)
        return button

    def _put(self) -> None:
        """Under the tile, or above it where there is no room; always within the window."""
        room = self._window.rect().adjusted(6, 6, -6, -6)
        if (stacked := self._needed > room.width()) != self._stacked:
            self._arrange(stacked=stacked)
        width = min(max(WIDTH, self._needed), room.width())
        self.setFixedWidth(width)
        self._column.activate()
        size = QSize(width, self._column.totalHeightForWidth(width))
        tile = QRect(self._window.mapFromGlobal(self._beside.topLeft()), self._beside.size())
        left = tile.left() + INSET if not self.isRightToLeft() else tile.right() - width - INSET
        below, above = tile.bottom() + AWAY, tile.top() - AWAY - size.height()
        top = below if below + size.height() <= room.bottom() or above < room.top() else above
        left = min(max(left, room.left()), room.right() - width)
        top = min(max(top, room.top()), max(room.top(), room.bottom() - size.height()))
        self.resize(size)
        self.move(QPoint(left, top))
