"""Sleep as logind tells it: before and after; and nobody hurt where there is no logind and no bus."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, message_bus, new_signal
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

from rcboard.host import sleep
from tests.kit.notifier import private_bus

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="needs dbus-daemon (packaging/prepare desktop)"
)
LOGIND = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.01)


async def test_the_computer_says_when_it_goes_to_sleep_and_when_it_wakes(bus: str) -> None:
    told: list[bool] = []
    listening = asyncio.ensure_future(sleep.listen(told.append, pause=0.0))  # noqa: TID251 - a test's own
    with open_dbus_connection(bus) as logind:
        unwrap_msg(logind.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1", 4), timeout=5))

        def listens() -> bool:
            # Nobody says that a match is in place; so logind repeats itself until it is heard.
            logind.send(new_signal(LOGIND, "PrepareForSleep", "b", (True,)))
            return bool(told)

        await until(listens)
        logind.send(new_signal(LOGIND, "PrepareForSleep", "s", ("nonsense",)))
        logind.send(new_signal(LOGIND, "PrepareForShutdown", "b", (False,)))
        logind.send(new_signal(LOGIND, "PrepareForSleep", "b", (False,)))
        await until(lambda: told[-1] is False)
    assert told.count(False) == 1
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening


async def test_without_a_bus_nobody_tells_and_nothing_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    for address in ("nonsense", f"unix:path={tmp_path}/nobody"):
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        async with asyncio.timeout(5):
            await sleep.listen(told.append, pause=0.0)
