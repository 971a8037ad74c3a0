"""The waiting list under eyes, ears and hands."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.presence import State
from rcboard.models.watch_model import Wait
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.waiting_line import CROSS, WaitingLine, cross_of, fitted
from rcboard.words import ages, language, states
from rcboard.words.tile import TIMED
from tests.kit import catalogues
from tests.kit.hands import click, press
from tests.kit.people import NOW, presence
from tests.views.test_tabs import model_of, shown

JONES = Watch("1", NOW - 240, "Mrs Jones")
NOBODY = Watch("1", NOW - 60)
SUPPORT = Watch("", NOW, "Mr Brown", "department:Support")
WAITING = Desk(watches=(JONES, NOBODY, SUPPORT))

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def heard(window: MainWindow) -> list[str]:
    """What a screen reader says of the lines."""
    model = window.waiting.list.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    """A window on the six with three callers who wait."""
    model_of(window).tick(NOW)
    model_of(window).set_desk(WAITING)
    return window


def test_callers_stand_in_the_order_in_which_they_came(window: MainWindow, board: Board) -> None:
    model_of(window).take(board.apply([e.PresenceHeard("1", presence(State.BUSY), NOW)], NOW), NOW)
    first, second, third = heard(window)
    assert first.startswith("Mrs Jones waits for Bob Brown, since ")
    assert first.endswith(", Busy")
    assert second.startswith("Somebody waits for Bob Brown")
    assert third.startswith("Mr Brown waits for anybody of Support")
    assert third.endswith("2 free")


def test_the_list_is_there_only_while_somebody_waits(window: MainWindow) -> None:
    assert window.waiting.isVisible()
    model_of(window).set_desk(Desk())
    assert not window.waiting.isVisible()


def test_enter_shows_the_awaited_one_wherever_he_is(window: MainWindow, qtbot: QtBot) -> None:
    window.header.tabs.choose_number(3)
    assert "1" not in shown(window)
    window.waiting.list.setCurrentIndex(window.waiting.list.model().index(0, 0))
    press(window.waiting.list, Qt.Key.Key_Return)
    assert window.board_view.current_id() == "1"
    assert window.board_view.hasFocus()


def test_del_and_the_cross_end_a_wait_and_f2_names_the_caller(window: MainWindow, qtbot: QtBot) -> None:
    ended: list[Watch] = []
    window.waiting.stop_asked.connect(ended.append)
    view = window.waiting.list
    view.setCurrentIndex(view.model().index(1, 0))
    press(view, Qt.Key.Key_Delete)
    cross = cross_of(view.visualRect(view.model().index(2, 0)).adjusted(2, 2, -2, -2), mirrored=False)
    click(view.viewport(), cross.center().toPoint())
    assert ended == [NOBODY, SUPPORT]
    press(view, Qt.Key.Key_F2)
    assert window.beside.field.isVisible()


def test_the_list_stands_beside_the_tiles_or_above_them(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: window.waiting.x() > window.board_view.width() - 20)
    window.resize(500, 700)
    qtbot.waitUntil(lambda: window.waiting.x() == 0 and window.waiting.width() == window.width())
    assert window.waiting.geometry().bottom() < window.board_view.mapTo(window, window.board_view.rect().topLeft()).y()


def test_a_tick_moves_the_times_and_nothing_else(window: MainWindow) -> None:
    model = window.waiting.list.model()
    moved: list[int] = []
    model.dataChanged.connect(lambda top, *_: moved.append(top.row()))
    model_of(window).tick(NOW + 5)
    assert moved == [2]
    moved.clear()
    model_of(window).tick(NOW + 5)
    assert moved == []


def test_names_and_then_words_give_way_but_times_stay_whole(type_: Fonts) -> None:
    metrics = QFontMetricsF(type_.small)
    name, word, length = "Wilhelmina Featherstonehaugh", "In einer Besprechung", "≥ 14 Min."
    wait = Wait(JONES, "Mrs Jones", name, word, length, "4 min", State.IN_MEETING, fresh=True)
    texts = [fitted(wait, metrics, width) for width in range(500, 160, -20)]
    assert texts[0] == f"for {name} · {word} {length}"
    assert f" · {word} {length}" in texts[5]
    assert all(text.endswith(length) and text.startswith("for Wi") for text in texts)
    assert all(
        metrics.horizontalAdvance(text) <= width for text, width in zip(texts, range(500, 160, -20), strict=True)
    )


@pytest.fixture(params=["en", "de", "fr", "es"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """The language of the list, for one test."""
    yield language.use(request.param, catalogues.FOLDER)
    language.use("en", catalogues.FOLDER)


@pytest.mark.parametrize("width", [1280, 900, 320])
@pytest.mark.parametrize("name", ["Bob Brown", "Wilhelmina Featherstonehaugh-Zimmermann"])
def test_what_the_awaited_does_is_read_whole_in_every_language(
    width: int, name: str, spoken: str, window: MainWindow, qtbot: QtBot
) -> None:
    """At the side of the tiles, and above them in the narrowest of windows."""
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.waiting.isVisible() and window.width() == width)
    line = window.waiting.list.itemDelegate()
    assert isinstance(line, WaitingLine)
    room = line.room(window.waiting.list.visualRect(window.waiting.list.model().index(0, 0)).width())
    for state in State:
        long = f"≥ {ages.rough(59 * 60)}" if state in TIMED else ""
        wait = Wait(JONES, "Mrs Jones", name, states.word(state), long, "", state, fresh=True)
        whom, does = line.told(wait, room)
        assert does == wait.does
        assert name[:3] in whom


def test_above_the_tiles_a_wait_takes_a_single_line_where_there_is_width(window: MainWindow, qtbot: QtBot) -> None:
    view = window.waiting.list

    def height() -> int:
        return int(view.visualRect(view.model().index(0, 0)).height())

    window.resize(500, 700)
    qtbot.waitUntil(lambda: window.waiting.width() == 500)
    double = height()
    window.resize(800, 600)
    qtbot.waitUntil(lambda: height() < 0.75 * double)
    assert height() >= CROSS
    last = view.visualRect(view.model().index(2, 0))
    assert last.bottom() <= view.viewport().height()
    ended: list[Watch] = []
    window.waiting.stop_asked.connect(ended.append)
    click(view.viewport(), cross_of(last.adjusted(2, 2, -2, -2), mirrored=False).center().toPoint())
    assert ended == [SUPPORT]
