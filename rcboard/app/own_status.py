"""Own status: shows at once what the person asked for, asks RingCentral, and takes it back with a sentence if refused.

Only the menus show a wish that is not granted yet; the board itself shows nothing but what RingCentral told.
"""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from rcboard.app.line import Line
from rcboard.domain.board import Board, Changes
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.own_status import Own, OwnWish, fields, own
from rcboard.models.own_model import OwnModel
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.own_menu import OwnMenu, TextDialog
from rcboard.views.tray import Tray
from rcboard.words import own_status as words


def put_into(window: MainWindow, tray: Tray, model: OwnModel, fonts: Fonts, ask: Callable[[OwnWish], None]) -> OwnMenu:
    """The menu, offered in tray and window, with its question for the text."""
    menu = OwnMenu(model, window)
    tray.add_menu(menu)
    window.header.add_own_menu(menu)

    def ask_text() -> None:
        if not window.isVisible():
            window.bring_forward()
        dialog = TextDialog(window.theme, fonts, model.own.message, window)
        dialog.text_given.connect(lambda text: ask(OwnWish(message=text)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    menu.wish_asked.connect(ask)
    menu.text_asked.connect(ask_text)
    return menu


class OwnStatus:
    """Keeps the model true. ``start`` begins a task; ``say`` tells the person a sentence."""

    def __init__(
        self,
        *,
        board: Board,
        model: OwnModel,
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
        self._wishes: list[OwnWish] = []
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
        if any(change.id == self._id for change in changes.changed):
            # The text of the status is never pushed: what was answered stays until it is read.
            message = self._said.message if self._said else ""
            heard = own(self._board.sighting(self._id).presence)
            self._said = Own(heard.status, heard.queue_calls, message) if message and message != heard.message else None
        self._show()

    def ask(self, wish: OwnWish) -> None:
        """The person wants this."""
        self._wishes.append(wish)
        self._show()
        if not self._asking:
            self._asking = True
            self._start(self._grant(), "change own status")

    async def _find_out(self) -> None:
        line = self._line()
        self._id = await line.own_id() if line is not None else ""
        self._show()

    async def _grant(self) -> None:
        """One wish after the other, in the order in which they were made."""
        try:
            while self._wishes:
                line, wish, stands = self._line(), self._wishes[0], self._stands()
                if stands.queue_calls is not None:
                    self._took = stands.queue_calls
                said = (
                    Problem(ProblemKind.OFFLINE)
                    if line is None
                    else await line.change_own(fields(wish, replace(stands, queue_calls=self._took)))
                )
                self._wishes.pop(0)
                if isinstance(said, Problem):
                    self._refused |= said.kind in (ProblemKind.PERMISSION_MISSING, ProblemKind.FEATURE_MISSING)
                    self._say(words.refused(said))
                else:
                    granted = own(said)
                    self._said = wish.granted(granted) if granted.status is None else granted
                self._show()
        finally:
            self._asking = False

    def _stands(self) -> Own:
        return self._said or own(self._board.sighting(self._id).presence)

    def _show(self) -> None:
        shown = self._stands() if self._id else Own()
        for wish in self._wishes:
            shown = wish.granted(shown)
        self._model.show_own(shown, allowed=bool(self._id) and not self._refused)
