"""What no event told: counted by person and field, unless the event was only late."""

from dataclasses import replace

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.missed import LATE
from rcboard.domain.people import Person
from rcboard.domain.presence import Presence

FREE = Presence(presence_status="Available", telephony_status="NoCall", user_status="Available")
BUSY = replace(FREE, presence_status="Busy", user_status="Busy")


def read(number: int, at: float, presence: Presence) -> list[e.Event]:
    return [e.ReadAsked(number), e.PresenceRead(number, at, (("1", presence),)), e.ReadEnded(number)]


def live() -> Board:
    board = Board()
    person = Person(id="1", name="Bob Smith", number="214")
    board.apply([e.PeopleRead((person,)), e.SubscriptionBegan(0.0), *read(1, 1.0, FREE)], 1.0)
    return board


def test_what_a_check_finds_otherwise_is_put_right_and_counted_by_field() -> None:
    board = live()
    board.apply(read(2, 600.0, BUSY), 600.0)
    assert board.sighting("1").presence == BUSY
    assert board.missed.people == 0, "the event may be on its way"
    board.apply((), 600.0 + LATE)
    assert (board.missed.people, board.missed.fields) == (1, {"presence_status": 1, "user_status": 1})


def test_a_late_event_was_not_missed() -> None:
    board = live()
    board.apply(read(2, 600.0, BUSY), 600.0)
    board.apply([e.PresenceHeard("1", BUSY, 601.0, sequence=1)], 601.0)
    board.apply((), 700.0)
    assert board.missed.people == 0


def test_what_was_heard_while_it_was_asked_is_no_disagreement() -> None:
    board = live()
    board.apply([e.ReadAsked(2), e.PresenceHeard("1", BUSY, 600.0, sequence=1)], 600.0)
    board.apply([e.PresenceRead(2, 600.5, (("1", FREE),)), e.ReadEnded(2)], 600.5)
    board.apply((), 700.0)
    assert board.missed.people == 0


def test_after_a_loss_nobody_promised_anything() -> None:
    board = live()
    board.apply([e.SubscriptionLost(500.0), e.SubscriptionBegan(600.0), *read(2, 600.0, BUSY)], 600.0)
    board.apply((), 700.0)
    assert board.missed.people == 0
