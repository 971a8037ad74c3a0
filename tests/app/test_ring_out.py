"""RingOut against the simulated office: the walk of a call in plain words, its ends, and taking it back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from rcboard.app.ring_out import RingOut
from rcboard.app.tasks import Tasks
from rcboard.domain.times import Times
from tests.app.watcher import Watcher, watching
from tests.kit.office import Office, OpenOffice

TIMES = Times(ring_out_look=0.05, ring_out_longest_look=0.1, ring_out_told=0.2)


@dataclass
class Strip:
    """What stands above the tiles, all that stood there, and what was said in passing."""

    ring_out: RingOut
    texts: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    may_be_cancelled: bool = False
    first: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def show_call(self, text: str, *, under_way: bool = False, may_be_cancelled: bool = False) -> None:
        self.texts.append(text)
        self.may_be_cancelled = may_be_cancelled
        self.changed.set()

    def say(self, text: str) -> None:
        self.said.append(text)
        self.changed.set()

    async def until(self, holds: Callable[[], object]) -> None:
        try:
            async with asyncio.timeout(20):
                while not holds():
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(f"{self.texts} {self.said}") from None

    async def shows(self, text: str) -> None:
        await self.until(lambda: self.texts and text in self.texts[-1])


@asynccontextmanager
async def strip(watcher: Watcher, times: Times = TIMES) -> AsyncIterator[Strip]:
    """A strip over this line."""
    async with Tasks() as tasks:
        shown = Strip(None)  # type: ignore[arg-type]  # in a moment
        shown.ring_out = RingOut(
            board=watcher.board,
            line=lambda: watcher.line,
            start=lambda work, name: tasks.start(work, name=name),
            shown=shown,
            say=shown.say,
            ring_first=lambda: shown.first,
            times=times,
            clock=watcher.clock,
        )
        yield shown
        tasks.cancel()


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """A RingOut takes some tenths of a second here."""
    return office("--extensions", "12", "--rate", "0", "--limit", "heavy=1000", "--limit", "light=1000")


@pytest.fixture
def quick(quiet: Office) -> Office:
    quiet.switch(ring_out_answer=1, ring_out_talk=5)
    return quiet


async def test_a_call_is_told_from_the_first_ring_to_the_connection_and_then_put_away(quick: Office) -> None:
    async with watching(quick, TIMES) as watcher, strip(watcher) as shown:
        await watcher.until_live()
        shown.ring_out.call("103", "Bob Smith")
        await shown.until(lambda: shown.texts[-1] == "")
        assert shown.texts == [
            "Calling Bob Smith: RingCentral is being asked…",
            "Calling Bob Smith: your own phone rings first. Pick it up.",
            "You are on the line; now the phone of Bob Smith rings.",
            "Connected with Bob Smith.",
            "",
        ]
        assert shown.said == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"userStatus": "Offline"}, "did not answer"), ({"dndStatus": "DoNotAcceptAnyCalls"}, "is busy")],
)
async def test_why_nothing_came_of_it_stays_until_it_was_read(
    quick: Office, fields: dict[str, str], sentence: str
) -> None:
    await asyncio.to_thread(quick.presence, "103", **fields)
    async with watching(quick, TIMES) as watcher, strip(watcher) as shown:
        await watcher.until_live()
        shown.ring_out.call("103", "Bob Smith")
        await shown.shows(f"Bob Smith {sentence}.")
        shown.ring_out.done()
        assert shown.texts[-1] == ""


@pytest.mark.parametrize("how", ["cancel", "the same key again"])
async def test_it_is_taken_back_while_the_own_phone_rings(quiet: Office, how: str) -> None:
    await asyncio.to_thread(quiet.switch, ring_out_answer=60)
    async with watching(quiet, TIMES) as watcher, strip(watcher) as shown:
        await watcher.until_live()
        shown.ring_out.call("103", "Bob Smith")
        await shown.shows("your own phone rings first")
        assert shown.may_be_cancelled
        assert "activeCalls" in (await asyncio.to_thread(quiet.person, "101"))["real"]
        shown.ring_out.done()
        shown.ring_out.call("104", "Ann Lee")
        assert shown.said == ["Bob Smith is being called already; cancel that first."]
        shown.ring_out.cancel() if how == "cancel" else shown.ring_out.call("103", "Bob Smith")
        await shown.shows("The call to Bob Smith was cancelled.")
        assert "activeCalls" not in (await asyncio.to_thread(quiet.person, "101"))["real"]
        await shown.until(lambda: shown.texts[-1] == "")


async def test_cancelled_before_ringcentral_answered_it_is_taken_back_as_soon_as_it_is_there(quiet: Office) -> None:
    await asyncio.to_thread(quiet.switch, ring_out_answer=60)
    async with watching(quiet, TIMES) as watcher, strip(watcher) as shown:
        await watcher.until_live()
        shown.ring_out.call("103", "Bob Smith")
        shown.ring_out.cancel()
        await shown.shows("was cancelled")
        assert "activeCalls" not in (await asyncio.to_thread(quiet.person, "101"))["real"]


async def test_too_late_to_cancel_is_said(quiet: Office) -> None:
    await asyncio.to_thread(quiet.switch, ring_out_answer=1, ring_out_talk=60)
    slow = replace(TIMES, ring_out_look=30.0, ring_out_longest_look=30.0)
    async with watching(quiet, slow) as watcher, strip(watcher, slow) as shown:
        await watcher.until_live()
        shown.ring_out.call("103", "Bob Smith")
        await shown.shows("your own phone rings first")
        for _ in range(1000):
            if "CallConnected" in str((await asyncio.to_thread(quiet.person, "101"))["real"].get("activeCalls")):
                break
        shown.ring_out.cancel()
        await shown.until(lambda: shown.said)
        assert shown.said == ["Too late to cancel: your phone was answered. Hang up there."]


async def test_the_phone_that_rings_first_is_the_one_chosen_or_the_direct_number_or_the_extension(
    quiet: Office,
) -> None:
    async with watching(quiet, TIMES) as watcher, strip(watcher) as shown:
        await watcher.until_live()
        me = next(person for person in watcher.board if person.own)
        assert shown.ring_out._own_phone() == (me.direct_numbers[0] if me.direct_numbers else me.number)
        shown.first = "+16505550199"
        assert shown.ring_out._own_phone() == "+16505550199"


async def test_without_the_permission_it_is_named_and_nobody_is_called(quiet: Office) -> None:
    await asyncio.to_thread(quiet.switch, app_permissions_missing=["RingOut"])
    async with watching(quiet, TIMES) as watcher, strip(watcher) as shown:
        await watcher.until_live()
        shown.ring_out.call("103", "Bob Smith")
        await shown.shows("lacks the permission RingOut")
        assert "activeCalls" not in (await asyncio.to_thread(quiet.person, "101"))["real"]


async def test_a_number_ringcentral_does_not_take_and_a_line_that_is_gone_are_sentences(quiet: Office) -> None:
    async with watching(quiet, TIMES) as watcher, strip(watcher) as shown:
        await watcher.until_live()
        shown.ring_out.call("10a", "Bob Smith")
        await shown.shows("does not take one of the numbers")
        await asyncio.to_thread(quiet.kill)
        shown.ring_out.call("103", "Bob Smith")
        await shown.shows("Bob Smith was not called. ")
