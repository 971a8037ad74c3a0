"""What stands where there are no tiles: what is so, and one next step."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rcboard.domain.link import Phase
from rcboard.domain.presence import State
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.views import marks
from rcboard.views.fonts import Fonts
from rcboard.views.label import Label
from rcboard.views.theme import Theme
from rcboard.words import window as words


class Picture(QWidget):
    """Three tiles in outline: the board that will be here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._states: tuple[State, ...] = (State.AVAILABLE, State.ON_CALL, State.IN_MEETING)
        self.setFixedSize(QSize(264, 84))

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme
        self.update()

    def show_states(self, *states: State) -> None:
        """Which three marks stand on the tiles."""
        self._states = (states + (State.UNKNOWN,) * 3)[:3]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, state in enumerate(self._states):
            # The middle one stands in front.
            lifted = place == 1
            card = QRectF(6 + place * 86, 4 if lifted else 12, 80, 72 if lifted else 60)
            outline = QPainterPath()
            outline.addRoundedRect(card, 9, 9)
            painter.fillPath(outline, QColor(self._theme.card))
            painter.strokePath(outline, QPen(QColor(self._theme.border), 1.2))
            side = 34 if lifted else 26
            mark = QRectF(0, 0, side, side)
            mark.moveCenter(card.center())
            mark.moveTop(card.top() + (10 if lifted else 8))
            marks.paint(painter, mark, state, self._theme)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.border))
            width = card.width() * 0.56
            painter.drawRoundedRect(QRectF(card.center().x() - width / 2, card.bottom() - 17, width, 6), 3, 3)


class Placeholder(QWidget):
    """A headline, a sentence and up to two buttons in the middle of the window."""

    main_asked = Signal()
    other_asked = Signal()

    def __init__(self, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = Picture(theme, self)
        self._headline = Label(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._headline.setFont(fonts.headline)
        self._remedy = Label(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._remedy.setFont(fonts.line)
        self._remedy.setProperty("muted", True)
        self._remedy.setMaximumWidth(460)
        self._main = QPushButton(self)
        self._main.setProperty("main", True)
        self._other = QPushButton(self)
        self._main.clicked.connect(self.main_asked)
        self._other.clicked.connect(self.other_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self._main)
        buttons.addWidget(self._other)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 40)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(18)
        column.addWidget(self._headline)
        column.addSpacing(4)
        centred = QHBoxLayout()
        centred.addStretch()
        centred.addWidget(self._remedy, 10)
        centred.addStretch()
        column.addLayout(centred)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addStretch(3)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._picture.set_theme(theme)

    def tell(self, headline: str, remedy: str, *states: State, main: str = "", other: str = "") -> None:
        """Say this. A button without text is not there."""
        self._headline.setText(headline)
        self._remedy.setText(remedy)
        self._picture.show_states(*states)
        for button, text in ((self._main, main), (self._other, other)):
            button.setText(text)
            button.setVisible(bool(text))

    def explain(self, board: BoardModel, link: LinkModel, typed: str) -> None:
        """Say why there are no tiles, and offer what helps."""
        choice, marks = board.choice, (State.UNKNOWN, State.UNKNOWN, State.UNKNOWN)
        if board.total:
            if choice.words:
                empty = words.no_match(typed, free_now=choice.free_now)
            elif choice.free_now:
                empty = words.nobody_free(live=link.phase is Phase.LIVE)
            else:
                empty = words.empty_tab(choice.tab)
                marks = (State.AVAILABLE, State.ON_CALL, State.IN_MEETING)
            self.tell(empty.headline, empty.remedy, *marks, main=empty.button)
        elif link.phase is Phase.SIGNED_OUT:
            empty = words.signed_out(link.link.problem)
            marks = (State.AVAILABLE, State.ON_CALL, State.IN_MEETING)
            new = self._main.text() != empty.button
            self.tell(empty.headline, empty.remedy, *marks, main=empty.button, other=words.demo())
            if new:
                self._main.setFocus()  # nothing else in the window can be done
        elif link.phase is Phase.LIVE:
            empty = words.nobody()
            self.tell(empty.headline, empty.remedy, State.OFFLINE, State.OFFLINE, State.OFFLINE)
        else:
            self.tell(words.loading(), words.loading_hint(), *marks)
