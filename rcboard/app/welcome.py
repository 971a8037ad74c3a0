"""The first run: once somebody is signed in and there are people, two questions are asked above the tiles, once."""

from dataclasses import replace

from rcboard.app.preferences import LivePreferences
from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.preferences import Preferences
from rcboard.domain.setting import SETTINGS
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.welcome_panel import WelcomePanel


class Welcome:
    """Asks where nobody has chosen anything yet: neither a setting nor a favourite."""

    def __init__(
        self, *, window: MainWindow, fonts: Fonts, preferences: LivePreferences, board: Board, desk: Desk
    ) -> None:
        self._window = window
        self._fonts = fonts
        self._preferences = preferences
        self._board = board
        self._seen: set[str] = set()
        self.panel: WelcomePanel | None = None
        new = not preferences.chose_anything and desk == Desk()
        self._asks = new and not preferences.now.general.welcomed

    def take(self, changes: Changes) -> None:
        """Something changed on the board."""
        if not self._asks or not (changes.people or changes.link) or not self._board.link.live or not len(self._board):
            return
        if self.panel is None:
            locks = {name for name in SETTINGS if self._preferences.chosen.source(name).origin.fixed}
            self.panel = WelcomePanel(self._fonts, self._preferences.now, locks, self._window)
            self.panel.change_asked.connect(self._preferences.change)
            self.panel.done_asked.connect(self._done)
            self._preferences.listen(self._changed)
            self._window.add_panel(self.panel)
        # Whoever was chosen may leave all others out: what was seen once can still be chosen.
        self._seen.update(person.department for person in self._board)
        self.panel.offer(sorted(self._seen - {""}, key=str.casefold))

    def _changed(self, _before: Preferences, now: Preferences) -> None:
        if self.panel is not None:
            self.panel.show_preferences(now)

    def _done(self) -> None:
        self._asks = False
        if self.panel is not None:
            self.panel.deleteLater()
            self.panel = None
        now = self._preferences.now
        self._preferences.change(replace(now, general=replace(now.general, welcomed=True)))
        self._window.board_view.setFocus()
