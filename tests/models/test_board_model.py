"""The board's model: every role, order, search, announcements no more than needed, and honesty about age."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.presence import Call, State
from rcboard.domain.sighting import Freshness
from rcboard.models.board_model import LINE_ALONE, BoardModel, Role
from tests.kit.people import NOW, office, people, presence

BOB = Person("1", "214", "Bob Smith", "Bob", "Smith", department="Sales", job_title="Director")
ANN = Person("2", "215", "Ann Öztürk", "Ann", "Öztürk", department="Support")
EVA = Person("3", "216", "Eva Jones", "Eva", "Jones", department="Sales", site="North")


def live(*everybody: Person, state: State = State.AVAILABLE, at: float = NOW) -> Board:
    """A live board on which everybody is in this state since ``at``."""
    board = Board()
    records = tuple((person.id, presence(state, at)) for person in everybody)
    began = e.SubscriptionBegan(at)
    board.apply([e.PeopleRead(everybody), began, e.ReadAsked(1), e.PresenceRead(1, at, records), e.ReadEnded(1)], at)
    return board


def heard(id: str, state: State, at: float = NOW) -> e.PresenceHeard:
    """A notification that somebody is in this state now."""
    return e.PresenceHeard(id, presence(state, at), at, timestamp=at)


def ids(model: BoardModel) -> list[str]:
    """Who is shown, from top to bottom."""
    return [model.index(row).data(Role.ID) for row in range(model.rowCount())]


def rows(spy: QSignalSpy) -> list[tuple[int, int]]:
    """The ranges announced by dataChanged."""
    return [(spy.at(n)[0].row(), spy.at(n)[1].row()) for n in range(spy.count())]


@pytest.fixture
def board() -> Board:
    """Three people, all free."""
    return live(BOB, ANN, EVA)


@pytest.fixture
def model(qtbot: QtBot, board: Board) -> Iterator[BoardModel]:
    """A model of them that is looked at as a whole and announces without delay."""
    model = BoardModel(board, Desk(), frame=0)
    model.look_at(range(10))
    model.tick(NOW)
    yield model
    model.deleteLater()


def test_qt_finds_no_fault_with_a_model_of_ten_people_through_all_that_can_happen(qtbot: QtBot) -> None:
    everybody = people(10)
    board = office(everybody)
    model = BoardModel(board, Desk(), frame=0)
    model.look_at(range(10))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.take(board.apply([heard(everybody[0].id, State.BUSY)], NOW), NOW)
    model.find("s")
    model.find("")
    model.take(board.apply([e.PersonLeft(everybody[1].id)], NOW), NOW)
    model.take(board.apply([e.SubscriptionLost(NOW)], NOW), NOW)
    model.set_desk(Desk().starred(everybody[2].id))
    model.tick(NOW + 1)
    assert model.rowCount() == 9


def test_people_stand_by_family_name_whatever_they_do(model: BoardModel, board: Board) -> None:
    assert [model.index(row).data() for row in range(3)] == ["Jones, Eva", "Öztürk, Ann", "Smith, Bob"]
    model.take(board.apply([heard("3", State.ON_CALL)], NOW), NOW)
    assert ids(model) == ["3", "2", "1"]


def test_each_role_has_its_fact(model: BoardModel, board: Board) -> None:
    model.take(board.apply([heard("1", State.ON_CALL, NOW - 252)], NOW), NOW)
    bob = model.index(2)
    facts = {role: bob.data(role) for role in Role if role is not Role.TILE}
    assert facts == {
        Role.ID: "1",
        Role.NUMBER: "214",
        Role.STATE: State.ON_CALL,
        Role.FRESHNESS: Freshness.FRESH,
        Role.LINE: "On a call 4:12",
        Role.AGE: "",
    }
    tile = bob.data(Role.TILE)
    assert (tile.name, tile.number, tile.department, tile.state) == ("Smith, Bob", "214", "Sales", State.ON_CALL)
    assert bob.data(Qt.ItemDataRole.AccessibleTextRole) == "Bob Smith, 214, on a call, 4 minutes"
    assert bob.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Sales, Director"
    assert bob.data(Qt.ItemDataRole.DecorationRole) is None
    assert model.data(QModelIndex(), Role.ID) is None


def test_stars_waits_and_notes_of_the_desk_stand_on_the_tile_and_are_heard(model: BoardModel) -> None:
    model.set_desk(Desk(notes={"1": "prefers e-mail"}).starred("1").watched("1", NOW))
    bob = model.index(2)
    tile = bob.data(Role.TILE)
    assert (tile.starred, tile.waited, tile.note) == (True, True, "prefers e-mail")
    assert bob.data(Qt.ItemDataRole.AccessibleTextRole).endswith("available, favourite, someone waits")
    model.find("e-mail")
    assert ids(model) == ["1"]


def test_his_own_text_is_quoted_before_the_note(qtbot: QtBot) -> None:
    board = live(BOB)
    board.apply([e.PresenceHeard("1", presence(State.BUSY, message="back at 3"), NOW)], NOW)
    model = BoardModel(board, Desk(notes={"1": "assistant: Eva"}))
    assert model.index(0).data(Role.TILE).note == "“back at 3” · assistant: Eva"


def test_his_own_text_says_its_age_on_tile_and_card_from_a_quarter_of_an_hour_on(qtbot: QtBot) -> None:
    """RingCentral never pushes it: on a live line, too, it is as old as the last full read."""
    board = live(BOB)
    model = BoardModel(board, Desk(), frame=0)
    model.look_at(range(1))
    model.why.follow("1")

    def read(asked: int, at: float) -> None:
        told = presence(State.BUSY, message="back at 3")
        board.apply([e.ReadAsked(asked), e.PresenceRead(asked, at, (("1", told),)), e.ReadEnded(asked)], at)

    def said(now: float) -> tuple[str, str]:
        model.tick(now)
        assert model.why.card is not None
        return model.index(0).data(Role.TILE).note, next(line for line in model.why.card.lines if "back" in line)

    read(2, NOW)
    assert said(NOW + 14 * 60 + 59) == ("“back at 3”",) * 2
    board.apply([heard("1", State.ON_CALL, NOW + 890)], NOW + 890)  # an event tells everything but the text
    assert said(NOW + 15 * 60) == ("“back at 3” (15 min ago)",) * 2
    read(3, NOW + 901)
    assert said(NOW + 902) == ("“back at 3”",) * 2


@pytest.mark.parametrize("may", [True, False])
def test_with_whom_she_talks_is_on_the_card_where_that_may_be_shown(qtbot: QtBot, may: bool) -> None:
    board = live(BOB)
    call = Call("CallConnected", direction="Inbound", from_name="Mrs Jones")
    talking = replace(presence(State.ON_CALL), active_calls=(call,))
    board.apply([e.PresenceHeard("1", talking, NOW)], NOW)
    model = BoardModel(board, Desk())
    model.why.show_other_party = may
    model.why.follow("1")
    assert model.why.card is not None
    assert ("Talks with Mrs Jones" in model.why.card.lines) is may


@pytest.mark.parametrize(
    ("typed", "found"),
    [("", ["3", "2", "1"]), ("ozt", ["2"]), ("SALES", ["3", "1"]), ("sal eva", ["3"]), ("216", ["3"]), ("xyz", [])],
)
def test_typing_finds_in_any_order_without_case_and_accents(model: BoardModel, typed: str, found: list[str]) -> None:
    model.find(typed)
    assert ids(model) == found
    assert model.total == 3


def test_typing_on_narrows_and_taking_back_widens_again(model: BoardModel) -> None:
    for typed, found in (("s", 3), ("sa", 2), ("sal b", 1), ("sal", 2), ("sup", 1), ("", 3)):
        model.find(typed)
        assert model.rowCount() == found, typed


def test_the_same_words_do_not_reset(model: BoardModel) -> None:
    model.find("sal")
    spy = QSignalSpy(model.modelReset)
    model.find("SAL ")
    assert spy.count() == 0


def test_one_change_announces_its_row_alone(model: BoardModel, board: Board) -> None:
    spy = QSignalSpy(model.dataChanged)
    model.take(board.apply([heard("2", State.BUSY)], NOW), NOW)
    assert rows(spy) == [(1, 1)]


def test_a_change_out_of_sight_is_not_announced_but_true(model: BoardModel, board: Board) -> None:
    model.look_at(range(1))
    spy = QSignalSpy(model.dataChanged)
    model.take(board.apply([heard("1", State.BUSY)], NOW), NOW)
    assert spy.count() == 0
    assert model.index(2).data(Role.STATE) == State.BUSY


def test_a_change_between_a_scroll_and_word_of_it_is_announced_with_that_word(model: BoardModel, board: Board) -> None:
    """The view has painted the tile already: it would go on to show a free colleague."""
    model.look_at(range(1))
    assert model.row_at(2).tile.state is State.AVAILABLE, "asked for by the painting"
    spy = QSignalSpy(model.dataChanged)
    model.take(board.apply([heard("1", State.BUSY)], NOW), NOW)
    assert spy.count() == 0
    model.look_at(range(1, 3))
    assert rows(spy) == [(2, 2)]
    model.look_at(range(3))
    assert spy.count() == 1


def test_a_second_that_goes_by_between_a_scroll_and_word_of_it_hides_no_change(model: BoardModel, board: Board) -> None:
    model.look_at(range(1))
    assert model.row_at(2).tile.state is State.AVAILABLE, "asked for by the painting"
    model.tick(NOW)
    spy = QSignalSpy(model.dataChanged)
    model.take(board.apply([heard("1", State.BUSY)], NOW), NOW)
    model.look_at(range(1, 3))
    assert rows(spy) == [(2, 2)]


def test_the_first_change_is_announced_at_once_and_a_burst_once_more(qtbot: QtBot, board: Board) -> None:
    model = BoardModel(board, Desk(), frame=0.05)
    model.look_at(range(3))
    spy = QSignalSpy(model.dataChanged)
    model.take(board.apply([heard("1", State.BUSY)], NOW), NOW)
    assert rows(spy) == [(2, 2)]
    for state in (State.ON_CALL, State.ON_HOLD, State.AVAILABLE):
        model.take(board.apply([heard("1", state), heard("2", state)], NOW), NOW)
    assert spy.count() == 1
    assert model.index(2).data(Role.STATE) == State.AVAILABLE
    qtbot.waitUntil(lambda: spy.count() == 3)
    assert rows(spy)[1:] == [(1, 1), (2, 2)]


def test_a_tick_moves_only_what_ticks_and_is_in_sight(model: BoardModel, board: Board) -> None:
    model.take(board.apply([heard("1", State.ON_CALL), heard("3", State.ON_CALL)], NOW), NOW)
    model.look_at(range(1, 3))
    lines = [model.index(row).data(Role.LINE) for row in range(3)]
    assert lines == ["On a call 0:00", "Available", "On a call 0:00"]
    spy = QSignalSpy(model.dataChanged)
    model.tick(NOW + 7)
    assert rows(spy) == [(2, 2)]
    assert spy.at(0)[2] == LINE_ALONE
    assert model.index(2).data(Role.LINE) == "On a call 0:07"
    assert model.index(0).data(Role.LINE) == "On a call 0:07", "derived anew when looked at"


def test_what_was_hidden_is_up_to_date_when_it_is_seen_again(model: BoardModel, board: Board) -> None:
    model.take(board.apply([heard("1", State.ON_CALL)], NOW), NOW)
    assert model.index(2).data(Role.LINE) == "On a call 0:00"
    model.look_at(range(0))
    model.take(board.apply([heard("2", State.BUSY)], NOW + 60), NOW + 60)
    model.look_at(range(3))
    assert model.index(2).data(Role.LINE) == "On a call 1:00"


def test_when_the_line_breaks_everybody_is_announced_once_and_shows_an_age(model: BoardModel, board: Board) -> None:
    model.take(board.apply([heard("1", State.ON_CALL, NOW - 60)], NOW), NOW)
    spy = QSignalSpy(model.dataChanged)
    model.take(board.apply([e.SubscriptionLost(NOW)], NOW), NOW)
    assert rows(spy) == [(0, 2)]
    model.tick(NOW + 40)
    bob = model.index(2)
    assert bob.data(Role.FRESHNESS) is Freshness.AGEING
    assert bob.data(Role.TILE).aged
    assert (bob.data(Role.LINE), bob.data(Role.AGE)) == ("On a call 1:00", "40 s old"), "his time stands still"
    assert bob.data(Qt.ItemDataRole.AccessibleTextRole).endswith("40 s old")


def test_past_the_limit_nobody_is_known(model: BoardModel, board: Board) -> None:
    model.take(board.apply([e.SubscriptionLost(NOW)], NOW), NOW)
    model.take(board.apply([], NOW + 91), NOW + 91)
    assert {model.index(row).data(Role.STATE) for row in range(3)} == {State.UNKNOWN}
    assert model.index(0).data(Role.LINE) == "Not known"


def test_before_anything_was_read_a_tile_is_being_checked_and_has_no_age(qtbot: QtBot) -> None:
    board = Board()
    board.apply([e.PeopleRead((BOB,))], NOW)
    model = BoardModel(board, Desk())
    assert model.index(0).data(Role.LINE) == "Checking…"
    assert not model.index(0).data(Role.TILE).aged


def test_only_other_people_reset_the_model(model: BoardModel, board: Board) -> None:
    spy = QSignalSpy(model.modelReset)
    model.take(board.apply([e.PeopleRead((BOB, ANN, EVA))], NOW), NOW)
    assert spy.count() == 0, "the same list read again"
    model.take(board.apply([e.PersonRead(Person("4", "217", "Al Adams", "Al", "Adams"))], NOW), NOW)
    assert spy.count() == 1
    assert ids(model) == ["4", "3", "2", "1"]
    model.take(board.apply([e.PersonLeft("2")], NOW), NOW)
    assert ids(model) == ["4", "3", "1"]


def test_a_renamed_person_is_found_by_the_new_name_only(model: BoardModel, board: Board) -> None:
    model.find("smith")
    model.take(board.apply([e.PersonRead(Person("1", "214", "Bob Brown", "Bob", "Brown"))], NOW), NOW)
    assert ids(model) == []
    model.find("brown")
    assert ids(model) == ["1"]


def test_a_row_can_be_asked_for_by_id(model: BoardModel) -> None:
    assert model.row_of("2") == 1
    model.find("smith")
    assert model.row_of("2") is None
