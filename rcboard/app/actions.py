"""Actions: the one door by which a person's wishes become facts. Facts come back through the models like all others."""

from collections.abc import Callable

from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.times import Clock


class Actions:
    """What can be done to people and to the desk. Each wish makes a new desk, told to whoever listens."""

    def __init__(
        self, *, board: Board, desk: Desk, clock: Clock, clipboard: Callable[[str], None], told: Callable[[Desk], None]
    ) -> None:
        self._board = board
        self._clock = clock
        self._clipboard = clipboard
        self._told = told
        self.desk = desk

    def copy(self, id: str) -> Person | None:
        """Put somebody's extension number, digits only, on the clipboard; who it was, if there was a number."""
        person = self._board.person(id)
        digits = "".join(filter(str.isdigit, person.number)) if person else ""
        if not digits:
            return None
        self._clipboard(digits)
        return person

    def star(self, id: str) -> None:
        """Make somebody a favourite, or no longer."""
        self.set_desk(self.desk.starred(id))

    def watch(self, id: str) -> None:
        """Tell when somebody is free, or no longer."""
        self.set_desk(self.desk.watched(id, self._clock.now()))

    def set_desk(self, desk: Desk) -> None:
        """The desk is this one now."""
        if desk != self.desk:
            self.desk = desk
            self._told(desk)
