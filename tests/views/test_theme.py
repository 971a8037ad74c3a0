"""Colours that can be read and told apart, in every theme and palette."""

import itertools
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from rcboard.domain.preferences import Look, Palette
from rcboard.domain.presence import State
from rcboard.views.theme import DARK, FILLS, LIGHT, SAME, Theme, chosen, contrast, fills, high_contrast, palette
from tests.kit import looks


def system(ground: str, text: str, accent: str, on_accent: str) -> QPalette:
    """Colours a desktop may have."""
    given = QPalette()
    roles = QPalette.ColorRole
    for role, colour in ((roles.Base, ground), (roles.Text, text), (roles.Highlight, accent)):
        given.setColor(role, QColor(colour))
    given.setColor(roles.HighlightedText, QColor(on_accent))
    return given


BLACK = high_contrast(system("#000000", "#FFFFFF", "#1AEBFF", "#000000"))
WHITE = high_contrast(system("#FFFFFF", "#000000", "#37006E", "#FFFFFF"))
POOR = high_contrast(system("#EFEFEF", "#888888", "#E0E0E0", "#FFFFFF"))
THEMES = pytest.mark.parametrize(
    "theme", [LIGHT, DARK, BLACK, WHITE, POOR], ids=["light", "dark", "black", "white", "poor"]
)
GROUNDS = ("window", "card", "hover", "selected", "raised", "hatch")
PAIRS = [*itertools.product(("text", "muted"), GROUNDS), ("text", "warning"), ("text", "error")]
PALETTES = {
    "measured": fills(Palette.MEASURED, {}),
    "okabe-ito": fills(Palette.OKABE_ITO, {}),
    "own": fills(
        Palette.OWN, {"available": "#808080", "on_call": "#FFFFFF", "ringing": "#7F7F00", "nobody": "#123456"}
    ),
    "black": BLACK.fills,
    "white": WHITE.fills,
    "poor": POOR.fills,
}


def test_the_measured_colours_are_these() -> None:
    """Each fill with the sign on it; whoever is offline, hidden or not known is hollow. And the edge of every mark."""
    assert FILLS == {
        State.AVAILABLE: ("#2A7D60", "#FFFFFF"),
        State.AVAILABLE_NO_QUEUE: ("#2A7D60", "#FFFFFF"),
        State.ON_CALL: ("#C72D04", "#FFFFFF"),
        State.BUSY: ("#C72D04", "#FFFFFF"),
        State.RINGING: ("#D1A800", "#000000"),
        State.ON_HOLD: ("#FFF7A8", "#000000"),
        State.PARKED: ("#FFF7A8", "#000000"),
        State.DO_NOT_DISTURB: ("#9E2F88", "#FFFFFF"),
        State.QUEUE_ONLY: ("#9E2F88", "#FFFFFF"),
        State.IN_MEETING: ("#7FB1F4", "#000000"),
    }
    assert (LIGHT.edge, DARK.edge) == ("#595959", "#A0A0A0")


@THEMES
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_every_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["window", "card", "selected", "hover"])
@pytest.mark.parametrize("drawn", ["edge", "accent", "star", "muted"])
def test_marks_and_rings_stand_out(theme: Theme, drawn: str, ground: str) -> None:
    assert contrast(getattr(theme, drawn), getattr(theme, ground)) >= 3


@THEMES
def test_words_on_buttons_can_be_read(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("state", FILLS)
def test_a_sign_can_be_seen_on_its_fill(name: str, state: State) -> None:
    fill, ink = PALETTES[name][state]
    assert contrast(fill, ink) >= 4.5


@pytest.mark.parametrize("name", ["measured", "okabe-ito", "own"])
def test_only_a_person_who_may_be_called_has_the_colour_of_free(name: str) -> None:
    found = PALETTES[name]
    greens = {state for state, (fill, _) in found.items() if fill == found[State.AVAILABLE][0]}
    assert greens == {state for state in State if state.free}


def test_own_colours_are_taken_where_they_are_colours_and_shared_by_kin() -> None:
    own = fills(Palette.OWN, {"available": "#336699", "parked": "#ABCDEF", "busy": "red", "offline": "#000000"})
    assert own[State.AVAILABLE][0] == own[State.AVAILABLE_NO_QUEUE][0] == "#336699"
    assert (own[State.PARKED][0], own[State.ON_HOLD][0]) == ("#ABCDEF", FILLS[State.ON_HOLD][0])
    assert own[State.BUSY] == FILLS[State.BUSY]
    assert State.OFFLINE not in own
    assert all(FILLS[one][0] == FILLS[other][0] for one, other in SAME.items())


def test_high_contrast_has_the_systems_colours_and_no_others() -> None:
    assert (BLACK.window, BLACK.text, BLACK.accent) == ("#000000", "#FFFFFF", "#1AEBFF")
    assert set(BLACK.fills.values()) == {("#FFFFFF", "#000000")}
    assert POOR.text == "#000000"


def test_the_choice_decides_and_the_palette_follows(qapp: object) -> None:
    assert chosen(looks.LIGHT) == LIGHT
    assert chosen(looks.DARK) == DARK
    assert chosen(looks.HIGH_CONTRAST).name == "high-contrast"
    assert chosen(Look(looks.DARK.theme, Palette.OKABE_ITO)).fills == PALETTES["okabe-ito"]
    assert palette(DARK).window().color().name().upper() == DARK.raised


@pytest.mark.parametrize(
    ("scheme", "contrasts", "found"),
    [
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, "dark"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, "high-contrast"),
    ],
)
def test_whoever_follows_the_system_has_what_the_desktop_says(
    qapp: object,
    monkeypatch: pytest.MonkeyPatch,
    scheme: Qt.ColorScheme,
    contrasts: Qt.ContrastPreference,
    found: str,
) -> None:
    """What a desktop says, in the place of the one without a say that tests run on."""
    accessibility = SimpleNamespace(contrastPreference=lambda: contrasts)
    hints = SimpleNamespace(colorScheme=lambda: scheme, accessibility=lambda: accessibility)
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: hints)
    assert chosen(Look()).name == found
    assert chosen(looks.LIGHT).name == "light", "whoever has chosen is not followed about"
