"""What every outlet speaks from: the board behind its gate, the clock, and what a person at the desk could do."""

from dataclasses import dataclass
from typing import Protocol

from rcboard.domain.board import Board
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.link import Problem
from rcboard.domain.own_status import Own, OwnWish
from rcboard.domain.times import Clock


class Wishes(Protocol):
    """What may be asked through an outlet, as by the person at the desk."""

    def watch(self, id: str, on: bool, caller: str) -> None:
        """Tell when this person is free, or no longer."""

    def watches(self) -> list[tuple[str, float, str]]:
        """Who is waited for: id, since when (seconds since 1970, UTC), and who waits on the phone."""

    def own(self) -> Own | Problem:
        """How the signed-in person's own status stands, or why that is not known."""

    async def change_own(self, wish: OwnWish) -> Own | Problem:
        """Change it at RingCentral; how it stands then, or why it was refused."""


@dataclass(frozen=True, slots=True)
class Live:
    """One board, as an outlet sees it."""

    keeper: Gatekeeper
    clock: Clock
    wishes: Wishes | None = None

    @property
    def board(self) -> Board:
        """The board."""
        return self.keeper.board


class StaysOffError(Exception):
    """An outlet cannot begin; the text is a sentence with a remedy."""
