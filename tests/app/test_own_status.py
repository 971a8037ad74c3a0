"""Own status: what the menus show of a wish, and when they take it back."""

import pytest

from rcboard.app.own_status import OwnStatus
from rcboard.app.tasks import Tasks
from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.link import Link, Phase
from rcboard.domain.own_status import Own, OwnWish
from rcboard.domain.own_status import OwnStatus as Status
from rcboard.domain.people import Person
from rcboard.domain.presence import Presence
from tests.kit.people import NOW


class Menu:
    """Shows what it was told last."""

    own = Own()

    def show_own(self, own: Own, *, allowed: bool) -> None:
        self.own = own


class Broken:
    """A line on which something happens that nobody foresaw."""

    async def own_id(self) -> str:
        return "1"

    async def change_own(self, fields: object) -> Presence:
        raise ZeroDivisionError


async def test_a_wish_that_fails_as_nobody_foresaw_is_shown_no_longer() -> None:
    board, menu, said = Board(), Menu(), list[str]()
    me = Person("1", "214", "Bob Smith", own=True)
    record = Presence(user_status="Available", dnd_status="TakeAllCalls")
    read: list[e.Event] = [e.ReadAsked(1), e.PresenceRead(1, NOW, ((me.id, record),)), e.ReadEnded(1)]
    live = e.LinkChanged(Link(Phase.LIVE, NOW))
    with pytest.raises(ZeroDivisionError):
        async with Tasks() as tasks:
            status = OwnStatus(
                board=board,
                model=menu,
                line=Broken,  # type: ignore[arg-type]  # all of a line that it needs
                start=lambda work, name: tasks.start(work, name=name),
                say=said.append,
            )
            status.take(board.apply([e.PeopleRead((me,)), e.SubscriptionBegan(NOW), *read, live], NOW))
            status.ask(OwnWish(status=Status.DO_NOT_DISTURB))
    assert said, "the person is told"
    assert menu.own.status is Status.AVAILABLE
