"""Signing in and out from the window, with a person at a browser, against a simulated RingCentral."""

import asyncio
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from rcboard.app.desktop import Desktop
from rcboard.app.face import Face
from rcboard.app.plan import Plan
from rcboard.app.tasks import Tasks
from rcboard.domain.link import Phase, Problem, ProblemKind
from rcboard.host.credentials import Credentials
from rcboard.views.sign_in_dialog import SignInDialog
from rcboard.views.sign_out_question import SignOutQuestion
from tests.kit.consent import visit
from tests.kit.keyrings import MemoryKeyring
from tests.kit.office import Office, OpenOffice

pytestmark = pytest.mark.qt_log_ignore("does not support raise")

LIMIT = 20.0


class Person(webbrowser.BaseBrowser):
    """Somebody who does the same with every page that is opened."""

    def __init__(self, does: str) -> None:
        super().__init__("person")
        self.does = does
        self.visits: list[threading.Thread] = []

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        self.visits.append(threading.Thread(target=visit, args=(url, self.does)))
        self.visits[-1].start()
        return True


@pytest.fixture
def person() -> Iterator[Person]:
    """Who sits at the browser of this test."""
    somebody = Person("allow")
    webbrowser.register("person", None, somebody, preferred=True)
    yield somebody
    webbrowser._tryorder.remove("person")  # type: ignore[attr-defined]
    for one in somebody.visits:
        one.join()


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    """The keyring of this test."""
    before, mine = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture
def address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://localhost:{taken.getsockname()[1]}/oauth2callback"


@pytest.fixture
def quiet(office: OpenOffice, address: str) -> Office:
    return office("--extensions", "8", "--rate", "0", "--limit", "auth=1000", "--redirect-uri", address)


async def until(holds: Callable[[], object], what: str) -> None:
    """Wait until this holds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + LIMIT
    while not holds():
        assert loop.time() < deadline, what
        await asyncio.sleep(0.01)


@asynccontextmanager
async def desktop(office: Office, address: str) -> AsyncIterator[Desktop]:
    """The window of somebody who has never signed in."""

    async def find() -> Credentials | Problem:
        return Problem(ProblemKind.NOT_CONFIGURED, permanent=True)

    executor = ThreadPoolExecutor(4)
    asyncio.get_running_loop().set_default_executor(executor)
    plan = Plan(
        find=find, profile="default", known=(office.server_url, office.public_client_id), return_addresses=(address,)
    )
    async with Tasks() as tasks:
        face = Face(plan)
        face.show()
        opened = Desktop(face, tasks, executor, asyncio.Event())
        opened.begin()
        try:
            yield opened
        finally:
            tasks.cancel()
            await opened.end()
    executor.shutdown()


def dialog(opened: Desktop) -> SignInDialog | None:
    """The sign-in dialog, where it stands open."""
    return next((one for one in opened.window.findChildren(SignInDialog) if one.isVisible()), None)


async def asked(opened: Desktop) -> SignInDialog:
    await until(lambda: dialog(opened), "the dialog by itself")
    found = dialog(opened)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """Files of the test's own."""
    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@pytest.mark.qt_log_ignore("This plugin does not support")
async def test_signed_in_by_browser_out_again_and_told_when_the_session_ends(
    quiet: Office, address: str, person: Person, ring: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    async with desktop(quiet, address) as opened:
        (await asked(opened)).go.click()
        await until(lambda: opened.board.link.live, "live")
        await until(lambda: dialog(opened) is None, "the dialog closes by itself")
        assert len(quiet.stats()["sessions"]) == 1
        assert "refresh_token" in ring.entries["rcboard", "default"]

        people = len(opened.board)
        quiet.end_session(quiet.stats()["sessions"][0]["id"])
        await until(lambda: opened.board.link.phase is Phase.SIGNED_OUT, "the end is told")
        assert len(opened.board) == people, "the board keeps what it knew"
        buttons = [one.text() for one in opened.window.banner.findChildren(QPushButton) if one.isVisible()]
        assert buttons == ["Sign in again"]

        opened.window.sign_in_asked.emit()
        (await asked(opened)).go.click()
        await until(lambda: opened.board.link.live, "live again")

        opened.tray.sign_out_asked.emit()
        await until(lambda: opened.window.findChildren(SignOutQuestion), "the question")
        opened.window.findChildren(SignOutQuestion)[0].go.click()
        await until(lambda: not ring.entries, "the keyring is empty")
        await until(lambda: not quiet.stats()["sessions"], "the session is ended")
        await until(lambda: len(opened.board) == 0, "nobody is known any more")
        assert opened.board.link.phase is Phase.SIGNED_OUT
    caplog.clear()


async def test_a_no_in_the_browser_stands_in_the_dialog_and_can_be_mended(
    quiet: Office, address: str, person: Person, ring: MemoryKeyring
) -> None:
    person.does = "deny"
    async with desktop(quiet, address) as opened:
        found = await asked(opened)
        found.go.click()

        def wrong() -> str:
            labels = [one for one in found.findChildren(QLabel) if one.property("wrong") and one.isVisible()]
            return labels[0].text() if labels else ""

        await until(lambda: "cancelled in the browser" in wrong(), "the sentence")
        assert not ring.entries
        person.does = "allow"
        found.go.click()
        await until(lambda: opened.board.link.live, "live")


async def test_closing_the_dialog_calls_the_browser_off(
    quiet: Office, address: str, person: Person, ring: MemoryKeyring
) -> None:
    person.does = "forget"
    async with desktop(quiet, address) as opened:
        found = await asked(opened)
        found.go.click()
        await until(found.copy.isVisible, "it waits")
        found.reject()
        port = int(address.split(":")[2].partition("/")[0])

        def free() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) != 0

        await until(free, "nobody listens any more")


async def test_for_this_run_only_nothing_is_kept_and_the_session_ends_with_it(
    quiet: Office, address: str, person: Person, ring: MemoryKeyring
) -> None:
    async with desktop(quiet, address) as opened:
        found = await asked(opened)
        found.remember.setChecked(False)
        found.go.click()
        await until(lambda: opened.board.link.live, "live")
        assert not ring.entries
    await until(lambda: not quiet.stats()["sessions"], "the session is ended")
