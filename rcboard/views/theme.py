"""Colours: the fills of the states, and a light, a dark and a high-contrast room to show them in.

The measured fills keep their distance in normal sight and in three kinds of colour blindness (CIEDE2000 after Machado
2009: 17.3 at the least). In greyscale they collapse, so a mark never comes without its shape and its word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from rcboard.domain import preferences
from rcboard.domain.preferences import Look, Palette
from rcboard.domain.presence import State
from rcboard.views.colour_vision import contrast, is_colour

__all__ = ["DARK", "FILLS", "LIGHT", "Theme", "chosen", "contrast", "high_contrast", "palette"]

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

OKABE_ITO = {
    State.AVAILABLE: "#009E73",
    State.ON_CALL: "#D55E00",
    State.RINGING: "#E69F00",
    State.ON_HOLD: "#F0E442",
    State.DO_NOT_DISTURB: "#CC79A7",
    State.IN_MEETING: "#56B4E9",
}
"""Well known, and nearer together than ours: 10.9 at the least (Okabe and Ito, 2008)."""

SAME = {
    State.AVAILABLE_NO_QUEUE: State.AVAILABLE,
    State.BUSY: State.ON_CALL,
    State.PARKED: State.ON_HOLD,
    State.QUEUE_ONLY: State.DO_NOT_DISTURB,
}
"""Whose colour these states share unless told otherwise."""


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
    fills: Mapping[State, tuple[str, str]] = field(default_factory=lambda: FILLS, hash=False)
    """Fill and sign of each state; what is not in here is hollow."""


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


def chosen(look: Look) -> Theme:
    """The theme for a choice; for "system" what the desktop says now. Needs a QGuiApplication."""
    themes = preferences.Theme
    hints = QGuiApplication.styleHints()
    theme = look.theme
    if theme is themes.SYSTEM and hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        theme = themes.HIGH_CONTRAST
    if theme is themes.HIGH_CONTRAST:
        return high_contrast(QGuiApplication.palette())
    dark = theme is themes.DARK or (theme is themes.SYSTEM and hints.colorScheme() is Qt.ColorScheme.Dark)
    return replace(DARK if dark else LIGHT, fills=fills(look.palette, look.own_colours))


def fills(palette: Palette, own: Mapping[str, str]) -> Mapping[State, tuple[str, str]]:
    """Fill and sign of each state. ``own`` is by state token; what is no colour there is as measured."""
    if palette is Palette.MEASURED:
        return FILLS
    if palette is Palette.OKABE_ITO:
        named = OKABE_ITO
    else:
        named = {State(token): colour for token, colour in own.items() if token in _FILLED and is_colour(colour)}
    found = {}
    for state, (usual, _ink) in FILLS.items():
        fill = (named.get(state) or named.get(SAME.get(state, state)) or usual).upper()
        found[state] = (fill, ink(fill))
    return found


def ink(fill: str) -> str:
    """Black or white, whichever can be read on this: always 4.5:1 or more."""
    return max(WHITE, BLACK, key=lambda one: contrast(one, fill))


_FILLED = frozenset(state.value for state in FILLS)


def high_contrast(system: QPalette) -> Theme:
    """The system's own colours and no others: marks are told apart by shape, and full or hollow by age."""
    roles = QPalette.ColorRole
    ground, text = system.color(roles.Base).name().upper(), system.color(roles.Text).name().upper()
    if contrast(ground, text) < 7:
        text = ink(ground)
    accent, on_accent = (system.color(role).name().upper() for role in (roles.Highlight, roles.HighlightedText))
    if contrast(accent, ground) < 4.5 or contrast(accent, on_accent) < 4.5:
        accent, on_accent = text, ground
    grounds = dict.fromkeys(("window", "raised", "card", "hover", "selected", "warning", "error"), ground)
    lines = dict.fromkeys(("border", "muted", "edge", "handle", "star", "warning_edge", "error_edge"), text)
    # Half way, so that words on hatching can still be read.
    hatch = _mixed(ground, text, 0.25)
    return Theme(
        name="high-contrast",
        text=text,
        accent=accent,
        on_accent=on_accent,
        hatch=hatch,
        fills=dict.fromkeys(FILLS, (text, ground)),
        **grounds,
        **lines,
    )


def _mixed(one: str, other: str, share: float) -> str:
    first, second = QColor(one), QColor(other)
    pairs = ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


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
