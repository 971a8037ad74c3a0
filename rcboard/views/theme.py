"""Colours: the measured fills of the states, and a light and a dark room to show them in.

The fills keep their distance in normal sight and in three kinds of colour blindness (CIEDE2000 after Machado 2009: 17.3
at the least). In greyscale they collapse, so a mark never comes without its shape and its word.
"""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from rcboard.domain.presence import State

GREEN, RED, AMBER, CREAM, PURPLE, BLUE = "#2A7D60", "#C72D04", "#D1A800", "#FFF7A8", "#9E2F88", "#7FB1F4"
WHITE, BLACK = "#FFFFFF", "#000000"

FILLS: dict[State, tuple[str, str]] = {
    State.AVAILABLE: (GREEN, WHITE),
    State.AVAILABLE_NO_QUEUE: (GREEN, WHITE),
    State.ON_CALL: (RED, WHITE),
    State.BUSY: (RED, WHITE),
    State.RINGING: (AMBER, BLACK),
    State.ON_HOLD: (CREAM, BLACK),
    State.PARKED: (CREAM, BLACK),
    State.DO_NOT_DISTURB: (PURPLE, WHITE),
    State.QUEUE_ONLY: (PURPLE, WHITE),
    State.IN_MEETING: (BLUE, BLACK),
}
"""Fill and sign of each state; what is not in here is hollow."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of the window. ``name`` tells themes apart in pictures and tests."""

    name: str
    window: str
    """Behind the tiles."""
    raised: str
    """The strip and the search box's surroundings."""
    card: str
    hover: str
    selected: str
    border: str
    text: str
    muted: str
    """Second lines; still 4.5:1 on every card."""
    edge: str
    """Around every mark."""
    accent: str
    """Focus ring, links, the main button."""
    on_accent: str
    hatch: str
    handle: str
    """The scroll bar."""
    star: str
    warning: str
    """The strip while the line is down; its text stays as it is."""
    warning_edge: str
    error: str
    error_edge: str


LIGHT = Theme(
    name="light",
    window="#F3F4F6",
    raised="#FFFFFF",
    card="#FFFFFF",
    hover="#FFFFFF",
    selected="#EAF1FB",
    border="#DDE1E7",
    text="#1A1E24",
    muted="#59626E",
    edge="#595959",
    accent="#1C5FC0",
    on_accent="#FFFFFF",
    hatch="#E0E3E8",
    handle="#C3C9D1",
    star="#A66A00",
    warning="#FFF4D6",
    warning_edge="#D1A800",
    error="#FDE7E1",
    error_edge="#C72D04",
)

DARK = Theme(
    name="dark",
    window="#14171B",
    raised="#1B1F24",
    card="#1F242A",
    hover="#252B32",
    selected="#22324A",
    border="#2F363F",
    text="#E8EBEF",
    muted="#A4AEBA",
    edge="#A0A0A0",
    accent="#74ABFF",
    on_accent="#0B1220",
    hatch="#242A31",
    handle="#444D58",
    star="#F0C04A",
    warning="#3A3115",
    warning_edge="#D1A800",
    error="#43211A",
    error_edge="#F0704F",
)


class Look(Enum):
    """What the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def chosen(look: Look) -> Theme:
    """The theme for a choice; for "system" what the desktop says now."""
    if look is Look.SYSTEM:
        return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if look is Look.DARK else LIGHT


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(name: str) -> float:
    colour = QColor(name)
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def palette(theme: Theme) -> QPalette:
    """The theme for Qt's own widgets."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.raised,
        roles.WindowText: theme.text,
        roles.Base: theme.window,
        roles.AlternateBase: theme.raised,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.muted,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.Link: theme.accent,
        roles.Accent: theme.accent,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return result
