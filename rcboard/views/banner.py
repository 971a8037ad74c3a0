"""The strip under the search box: how the line stands, in words, with the one button that helps.

At its other end it says how many people are shown, and for a moment what was just done ("Copied 214").
"""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from rcboard.domain.link import Phase
from rcboard.domain.presence import State
from rcboard.models.link_model import LinkModel
from rcboard.views.fonts import Fonts
from rcboard.views.giving_way import GivingWay
from rcboard.views.label import Label
from rcboard.views.theme import Theme
from rcboard.words import problems
from rcboard.words.problems import Button

SAID_FOR = 4000
"""Milliseconds a word about what was done stays."""


_TONES = {Phase.RECONNECTING: "warning", Phase.SIGNED_OUT: "error", Phase.STOPPED: "error"}


class Lamp(QWidget):
    """The line as a shape: a full disc while live, a broken ring while it comes, a bar where it is off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase = Phase.STARTING
        self._theme: Theme | None = None
        self.setFixedSize(QSize(14, 14))

    def show_phase(self, phase: Phase, theme: Theme) -> None:
        """Stand for this."""
        self._phase, self._theme = phase, theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(1.5, 1.5, 11, 11)
        edge, fills = QPen(QColor(self._theme.edge), 1), self._theme.fills
        match self._phase:
            case Phase.LIVE:
                painter.setPen(edge)
                painter.setBrush(QColor(fills[State.AVAILABLE][0]))
                painter.drawEllipse(disc)
            case Phase.SIGNED_OUT | Phase.STOPPED:
                painter.setPen(edge)
                painter.setBrush(QColor(fills[State.ON_CALL][0]))
                painter.drawEllipse(disc)
                painter.fillRect(QRectF(4, 6, 6, 2), QColor(fills[State.ON_CALL][1]))
            case phase:
                colour = fills[State.RINGING][0] if phase is Phase.RECONNECTING else self._theme.accent
                pen = QPen(QColor(colour), 2.2)
                painter.setPen(pen)
                painter.drawArc(disc.adjusted(0.5, 0.5, -0.5, -0.5), 60 * 16, 290 * 16)


class Banner(QWidget):
    """Shows a link model; its button asks for what the model's sentence offers."""

    retry_asked = Signal()
    sign_in_asked = Signal()
    details_asked = Signal()

    def __init__(self, model: LinkModel, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._brief = False
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fonts = fonts
        self._lamp = Lamp(self)
        self._text = Label(self)
        self._text.setFont(fonts.number)
        self._detail = GivingWay(self)  # a long remedy gives way to everything else in the strip
        self._detail.setFont(fonts.place)
        self._detail.setProperty("muted", True)
        self._progress = QProgressBar(self, textVisible=False)
        self._progress.setFixedSize(160, 4)
        self._count = Label(self)
        self._count.setFont(fonts.place)
        self._count.setProperty("muted", True)
        self._button = QPushButton(self)
        self._button.setFont(fonts.place)
        self._button.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 3, 5, 3)
        row.setSpacing(9)
        for widget in (self._lamp, self._text, self._progress):
            row.addWidget(widget)
        row.addWidget(self._detail, 1)
        row.addWidget(self._count)
        row.addWidget(self._button)
        self.setMinimumHeight(38)
        self._counted = ""
        self._quiet = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._quiet.timeout.connect(self._stop_saying)
        model.changed.connect(self._refresh)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme
        self._refresh()

    def count(self, text: str) -> None:
        """How many people are shown."""
        self._counted = text
        if not self._quiet.isActive():
            self._count.setText(text)

    def say(self, text: str) -> None:
        """What was just done, for eyes and ears."""
        self._count.setText(text)
        self._count.setFont(self._fonts.number)
        self._quiet.start()
        self.announce(text)

    def announce(self, text: str) -> None:
        """For ears alone: whoever sees it finds it elsewhere."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def set_brief(self, brief: bool) -> None:
        """Leave remedy and button out: what stands in place of the tiles says and offers them."""
        if brief != self._brief:
            self._brief = brief
            self._refresh()

    def _stop_saying(self) -> None:
        self._count.setFont(self._fonts.place)
        self._count.setText(self._counted)

    def _refresh(self) -> None:
        sentence, progress = self._model.sentence, self._model.progress
        self._lamp.show_phase(self._model.phase, self._theme)
        self._text.setText(sentence.text)
        self._detail.setText("" if self._brief else sentence.detail)
        label = "" if self._brief else problems.button_text(sentence.button)
        self._button.setText(label)
        self._button.setVisible(bool(label))
        self._progress.setVisible(progress is not None)
        if progress is not None:
            read, total = progress
            self._progress.setRange(0, total)
            self._progress.setValue(read)
        self._set_tone()
        self.setAccessibleName(sentence.text)
        self.setAccessibleDescription(sentence.detail)

    def _set_tone(self) -> None:
        tone = "" if self._brief else _TONES.get(self._model.phase, "")
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            for part in (self, self._text, self._detail, self._count):
                part.style().unpolish(part)
                part.style().polish(part)

    def _press(self) -> None:
        match self._model.sentence.button:
            case Button.RETRY:
                self.retry_asked.emit()
            case Button.SIGN_IN | Button.SIGN_IN_AGAIN:
                self.sign_in_asked.emit()
            case Button.DETAILS:
                self.details_asked.emit()
            case Button.NONE:
                pass
