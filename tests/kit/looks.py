"""Looks of the window, by name."""

from rcboard.domain.preferences import Look, Theme

LIGHT = Look(theme=Theme.LIGHT)
DARK = Look(theme=Theme.DARK)
HIGH_CONTRAST = Look(theme=Theme.HIGH_CONTRAST)
