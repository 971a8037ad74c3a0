"""The F1 sheet: the whole key table, as it stands with a person's own keys in it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from rcboard.views.fonts import Fonts
from rcboard.views.keys import Keys
from rcboard.views.label import Label
from rcboard.views.places import fitting
from rcboard.views.style import style_sheet
from rcboard.views.theme import Theme, palette
from rcboard.words import keys as words


class KeySheet(QDialog):
    """A window to read; Esc closes it. The board goes on behind it."""

    def __init__(self, keys: Keys, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        sheet = QWidget()
        sheet.setObjectName("place")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(22, 16, 22, 18)
        grid.setHorizontalSpacing(26)
        grid.setVerticalSpacing(7)
        for column, text in enumerate(words.columns()):
            head = Label(text)
            head.setFont(fonts.place)
            head.setProperty("muted", True)
            grid.addWidget(head, 0, column)
        for row, line in enumerate(keys.lines(native=True), start=1):
            for column, text in enumerate(line):
                label = Label(text, wordWrap=True)
                label.setFont(fonts.number if column == 1 else fonts.line)
                label.setProperty("muted", column == 2)
                grid.addWidget(label, row, column)
        for column, share in enumerate((10, 8, 6)):
            grid.setColumnStretch(column, share)
            grid.setColumnMinimumWidth(column, share * 10)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        area.setAccessibleName(words.title())
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addWidget(area)
        self.resize(fitting(QSize(820, 680), self.screen().availableGeometry()))
