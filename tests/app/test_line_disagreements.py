"""Where sources disagree about RingCentral: the line with each switch of the simulator in its other position.

The switches are read from the simulator, so that a new one is tested with our client from its first day.
"""

import asyncio
from dataclasses import dataclass, fields

import pytest

from rcboard.domain.events import SubscriptionBegan, SubscriptionResumed
from rcboard.domain.presence import State
from rcboard.domain.times import Times
from rcboard.simulator.switches import Switches
from tests.app.watcher import Watcher, watching
from tests.kit.office import Json, Office, OpenOffice

NOBODY_SIGNS_IN = {"app_suspended"}
"""A state of the app and no disagreement about the platform: there is no day to follow."""
OTHER = {
    one.name: not one.default
    for one in fields(Switches)
    if isinstance(one.default, bool) and one.name not in NOBODY_SIGNS_IN
}
SWIFT = Times(first_retry=0.1, longest_retry=0.5, offline_retry=0.5)
OPTIONS = ("--rate", "0", "--limit", "auth=1000", "--limit", "heavy=1000")


@pytest.mark.parametrize("switch", OTHER)
async def test_with_a_filter_for_each_person_nothing_is_missed(office: OpenOffice, switch: str) -> None:
    await _a_day_of_everything(office("--extensions", "20", *OPTIONS), switch)


@pytest.mark.parametrize("switch", OTHER)
async def test_with_one_filter_for_the_account_nothing_is_missed(
    office: OpenOffice, switch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rcboard.platform.shares.RECOMMENDED", 3)
    await _a_day_of_everything(office("--extensions", "20", *OPTIONS), switch)


async def _a_day_of_everything(office: Office, switch: str) -> None:
    """Calls, somebody new, a cut line that recovers, another that does not: after each the board is the truth."""
    await asyncio.to_thread(office.switch, **{switch: OTHER[switch]})
    first, second, third = _in_sight(office)[1:4]
    await asyncio.to_thread(office.presence, first["extensionNumber"], telephonyStatus="CallConnected")
    async with watching(office, SWIFT) as watcher:
        day = Day(watcher, office, calls=switch != "account_active_calls")
        await watcher.until_live()
        await day.true()
        await day.until(first, State.AVAILABLE, telephonyStatus="NoCall")
        await day.until(second, State.RINGING, telephonyStatus="Ringing")
        await day.until(second, State.ON_CALL, telephonyStatus="CallConnected")
        new = await asyncio.to_thread(office.act, "create", firstName="Nora", lastName="New")
        await watcher.until(lambda: str(new["id"]) in {person.id for person in watcher.board})
        await day.true()
        await asyncio.to_thread(office.fault, "close_1006", once=True)
        await watcher.until(lambda: watcher.count(SubscriptionResumed))
        await asyncio.to_thread(office.presence, second["extensionNumber"], telephonyStatus="NoCall")
        await watcher.until_live()
        await day.true()
        begun = watcher.count(SubscriptionBegan)
        await asyncio.to_thread(office.fault, "recovery_fails", once=True)
        await asyncio.to_thread(office.fault, "close_1011", once=True)
        await watcher.until(lambda: watcher.count(SubscriptionBegan) > begun)
        await watcher.until_live()
        await day.until(third, State.ON_CALL, telephonyStatus="CallConnected")
        await day.true()


@dataclass(frozen=True)
class Day:
    """A watched line and its office; ``calls`` tells that events carry the calls, so that they can be compared."""

    watcher: Watcher
    office: Office
    calls: bool

    async def until(self, person: Json, state: State, **wish: str) -> None:
        """Set somebody's presence and wait until the board shows that state."""
        await asyncio.to_thread(self.office.presence, person["extensionNumber"], **wish)
        await self.watcher.until(lambda: self.watcher.board.sure_state(str(person["id"])) is state)

    async def true(self) -> None:
        """Wait until the board is the truth; calls that just ended have left their lists by then."""
        await asyncio.to_thread(self.office.pause)
        await self.watcher.until_true(self.office, calls=self.calls)


def _in_sight(office: Office) -> list[Json]:
    """Those whom the owner sees at rest."""
    seen = ("Available", "TakeAllCalls", "NoCall", True)
    names = ("userStatus", "dndStatus", "telephonyStatus", "allowSeeMyPresence")
    return [one for one in office.people() if tuple(one["presence"].get(name) for name in names) == seen]
