"""What the first run asks, once."""

from collections.abc import Sequence

from rcboard.words.language import _, counted

NAMED = 2


def title() -> str:
    """Above the two questions."""
    return _("Welcome. Two questions, which the settings answer later, too:")


def whom() -> str:
    """Before the choice of departments."""
    return _("Show")


def departments(chosen: Sequence[str]) -> str:
    """On the button that offers them: "All departments", "Sales, Support", "5 departments"."""
    if not chosen:
        return _("All departments")
    return ", ".join(chosen) if len(chosen) <= NAMED else counted("{n} department", "{n} departments", len(chosen))


def everybody() -> str:
    """The menu's entry that leaves nobody out."""
    return _("All departments")


def about() -> str:
    """Before the choice of alerts."""
    return _("and tell me about")


def done() -> str:
    """The button that ends the questions."""
    return _("Done")
