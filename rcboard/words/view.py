"""The View menu in words."""

from collections.abc import Iterator

from rcboard.domain.preferences import Density
from rcboard.words.language import _


def title() -> str:
    """The menu's button."""
    return _("View")


def densities() -> Iterator[tuple[Density, str]]:
    """How much of a tile is shown."""
    yield Density.CARD, _("Cards")
    yield Density.COMPACT, _("Compact")
    yield Density.MINI, _("Mini")


def larger() -> str:
    """Zoom in."""
    return _("Larger")


def smaller() -> str:
    """Zoom out."""
    return _("Smaller")


def usual_size() -> str:
    """No zoom."""
    return _("Usual size")


def sorted_by() -> str:
    """The head of the orders."""
    return _("Sorted by")


def sorts() -> Iterator[tuple[str, str]]:
    """The orders, by token."""
    yield "name", _("Name")
    yield "number", _("Number")
    yield "department", _("Department")
    yield "state", _("State, free first")


def wall() -> str:
    """The whole screen, for a screen on the wall."""
    return _("Wall view")


def place() -> str:
    """Where the window stands."""
    return _("Window")


def undo() -> str:
    """Take the last change back."""
    return _("Undo")


def pause() -> str:
    """Alerts."""
    return _("Pause alerts, or go on")


def keys() -> str:
    """The F1 sheet."""
    return _("All keys")
