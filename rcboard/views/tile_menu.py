"""The menu of a tile and the menu of a tab: everything that can be done, with its key."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.tabs import ALL, FAVOURITES, Kind, Tab
from rcboard.views.keys import Keys, Wish
from rcboard.views.plain import caption
from rcboard.words import menu as words
from rcboard.words import tabs as tab_words


@dataclass(frozen=True, slots=True)
class Granting:
    """What the menus do: a wish about somebody, and what is about groups."""

    wish: Callable[[Wish, str], None]
    group: Callable[[str, str], None]
    """Into this group or out of it: its name, and whom."""
    new_group: Callable[[str], None]
    """A group that has still to be named, beginning with somebody, or with nobody."""
    rename: Callable[[str], None]
    move: Callable[[str, int], None]
    delete: Callable[[str], None]


def of_tile(person: Person, desk: Desk, tab: Tab, *, keys: Keys, grant: Granting, parent: QWidget) -> QMenu:
    """The menu of somebody's tile, shown by ``popup``; it goes by itself."""
    menu = _menu(parent)

    def add(wish: Wish, text: str) -> None:
        action = menu.addAction(f"{caption(text)}\t{keys.shown(wish, native=True).partition(', ')[0]}")
        action.triggered.connect(lambda _checked=False: grant.wish(wish, person.id))

    if person.number:
        add(Wish.COPY, words.copy(person.number))
        add(Wish.COPY_NAME, words.copy_name())
    if person.direct_numbers:
        add(Wish.COPY_DIRECT, words.copy_direct(person.direct_numbers[0]))
    if person.number:
        add(Wish.CALL, words.call(person.number))
    menu.addSeparator()
    add(Wish.STAR, words.star(person.id in desk.favourites))
    waited = desk.watch_of(person.id) is not None
    add(Wish.WATCH, words.watch(waited))
    if waited:
        add(Wish.WATCH_MORE, words.watch_more())
    add(Wish.NOTE, words.note(person.id in desk.notes))
    groups = menu.addMenu(words.groups())
    for group in desk.groups:
        action = groups.addAction(caption(group.name))
        action.setCheckable(True)
        action.setChecked(person.id in group.ids)
        action.triggered.connect(lambda _checked=False, name=group.name: grant.group(name, person.id))
    groups.addSeparator()
    groups.addAction(tab_words.new_group()).triggered.connect(lambda _checked=False: grant.new_group(person.id))
    if tab not in (ALL, FAVOURITES):
        kept = person.id in desk.pins.get(tab.key, ()) or (tab.kind is Kind.GROUP and tab.holds(person, desk))
        if kept or not tab.holds(person, desk):
            add(Wish.PIN, words.pin(tab_words.title(tab), kept))
    menu.addSeparator()
    add(Wish.WHY, words.why())
    return menu


def of_tab(tab: Tab, desk: Desk, keys: Keys, grant: Granting, parent: QWidget) -> QMenu:
    """The menu of a tab."""
    menu = _menu(parent)
    if tab != ALL:
        waited = desk.watch_of_group(tab.key) is not None
        text = tab_words.stop_waiting() if waited else tab_words.wait_first_free()
        action = menu.addAction(f"{text}\t{keys.shown(Wish.WATCH_GROUP, native=True)}")
        action.triggered.connect(lambda _checked=False: grant.wish(Wish.WATCH_GROUP, tab.key))
        menu.addSeparator()
    menu.addAction(tab_words.new_group()).triggered.connect(lambda _checked=False: grant.new_group(""))
    if tab.kind is Kind.GROUP:
        for text, act in (
            (tab_words.rename(), lambda: grant.rename(tab.name)),
            (tab_words.forward(), lambda: grant.move(tab.name, -1)),
            (tab_words.back(), lambda: grant.move(tab.name, 1)),
            (tab_words.delete(), lambda: grant.delete(tab.name)),
        ):
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
    return menu


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setFont(parent.font())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
