"""The line keeps up with who there is: created, renamed, disabled and deleted colleagues, and events never sent."""

import asyncio
from dataclasses import replace

import pytest

from rcboard.domain.events import PersonRead, PresenceHeard, SubscriptionBegan
from rcboard.domain.presence import State
from rcboard.domain.times import Times
from tests.app.watcher import Watcher, watching
from tests.kit.office import Office, OpenOffice

SWIFT = Times(first_retry=0.1)
CUT = replace(SWIFT, longest_retry=0.5, offline_retry=0.5)
"""Times for tests that lose the line."""


@pytest.fixture(params=["one filter each", "one filter for all"])
def quiet(request: pytest.FixtureRequest, office: OpenOffice, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Nobody moves but by the test, in an office of either kind."""
    if request.param == "one filter for all":
        monkeypatch.setattr("rcboard.platform.shares.RECOMMENDED", 3)
    return office("--extensions", "12", "--rate", "0")


def numbers(watcher: Watcher) -> set[str]:
    return {person.number for person in watcher.board}


async def test_a_new_colleague_appears_and_is_heard(quiet: Office) -> None:
    async with watching(quiet, SWIFT) as watcher:
        await watcher.until_live()
        new = await asyncio.to_thread(quiet.act, "create", extensionNumber="777", firstName="Grace")
        id = str(new["id"])
        await watcher.until(lambda: watcher.board.person(id))
        await watcher.until(lambda: watcher.board.sure_state(id).known)
        await asyncio.to_thread(quiet.presence, "777", userStatus="Busy")
        await watcher.until(lambda: watcher.board.sure_state(id) is State.BUSY)
        await watcher.until_true(quiet)


async def test_a_rename_costs_no_subscription(quiet: Office) -> None:
    async with watching(quiet, SWIFT) as watcher:
        await watcher.until_live()
        someone = quiet.people()[4]
        await asyncio.to_thread(quiet.act, "rename", extensionNumber=someone["extensionNumber"], firstName="Grace")
        await watcher.until(lambda: "Grace" in {person.first_name for person in watcher.board})
        assert watcher.count(SubscriptionBegan) == 1
        assert watcher.board.link.live


@pytest.mark.parametrize("act", ["disable", "delete"])
async def test_who_leaves_is_gone(quiet: Office, act: str) -> None:
    async with watching(quiet, SWIFT) as watcher:
        await watcher.until_live()
        number = quiet.people()[4]["extensionNumber"]
        await asyncio.to_thread(quiet.act, act, extensionNumber=number)
        await watcher.until(lambda: number not in numbers(watcher))
        await watcher.until_live()
        await watcher.until_true(quiet)


async def test_an_event_never_sent_is_made_good_by_the_slow_check(office: OpenOffice) -> None:
    quiet = office("--extensions", "12", "--rate", "0")
    async with watching(quiet, Times(check=1.0)) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(quiet.fault, "dropped_event", once=True)
        someone = next(one for one in quiet.people() if one["presence"]["userStatus"] == "Available")
        await asyncio.to_thread(quiet.presence, someone["extensionNumber"], userStatus="Busy")
        await watcher.until(lambda: watcher.board.sure_state(str(someone["id"])) is State.BUSY, 10.0)
        assert watcher.count(PresenceHeard) == 0
        assert watcher.count(SubscriptionBegan) == 1
        assert watcher.board.link.live


async def test_who_came_as_the_line_was_cut_is_read_by_the_line_that_follows(quiet: Office) -> None:
    """The old line dies between the list with the new name and the answer about her presence."""
    async with watching(quiet, CUT) as watcher:
        await watcher.until_live()

        def cut() -> None:
            quiet.fault("slow_answer", seconds=1, once=True)
            quiet.fault("close_1006", once=True)

        watcher.once(PersonRead, cut)
        new = await asyncio.to_thread(quiet.act, "create", extensionNumber="777", firstName="Grace")
        await watcher.until(lambda: not watcher.board.link.live, 5.0)
        await watcher.until(lambda: watcher.board.sure_state(str(new["id"])).known)
        await watcher.until_live()
        await watcher.until_true(quiet)


async def test_a_list_that_was_being_read_as_the_line_was_cut_is_read_by_the_line_that_follows(quiet: Office) -> None:
    async with watching(quiet, CUT) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(quiet.fault, "slow_answer", seconds=2, once=True)
        new = await asyncio.to_thread(quiet.act, "create", extensionNumber="777", firstName="Grace")
        while "slow_answer" not in (await asyncio.to_thread(quiet.ask, "GET", "faults"))["struck"]:
            assert watcher.board.link.live
        await asyncio.to_thread(quiet.fault, "close_1006", once=True)
        await watcher.until(lambda: not watcher.board.link.live, 2.0)
        await watcher.until(lambda: watcher.board.sure_state(str(new["id"])).known)
        await watcher.until_true(quiet)


async def test_a_list_that_could_not_be_read_again_is_read_a_little_later(quiet: Office) -> None:
    async with watching(quiet, replace(SWIFT, longest_retry=1.0)) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(quiet.fault, "bad_gateway", once=True)
        new = await asyncio.to_thread(quiet.act, "create", extensionNumber="777", firstName="Grace")
        await watcher.until(lambda: watcher.board.sure_state(str(new["id"])).known)
        await watcher.until_true(quiet)


async def test_who_came_while_the_line_was_down_is_read_when_it_goes_on(quiet: Office) -> None:
    quiet.switch(pause_after_subscription_real=0, retry_after_maintenance=1, limits={"auth": 1000})
    async with watching(quiet, replace(CUT, first_retry=0.5)) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(quiet.fault, "ws_token_503")
        new = await asyncio.to_thread(quiet.act, "create", extensionNumber="777", firstName="Grace")
        await asyncio.to_thread(quiet.fault, "close_1006", once=True)
        id = str(new["id"])
        await watcher.until(lambda: watcher.board.person(id))
        assert not watcher.board.link.live
        await asyncio.to_thread(quiet.fault, "ws_token_503", on=False)
        await watcher.until(lambda: watcher.board.sure_state(id).known, 40.0)
