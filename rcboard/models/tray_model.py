"""What the tray icon says: how the line stands, and whether somebody waited for is free."""

from enum import Enum

from PySide6.QtCore import QObject, Signal

from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.link import Phase
from rcboard.domain.tabs import of_key, on_tab
from rcboard.words import link as words


class Standing(Enum):
    """What the icon's shape and colour tell, the most pressing first."""

    FREE = "free"
    """Somebody waited for is free."""
    SIGNED_OUT = "signed_out"
    RECONNECTING = "reconnecting"
    LIVE = "live"


class TrayModel(QObject):
    """Counts only favourites, watched people and the members of watched groups.

    Members are looked up when people or the desk change, so the size of the board does not matter to a change of state.
    """

    changed = Signal()

    def __init__(self, board: Board, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._desk = desk
        self._waited = self._awaited()
        self._standing, self._tooltip = self._look()

    @property
    def standing(self) -> Standing:
        """Which icon to show."""
        return self._standing

    @property
    def tooltip(self) -> str:
        """ "5 of 8 favourites free · live"."""
        return self._tooltip

    def take(self, changes: Changes) -> None:
        """Something changed on the board."""
        if changes.people:
            self._waited = self._awaited()
        if changes.people or changes.freshness or changes.link or self._concerned(changes):
            self._refresh()

    def set_desk(self, desk: Desk) -> None:
        """The desk is another."""
        self._desk = desk
        self._waited = self._awaited()
        self._refresh()

    def _concerned(self, changes: Changes) -> bool:
        favourites, waited = self._desk.favourites, self._waited
        if not favourites and not waited:
            return False
        return any(change.id in favourites or change.id in waited for change in changes.changed)

    def _awaited(self) -> frozenset[str]:
        """Everybody of whom "free" is waited for, alone or as the first of a group."""
        alone = frozenset(watch.id for watch in self._desk.watches if watch.id)
        groups = {watch.group for watch in self._desk.watches if not watch.id}
        return alone.union(*(on_tab(of_key(group), self._board, self._desk) for group in groups))

    def _refresh(self) -> None:
        look = self._look()
        if look != (self._standing, self._tooltip):
            self._standing, self._tooltip = look
            self.changed.emit()

    def _look(self) -> tuple[Standing, str]:
        favourites = [id for id in self._desk.favourites if self._board.person(id)]
        free = sum(self._board.sure_state(id).free for id in favourites)
        return self._stand(), words.tray(free, len(favourites), self._board.link)

    def _stand(self) -> Standing:
        match self._board.link.phase:
            case Phase.LIVE:
                waited = any(self._board.sure_state(id).free for id in self._waited)
                return Standing.FREE if waited else Standing.LIVE
            case Phase.SIGNED_OUT | Phase.STOPPED:
                return Standing.SIGNED_OUT
            case _:
                return Standing.RECONNECTING
