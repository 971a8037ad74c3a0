"""While you were away: seen only when something was missed, newest first, and put away when it has been seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rcboard.domain.alerts import Alert, Reason
from rcboard.domain.presence import State
from rcboard.models.away_model import KEPT, AwayModel, Role
from rcboard.views.away_panel import AwayPanel
from rcboard.views.fonts import Fonts
from tests.kit.hands import press
from tests.kit.people import NOW, people

TEAM = people(3)


def alert(place: int, state: State = State.AVAILABLE) -> Alert:
    return Alert(TEAM[place].id, state, Reason.RULE)


@pytest.fixture
def model(qapp: object) -> AwayModel:
    return AwayModel(lambda: NOW)


@pytest.fixture
def panel(qtbot: QtBot, type_: Fonts, model: AwayModel) -> Iterator[AwayPanel]:
    window = QWidget()
    qtbot.addWidget(window)
    panel = AwayPanel(model, type_, window)
    column = QVBoxLayout(window)
    column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    column.addWidget(panel)
    window.resize(600, 400)
    window.show()
    yield panel  # the window lives as long


def test_the_newest_comes_first_and_of_one_person_only_the_newest(model: AwayModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.add(alert(0), TEAM[0])
    model.add(alert(1), TEAM[1])
    model.add(alert(0, State.ON_CALL), TEAM[0])
    rows = [model.index(row) for row in range(model.rowCount())]
    assert [row.data(Role.ID) for row in rows] == [TEAM[0].id, TEAM[1].id]
    assert str(rows[0].data()).endswith(f"{TEAM[0].spoken} · {TEAM[0].number}: On a call")
    model.forget(TEAM[0].id)
    model.forget("nobody")
    assert model.rowCount() == 1
    model.clear()
    assert model.rowCount() == 0
    del tester


def test_there_is_an_end_to_what_is_kept(model: AwayModel) -> None:
    for person in people(KEPT + 20):
        model.add(Alert(person.id, State.BUSY, Reason.RULE), person)
    assert model.rowCount() == KEPT


def test_it_shows_itself_and_goes_when_it_is_done(panel: AwayPanel, model: AwayModel) -> None:
    assert not panel.isVisible()
    model.add(alert(0), TEAM[0])
    assert panel.isVisible()
    assert panel.accessibleName() == "While you were away: 1 change"
    model.add(alert(1), TEAM[1])
    assert panel.accessibleName() == "While you were away: 2 changes"
    panel.done.click()
    assert not panel.isVisible()


def test_the_list_is_walked_with_the_keyboard_and_shows_the_person(panel: AwayPanel, model: AwayModel) -> None:
    asked = QSignalSpy(panel.person_asked)
    model.add(alert(0), TEAM[0])
    model.add(alert(1), TEAM[1])
    panel.open_list()
    assert panel.list.isVisible()
    press(panel.list, Qt.Key.Key_Down)
    press(panel.list, Qt.Key.Key_Return)
    assert asked.count() == 1
    assert asked.at(0) == [TEAM[0].id]
    panel.done.click()
    model.add(alert(2), TEAM[2])
    assert not panel.list.isVisible(), "the next time it is a strip again"
