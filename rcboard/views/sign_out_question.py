"""The question before signing out: it cannot be undone, and it says what is kept."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from rcboard.words import sign_in as words


class SignOutQuestion(QMessageBox):
    """Opened over the window, which goes on behind it; ``yes`` is called when it is answered so."""

    def __init__(self, yes: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(words.sign_out())
        self.setText(words.sign_out_asked())
        self.setInformativeText(words.sign_out_means())
        self.go = self.addButton(words.sign_out(), QMessageBox.ButtonRole.AcceptRole)
        self.go.clicked.connect(lambda _checked=False: yes())
        self.setDefaultButton(self.addButton(QMessageBox.StandardButton.Cancel))
