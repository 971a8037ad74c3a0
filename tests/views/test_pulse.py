"""The pulse: a ringing mark moves for five seconds, and never for whoever does not want it or does not look."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.preferences import Look
from rcboard.domain.presence import State
from rcboard.models.board_model import BoardModel, Role
from rcboard.views import pulse
from rcboard.views.main_window import MainWindow
from tests.kit.people import NOW, office, people, presence


def ring(window: MainWindow, board: Board, state: State = State.RINGING) -> None:
    """Ann's phone rings, or no longer."""
    changes = board.apply([e.PresenceHeard("0", presence(state), NOW)], NOW)
    model = window.board_view.model()
    assert isinstance(model, BoardModel)
    model.take(changes, NOW)


def drawn(window: MainWindow) -> QImage:
    """Ann's tile as it is painted now."""
    view = window.board_view
    return view.viewport().grab(view.visualRect(view.model().index(0, 0))).toImage()


def test_it_swells_once_a_second_at_most_and_ends_after_five() -> None:
    """So that it harms nobody (WCAG 2.3.1) and needs no switch (2.2.2)."""
    assert pulse.PERIOD >= 1000
    assert pulse.LASTS <= 5000


@pytest.fixture
def swift(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pulse a hundred milliseconds long, all of them half a second."""
    for name, value in (("PERIOD", 100), ("LASTS", 500), ("STEP", 10)):
        monkeypatch.setattr(pulse, name, value)


def test_a_ringing_mark_moves_for_a_while_and_is_then_still(
    swift: None, open_window: Callable[[Board], MainWindow], board: Board, qtbot: QtBot
) -> None:
    window = open_window(board)
    view = window.board_view
    assert not view.pulse.active, "nobody rings"
    ring(window, board)
    qtbot.waitUntil(lambda: view.pulse.active)
    seen: list[QImage] = []
    view.pulse.moved.connect(lambda _id: seen.append(drawn(window)))
    qtbot.waitUntil(lambda: len(seen) > 5)
    assert any(one != seen[0] for one in seen)
    qtbot.waitUntil(lambda: not view.pulse.active)
    still = drawn(window)
    assert drawn(window) == still
    assert not view.pulse.active, "painting it again begins nothing"
    ring(window, board, State.AVAILABLE)
    qtbot.waitUntil(lambda: not view.pulse.begun)
    ring(window, board)
    qtbot.waitUntil(lambda: view.pulse.active)


@pytest.mark.parametrize("meanwhile", ["another call", "the same call"])
def test_what_rings_when_it_is_seen_again_pulses_anew(
    meanwhile: str, open_window: Callable[[Board], MainWindow], qtbot: QtBot
) -> None:
    everybody = people(200)
    board = office(everybody)
    window = open_window(board)
    view = window.board_view
    model, bar = view.model(), view.verticalScrollBar()
    assert isinstance(model, BoardModel)
    ann = model.index(0, 0).data(Role.ID)

    def now(state: State) -> None:
        model.take(board.apply([e.PresenceHeard(ann, presence(state), NOW)], NOW), NOW)

    now(State.RINGING)
    qtbot.waitUntil(lambda: ann in view.pulse.begun)
    began = view.pulse.begun[ann]
    view.viewport().repaint()
    assert view.pulse.begun[ann] == began, "while it is seen it is one ring"
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: ann not in view.pulse.begun)
    if meanwhile == "another call":
        now(State.AVAILABLE)
        now(State.RINGING)
    bar.setValue(0)
    qtbot.waitUntil(lambda: view.pulse.begun.get(ann, began) > began)
    assert view.pulse.active


class Calm(QProxyStyle):
    """A desktop whose owner has switched animations off."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, data)


@pytest.mark.parametrize("who", ["setting", "desktop", "hidden"])
def test_nothing_moves_for_whoever_does_not_want_it_or_does_not_look(
    who: str, open_window: Callable[[Board], MainWindow], board: Board, qtbot: QtBot
) -> None:
    window = open_window(board)
    style = Calm("Fusion")
    style.setParent(window)
    ring(window, board)
    qtbot.waitUntil(lambda: window.board_view.pulse.active)
    match who:
        case "setting":
            window.set_look(Look(reduced_motion=True))
        case "desktop":
            window.board_view.pulse.rest()
            window.board_view.setStyle(style)
        case "hidden":
            window.hide()
    assert not window.board_view.pulse.active
    if who != "hidden":
        drawn(window)
        assert not window.board_view.pulse.active
