"""One's own status as the menus show it: what is asked for stands at once, and is taken back where it is refused."""

from PySide6.QtCore import QObject, Signal

from rcboard.domain.own_status import Own


class OwnModel(QObject):
    """``allowed`` is whether there is anything to change: signed in, with the permission."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.allowed = False
        self.own = Own()

    def show_own(self, own: Own, *, allowed: bool) -> None:
        """It stands so."""
        if (own, allowed) != (self.own, self.allowed):
            self.own, self.allowed = own, allowed
            self.changed.emit()
