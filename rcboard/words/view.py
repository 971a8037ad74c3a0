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


def page(number: int, total: int) -> str:
    """Which page of the wall view this is."""
    return _("page {number} of {total}").format(number=number, total=total)


def dock_left() -> str:
    """Along the left edge."""
    return _("Dock to the left edge")


def dock_right() -> str:
    """Along the right edge."""
    return _("Dock to the right edge")


def on_top() -> str:
    """Above all other windows."""
    return _("Always on top")


def export() -> str:
    """Write the desk into a file."""
    return _("Export stars, notes and groups…")


def import_() -> str:
    """Read the desk from a file."""
    return _("Import stars, notes and groups…")


def files() -> str:
    """Kinds of files to choose from."""
    return _("Table (*.csv);;Profile (*.json)")


def undo() -> str:
    """Take the last change back."""
    return _("Undo")


def pause() -> str:
    """Alerts."""
    return _("Pause alerts, or go on")


def keys() -> str:
    """The F1 sheet."""
    return _("All keys")
