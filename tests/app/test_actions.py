"""Actions: what a person does to people and desk, and takes back."""

import pytest

from rcboard.app.actions import Actions
from rcboard.app.calling import address, caller
from rcboard.app.clock import SystemClock
from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.preferences import CallThrough

BOB = Person("1", "2 14", "Bob Smith", direct_numbers=("+1 (650) 555-0101",))
NOBODY = Person("2", "", "No Number")


class Desktop:
    """A clipboard, a telephone program and whoever is told of the desk."""

    def __init__(self, *, telephone: bool = True) -> None:
        self.clipboard: list[str] = []
        self.opened: list[str] = []
        self.told: list[Desk] = []
        board = Board()
        board.apply([e.PeopleRead((BOB, NOBODY))], 0.0)

        def open_url(url: str) -> bool:
            self.opened.append(url)
            return telephone

        self.actions = Actions(
            board=board,
            desk=Desk(),
            clock=SystemClock(),
            clipboard=self.clipboard.append,
            call=caller(open_url, lambda: CallThrough.RINGCENTRAL_APP),
            told=self.told.append,
        )


def test_copied_are_digits_only_or_name_and_number_or_the_direct_number() -> None:
    desktop = Desktop()
    assert desktop.actions.copy("1") == "214"
    assert desktop.actions.copy_name("1") == "Bob Smith 214"
    assert desktop.actions.copy_direct("1") == "+16505550101"
    assert desktop.clipboard == ["214", "Bob Smith 214", "+16505550101"]


def test_without_a_number_the_clipboard_stays_as_it_is() -> None:
    desktop = Desktop()
    assert desktop.actions.copy("2") == desktop.actions.copy_direct("2") == desktop.actions.copy("gone") == ""
    assert desktop.clipboard == []
    assert not desktop.actions.call("")
    assert desktop.opened == []


def test_a_call_goes_to_the_telephone_program() -> None:
    desktop = Desktop()
    assert desktop.actions.call("2 14")
    assert desktop.opened == ["rcapp://r/call?number=214"]
    assert not Desktop(telephone=False).actions.call("214")


@pytest.mark.parametrize(
    ("through", "url"),
    [
        (CallThrough.RINGCENTRAL_APP, "rcapp://r/call?number=%2B16505550101"),
        (CallThrough.RINGCENTRAL_PHONE, "rcmobile://call?number=%2B16505550101"),
        (CallThrough.TEL, "tel:+16505550101"),
    ],
)
def test_a_plus_in_a_query_is_written_out(through: CallThrough, url: str) -> None:
    assert address("+16505550101", through) == url


def test_every_change_is_told_and_undone_in_turn() -> None:
    desktop = Desktop()
    actions = desktop.actions
    actions.star("1")
    actions.note("1", "tall")
    watch = actions.watch("1")
    assert watch is not None
    actions.name_caller(watch, "Mrs Jones")
    assert len(desktop.told) == 4
    assert [one.caller for one in actions.desk.watches] == ["Mrs Jones"]
    assert actions.undo() == "Waiting for Bob Smith"
    assert actions.desk.watch_of("1") is None, "caller and wait are one change"
    assert actions.undo() == "Note on Bob Smith"
    assert actions.undo() == "Bob Smith is a favourite"
    assert actions.desk == Desk()
    assert actions.undo() == ""


def test_what_others_did_meanwhile_is_not_undone() -> None:
    actions = Desktop().actions
    actions.watch("1")
    actions.star("2")
    actions.set_desk(actions.desk.watched("1", 0.0))  # the wait was fulfilled
    actions.undo()
    assert actions.desk == Desk()


def test_a_group_is_waited_for_once() -> None:
    actions = Desktop().actions
    watch = actions.watch_group("department:Sales", "Sales")
    assert watch is not None
    assert (watch.id, watch.group) == ("", "department:Sales")
    assert actions.watch_group("department:Sales", "Sales") is None
    assert actions.desk.watches == ()
