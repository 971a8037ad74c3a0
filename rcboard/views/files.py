"""Choosing a file to export the desk to, or to import it from. Nothing waits for the choice."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from rcboard.words import view as words


class Files(QObject):
    """Opens the desktop's own dialogs."""

    export_asked = Signal(str)
    import_asked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def choose_export(self) -> None:
        """Where to?"""
        dialog = self._dialog(words.export(), QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("rcboard.csv")
        dialog.fileSelected.connect(self.export_asked)
        dialog.open()

    def choose_import(self) -> None:
        """From where?"""
        dialog = self._dialog(words.import_(), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_asked)
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title.rstrip("…"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(mode)
        dialog.setNameFilters(words.files().split(";;"))
        return dialog
