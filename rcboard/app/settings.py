"""Settings from the window: opens the dialog, lets its wishes change the preferences, and shows what came of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rcboard.app.preferences import LivePreferences
from rcboard.domain.board import Board
from rcboard.domain.preferences import Preferences
from rcboard.domain.setting import SETTINGS
from rcboard.views.fonts import Fonts
from rcboard.views.keys import TABLE, refusal
from rcboard.views.main_window import MainWindow
from rcboard.words import keys as key_words
from rcboard.words import language
from rcboard.words import settings as words

if TYPE_CHECKING:
    from rcboard.views.key_editor import KeyLine
    from rcboard.views.settings_dialog import SettingsDialog


class Settings:
    """One dialog at a time."""

    def __init__(
        self,
        *,
        window: MainWindow,
        fonts: Fonts,
        preferences: LivePreferences,
        board: Board,
    ) -> None:
        self._window = window
        self._fonts = fonts
        self._preferences = preferences
        self._board = board
        self._dialog: SettingsDialog | None = None
        preferences.listen(self._changed)
        window.theme_changed.connect(self._follow)

    def open(self, section: str = "general") -> None:
        """Show the dialog at this page, or bring it forward."""
        if not self._window.isVisible():
            self._window.bring_forward()
        if self._dialog is None:
            from rcboard.views.settings_dialog import SettingsDialog, Surroundings  # late: no start waits for it

            around = Surroundings(self._offers(), _keys(), refusal, self._locks())
            dialog = SettingsDialog(self._window.theme, self._fonts, self._preferences.now, around, parent=self._window)
            dialog.change_asked.connect(self._preferences.change)
            dialog.undo_asked.connect(self._preferences.undo)
            dialog.finished.connect(self._closed)
            self._dialog = dialog
            self._changed(self._preferences.now, self._preferences.now)
        self._dialog.open_page(section)
        self._dialog.open()
        self._dialog.raise_()

    def _offers(self) -> Mapping[str, list[tuple[str, str]]]:
        """What can be ticked: what is there now."""
        found: dict[str, set[str]] = {"whom.departments": set(), "whom.sites": set(), "whom.types": set()}
        for person in self._board:
            found["whom.departments"].add(person.department)
            found["whom.sites"].add(person.site)
            found["whom.types"].add(person.type)
        offers = {name: [(one, one) for one in sorted(those, key=str.casefold) if one] for name, those in found.items()}
        return offers | {"general.language": [("", words.system_language()), *language.LANGUAGES.items()]}

    def _locks(self) -> Mapping[str, str]:
        sources = {name: self._preferences.chosen.source(name) for name in SETTINGS}
        fixed = {name: source for name, source in sources.items() if source.origin.fixed}
        return {name: words.locked(str(source.origin), source.where) for name, source in fixed.items()}

    def _changed(self, _before: Preferences, now: Preferences) -> None:
        if self._dialog is not None:
            self._dialog.show_preferences(now, self._preferences.undoable)

    def _follow(self) -> None:
        if self._dialog is not None:
            self._dialog.set_theme(self._window.theme)

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _keys() -> "list[KeyLine]":
    """The key table, but for what has more keys than a field can show."""
    from rcboard.views.key_editor import KeyLine

    lines = [line for line in TABLE if len(line.keys) <= 3]
    return [KeyLine(line.token, key_words.wish(line.token), line.keys[0]) for line in lines]
