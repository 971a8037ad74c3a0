"""The key table: every wish with its keys. Shortcuts, the F1 sheet and the README are made of it.

No letter and no digit alone is ever a command: typing always finds. What would write something (Space, ``*``) is a
command only while the search is empty, and what a button needs (Enter, Space) only where people are chosen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from rcboard.words import keys as words


class Wish(StrEnum):
    """What a person can want of the board. Tokens stand in the preferences file, so they are stable."""

    FIND = "find"
    COPY = "copy"
    COPY_NAME = "copy_name"
    COPY_DIRECT = "copy_direct"
    CALL = "call"
    WATCH = "watch"
    WATCH_MORE = "watch_more"
    WATCH_GROUP = "watch_group"
    NOTE = "note"
    STAR = "star"
    WHY = "why"
    PIN = "pin"
    MENU = "menu"
    NEXT_TAB = "next_tab"
    PREVIOUS_TAB = "previous_tab"
    TAB = "tab"
    FREE_NOW = "free_now"
    CARD = "card"
    COMPACT = "compact"
    MINI = "mini"
    LARGER = "larger"
    SMALLER = "smaller"
    USUAL_SIZE = "usual_size"
    WALL = "wall"
    PAUSE = "pause"
    UNDO = "undo"
    SETTINGS = "settings"
    KEYS = "keys"


PERSONAL = frozenset(
    {
        Wish.COPY,
        Wish.COPY_NAME,
        Wish.COPY_DIRECT,
        Wish.CALL,
        Wish.WATCH,
        Wish.WATCH_MORE,
        Wish.NOTE,
        Wish.STAR,
        Wish.WHY,
        Wish.PIN,
        Wish.MENU,
    }
)
"""Wishes about the person who is chosen."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One line of the table. Keys are in Qt's portable form."""

    wish: Wish
    keys: tuple[str, ...]

    @property
    def token(self) -> str:
        """What stands for it in the preferences and in ``words``."""
        return str(self.wish)


TABLE: tuple[Binding, ...] = (
    Binding(Wish.FIND, ("Ctrl+F",)),
    Binding(Wish.COPY, ("Return", "Enter", "Ctrl+C")),
    Binding(Wish.COPY_NAME, ("Ctrl+Shift+C",)),
    Binding(Wish.COPY_DIRECT, ("Ctrl+Alt+C",)),
    Binding(Wish.CALL, ("Ctrl+Return", "Ctrl+Enter")),
    Binding(Wish.WATCH, ("F4",)),
    Binding(Wish.WATCH_MORE, ("Shift+F4",)),
    Binding(Wish.WATCH_GROUP, ("Ctrl+Shift+F4",)),
    Binding(Wish.NOTE, ("F2",)),
    Binding(Wish.STAR, ("*",)),
    Binding(Wish.WHY, ("Space",)),
    Binding(Wish.PIN, ("Ctrl+G",)),
    Binding(Wish.MENU, ("Menu", "Shift+F10")),
    Binding(Wish.NEXT_TAB, ("Ctrl+Tab",)),
    Binding(Wish.PREVIOUS_TAB, ("Ctrl+Shift+Tab",)),
    Binding(Wish.TAB, tuple(f"Ctrl+{number}" for number in range(1, 10))),
    Binding(Wish.FREE_NOW, ("Ctrl+E",)),
    Binding(Wish.CARD, ("Ctrl+Shift+1",)),
    Binding(Wish.COMPACT, ("Ctrl+Shift+2",)),
    Binding(Wish.MINI, ("Ctrl+Shift+3",)),
    Binding(Wish.LARGER, ("Ctrl++", "Ctrl+=")),
    Binding(Wish.SMALLER, ("Ctrl+-",)),
    Binding(Wish.USUAL_SIZE, ("Ctrl+0",)),
    Binding(Wish.WALL, ("F11",)),
    Binding(Wish.PAUSE, ("Ctrl+P",)),
    Binding(Wish.UNDO, ("Ctrl+Z",)),
    Binding(Wish.SETTINGS, ("Ctrl+,",)),
    Binding(Wish.KEYS, ("F1",)),
)

_SHOWN = {Wish.COPY: "Enter, Ctrl+C", Wish.CALL: "Ctrl+Enter", Wish.TAB: "Ctrl+1…9", Wish.LARGER: "Ctrl++"}
"""Where a table says more with less."""
_BARE = frozenset({"Return", "Enter", "Space", "Menu"})


class Keys:
    """The table with a person's own keys in it: wish to sequence, and back from a pressed key to a wish."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        """``chosen`` is ``Preferences.keys``: a key that may not be a command leaves the table's own in place."""
        own = {wish: key for wish, key in (chosen or {}).items() if key == "" or not refusal(key)}
        self.table: tuple[Binding, ...] = tuple(
            Binding(line.wish, (own[line.token],) if own[line.token] else ()) if line.token in own else line
            for line in TABLE
        )

    def of(self, wish: Wish) -> tuple[str, ...]:
        """The keys of a wish; none where it has been left without."""
        return next(line.keys for line in self.table if line.wish is wish)

    def shown(self, wish: Wish, *, native: bool = False) -> str:
        """The keys of a wish to read: "Enter, Ctrl+C"; ``native`` as this system writes them."""
        keys = self.of(wish)
        if keys == next(line.keys for line in TABLE if line.wish is wish) and wish in _SHOWN and not native:
            return _SHOWN[wish]
        if wish is Wish.TAB and len(keys) > 1:
            return f"{_native(keys[0])}…9" if native else f"{keys[0]}…9"
        seen = [key for key in keys if key not in ("Enter", "Ctrl+Enter", "Ctrl+=")]
        return ", ".join(_native(key) if native else key for key in seen)

    def shortcuts(self) -> Iterator[tuple[Wish, int, str]]:
        """Everything that is a shortcut of the window: wish, which of its keys, the key."""
        for line in self.table:
            for place, key in enumerate(line.keys):
                if not is_bare(key):
                    yield line.wish, place, key

    def bare(self, event: QKeyEvent, *, searching: bool) -> Wish | None:
        """The wish behind a key without Ctrl or Alt that is none of the window's shortcuts."""
        for line in self.table:
            if any(is_bare(key) and _is(event, key, searching=searching) for key in line.keys):
                return line.wish
        return None

    def lines(self, *, native: bool = False) -> Iterator[tuple[str, str, str]]:
        """The whole table to read: wish, key, mouse. What has no key of its own to change stands first."""
        yield from words.fixed()
        for line in self.table:
            yield words.wish(line.token), self.shown(line.wish, native=native), words.mouse(line.token)


def is_bare(key: str) -> bool:
    """Whether a key stands alone that writes something, or that a button needs for itself."""
    return key in _BARE or (len(key) == 1 and key.isprintable())


def refusal(key: str) -> str | None:
    """Why this key may not be a command, in a sentence; None where it may."""
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1 or not sequence.toString():
        return words.no_key(key)
    bare = key.removeprefix("Shift+")
    if len(bare) == 1 and bare.isalnum():
        return words.writes(key)
    return None


def markdown(keys: Keys) -> str:
    """The table for the README."""
    rows = ["| Wish | Key | Mouse |", "|---|---|---|"]
    rows += [f"| {wish} | {_code(key)} | {mouse} |" for wish, key, mouse in keys.lines()]
    return "\n".join(rows)


def _code(key: str) -> str:
    return f"`{key}`" if key == "*" else key


def _native(key: str) -> str:
    return QKeySequence.fromString(key.replace("Return", "Enter")).toString(QKeySequence.SequenceFormat.NativeText)


def _is(event: QKeyEvent, key: str, *, searching: bool) -> bool:
    plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    if key == "Space":
        return not searching and event.text() == " " and plain
    if len(key) == 1:
        return not searching and event.text() == key
    named = {"Return": Qt.Key.Key_Return, "Enter": Qt.Key.Key_Enter, "Menu": Qt.Key.Key_Menu}
    return event.key() == named[key] and plain and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
