"""The menu of one's own status, put into window and tray, with its question for the text."""

from collections.abc import Callable

from rcboard.domain.own_status import OwnWish
from rcboard.models.own_model import OwnModel
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.own_menu import OwnMenu, TextDialog
from rcboard.views.tray import Tray


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
