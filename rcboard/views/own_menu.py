"""My status: one menu for tray and window, and the small dialog that asks for the status text."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from rcboard.domain.own_status import LONGEST, OwnStatus, OwnWish
from rcboard.models.own_model import OwnModel
from rcboard.views.fonts import Fonts
from rcboard.views.label import Label
from rcboard.views.plain import caption
from rcboard.views.style import style_sheet
from rcboard.views.theme import Theme, palette
from rcboard.words import own_status as words


class OwnMenu(QMenu):
    """Shows an own model. While nothing may be changed its entry is not seen."""

    wish_asked = Signal(object)
    """With an ``OwnWish``."""
    text_asked = Signal()

    def __init__(self, model: OwnModel, parent: QWidget | None = None) -> None:
        super().__init__(words.title(), parent)
        self._model = model
        self._statuses: dict[OwnStatus, QAction] = {}
        group = QActionGroup(self)
        for status in OwnStatus:
            action = QAction(words.word(status), self)
            action.setCheckable(True)
            group.addAction(action)
            self.addAction(action)
            action.triggered.connect(lambda _checked=False, status=status: self._ask(OwnWish(status=status)))
            self._statuses[status] = action
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self.addSeparator()
        self.queue_calls = QAction(words.queue_calls(), self)
        self.queue_calls.setCheckable(True)
        self.queue_calls.triggered.connect(lambda checked: self._ask(OwnWish(queue_calls=checked)))
        self.addAction(self.queue_calls)
        self.text = QAction(words.message(), self)
        self.text.triggered.connect(self.text_asked)
        self.addAction(self.text)
        model.changed.connect(self._refresh)
        self._refresh()

    @property
    def brief(self) -> str:
        """What stands, in a word."""
        own = self._model.own
        return words.word(own.status) if own.status else self.title()

    def status(self, status: OwnStatus) -> QAction:
        """The entry of one of the four."""
        return self._statuses[status]

    def _ask(self, wish: OwnWish) -> None:
        self._refresh()  # what is shown follows the model, not the click
        self.wish_asked.emit(wish)

    def _refresh(self) -> None:
        own = self._model.own
        for status, action in self._statuses.items():
            action.setChecked(status is own.status)
        self.queue_calls.setChecked(bool(own.queue_calls))
        self.queue_calls.setEnabled(own.status is not OwnStatus.DO_NOT_DISTURB)
        self.text.setText(caption(words.message_of(own.message)) if own.message else words.message())
        self.menuAction().setVisible(self._model.allowed)
        self.setTitle(words.titled(own.status))


class TextDialog(QDialog):
    """Asks for the status text."""

    text_given = Signal(str)

    def __init__(self, theme: Theme, fonts: Fonts, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title())
        self.setFont(fonts.line)
        question = Label(words.question(), self, wordWrap=True)
        self.line = QLineEdit(text, self)
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(words.message())
        self.line.setAccessibleDescription(words.question())
        self.line.selectAll()
        keep = QPushButton(words.keep(), self, default=True)
        keep.setProperty("main", True)
        keep.clicked.connect(self.accept)
        cancel = QPushButton(words.cancel(), self, autoDefault=False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(question)
        column.addWidget(self.line)
        column.addLayout(buttons)
        self.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        width = round(fonts.measures().place * 28)
        self.resize(width, column.totalHeightForWidth(width))
        self.accepted.connect(lambda: self.text_given.emit(self.line.text().strip()))
        self.line.setFocus()
