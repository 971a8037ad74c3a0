"""The key table in words: what each wish is called, and how the mouse does it."""

from collections.abc import Iterator

from rcboard.words.language import N_, _

_WISHES = {
    "find": (N_("go to the search box"), N_("search box")),
    "copy": (N_("copy the extension number"), N_("double-click")),
    "copy_name": (N_("copy name and number"), N_("menu")),
    "copy_direct": (N_("copy the direct number"), N_("menu, why-card")),
    "call": (N_("call"), N_("menu, why-card")),
    "watch": (N_("tell me when she is free, or no longer"), N_("the alarm clock on the tile")),
    "watch_more": (N_("put another caller in line for her"), N_("menu")),
    "watch_group": (N_("tell me when the first on this tab is free"), N_("menu of the tab")),
    "note": (N_("write a note"), N_("menu")),
    "star": (N_("favourite, or no longer"), N_("the star on the tile")),
    "why": (N_("why is that so?"), N_("rest on the tile")),
    "pin": (N_("keep the found one on this tab, or take her off it"), N_("menu")),
    "menu": (N_("everything that can be done"), N_("right-click")),
    "next_tab": (N_("next tab"), N_("tabs")),
    "previous_tab": (N_("tab before"), N_("tabs")),
    "tab": (N_("first to ninth tab"), N_("tabs")),
    "free_now": (N_("only who is free now"), N_("“Free now”")),
    "card": (N_("tiles as cards"), N_("View")),
    "compact": (N_("smaller tiles"), N_("View")),
    "mini": (N_("the smallest tiles"), N_("View")),
    "larger": (N_("larger"), N_("Ctrl and wheel")),
    "smaller": (N_("smaller"), N_("Ctrl and wheel")),
    "usual_size": (N_("usual size"), N_("View")),
    "wall": (N_("wall view, and back"), N_("View")),
    "pause": (N_("pause alerts, or go on"), N_("tray")),
    "undo": (N_("undo the last change of stars, notes, groups or waits"), N_("View")),
    "settings": (N_("settings"), N_("View, tray")),
    "keys": (N_("all keys"), N_("View")),
}


def wish(token: str) -> str:
    """What a wish is called in the table: "copy the extension number"."""
    return _(_WISHES[token][0])


def mouse(token: str) -> str:
    """How the mouse does it: "double-click"."""
    return _(_WISHES[token][1])


def fixed() -> Iterator[tuple[str, str, str]]:
    """Lines of the table whose keys are always the same: wish, key, mouse."""
    yield _("find"), _("just type; Esc clears"), _("search box")
    yield _("move"), _("arrows, Home, End, PgUp, PgDn; Down and Up through what was found"), _("click")


def title() -> str:
    """Above the table."""
    return _("Keys")


def columns() -> tuple[str, str, str]:
    """The heads of the table."""
    return _("Wish"), _("Key"), _("Mouse")


def no_key(key: str) -> str:
    """A text that names no key."""
    return _("“{key}” is no key; write it like “Ctrl+F” or “F4”.").format(key=key)


def writes(key: str) -> str:
    """A key that finds."""
    return _("“{key}” cannot be a command: typing letters and digits always finds. Add Ctrl or Alt.").format(key=key)
