"""Keys of one's own: a line for each wish, with a field that takes the key as it is pressed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QLineEdit, QToolButton, QWidget

from rcboard.views.editors import Editor
from rcboard.views.label import Label
from rcboard.views.plain import give_tip
from rcboard.words import settings as words
from rcboard.words.language import named


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A wish: its token, what it is called, and its usual key in Qt's portable form (the first of several)."""

    token: str
    name: str
    usual: str


class KeyEditor(Editor):
    """Shows all wishes; says at once which key cannot be one, or is another wish's already."""

    wide = True

    def __init__(
        self, lines: Sequence[KeyLine], refusal: Callable[[str], str | None], parent: QWidget | None = None
    ) -> None:
        """``refusal`` is a sentence why a key may not be a command, or None."""
        super().__init__(parent)
        self._lines = lines
        self._refusal = refusal
        self._own: dict[str, str] = {}
        self.fields: dict[str, QKeySequenceEdit] = {}
        self._backs: dict[str, QToolButton] = {}
        self.why = Label(self, wordWrap=True)
        self.why.hide()
        self.why.setProperty("wrong", True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.why, 0, 0, 1, 3)
        for place, line in enumerate(lines, 1):
            label = Label(line.name, self, wordWrap=True)
            field = QKeySequenceEdit(self)
            field.setMaximumSequenceLength(1)
            field.setMinimumHeight(34)
            for part in (field, *field.findChildren(QLineEdit)):
                part.setAccessibleName(line.name)
            label.setBuddy(field)
            back = QToolButton(self)
            back.setText("↺")
            back.setAccessibleName(named(words.usual_key(), line.name))
            give_tip(back, words.usual_key())
            field.keySequenceChanged.connect(lambda sequence, line=line: self._pressed(line, sequence))
            back.clicked.connect(lambda _checked=False, line=line: self._tell(line.token, None))
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
            grid.addWidget(back, place, 2)
            self.fields[line.token] = field
            self._backs[line.token] = back
        if lines:
            self.setFocusProxy(self.fields[lines[0].token])

    def show_value(self, value: Any) -> None:
        self._own = dict(value)
        for line in self._lines:
            self._show(line)

    def _show(self, line: KeyLine) -> None:
        field = self.fields[line.token]
        field.blockSignals(True)
        field.setKeySequence(QKeySequence.fromString(self._key(line)))
        field.blockSignals(False)
        self._backs[line.token].setEnabled(line.token in self._own)

    def _key(self, line: KeyLine) -> str:
        return self._own.get(line.token, line.usual)

    def _pressed(self, line: KeyLine, sequence: QKeySequence) -> None:
        key = sequence.toString(QKeySequence.SequenceFormat.PortableText)
        if not key or key == self._key(line):
            return
        other = next((one for one in self._lines if one.token != line.token and self._key(one) == key), None)
        wrong = words.key_taken(key, other.name) if other else self._refusal(key)
        self.why.setText(wrong or "")
        self.why.setVisible(bool(wrong))
        if wrong:
            self._show(line)
        else:
            self._tell(line.token, None if key == line.usual else key)

    def _tell(self, token: str, key: str | None) -> None:
        own = {name: kept for name, kept in self._own.items() if name != token}
        self.chosen.emit(own if key is None else {**own, token: key})
