"""The why-card asks again about whom it shows: what no event tells is on it soon, and nobody waits for that."""

import asyncio
from dataclasses import replace

import pytest

from rcboard.app.second_look import SecondLook
from rcboard.app.tasks import Tasks
from rcboard.domain.desk import Desk
from rcboard.domain.times import Times
from rcboard.models.why_model import WhyModel
from tests.app.watcher import Watcher, watching
from tests.kit.office import Office, OpenOffice

pytestmark = pytest.mark.usefixtures("models_end_here")

TIMES = Times(request=2.0)


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    return office("--extensions", "12", "--rate", "0")


def looking(watcher: Watcher, tasks: Tasks, times: Times = TIMES) -> tuple[WhyModel, SecondLook]:
    """A card's model over this board, and who asks the line again for it."""
    model = WhyModel(watcher.board, Desk())
    model.tick(watcher.clock.now())
    look = SecondLook(
        model,
        line=lambda: watcher.line,
        start=lambda work, name: tasks.start(work, name=name),
        times=times,
        clock=watcher.clock,
    )
    return model, look


def says(model: WhyModel, text: str) -> bool:
    model.tick(model._now)
    return model.card is not None and text in " ".join((*model.card.lines, model.card.heard))


async def test_a_text_that_no_event_tells_is_on_the_card_soon_after_it_opened(quiet: Office) -> None:
    bob = quiet.people()[3]
    async with watching(quiet, TIMES) as watcher, Tasks() as tasks:
        await watcher.until_live()
        model, _look = looking(watcher, tasks)
        await asyncio.to_thread(quiet.presence, bob["extensionNumber"], message="back at 3")
        model.follow(str(bob["id"]))
        assert says(model, "Asking RingCentral…")
        assert not says(model, "back at 3"), "the card does not wait"
        async with asyncio.timeout(15):
            while not says(model, "was asked again at"):
                await asyncio.sleep(0)
        assert says(model, "back at 3")
        tasks.cancel()


async def test_whoever_opens_the_card_again_and_again_asks_once(quiet: Office) -> None:
    bob, ann = (str(one["id"]) for one in quiet.people()[3:5])
    async with watching(quiet, TIMES) as watcher, Tasks() as tasks:
        await watcher.until_live()
        model, _look = looking(watcher, tasks)
        model.follow(bob)
        for id in ("", bob, "", bob):
            model.follow(id)
            assert not says(model, "Asking")
        model.follow(ann)
        assert says(model, "Asking"), "but about each"
        async with asyncio.timeout(15):
            while not says(model, "was asked again at"):
                await asyncio.sleep(0)
        tasks.cancel()


async def test_without_room_in_the_budget_nobody_is_asked(office: OpenOffice) -> None:
    narrow = office("--extensions", "12", "--rate", "0", "--limit", "light=1")
    bob = str(narrow.people()[3]["id"])
    async with watching(narrow, TIMES) as watcher, Tasks() as tasks:
        await watcher.until_live()
        await watcher.until(lambda: not watcher.line.may_look(bob))
        model, _look = looking(watcher, tasks)
        model.follow(bob)
        assert model.card is not None
        assert not says(model, "Asking")
        tasks.cancel()


async def test_a_ringcentral_that_does_not_answer_is_said_and_the_card_stays(quiet: Office) -> None:
    bob = str(quiet.people()[3]["id"])
    async with watching(quiet, replace(TIMES, request=0.5)) as watcher, Tasks() as tasks:
        await watcher.until_live()
        model, _look = looking(watcher, tasks)
        await asyncio.to_thread(quiet.fault, "slow_answer", seconds=3, path="/presence")
        model.follow(bob)
        async with asyncio.timeout(15):
            while not says(model, "did not answer"):
                await asyncio.sleep(0)
        assert watcher.board.link.live
        tasks.cancel()
