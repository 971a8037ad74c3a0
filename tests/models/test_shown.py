"""Who is shown: tabs, "free now", order and what was typed, and nobody who moves under a hand."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.presence import State
from rcboard.domain.tabs import ALL, FAVOURITES, Kind, Tab
from rcboard.models.board_model import BoardModel, Role
from rcboard.models.roster import Sort
from tests.kit.people import NOW
from tests.models.test_board_model import heard, ids, live

ANN = Person("1", "99", "Ann Adams", "Ann", "Adams", department="Support")
BOB = Person("2", "1001", "Bob Brown", "Bob", "Brown", department="Sales")
CEM = Person("3", "214", "Cem Sales", "Cem", "Sales", department="Legal")
DAN = Person("4", "", "Dan Diaz", "Dan", "Diaz")
SALES = Tab(Kind.DEPARTMENT, "Sales")


@pytest.fixture
def board() -> Board:
    """Four people, all free."""
    return live(ANN, BOB, CEM, DAN)


@pytest.fixture
def model(qtbot: QtBot, board: Board) -> Iterator[BoardModel]:
    """A model of them."""
    model = BoardModel(board, Desk(), frame=0)
    yield model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def change(model: BoardModel, board: Board, id: str, state: State) -> None:
    """Somebody does something else."""
    model.take(board.apply([heard(id, state)], NOW), NOW)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NAME, ["1", "2", "4", "3"]),
        (Sort.NUMBER, ["1", "3", "2", "4"]),
        (Sort.DEPARTMENT, ["3", "2", "1", "4"]),
    ],
)
def test_orders(model: BoardModel, sort: Sort, order: list[str]) -> None:
    model.set_sort(sort)
    assert ids(model) == order


def test_by_state_the_free_come_first_and_move_only_when_told_to_settle(model: BoardModel, board: Board) -> None:
    model.set_sort(Sort.STATE)
    change(model, board, "1", State.OFFLINE)
    change(model, board, "2", State.ON_CALL)
    assert ids(model) == ["1", "2", "4", "3"]
    model.settle()
    assert ids(model) == ["4", "3", "2", "1"]


def test_free_now_lets_people_come_and_go_only_when_told_to_settle(model: BoardModel, board: Board) -> None:
    change(model, board, "1", State.BUSY)
    model.set_free_now(True)
    assert ids(model) == ["2", "4", "3"]
    change(model, board, "2", State.RINGING)
    change(model, board, "1", State.AVAILABLE)
    assert ids(model) == ["2", "4", "3"]
    assert model.index(0).data(Role.STATE) == State.RINGING, "he stays where he is and says what he does"
    model.settle()
    assert ids(model) == ["1", "4", "3"]
    model.find("ann")
    assert ids(model) == ["1"]
    model.set_free_now(False)
    model.find("")
    assert ids(model) == ["1", "2", "4", "3"]


def test_without_a_live_line_nobody_is_free_now(model: BoardModel, board: Board) -> None:
    model.set_free_now(True)
    model.take(board.apply([e.SubscriptionLost(NOW)], NOW), NOW)
    model.settle()
    assert ids(model) == []


def test_a_tab_shows_its_people_and_a_search_finds_the_others_after_them(model: BoardModel) -> None:
    model.set_tab(SALES)
    assert ids(model) == ["2"]
    model.find("sales")
    assert ids(model) == ["2", "3"]
    assert [model.index(row).data(Role.TILE).outside for row in (0, 1)] == [False, True]
    model.set_desk(Desk().pinned(SALES.key, "3"))
    assert [model.index(row).data(Role.TILE).outside for row in (0, 1)] == [False, False]
    model.find("")
    assert ids(model) == ["2", "3"]


def test_favourites_come_and_go_with_their_stars(model: BoardModel) -> None:
    model.set_tab(FAVOURITES)
    assert ids(model) == []
    model.set_desk(Desk().starred("4"))
    assert ids(model) == ["4"]


def test_a_tab_that_is_gone_leaves_everybody(model: BoardModel) -> None:
    model.set_desk(Desk().grouped("VIP", "3"))
    model.set_tab(Tab(Kind.GROUP, "VIP"))
    assert ids(model) == ["3"]
    model.set_desk(Desk())
    assert model.choice.tab == ALL
    assert len(ids(model)) == 4


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("sales", ["3", "2"]),  # a name before a department
        ("99", ["1"]),
        ("a", ["1"]),
        ("d", ["4"]),
        ("ann", ["1"]),
    ],
)
def test_the_closest_is_found_first(model: BoardModel, typed: str, order: list[str]) -> None:
    model.find(typed)
    assert ids(model) == order


def test_an_exact_number_comes_before_longer_ones(qtbot: QtBot) -> None:
    people = [
        Person(str(n), number, f"Al {letter}") for n, (number, letter) in enumerate((("2140", "A"), ("214", "Z")))
    ]
    model = BoardModel(live(*people), Desk())
    model.find("214")
    assert ids(model) == ["1", "0"]
