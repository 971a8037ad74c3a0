"""The first run's two questions, in a strip above the tiles: nobody has to answer before the board is there."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from rcboard.domain.preferences import Preferences
from rcboard.domain.setting import SETTINGS
from rcboard.views.editors import editor
from rcboard.views.fonts import Fonts
from rcboard.views.label import Label
from rcboard.views.plain import caption
from rcboard.words import welcome as words
from rcboard.words.language import named

ABOUT = SETTINGS["alerts.about"]


class WelcomePanel(QFrame):
    """Asks whom to show and what to tell; each answer is asked for at once."""

    change_asked = Signal(object)
    """With the ``Preferences`` wished for."""
    done_asked = Signal()

    def __init__(self, fonts: Fonts, preferences: Preferences, locks: Collection[str], parent: QWidget) -> None:
        """``locks`` names the settings nobody may change: they are not asked about."""
        super().__init__(parent)
        self._preferences = preferences
        self.setObjectName("away")
        self.setFont(fonts.line)
        self.setAccessibleName(words.title())
        title = Label(words.title(), self, wordWrap=True)
        title.setFont(fonts.number)
        show = Label(words.whom(), self)
        self.departments = QToolButton(self)
        self.departments.setFont(fonts.place)
        self.departments.setProperty("pill", True)
        self.departments.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.menu.setFont(fonts.place)
        self.departments.setMenu(self.menu)
        about = Label(words.about(), self)
        self.about = editor(ABOUT, parent=self)
        self.about.chosen.connect(lambda value: self.change_asked.emit(ABOUT.put(self._preferences, value)))
        self.done = QPushButton(words.done(), self)
        self.done.setFont(fonts.line)
        self.done.setProperty("main", True)
        self.done.clicked.connect(self.done_asked)
        for part in (show, self.departments):
            part.setVisible("whom.departments" not in locks)
        for other in (about, self.about):
            other.setVisible(ABOUT.name not in locks)
        line = QHBoxLayout()
        line.setSpacing(9)
        for widget in (show, self.departments, about, self.about):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(25, 8, 21, 8)
        column.addWidget(title)
        column.addLayout(line)
        self.offer(())
        self.show_preferences(preferences)

    def offer(self, departments: Sequence[str]) -> None:
        """These departments can be chosen. What stood in the menu already stays: it may be open, with a hand on it."""
        names = ("", *departments)
        for action in self.menu.actions():
            if action.data() not in names:
                self.menu.removeAction(action)
        there = {action.data(): action for action in self.menu.actions()}
        below: QAction | None = None
        for name in reversed(names):
            if name not in there:
                action = there[name] = QAction(caption(name) or words.everybody(), self.menu)
                action.setCheckable(True)
                action.setData(name)
                action.triggered.connect(lambda _checked=False, name=name: self._choose(name))
                self.menu.insertAction(below, action)  # type: ignore[arg-type]  # None: at the end
            below = there[name]
        self.show_preferences(self._preferences)

    def show_preferences(self, preferences: Preferences) -> None:
        """These are in force now."""
        self._preferences = preferences
        self.about.show_value(ABOUT.of(preferences))
        chosen = preferences.whom.departments
        for action in self.menu.actions():
            action.setChecked(action.data() in chosen if action.data() else not chosen)
        text = words.departments(chosen)
        self.departments.setText(caption(text))
        self.departments.setAccessibleName(named(words.whom(), text))

    def _choose(self, name: str) -> None:
        whom = self._preferences.whom
        kept = tuple(one for one in whom.departments if one != name)
        chosen = () if not name else kept if name in whom.departments else (*kept, name)
        self.change_asked.emit(replace(self._preferences, whom=replace(whom, departments=chosen)))
        self.show_preferences(self._preferences)  # where it was not granted
