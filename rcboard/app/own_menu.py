"""The menu of one's own status, put into window and tray, with its question for the text."""

from collections.abc import Callable, Coroutine
from typing import Any

from rcboard.app.line import Line
from rcboard.app.own_status import OwnStatus
from rcboard.domain.board import Board
from rcboard.domain.own_status import OwnWish
from rcboard.models.own_model import OwnModel
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.own_menu import OwnMenu, TextDialog
from rcboard.views.tray import Tray


def put_into(
    window: MainWindow,
    tray: Tray,
    fonts: Fonts,
    *,
    board: Board,
    line: Callable[[], Line | None],
    start: Callable[[Coroutine[Any, Any, None], str], object],
) -> OwnStatus:
    """The menu, offered in tray and window, with its question for the text; and who grants what it asks for."""
    model = OwnModel(window)
    own_status = OwnStatus(board=board, model=model, line=line, start=start, say=window.say)
    menu = OwnMenu(model, window)
    tray.add_menu(menu)
    window.header.add_own_menu(menu)

    def ask_text() -> None:
        if not window.isVisible():
            window.bring_forward()
        dialog = TextDialog(window.theme, fonts, model.own.message, window)
        dialog.text_given.connect(lambda text: own_status.ask(OwnWish(message=text)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    menu.wish_asked.connect(own_status.ask)
    menu.text_asked.connect(ask_text)
    return own_status
