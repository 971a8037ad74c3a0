"""Where the window stands: remembered, brought back, and never out of sight."""

import pytest
from PySide6.QtCore import QRect, QSize
from pytestqt.qtbot import QtBot

from rcboard.views.main_window import MainWindow
from rcboard.views.places import DOCKED, Memory, Place, Places, fitting, set_up, within

LEFT, RIGHT = QRect(0, 0, 1920, 1040), QRect(1920, 0, 1280, 984)


@pytest.mark.parametrize(
    ("window", "put"),
    [
        (QRect(100, 100, 800, 600), QRect(100, 100, 800, 600)),
        (QRect(2000, 50, 800, 600), QRect(2000, 50, 800, 600)),
        (QRect(1800, 100, 800, 600), QRect(1800, 100, 800, 600)),  # on both: most of it can be seen on one
        (QRect(5000, 100, 800, 600), QRect(1120, 100, 800, 600)),  # on a screen that is gone
        (QRect(100, -500, 800, 600), QRect(100, 0, 800, 600)),  # its title could not be reached
        (QRect(-700, 900, 800, 600), QRect(0, 440, 800, 600)),
        (QRect(0, 3000, 4000, 3000), QRect(0, 0, 1920, 1040)),  # larger than any screen
    ],
)
def test_a_window_is_put_where_it_can_be_seen(window: QRect, put: QRect) -> None:
    assert within(window, [LEFT, RIGHT]) == put


@pytest.mark.parametrize(
    ("room", "size"),
    [
        (LEFT, QSize(1060, 720)),
        (QRect(0, 0, 1093, 574), QSize(1060, 526)),  # 1366 by 768 at 125 %
        (QRect(0, 27, 800, 453), QSize(784, 405)),
    ],
)
def test_a_new_window_is_no_larger_than_its_screen(room: QRect, size: QSize) -> None:
    assert fitting(QSize(1060, 720), room) == size


def test_at_the_first_start_it_fits_the_screen_and_where_it_is_known_it_stands_as_it_stood(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(3000, 2000)
    room = window.screen().availableGeometry()
    Places(window).restore(Memory())
    assert room.width() > window.frameGeometry().width() > room.width() - 100
    assert room.height() > window.frameGeometry().height() > room.height() - 100


def test_without_a_screen_nothing_moves() -> None:
    assert within(QRect(5, 5, 5, 5), []) == QRect(5, 5, 5, 5)


def test_where_it_stood_with_these_screens_is_where_it_stands_again(window: MainWindow, qtbot: QtBot) -> None:
    places = Places(window)
    places.restore(Memory(places={set_up(): Place(20, 30, 500, 400), "another set-up": Place(0, 0, 900, 700)}))
    assert window.geometry() == QRect(20, 30, 500, 400)


def test_a_move_is_remembered_for_these_screens_and_others_stay(window: MainWindow, qtbot: QtBot) -> None:
    places = Places(window)
    kept: list[Memory] = []
    places.remembered.connect(kept.append)
    places.restore(Memory(places={"another set-up": Place(0, 0, 900, 700)}, tab="favourites"))
    window.setGeometry(40, 50, 600, 500)
    qtbot.waitUntil(lambda: bool(kept))
    assert kept[-1] == Memory(
        places={"another set-up": Place(0, 0, 900, 700), set_up(): Place(40, 50, 600, 500)}, tab="favourites"
    )
    window.showMinimized()
    places.choose(sort="number")
    assert kept[-1].sort == "number"
    assert kept[-1].places[set_up()] == Place(40, 50, 600, 500)


def test_docked_it_stands_along_the_edge_over_the_whole_height(window: MainWindow, qtbot: QtBot) -> None:
    places = Places(window)
    room = window.screen().availableGeometry()
    for right in (True, False):
        places.dock(right=right)
        frame = window.frameGeometry()
        assert (frame.width() - window.frameSize().width(), frame.height()) == (0, room.height())
        assert window.width() == DOCKED
        assert (frame.right() == room.right()) is right
