"""A line of text that gives way to all beside it: cut with an ellipsis, and whole in its tooltip and for the ear."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from rcboard.views.plain import show_tip
from rcboard.views.tile_looks import isolated


class GivingWay(QLabel):
    """A label that takes the room that is left. ``text()`` is always the whole of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def shown(self) -> str:
        """As much of the text as there is room for."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = isolated(self.shown) if self.isRightToLeft() else self.shown
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        place, colours, role = self.contentsRect(), self.palette(), self.foregroundRole()
        self.style().drawItemText(painter, place, int(flags), colours, self.isEnabled(), text, role)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            # Only where something is missing: what can be read need not be said twice.
            whole = self.text() if self.shown != self.text() else ""
            show_tip(event.globalPos(), whole, self)
            return True
        return super().event(event)
