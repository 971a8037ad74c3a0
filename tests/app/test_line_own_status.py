"""Own status against the simulated office: at once on the menu, granted or taken back with a sentence."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from rcboard.app.line import Line
from rcboard.app.own_status import OwnStatus
from rcboard.app.tasks import Tasks
from rcboard.domain import own_status as domain
from rcboard.domain.board import Board
from rcboard.domain.events import Event
from rcboard.domain.own_status import OwnWish
from rcboard.host.credentials import Credentials
from rcboard.models.own_model import OwnModel
from tests.kit.office import Office, OpenOffice

pytestmark = pytest.mark.usefixtures("models_end_here")

STATUS = domain.OwnStatus


@dataclass
class Window:
    """What the window's parts of it are: a model, and the sentences that were said."""

    own_status: OwnStatus
    model: OwnModel
    said: list[str] = field(default_factory=list)


@asynccontextmanager
async def window(office: Office) -> AsyncIterator[Window]:
    """A live line with own status on top."""
    board, model = Board(), OwnModel()
    said: list[str] = []

    def tell(events: "list[Event] | tuple[Event, ...]") -> None:
        own_status.take(board.apply(events, line._clock.now()))

    credentials = Credentials(office.server_url, office.client_id, office.client_secret, office.jwt)
    line = Line(credentials, tell=tell)  # type: ignore[arg-type]  # any sequence will do
    async with Tasks() as tasks:
        own_status = OwnStatus(
            board=board,
            model=model,
            line=lambda: line,
            start=lambda work, name: tasks.start(work, name=name),
            say=said.append,
        )
        tasks.start(line.run(), name="line")
        try:
            yield Window(own_status, model, said)
        finally:
            line.stop()
            await asyncio.shield(line.close(revoke=True))
            tasks.cancel()


async def until(holds: object, what: str) -> None:
    assert callable(holds)
    async with asyncio.timeout(20):
        while not await asyncio.to_thread(holds):
            await asyncio.sleep(0.02)


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    return office("--extensions", "12", "--rate", "0")


async def test_a_wish_shows_at_once_and_is_true_soon(quiet: Office) -> None:
    async with window(quiet) as shown:
        await until(lambda: shown.model.allowed and shown.model.own.status, "the menu is there")
        for status, user, dnd in (
            (STATUS.DO_NOT_DISTURB, "Busy", "DoNotAcceptAnyCalls"),
            (STATUS.INVISIBLE, "Offline", "TakeAllCalls"),
            (STATUS.AVAILABLE, "Available", "TakeAllCalls"),
        ):
            shown.own_status.ask(OwnWish(status))
            assert shown.model.own.status is status, "before anybody answered"

            def granted(user: str = user, dnd: str = dnd) -> bool:
                real = quiet.person("101")["real"]
                return bool((real["userStatus"], real["dndStatus"]) == (user, dnd))

            await until(granted, "RingCentral knows")
            assert shown.model.own.status is status
        shown.own_status.ask(OwnWish(message="back at 3"))
        assert shown.model.own.message == "back at 3"
        await until(lambda: quiet.person("101")["real"]["message"] == "back at 3", "the text is known")
        await asyncio.to_thread(quiet.presence, "101", userStatus="Busy")
        await until(lambda: shown.model.own.status is STATUS.BUSY, "what another program set is heard")
        assert shown.model.own.message == "back at 3", "no event tells of it, so none takes it away"
        assert shown.said == []


async def test_what_is_refused_is_taken_back_with_a_sentence(quiet: Office) -> None:
    async with window(quiet) as shown:
        await until(lambda: shown.model.allowed and shown.model.own.status, "the menu is there")
        before = shown.model.own
        await asyncio.to_thread(quiet.switch, app_permissions_missing=["EditPresence"])
        shown.own_status.ask(OwnWish(STATUS.DO_NOT_DISTURB))
        assert shown.model.own.status is STATUS.DO_NOT_DISTURB
        await until(lambda: shown.said, "the refusal is told")
        assert shown.model.own == before
        assert "EditPresence" in shown.said[0]
        assert not shown.model.allowed, "a missing permission takes this one feature away"


async def test_without_the_permission_there_is_no_menu(quiet: Office) -> None:
    await asyncio.to_thread(quiet.switch, app_permissions_missing=["EditPresence"])
    async with window(quiet) as shown:
        await until(lambda: shown.own_status._board.link.live, "live")
        assert not shown.model.allowed
