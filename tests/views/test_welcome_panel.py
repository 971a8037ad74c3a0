"""The first run's two questions: answered at once, never in the way, and not asked where the policy has answered."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rcboard.domain.preferences import Preferences, TellAbout
from rcboard.views.editors import Choice
from rcboard.views.fonts import Fonts
from rcboard.views.welcome_panel import WelcomePanel
from tests.kit.hands import press

OpenPanel = Callable[..., WelcomePanel]


@pytest.fixture
def open_panel(qtbot: QtBot, type_: Fonts) -> OpenPanel:
    """Opens a panel whose wishes are granted."""
    windows: list[QWidget] = []

    def opening(*locks: str) -> WelcomePanel:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        panel = WelcomePanel(type_, Preferences(), locks, window)
        panel.change_asked.connect(panel.show_preferences)
        column = QVBoxLayout(window)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(panel)
        window.resize(800, 200)
        window.show()
        panel.offer(["Legal", "Sales", "Support"])
        return panel

    return opening


def tick(panel: WelcomePanel, name: str) -> None:
    next(action for action in panel.menu.actions() if action.text() == name).trigger()


def ticked(panel: WelcomePanel) -> list[str]:
    return [action.text() for action in panel.menu.actions() if action.isChecked()]


def test_departments_are_ticked_one_by_one_and_all_again(open_panel: OpenPanel) -> None:
    panel = open_panel()
    asked: list[Preferences] = []
    panel.change_asked.connect(asked.append)
    assert panel.departments.text() == "All departments"
    assert ticked(panel) == ["All departments"]
    tick(panel, "Sales")
    tick(panel, "Legal")
    assert [one.whom.departments for one in asked] == [("Sales",), ("Sales", "Legal")]
    assert panel.departments.text() == "Sales, Legal"
    assert panel.departments.accessibleName() == "Show: Sales, Legal"
    tick(panel, "Support")
    assert panel.departments.text() == "3 departments"
    tick(panel, "Sales")
    assert ticked(panel) == ["Legal", "Support"]
    tick(panel, "All departments")
    assert [len(one.whom.departments) for one in asked][-1] == 0
    assert ticked(panel) == ["All departments"]


def test_what_to_tell_is_chosen_with_the_keyboard(open_panel: OpenPanel) -> None:
    panel = open_panel()
    asked: list[Preferences] = []
    panel.change_asked.connect(asked.append)
    assert isinstance(panel.about, Choice)
    assert panel.about.combo.currentText() == "my favourites' changes"
    press(panel.about.combo, Qt.Key.Key_Up)
    assert asked[-1].alerts.about is TellAbout.WAITED_FOR
    done = QSignalSpy(panel.done_asked)
    press(panel.done, Qt.Key.Key_Space)
    assert done.count() == 1


def test_what_the_policy_has_decided_is_not_asked(open_panel: OpenPanel) -> None:
    panel = open_panel("alerts.about")
    assert not panel.about.isVisible()
    assert panel.departments.isVisible()
