"""The call that RingCentral makes just now, as a sentence and what can be done about it."""

from PySide6.QtCore import QObject, Signal


class CallModel(QObject):
    """An empty text: there is none."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.under_way = False
        self.may_be_cancelled = False

    def show_call(self, text: str, *, under_way: bool = False, may_be_cancelled: bool = False) -> None:
        """It stands so."""
        if (text, under_way, may_be_cancelled) != (self.text, self.under_way, self.may_be_cancelled):
            self.text, self.under_way, self.may_be_cancelled = text, under_way, may_be_cancelled
            self.changed.emit()
