"""Notices: one for each key, replaced, withdrawn and pressed; and nobody hurt where no daemon is."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from rcboard.domain.times import Times
from rcboard.host.notices import BusNotices, NoNotices, Notices, desktop_notices
from tests.kit.notifier import Notifier, private_bus

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="needs dbus-daemon (packaging/prepare desktop)"
)


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def notifier(address: str) -> Iterator[Notifier]:
    with Notifier(address) as notifier:
        yield notifier


@pytest.fixture
def pressed() -> list[tuple[str, str]]:
    return []


@pytest.fixture
async def notices(address: str, pressed: list[tuple[str, str]]) -> AsyncIterator[Notices]:
    notices = BusNotices(lambda key, action: pressed.append((key, action)), Times(connect=2.0), "phone")
    yield notices
    await notices.close()


async def soon(check: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not check():
            await asyncio.sleep(0.01)


async def test_a_notice_is_shown_as_the_specification_wants(notices: Notices, notifier: Notifier) -> None:
    assert await notices.show("7", "Bob Smith", "is free", {"copy": "Copy 214"})
    [toast] = notifier.shown
    assert (toast.title, toast.body, toast.actions, toast.replaces) == ("Bob Smith", "is free", {"copy": "Copy 214"}, 0)
    assert toast.hints["urgency"] == ("y", 1)


async def test_one_for_each_key_replaced_not_stacked(notices: Notices, notifier: Notifier) -> None:
    await notices.show("7", "Bob", "on a call")
    await notices.show("8", "Ann", "free")
    await notices.show("7", "Bob", "free")
    assert sorted((toast.title, toast.body) for toast in notifier.standing.values()) == [
        ("Ann", "free"),
        ("Bob", "free"),
    ]


async def test_shown_at_once_they_still_replace_each_other(notices: Notices, notifier: Notifier) -> None:
    assert all(await asyncio.gather(*(notices.show("7", "Bob", str(n)) for n in range(5))))
    assert [toast.body for toast in notifier.standing.values()] == ["4"]


async def test_withdrawn_is_gone_and_twice_is_harmless(notices: Notices, notifier: Notifier) -> None:
    await notices.show("7", "Bob", "free")
    await notices.withdraw("7")
    await notices.withdraw("7")
    await notices.withdraw("nobody")
    assert not notifier.standing


async def test_what_the_person_closed_is_new_the_next_time(notices: Notices, notifier: Notifier) -> None:
    await notices.show("7", "Bob", "free")
    notifier.close(notifier.shown[0])
    await notices.show("8", "Ann", "free")  # by its answer the signal before it has come, too
    await notices.show("7", "Bob", "busy")
    assert notifier.shown[-1].replaces == 0
    await notices.withdraw("7")
    assert [toast.title for toast in notifier.standing.values()] == ["Ann"]


async def test_a_button_comes_back_with_its_key(
    notices: Notices, notifier: Notifier, pressed: list[tuple[str, str]]
) -> None:
    await notices.show("7", "Bob", "free", {"copy": "Copy", "default": "Open"})
    notifier.press(notifier.shown[0], "copy")
    await soon(lambda: pressed)
    assert pressed == [("7", "copy")]


async def test_a_button_pressed_before_the_answer_came_is_not_lost(
    notices: Notices, notifier: Notifier, pressed: list[tuple[str, str]]
) -> None:
    notifier.hasty = "copy"
    await notices.show("7", "Bob", "free", {"copy": "Copy"})
    await soon(lambda: pressed)
    assert pressed == [("7", "copy")]


async def test_other_programs_notices_are_none_of_ours(
    notices: Notices, notifier: Notifier, pressed: list[tuple[str, str]]
) -> None:
    await notices.show("7", "Bob", "free", {"copy": "Copy"})
    foreign = type(notifier.shown[0])(5, 0, "mail", "", {}, {})
    notifier.press(foreign, "copy")
    notifier.press(notifier.shown[0], "copy")
    await soon(lambda: pressed)
    assert pressed == [("7", "copy")]


async def test_a_callback_that_fails_does_not_make_a_notice_fail(address: str, notifier: Notifier) -> None:
    def stumble(key: str, action: str) -> None:
        raise LookupError(key)

    failures: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: failures.append(context["exception"]))
    notices = BusNotices(stumble, Times(), "phone")
    notifier.hasty = "copy"
    assert await notices.show("7", "Bob", "free", {"copy": "Copy"})
    await soon(lambda: failures)
    await notices.close()


@pytest.mark.parametrize(("abilities", "body"), [(("body-markup",), "a &lt;b&gt; &amp; c"), ((), "a <b> & c")])
async def test_text_stays_text(address: str, notices: Notices, abilities: tuple[str, ...], body: str) -> None:
    with Notifier(address, abilities) as notifier:
        await notices.show("7", "A & B", "a <b> & c", {"copy": "Copy"})
        assert (notifier.shown[0].title, notifier.shown[0].body) == ("A & B", body)
        assert notifier.shown[0].actions == {}


async def test_a_daemon_may_come_go_and_come_again(address: str, notices: Notices) -> None:
    assert not await notices.show("7", "Bob", "free")
    with Notifier(address) as first:
        assert await notices.show("7", "Bob", "free")
        assert first.standing
    assert not await notices.show("7", "Bob", "busy")
    await notices.withdraw("7")
    with Notifier(address, ()) as second:
        assert await notices.show("7", "Bob", "a & b")
        assert [(toast.replaces, toast.body) for toast in second.shown] == [(0, "a & b")]


async def test_a_daemon_that_hangs_costs_only_the_limit(address: str, pressed: list[tuple[str, str]]) -> None:
    notices = BusNotices(lambda key, action: pressed.append((key, action)), Times(connect=0.2), "phone")
    with Notifier(address) as notifier:
        notifier.mute = True
        assert not await notices.show("7", "Bob", "free")
        notifier.mute = False
        async with asyncio.timeout(10):  # a busy machine may need longer than that limit, once or twice
            while not await notices.show("7", "Bob", "free"):
                pass
    await notices.close()


async def test_without_a_bus_nothing_is_shown_and_nothing_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in ("", "nonsense", f"unix:path={tmp_path}/nobody"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        notices = BusNotices(lambda _key, _action: None, Times(), "phone")
        assert not await notices.show("7", "Bob", "free")
        await notices.withdraw("7")
        await notices.close()


async def test_a_bus_that_is_started_again_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notices = BusNotices(lambda _key, _action: None, Times(), "phone")
    for _ in range(2):
        with private_bus(tmp_path) as address, Notifier(address) as notifier:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            assert await notices.show("7", "Bob", "free")
            assert notifier.shown[0].replaces == 0
        for _turn in range(5):  # the loop hears that the line has ended
            await asyncio.sleep(0)
    assert not await notices.show("7", "Bob", "free")
    await notices.close()


async def test_the_end_withdraws_everything(notices: Notices, notifier: Notifier) -> None:
    await notices.show("7", "Bob", "free")
    await notices.show("8", "Ann", "free")
    await notices.close()
    assert not notifier.standing
    assert await notices.show("7", "Bob", "free")


async def test_other_systems_have_the_trays_balloon_instead() -> None:
    notices = NoNotices()
    assert not await notices.show("7", "Bob", "free")
    await notices.withdraw("7")
    await notices.close()
    chosen = desktop_notices(lambda _key, _action: None, Times())
    assert isinstance(chosen, BusNotices if sys.platform == "linux" else NoNotices)
