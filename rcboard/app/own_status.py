"""Own status: shows at once what the person asked for, asks RingCentral, and takes it back with a sentence if refused.

Only the menus show a wish that is not granted yet; the board itself shows nothing but what RingCentral told. Wishes of
other programs go the same way, and hear what became of them. Without a window there is no menu, and no Qt.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, Protocol

from rcboard.app.line import Line
from rcboard.domain.board import Board, Changes
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.own_status import Own, OwnWish, fields, own
from rcboard.domain.people import Person
from rcboard.domain.presence import Presence
from rcboard.words import own_status as words


class Shown(Protocol):
    """A menu's model."""

    def show_own(self, own: Own, *, allowed: bool) -> None:
        """It stands so; ``allowed`` is whether it may be changed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A wish, and who hears what became of it: a program, or the person at the window where there is nobody."""

    wish: OwnWish
    heard: "asyncio.Future[Own | Problem] | None" = None


class OwnStatus:
    """Keeps the model true, where there is one. ``start`` begins a task; ``say`` tells the person a sentence."""

    def __init__(
        self,
        *,
        board: Board,
        model: Shown | None = None,
        line: Callable[[], Line | None],
        start: Callable[[Coroutine[Any, Any, None], str], object],
        say: Callable[[str], None],
    ) -> None:
        self._board = board
        self._model = model
        self._line = line
        self._start = start
        self._say = say
        self._id = ""
        self._refused = False
        self._said: Own | None = None
        """What RingCentral answered to the last wish; it holds until the board hears of us."""
        self._wishes: list[_Asked] = []
        self._asking = False
        self._took: bool | None = None
        """Whether queue calls were taken before do not disturb, which hides that."""

    def take(self, changes: Changes) -> None:
        """Something changed on the board."""
        link = changes.link
        if link is not None and link.live and not self._id:
            self._start(self._find_out(), "own status")
        elif link is not None and link.problem is not None and link.problem.permanent:
            self._id, self._refused, self._said = "", False, None
        mine = any(change.id == self._id for change in changes.changed)
        if mine:
            # The text of the status is never pushed: what was answered stays until it is read.
            message = self._said.message if self._said else ""
            heard = own(self._board.sighting(self._id).presence)
            self._said = Own(heard.status, heard.queue_calls, message) if message and message != heard.message else None
        if mine or link is not None or changes.people or changes.freshness:
            self._show()  # whatever else changes it shows it

    def ask(self, wish: OwnWish) -> None:
        """The person wants this."""
        self._ask(_Asked(wish))

    def standing(self) -> Own | Problem:
        """How it stands, as far as a live line vouches for it; or why that is not known."""
        if not self._board.link.live:
            return self._board.link.problem or Problem(ProblemKind.OFFLINE)
        me = self._me()
        if me is None:
            return Problem(ProblemKind.NOBODY if self._line() is not None else ProblemKind.NOT_CONFIGURED)
        return self._said or own(self._board.sighting(me).presence)

    async def change(self, wish: OwnWish) -> Own | Problem:
        """Another program wants this in the person's name; how it stands then, or why it was refused."""
        if not self._id:
            await self._find_out()
        if not self._id:
            if self._board.link.live and self._line() is not None:
                return Problem(ProblemKind.PERMISSION_MISSING, detail="EditPresence")
            return self._board.link.problem or Problem(ProblemKind.NOT_CONFIGURED)
        heard: asyncio.Future[Own | Problem] = asyncio.get_running_loop().create_future()
        self._ask(_Asked(wish, heard))
        return await heard

    def _ask(self, asked: _Asked) -> None:
        self._wishes.append(asked)
        self._show()
        if not self._asking:
            self._asking = True
            self._start(self._grant(), "change own status")

    def _me(self) -> str | None:
        """The person's own id; also where nothing may be changed."""
        found: Person | None = next((person for person in self._board if person.own), None)
        return self._id or (found.id if found is not None else None)

    async def _find_out(self) -> None:
        line = self._line()
        self._id = await line.own_id() if line is not None else ""
        self._show()

    async def _grant(self) -> None:
        """One wish after the other, in the order in which they were made."""
        try:
            while self._wishes:
                line, asked, stands = self._line(), self._wishes[0], self._stands()
                if stands.queue_calls is not None:
                    self._took = stands.queue_calls
                said = (
                    Problem(ProblemKind.OFFLINE)
                    if line is None
                    else await line.change_own(fields(asked.wish, replace(stands, queue_calls=self._took)))
                )
                self._wishes.pop(0)
                self._tell(asked, said)
                self._show()
        finally:
            self._asking = False
            left, self._wishes = self._wishes, []
            for asked in left:  # nobody foresaw what went wrong, or the program ends
                self._tell(asked, Problem(ProblemKind.OURS))
            if left:
                self._show()  # nothing of them is granted, and the next word of oneself may be far

    def _tell(self, asked: _Asked, said: Presence | Problem) -> None:
        """What became of a wish."""
        if isinstance(said, Problem):
            self._refused |= said.kind in (ProblemKind.PERMISSION_MISSING, ProblemKind.FEATURE_MISSING)
            became: Own | Problem = said
            if asked.heard is None:
                self._say(words.refused(said))
        else:
            granted = own(said)
            became = self._said = asked.wish.granted(granted) if granted.status is None else granted
        if asked.heard is not None and not asked.heard.done():
            asked.heard.set_result(became)

    def _stands(self) -> Own:
        return self._said or own(self._board.sighting(self._id).presence)

    def _show(self) -> None:
        if self._model is None:
            return
        shown = self._stands() if self._id else Own()
        for asked in self._wishes:
            shown = asked.wish.granted(shown)
        self._model.show_own(shown, allowed=bool(self._id) and not self._refused)
