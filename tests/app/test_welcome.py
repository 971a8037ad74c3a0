"""The first run's questions: asked once there is somebody to show, once, and never of whoever has chosen already."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rcboard.app import access
from rcboard.app.preferences import LivePreferences
from rcboard.app.welcome import Welcome
from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.preferences import TellAbout
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.views.fonts import fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.welcome_panel import WelcomePanel
from tests.kit import looks
from tests.kit.people import office, people

SOMETHING = Changes(people=True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home in which nothing was chosen yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    board = office(people(8))
    window = MainWindow(BoardModel(board, Desk()), LinkModel(board), fonts(), looks.LIGHT)
    qtbot.addWidget(window)
    yield window
    window.end()


def asked(window: MainWindow, executor: ThreadPoolExecutor, board: Board, desk: Desk = Desk()) -> WelcomePanel | None:  # noqa: B008  # frozen
    """What a start asks on this board, with what is in the preferences file now."""
    live = LivePreferences(access.preferred(), executor)
    welcome = Welcome(window=window, fonts=fonts(), preferences=live, board=board, desk=desk)
    welcome.take(SOMETHING)
    return welcome.panel


async def test_it_is_asked_once(window: MainWindow, executor: ThreadPoolExecutor) -> None:
    live = LivePreferences(access.preferred(), executor)
    board = office(people(8))
    welcome = Welcome(window=window, fonts=fonts(), preferences=live, board=board, desk=Desk())
    welcome.take(SOMETHING)
    panel = welcome.panel
    assert panel is not None
    wished = replace(live.now, alerts=replace(live.now.alerts, about=TellAbout.NOTHING))
    panel.change_asked.emit(wished)
    assert live.now.alerts.about is TellAbout.NOTHING
    panel.done.click()
    welcome.take(SOMETHING)
    assert welcome.panel is None
    await live.flush()
    assert asked(window, executor, board) is None, "nor at the next start"


def test_it_is_not_asked_before_there_are_people_nor_of_whoever_has_favourites(
    window: MainWindow, executor: ThreadPoolExecutor
) -> None:
    assert asked(window, executor, Board()) is None
    assert asked(window, executor, office(people(8)), Desk().starred("1")) is None
    assert asked(window, executor, office(people(8))) is not None
