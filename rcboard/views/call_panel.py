"""The call that RingCentral makes: a strip above the tiles that says which phone rings, and cancels it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from rcboard.models.call_model import CallModel
from rcboard.views.fonts import Fonts
from rcboard.views.label import Label
from rcboard.words import ring_out as words


class CallPanel(QFrame):
    """Shows a call model; hidden while there is no call. It never takes the keyboard, but Tab leads to its button."""

    cancel_asked = Signal()
    done_asked = Signal()

    def __init__(self, model: CallModel, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("away")
        self.setFont(fonts.line)
        self._text = Label(self, wordWrap=True)
        self._text.setFont(fonts.line)
        self.cancel = QPushButton(words.cancel(), self)
        self.done = QPushButton(words.done(), self)
        for button in (self.cancel, self.done):
            button.setFont(fonts.line)
        self.cancel.clicked.connect(self.cancel_asked)
        self.done.clicked.connect(self.done_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(25, 6, 21, 6)
        row.setSpacing(9)
        row.addWidget(self._text, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.done)
        model.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        text = self._model.text
        another = bool(text) and text != self._text.text()
        self._text.setText(text)
        self.cancel.setVisible(self._model.may_be_cancelled)
        self.done.setVisible(not self._model.under_way)
        self.setVisible(bool(text))
        self.setAccessibleName(words.title())
        self.setAccessibleDescription(text)
        if another and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
