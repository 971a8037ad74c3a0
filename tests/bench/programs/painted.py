"""When a widget has been painted."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget


class Painted(QObject):
    """Tells each time a widget has been painted: the event is let through first, so the pixels are there."""

    def __init__(self, widget: QWidget, told) -> None:  # type: ignore[no-untyped-def]
        super().__init__(widget)
        self._widget = widget
        self._told = told
        self._inside = False
        widget.installEventFilter(self)

    def end(self) -> None:
        """Look no longer, so that what is measured next does not pay for it."""
        self._widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Paint or self._inside:
            return False
        self._inside = True
        try:
            # Through all other filters, too: a view paints in one of its own.
            QCoreApplication.sendEvent(watched, event)
        finally:
            self._inside = False
        self._told()
        return True
