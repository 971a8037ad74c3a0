"""The why-card's numbers stand free beside their buttons, in each language, in large text and in a small window."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from rcboard.domain.desk import Desk
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.views.fonts import POINTS, Fonts, fonts
from rcboard.views.main_window import MainWindow
from rcboard.words import language
from tests.kit import catalogues, looks
from tests.kit.people import office
from tests.views.conftest import TEAM

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

REACHED = (replace(TEAM[0], direct_numbers=("+493012301190",)), *TEAM[1:])
"""Ann has as long a number as there is in Germany."""


@pytest.fixture(params=["en", "de", "fr", "es"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """The language of the window, for one test."""
    yield language.use(request.param, catalogues.FOLDER)
    language.use("en", catalogues.FOLDER)


@pytest.mark.parametrize(
    ("width", "scale"),
    [(1280, 1), (1280, 2), (800, 2), (320, 1)],
    ids=["usual", "twice the text", "twice the text, small window", "at an edge"],
)
def test_numbers_and_buttons_do_not_cover_each_other(
    spoken: str, type_: Fonts, qtbot: QtBot, width: int, scale: int
) -> None:
    board = office(REACHED)
    model, link = BoardModel(board, Desk(), frame=0), LinkModel(board)
    window = MainWindow(model, link, fonts(scale * POINTS), looks.LIGHT)
    model.setParent(window)
    link.setParent(window)
    qtbot.addWidget(window)
    window.show()
    window.resize(QSize(width, 800))
    QApplication.sendPostedEvents()
    window.beside.ask_why("0", by_hand=True)
    card = window.beside.why
    QApplication.sendPostedEvents()
    buttons = card.findChildren(QToolButton)
    shown: list[QLabel | QToolButton] = [*card.findChildren(QLabel), *buttons]
    parts = [part for part in shown if part.isVisible() and part.text()]
    assert len(buttons) == 4
    for one, other in combinations(parts, 2):
        assert not one.geometry().intersects(other.geometry()), (one.text(), other.text())
    for part in parts:
        assert card.rect().contains(part.geometry()), part.text()
        folds = isinstance(part, QLabel) and part.wordWrap()
        assert folds or part.width() >= part.sizeHint().width(), part.text()
    assert window.rect().contains(card.geometry())
    window.end()
