"""A label that shows its text as it is: a name or a note like "<b>x" comes from outside and is never mark-up."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


class Label(QLabel):
    """Takes what QLabel takes. Qt would guess by the text whether it is HTML."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.setTextFormat(Qt.TextFormat.PlainText)
