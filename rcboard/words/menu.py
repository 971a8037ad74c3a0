"""What can be done to somebody, in the menu of a tile and in small fields beside it."""

from rcboard.words.language import _


def copy(number: str) -> str:
    """The extension number."""
    return _("Copy {number}").format(number=number)


def copy_name() -> str:
    """Name and number."""
    return _("Copy name and number")


def copy_direct(number: str) -> str:
    """The number from outside."""
    return _("Copy {number}").format(number=number)


def call(number: str) -> str:
    """By the telephone program."""
    return _("Call {number}").format(number=number)


def star(starred: bool) -> str:
    """A favourite, or no longer."""
    return _("No longer a favourite") if starred else _("Favourite")


def watch(waited: bool) -> str:
    """Wait, or no longer."""
    return _("Stop waiting") if waited else _("Tell me when free")


def watch_more() -> str:
    """One more caller."""
    return _("Another caller waits…")


def note(there: bool) -> str:
    """Write a note, or change it."""
    return _("Change the note…") if there else _("Write a note…")


def groups() -> str:
    """The list of groups."""
    return _("Groups")


def pin(tab: str, kept: bool) -> str:
    """Keep somebody on a tab, or no longer."""
    return (_("Take off {tab}") if kept else _("Keep on {tab}")).format(tab=tab)


def why() -> str:
    """The why-card."""
    return _("Why is that so?")


def note_field(name: str) -> str:
    """Over the field of a note."""
    return _("Note on {name}").format(name=name)


def caller_field(name: str) -> str:
    """Over the field of a caller's name."""
    return _("Who waits for {name}? (may stay empty)").format(name=name)
