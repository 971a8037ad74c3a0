"""About rcboard: its version, and the licences of what it contains."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from rcboard.views.fonts import Fonts
from rcboard.views.label import Label
from rcboard.views.style import style_sheet
from rcboard.views.theme import Theme, palette
from rcboard.words import licences as words


class AboutDialog(QDialog):
    """A window to read; Esc closes it. The board goes on behind it."""

    def __init__(
        self, version: str, lines: Sequence[str], theme: Theme, fonts: Fonts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.about())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        self.setFont(fonts.line)
        head = Label(words.version(version), self)
        head.setFont(fonts.headline)
        self.list = QPlainTextEdit("\n".join(lines), self, readOnly=True, tabChangesFocus=True)
        self.list.setFont(fonts.line)
        self.list.setAccessibleName(words.thanks())
        thanks = Label(words.thanks(), self, wordWrap=True)
        thanks.setFont(fonts.line)
        close = QPushButton(words.close(), self, default=True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(thanks)
        column.addWidget(self.list, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the list scrolls
        line = fonts.measures().place
        self.resize(round(line * 34), round(line * 30))
