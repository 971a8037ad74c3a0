"""About and licences in words."""

from rcboard.words.language import _


def about() -> str:
    """The menu's entry without its dots, and the dialog's title."""
    return _("About rcboard")


def version(version: str) -> str:
    """The dialog's headline."""
    return _("rcboard {version}").format(version=version)


def close() -> str:
    """The button that closes the dialog."""
    return _("Close")


def thanks() -> str:
    """Stands over the list."""
    return _("rcboard is free software under the MIT licence. It contains these packages of others; thank you.")


def unknown() -> str:
    """There is no list."""
    return _("This copy was not installed as a package and does not know what it was made of.")
