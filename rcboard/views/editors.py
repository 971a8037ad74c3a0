"""Editors: for each type of setting the widget that shows and changes it. ``editor`` chooses by type alone.

Each has ``show_value`` and the signals ``chosen`` (with a value that fits) and ``refused`` (what was typed does not).
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, get_args

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from rcboard.domain.setting import Setting
from rcboard.views.label import Label
from rcboard.views.plain import caption
from rcboard.words import settings as words
from rcboard.words.language import named

Offer = Sequence[tuple[str, str]]
"""What can be chosen where the type does not tell: value and text."""


class Editor(QWidget):
    """What all of them have."""

    chosen = Signal(object)
    refused = Signal()
    wide = False
    """Whether it stands under its label instead of beside it."""

    def show_value(self, value: Any) -> None:
        """Show this; nothing is told."""
        raise NotImplementedError

    def _holds(self, widget: QWidget, name: str) -> None:
        widget.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(widget)
        self.setFocusProxy(widget)


class _Combo(QComboBox):
    """Turning the wheel over a page must not choose."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Spin(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Tick(Editor):
    """Yes or no; its label is the setting's."""

    wide = True

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(words.label(setting), self)
        self._holds(self.box, words.label(setting))
        self.box.clicked.connect(self._tell)

    def show_value(self, value: Any) -> None:
        self.box.setChecked(value)

    def _tell(self, checked: bool) -> None:
        self.chosen.emit(checked)


class Choice(Editor):
    """One of several."""

    def __init__(self, setting: Setting, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = _Combo(self)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value, text in offer:
            self.combo.addItem(text, value)
        self._type = type(setting.default)
        self._holds(self.combo, words.label(setting))
        # On Linux Qt tells what is chosen as the name of a combo box; what it is, only by a label among its siblings.
        label = Label(words.label(setting), self)
        label.setBuddy(self.combo)
        label.hide()
        self.combo.activated.connect(lambda place: self.chosen.emit(self._type(self.combo.itemData(place))))

    def show_value(self, value: Any) -> None:
        place = self.combo.findData(str(value))
        if place < 0:  # what a file says though nobody offers it
            self.combo.addItem(str(value), str(value))
            place = self.combo.count() - 1
        self.combo.setCurrentIndex(place)


class Number(Editor):
    """A whole number within bounds."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spin = _Spin(self)
        self.spin.setRange(setting.bounds["least"], setting.bounds["most"])
        self.spin.setSingleStep(10)
        self.spin.setSuffix(" %")
        self.spin.setKeyboardTracking(False)
        self._holds(self.spin, words.label(setting))
        self.spin.valueChanged.connect(self._tell)

    def show_value(self, value: Any) -> None:
        self.spin.blockSignals(True)
        self.spin.setValue(value)
        self.spin.blockSignals(False)

    def _tell(self, value: int) -> None:
        self.chosen.emit(value)


class Line(Editor):
    """A text, or a list of texts by comma."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self._shown = ""
        self.line = QLineEdit(self)
        self._holds(self.line, words.label(setting))
        self.line.editingFinished.connect(self._finish)

    def show_value(self, value: Any) -> None:
        self._shown = value if isinstance(value, str) else ", ".join(value)
        self.line.setText(self._shown)

    def _finish(self) -> None:
        text = self.line.text().strip()
        if text == self._shown:
            return
        listed = isinstance(self._setting.default, tuple)
        value = tuple(part.strip() for part in text.split(",") if part.strip()) if listed else text
        if self._setting.fits(value):
            self._shown = text
            self.chosen.emit(value)
        else:
            self.refused.emit()


class Several(Editor):
    """Any number of several, each with a box."""

    wide = True

    def __init__(self, setting: Setting, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Any = (get_args(setting.type) or (str,))[0]
        self._name = words.label(setting)
        self.boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._nothing = Label(words.nothing_known(), self)
        self._nothing.setProperty("muted", True)
        self._grid.addWidget(self._nothing, 0, 0)
        for value, text in offer:
            self._add(value, text)
        self._nothing.setVisible(not self.boxes)

    def show_value(self, value: Any) -> None:
        for one in value:
            if str(one) not in self.boxes:  # chosen, though nobody is there now
                self._add(str(one), str(one))
        for key, box in self.boxes.items():
            box.setChecked(key in [str(one) for one in value])

    def _add(self, value: str, text: str) -> None:
        box = QCheckBox(caption(text), self)
        box.setFont(self.font())
        box.setAccessibleName(named(self._name, text))
        box.clicked.connect(self._tell)
        self._grid.addWidget(box, len(self.boxes) // 2, len(self.boxes) % 2)
        self.boxes[value] = box
        self._nothing.hide()
        if self.focusProxy() is None:
            self.setFocusProxy(box)

    def _tell(self) -> None:
        self.chosen.emit(tuple(self._item(value) for value, box in self.boxes.items() if box.isChecked()))


def editor(setting: Setting, offer: Offer | None = None, parent: QWidget | None = None) -> Editor:
    """The editor for a setting; ``offer`` is what can be chosen where only the running program knows."""
    kind = setting.type
    if kind is bool:
        return Tick(setting, parent)
    if kind is int:
        return Number(setting, parent)
    if isinstance(setting.default, StrEnum):
        return Choice(setting, _members(type(setting.default)), parent)
    if isinstance(setting.default, tuple):
        item = get_args(kind)[0]
        offered = _members(item) if issubclass(item, StrEnum) else offer
        return Line(setting, parent) if offered is None else Several(setting, offered, parent)
    return Choice(setting, offer, parent) if offer is not None else Line(setting, parent)


def _members(kind: type[StrEnum]) -> Offer:
    return [(str(one), words.choice(one)) for one in kind]
