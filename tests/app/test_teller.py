"""The teller on the desktop's own notification bus: what is told, when not, and what its buttons do."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rcboard.app.teller import SUMMARY, Teller
from rcboard.domain import events as e
from rcboard.domain import preferences
from rcboard.domain.alerts import Alert, Alerts
from rcboard.domain.board import Changes
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.people import Person
from rcboard.domain.preferences import TellAbout, Turn
from rcboard.domain.presence import State
from rcboard.domain.times import Times
from rcboard.host.notices import BusNotices
from rcboard.words import alerts as words
from tests.kit.notifier import Notifier, private_bus
from tests.kit.people import NOW, office, people, presence

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="needs dbus-daemon (packaging/prepare desktop)"
)
TEAM = people(6)
ANN, BOB = TEAM[0].id, TEAM[1].id


@dataclass
class Hands:
    """A clock that is set by hand."""

    at: float = NOW

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError

    def real(self, seconds: float) -> float:
        return seconds


@dataclass
class Desktop:
    """A teller with a board, a desk and a real notification bus."""

    notifier: Notifier
    notices: BusNotices
    rules: preferences.Alerts = field(default_factory=preferences.Alerts)
    desk: Desk = field(default_factory=lambda: Desk(favourites=frozenset({ANN, BOB})))
    present: bool = False
    missed: list[tuple[Alert, Person]] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = Hands()
        self.board = office(TEAM)
        self.teller = Teller(
            board=self.board,
            alerts=Alerts(members=lambda tab: {ANN, BOB} if tab == "department:Sales" else ()),
            clock=self.clock,
            notices=self.notices,
            balloon=lambda title, body: None,
            desk=lambda: self.desk,
            fulfilled=lambda desk: setattr(self, "desk", desk),
            rules=lambda: self.rules,
            missed=lambda alert, person: self.missed.append((alert, person)),
            present=lambda: self.present,
            announce=self.announced.append,
            local=lambda seconds: datetime.fromtimestamp(seconds, UTC),
        )
        self.hear(*[(person.id, State.ON_CALL) for person in TEAM], tell=False)
        self.teller.take(Changes())

    def hear(self, *changes: tuple[str, State], tell: bool = True) -> None:
        """These people change now."""
        events = [e.PresenceHeard(id, presence(state), self.clock.at) for id, state in changes]
        told = self.board.apply(events, self.clock.at)
        if tell:
            self.teller.take(told)

    def wait(self, seconds: float) -> None:
        """Time goes by."""
        self.clock.at += seconds
        self.teller.take(self.board.apply((), self.clock.at))

    async def stands(self, *expected: tuple[str, str]) -> None:
        """Wait until exactly these notifications stand: title and body."""
        async with asyncio.timeout(10):
            while self.standing() != sorted(expected):
                await asyncio.sleep(0.01)

    def standing(self) -> list[tuple[str, str]]:
        return sorted((toast.title, toast.body) for toast in self.notifier.standing.values())


@pytest.fixture
def notifier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notifier]:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with Notifier(address) as notifier:
            yield notifier


@pytest.fixture
async def desktop(notifier: Notifier) -> AsyncIterator[Desktop]:
    notices = BusNotices(lambda key, action: None, Times(connect=5.0), "phone")
    desktop = Desktop(notifier, notices)
    running = asyncio.get_running_loop().create_task(desktop.teller.run())
    yield desktop
    running.cancel()
    await notices.close()


def title(place: int) -> str:
    return words.whom(TEAM[place])


async def test_a_favourites_change_is_told_with_its_buttons_and_silently(desktop: Desktop) -> None:
    desktop.hear((ANN, State.AVAILABLE), (TEAM[3].id, State.AVAILABLE))
    await desktop.stands((title(0), "Available"))
    [toast] = desktop.notifier.standing.values()
    assert list(toast.actions) == ["default", "copy", "call", "again"]
    assert toast.hints["suppress-sound"] == ("b", True)
    desktop.rules = replace(desktop.rules, sounds=True)
    desktop.hear((ANN, State.BUSY))
    await desktop.stands((title(0), "Busy"))
    [toast] = desktop.notifier.standing.values()
    assert toast.hints["sound-name"] == ("s", "message")
    assert desktop.announced == [f"{title(0)}: Available", f"{title(0)}: Busy"], (
        "heard without a notification reader, too"
    )


async def test_more_than_three_are_one_and_go_when_they_are_no_longer_true(desktop: Desktop) -> None:
    desktop.rules = preferences.Alerts(about=TellAbout.EVERYONE_SHOWN)
    desktop.hear(*[(person.id, State.AVAILABLE) for person in TEAM])
    lines = [f"{person.spoken}: Available" for person in TEAM[: words.NAMED]]
    await desktop.stands(("6 changes", "\n".join([*lines, "and 2 more"])))
    desktop.rules = preferences.Alerts(about=TellAbout.WAITED_FOR)
    desktop.hear(*[(person.id, State.ON_CALL) for person in TEAM])
    await desktop.stands()


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (preferences.Alerts(about=TellAbout.WAITED_FOR), False),
        (preferences.Alerts(about=TellAbout.NOTHING), False),
        (preferences.Alerts(turns=(Turn.BUSY, Turn.OFFLINE)), False),
        (preferences.Alerts(turns=(Turn.FREE,)), True),
        (preferences.Alerts(about=TellAbout.EVERYONE_SHOWN), True),
    ],
)
async def test_only_chosen_changes_of_chosen_people_are_told(
    desktop: Desktop, rules: preferences.Alerts, told: bool
) -> None:
    desktop.rules = rules
    desktop.hear((ANN, State.AVAILABLE))
    desktop.rules = preferences.Alerts()
    desktop.hear((BOB, State.AVAILABLE))
    await desktop.stands(*([(title(0), "Available")] if told else []), (title(1), "Available"))


async def test_what_is_not_told_now_is_kept_and_a_wait_stays(desktop: Desktop) -> None:
    desktop.desk = desktop.desk.watched(BOB, NOW, "Mrs Jones")
    desktop.rules = preferences.Alerts(quiet_from="00:00", quiet_to="23:59")
    desktop.hear((ANN, State.AVAILABLE), (BOB, State.AVAILABLE))
    desktop.wait(6)
    assert desktop.teller.silent
    assert [(alert.id, person.id) for alert, person in desktop.missed] == [(ANN, ANN), (BOB, BOB)]
    assert desktop.desk.watch_of(BOB)
    desktop.rules = preferences.Alerts()
    desktop.hear((BOB, State.ON_CALL))
    desktop.hear((BOB, State.AVAILABLE))
    desktop.wait(6)
    await desktop.stands((title(1), "Free now. Mrs Jones is waiting."))
    assert not desktop.desk.watch_of(BOB)


async def test_whoever_looks_at_the_board_misses_nothing(desktop: Desktop) -> None:
    desktop.present = True
    desktop.hear((ANN, State.AVAILABLE))
    await desktop.stands((title(0), "Available"))
    assert desktop.missed == []
    desktop.present = False
    desktop.hear((BOB, State.AVAILABLE))
    assert [alert.id for alert, _ in desktop.missed] == [BOB]


async def test_paused_takes_back_but_tells_nothing(desktop: Desktop) -> None:
    desktop.hear((ANN, State.AVAILABLE))
    await desktop.stands((title(0), "Available"))
    desktop.teller.paused = True
    desktop.hear((BOB, State.AVAILABLE))
    desktop.rules = preferences.Alerts(about=TellAbout.WAITED_FOR)
    desktop.hear((ANN, State.ON_CALL))
    await desktop.stands()


async def test_the_first_free_of_a_group_ends_the_wait_for_it(desktop: Desktop) -> None:
    watch = Watch("", NOW, "Mr Low", "department:Sales")
    desktop.desk = Desk().waited(watch)
    desktop.wait(1)
    desktop.hear((BOB, State.AVAILABLE))
    desktop.wait(3)
    desktop.hear((ANN, State.AVAILABLE))
    desktop.wait(3)
    await desktop.stands((title(1), "Free now. Mr Low is waiting."))
    assert desktop.desk == Desk()


async def test_of_two_who_wait_the_first_is_told_and_the_second_goes_on_waiting(desktop: Desktop) -> None:
    desktop.desk = Desk().waited(Watch(BOB, NOW, "first")).waited(Watch(BOB, NOW + 1, "second"))
    desktop.wait(1)
    desktop.hear((BOB, State.AVAILABLE))
    desktop.wait(6)
    await desktop.stands((title(1), "Free now. first is waiting."))
    assert [watch.caller for watch in desktop.desk.watches] == ["second"]
    desktop.hear((BOB, State.ON_CALL))
    desktop.hear((BOB, State.AVAILABLE))
    desktop.wait(6)
    await desktop.stands((title(1), "Free now. second is waiting."))


async def test_a_wait_may_be_told_to_stay(desktop: Desktop) -> None:
    desktop.rules = preferences.Alerts(watches_stay=True)
    desktop.desk = Desk().watched(BOB, NOW)
    desktop.wait(1)
    for _ in range(2):
        desktop.hear((BOB, State.AVAILABLE))
        desktop.wait(6)
        await desktop.stands((title(1), "Free now: Available"))
        desktop.hear((BOB, State.ON_CALL))
        await desktop.stands()
    assert desktop.desk.watch_of(BOB)


async def test_what_was_put_off_is_told_again_if_it_is_still_so(desktop: Desktop) -> None:
    desktop.hear((ANN, State.AVAILABLE), (BOB, State.AVAILABLE))
    await desktop.stands((title(0), "Available"), (title(1), "Available"))
    for id in (ANN, BOB):
        desktop.teller.seen(id)
        desktop.teller.put_off(id)
        await desktop.notices.withdraw(id)
    desktop.hear((BOB, State.BUSY))
    desktop.teller.seen(BOB)
    await desktop.stands((title(1), "Busy"))
    assert desktop.teller.due() == NOW + 300
    desktop.wait(300)
    await desktop.stands((title(0), "Available"), (title(1), "Busy"))


async def test_a_wait_that_was_put_off_goes_on_if_she_is_no_longer_free(desktop: Desktop) -> None:
    desktop.desk = Desk().watched(BOB, NOW, "Mrs Jones")
    desktop.wait(1)
    desktop.hear((BOB, State.AVAILABLE))
    desktop.wait(6)
    desktop.teller.put_off(BOB)
    desktop.hear((BOB, State.ON_CALL))
    assert not desktop.desk.watches
    desktop.wait(300)
    assert [watch.caller for watch in desktop.desk.watches] == ["Mrs Jones"]


def test_a_key_of_a_summary_is_nobodys_id() -> None:
    assert not SUMMARY.isdigit()
