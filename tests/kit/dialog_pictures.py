"""Pictures of the dialogs, to be looked at: ``python -m tests.kit.dialog_pictures FOLDER [NAME]``."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from rcboard.domain.alerts import Alert, Reason
from rcboard.domain.desk import Watch
from rcboard.domain.own_status import Own, OwnStatus
from rcboard.domain.preferences import Look, Palette, Preferences
from rcboard.domain.preferences import Theme as ThemeName
from rcboard.domain.presence import State
from rcboard.domain.ring_out import Stage, Step
from rcboard.domain.setting import SETTINGS
from rcboard.models.away_model import AwayModel
from rcboard.models.call_model import CallModel
from rcboard.models.own_model import OwnModel
from rcboard.views import fonts
from rcboard.views.away_panel import AwayPanel
from rcboard.views.call_panel import CallPanel
from rcboard.views.key_editor import KeyLine
from rcboard.views.keys import TABLE
from rcboard.views.own_menu import OwnMenu
from rcboard.views.settings_dialog import PAGES, SettingsDialog, Surroundings
from rcboard.views.style import style_sheet
from rcboard.views.theme import Theme, chosen, palette
from rcboard.views.welcome_panel import WelcomePanel
from rcboard.words import keys as key_words
from rcboard.words import ring_out
from rcboard.words import settings as words
from tests.kit import looks
from tests.kit.people import NOW, office, people
from tests.kit.shown import begin, grab, window

SIZE = QSize(900, 600)

Make = Callable[[Theme, float], QWidget]
"""A dialog in this theme, with running text of this size."""


def around() -> Surroundings:
    """What a computer and an administrator add to the settings."""
    return Surroundings(
        offers={
            "whom.departments": [
                (name, name) for name in ("Sales", "Support", "Legal", "Accounts payable", "Workshop")
            ],
            "whom.sites": [("Leeds", "Leeds"), ("München", "München")],
            "general.language": [("", words.system_language()), ("de", "Deutsch")],
        },
        keys=[KeyLine(line.token, key_words.wish(line.token), line.keys[0]) for line in TABLE],
        locks={"alerts.about": words.locked("policy lock", "/etc/xdg/rcboard/policy.toml")},
    )


def settings(page: str) -> Make:
    """The settings dialog at one page."""

    def make(theme: Theme, points: float) -> QWidget:
        preferences = Preferences(look=Look(palette=Palette.OWN, own_colours={"available": "#B08030"}))
        whom = replace(preferences.whom, departments=("Sales", "Gone"))
        dialog = SettingsDialog(theme, fonts.fonts(points), replace(preferences, whom=whom), around())
        dialog.show_preferences(replace(preferences, whom=whom), SETTINGS["look.theme"])
        dialog.open_page(page)
        return dialog

    return make


def away(theme: Theme, points: float) -> QWidget:
    """A board with what was missed above it."""
    everybody = people(30)
    shown = window(
        office(everybody), Look(theme=next(t for t in ThemeName if theme.name.startswith(t.value[:4]))), SIZE
    )
    model = AwayModel(lambda: NOW, shown)
    panel = AwayPanel(model, fonts.fonts(points), shown)
    shown.add_panel(panel)
    states = (State.AVAILABLE, State.ON_CALL, State.DO_NOT_DISTURB, State.OFFLINE)
    for person, state in zip(everybody, states, strict=False):
        model.add(Alert(person.id, state, Reason.RULE), person)
    model.add(Alert(everybody[9].id, State.AVAILABLE, Reason.WATCH, Watch("", 0.0, "Mrs Jones")), everybody[9])
    panel.open_list()
    return shown


def call(theme: Theme, points: float) -> QWidget:
    """A board with a call that RingCentral makes above it."""
    everybody = people(30)
    shown = window(
        office(everybody), Look(theme=next(t for t in ThemeName if theme.name.startswith(t.value[:4]))), SIZE
    )
    model = CallModel(shown)
    shown.add_panel(CallPanel(model, fonts.fonts(points), shown))
    text = ring_out.sentence(Step(Stage.OWN_RINGS), everybody[3].spoken)
    model.show_call(text, under_way=True, may_be_cancelled=True)
    return shown


def welcome(theme: Theme, points: float) -> QWidget:
    """A board with the two questions of the first run above it."""
    everybody = people(30)
    shown = window(
        office(everybody), Look(theme=next(t for t in ThemeName if theme.name.startswith(t.value[:4]))), SIZE
    )
    panel = WelcomePanel(fonts.fonts(points), Preferences(), (), shown)
    panel.offer(sorted({person.department for person in everybody} - {""}))
    shown.add_panel(panel)
    return shown


def own_status(theme: Theme, points: float) -> QWidget:
    """The menu of one's own status."""
    model = OwnModel()
    model.show_own(Own(OwnStatus.BUSY, queue_calls=True, message="back at 3"), allowed=True)
    menu = OwnMenu(model)
    model.setParent(menu)
    menu.setFont(fonts.fonts(points).place)
    menu.setPalette(palette(theme))
    menu.setStyleSheet(style_sheet(theme))
    return menu


DIALOGS: dict[str, Make] = {f"settings-{page}": settings(page) for page in PAGES} | {
    "away": away,
    "call": call,
    "welcome": welcome,
    "own-status": own_status,
}


def painted(names: list[str]) -> Iterator[tuple[str, QWidget, float]]:
    """Each dialog light, dark, in high contrast, and in text of twice the size."""
    for name in names:
        for look in (looks.LIGHT, looks.DARK, looks.HIGH_CONTRAST):
            yield f"{name}-{look.theme}", DIALOGS[name](chosen(look), fonts.POINTS), 1
        yield f"{name}-scale", DIALOGS[name](chosen(looks.LIGHT), fonts.POINTS), 2
        yield f"{name}-large", DIALOGS[name](chosen(looks.LIGHT), 2 * fonts.POINTS), 1


def main(folder: Path, part: str = "") -> None:
    """Paint those whose name has this part into the folder."""
    for name, widget, scale in painted([name for name in DIALOGS if part in name]):
        widget.show()
        QApplication.processEvents()
        grab(widget, scale).save(str(folder / f"{name}.png"))
        widget.close()
        widget.deleteLater()


if __name__ == "__main__":
    told = begin(__doc__)
    main(told.folder, told.part)
