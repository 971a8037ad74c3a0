"""One's own colours of the states: a swatch each, and a check that tells at once which are hard to tell apart."""

from dataclasses import replace
from itertools import combinations
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QGridLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from rcboard.domain.preferences import Palette
from rcboard.domain.presence import State
from rcboard.views import marks, theme
from rcboard.views.colour_vision import Vision, contrast, difference
from rcboard.views.editors import Editor
from rcboard.views.label import Label
from rcboard.views.plain import give_tip
from rcboard.views.theme import Theme
from rcboard.words import settings as words
from rcboard.words import states

LEAST = 10.0
"""CIEDE2000: told apart at a glance."""
SIDE = 34


class ColourEditor(Editor):
    """Six buttons, the check and the way back."""

    wide = True

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = look
        self._own: dict[str, str] = {}
        self.buttons: dict[State, QToolButton] = {}
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, state in enumerate(theme.OKABE_ITO):
            button = QToolButton(self)
            button.setIconSize(QSize(SIDE, SIDE))
            button.setAccessibleName(words.colour_of(state))
            give_tip(button, words.colour_of(state))
            button.clicked.connect(lambda _checked=False, state=state: self._ask(state))
            self.buttons[state] = button
            label = Label(states.word(state), self)
            label.setBuddy(button)
            grid.addWidget(button, place // 2, place % 2 * 2)
            grid.addWidget(label, place // 2, place % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.verdict = Label(self, wordWrap=True)
        self.back = QPushButton(words.usual_colours(), self, autoDefault=False)
        self.back.clicked.connect(lambda: self.chosen.emit({}))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addWidget(self.verdict)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.buttons[State.AVAILABLE])

    def set_theme(self, look: Theme) -> None:
        """Other surroundings."""
        self._theme = look
        self._paint()

    def show_value(self, value: Any) -> None:
        self._own = dict(value)
        self._paint()

    def choose(self, state: State, colour: str) -> None:
        """This colour for this state."""
        self.chosen.emit({**self._own, str(state): colour.upper()})

    def _ask(self, state: State) -> None:
        """Qt's own dialog, opened and not waited for."""
        dialog = QColorDialog(QColor(self._fills()[state][0]), self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(words.colour_of(state))
        dialog.colorSelected.connect(lambda colour: self.choose(state, colour.name()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _fills(self) -> dict[State, tuple[str, str]]:
        return dict(theme.fills(Palette.OWN, self._own))

    def _paint(self) -> None:
        fills = self._fills()
        shown = replace(self._theme, fills=fills)
        for state, button in self.buttons.items():
            button.setIcon(_swatch(state, shown, self.devicePixelRatioF()))
        self.verdict.setText(verdict({state: fills[state] for state in self.buttons}))


def verdict(fills: dict[State, tuple[str, str]]) -> str:
    """What eyes make of these colours: the pair that is hardest to tell apart in each kind of sight, if any is."""
    said = []
    for vision in Vision:
        pairs = combinations(fills, 2)
        near, one, other = min((difference(fills[a][0], fills[b][0], vision), a, b) for a, b in pairs)
        if near < LEAST:
            said.append(words.colours_close(one, other, vision, near))
    said = said or [words.colours_good()]
    return "\n".join([*said, words.colours_signs(min(contrast(fill, ink) for fill, ink in fills.values()))])


def _swatch(state: State, look: Theme, scale: float) -> QIcon:
    picture = QPixmap(QSize(SIDE, SIDE) * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    marks.paint(painter, QRectF(0, 0, SIDE, SIDE), state, look)
    painter.end()
    return QIcon(picture)
