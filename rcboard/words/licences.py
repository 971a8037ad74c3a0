"""Licences in words."""

from rcboard.words.language import _


def thanks() -> str:
    """Stands over the list."""
    return _("rcboard is free software under the MIT licence. It contains these packages of others; thank you.")


def unknown() -> str:
    """There is no list."""
    return _("This copy was not installed as a package and does not know what it was made of.")
