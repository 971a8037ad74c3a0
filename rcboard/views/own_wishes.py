"""Wishes that the window grants by itself: where the keyboard is, how tiles are shown, what appears beside them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from rcboard.domain.preferences import Density
from rcboard.views.fonts import zoomed
from rcboard.views.key_sheet import KeySheet
from rcboard.views.keys import Wish

if TYPE_CHECKING:
    from rcboard.views.main_window import MainWindow


def grant(window: "MainWindow", wish: Wish, about: str) -> None:
    """Grant what is the window's own; the rest goes on."""
    match wish:
        case Wish.FIND:
            window.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            window.search_box.selectAll()
        case Wish.CARD | Wish.COMPACT | Wish.MINI:
            window.size_asked.emit(Density(str(wish)), window.look.zoom)
        case Wish.LARGER:
            zoom(window, 1)
        case Wish.SMALLER:
            zoom(window, -1)
        case Wish.USUAL_SIZE:
            window.size_asked.emit(window.look.density, 100)
        case Wish.WHY:
            window.beside.ask_why(about, by_hand=True)
        case Wish.NOTE:
            window.beside.ask_note(about)
        case Wish.MENU:
            window.beside.tile_menu(about)
        case Wish.WATCH_GROUP:
            window.wish_asked.emit(wish, about or window.header.tabs.tab.key)
        case Wish.NEXT_TAB | Wish.PREVIOUS_TAB:
            window.header.tabs.step(1 if wish is Wish.NEXT_TAB else -1)
        case Wish.TAB:
            window.header.tabs.choose_number(int(about))
        case Wish.FREE_NOW:
            window.header.free_now.toggle()
        case Wish.WALL:
            window.wall.switch()
        case Wish.KEYS:
            KeySheet(window.hands.keys, window.theme, window.type_, window).open()
        case _:
            window.wish_asked.emit(wish, about)


def zoom(window: "MainWindow", by: int) -> None:
    """Ask for tiles a step larger, or smaller."""
    window.size_asked.emit(window.look.density, zoomed(window.look.zoom, by))
