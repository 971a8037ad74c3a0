"""What the tests of pixels and hands share: our typeface, and a window on a small office."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.alerts import Alert, Reason
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.preferences import Preferences
from rcboard.domain.presence import State
from rcboard.models.away_model import AwayModel
from rcboard.models.board_model import BoardModel
from rcboard.models.call_model import CallModel
from rcboard.models.link_model import LinkModel
from rcboard.views import resources
from rcboard.views.away_panel import AwayPanel
from rcboard.views.call_panel import CallPanel
from rcboard.views.fonts import Fonts, fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.welcome_panel import WelcomePanel
from tests.kit import looks
from tests.kit.people import NOW, office, people, presence

TEAM = tuple(
    Person(str(place), number, f"{first} {last}", first, last, department=department)
    for place, (first, last, number, department) in enumerate(
        (
            ("Ann", "Adams", "201", "Sales"),
            ("Bob", "Brown", "202", "Sales"),
            ("Cem", "Çelik", "203", "Support"),
            ("Dora", "Diaz", "204", "Support"),
            ("Eva", "Évora", "205", "Legal"),
            ("Finn", "Fitz", "206", "Legal"),
        )
    )
)
"""Six people in the order of the board: ids "0" to "5"."""


@pytest.fixture(scope="session")
def type_(qapp: QApplication) -> Fonts:
    """The fonts of a board in our own typeface."""
    resources.dress(qapp)
    return fonts()


@pytest.fixture
def board() -> Board:
    """Six people, all available, on a live line."""
    board = office(TEAM)
    board.apply([e.PresenceHeard(person.id, presence(State.AVAILABLE), NOW) for person in TEAM], NOW)
    return board


@pytest.fixture
def open_window(qtbot: QtBot, type_: Fonts) -> Iterator[Callable[[Board], MainWindow]]:
    """Opens a window on a board; closed and gone after the test."""
    opened: list[MainWindow] = []

    def open_(board: Board) -> MainWindow:
        model, link = BoardModel(board, Desk(), frame=0), LinkModel(board)
        window = MainWindow(model, link, type_, looks.LIGHT)
        model.setParent(window)
        link.setParent(window)
        opened.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.board_view.setFocus()
        return window

    yield open_
    for window in opened:
        window.end()


@pytest.fixture
def window(open_window: Callable[[Board], MainWindow], board: Board) -> MainWindow:
    """A window on the six."""
    return open_window(board)


@pytest.fixture
def crowded(open_window: Callable[[Board], MainWindow], type_: Fonts) -> MainWindow:
    """Everything at once: panels above the tiles, callers who wait, a button in the strip, a card."""
    everybody = people(60)
    board = office(everybody)
    window = open_window(board)
    window.resize(1100, 760)
    model, (link,) = window.board_view.model(), window.findChildren(LinkModel)
    assert isinstance(model, BoardModel)
    watches = (Watch(everybody[1].id, NOW, "Mrs Jones"), Watch("", NOW, "Mr Brown", "department:Sales"))
    model.set_desk(Desk(watches=watches).grouped("VIP", everybody[2].id))
    welcome = WelcomePanel(type_, Preferences(), (), window)
    welcome.offer(["Legal", "Sales"])
    window.add_panel(welcome)
    away = AwayModel(lambda: NOW, window)
    away_panel = AwayPanel(away, type_, window)
    window.add_panel(away_panel)
    for person in everybody[:3]:
        away.add(Alert(person.id, State.AVAILABLE, Reason.RULE), person)
    away_panel.open_list()
    call = CallModel(window)
    window.add_panel(CallPanel(call, type_, window))
    call.show_call("Your own phone rings first.", under_way=True, may_be_cancelled=True)
    lost = Link(Phase.RECONNECTING, NOW, Problem(ProblemKind.LINE_LOST))
    changes = board.apply([e.SubscriptionLost(NOW), e.LinkChanged(lost)], NOW)
    model.take(changes, NOW)
    link.take(changes, NOW)
    QApplication.processEvents()
    window.beside.ask_why(everybody[4].id, by_hand=True)
    return window
