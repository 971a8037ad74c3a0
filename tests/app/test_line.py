"""The line against a simulated RingCentral in a process of its own."""

import asyncio
import logging
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from rcboard.domain.events import PresenceHeard, SubscriptionBegan, SubscriptionLost, SubscriptionResumed
from rcboard.domain.link import Phase, ProblemKind
from rcboard.domain.presence import State
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from tests.app.watcher import Watcher, watching
from tests.kit.office import Office, OpenOffice, open_office

SWIFT = Times(first_retry=0.1, longest_retry=0.5, offline_retry=0.5)
"""Times for tests that wait for a retry."""


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """Twenty people, and nobody moves but by the test."""
    return office("--extensions", "20", "--rate", "0", "--limit", "auth=1000")


async def test_everything_is_told_in_the_order_that_keeps_the_board_true(quiet: Office) -> None:
    async with watching(quiet) as watcher:
        await watcher.until_live()
        assert watcher.kinds() == [
            "LinkChanged",
            "PeopleRead",
            "SubscriptionTold",
            "SubscriptionBegan",
            "MonitoringRefused",
            "LinkChanged",
            "ReadAsked",
            "PresenceRead",
            "LinkChanged",
            "ReadEnded",
            "LinkChanged",
        ]
        assert watcher.phases == [Phase.SIGNING_IN, Phase.READING, Phase.LIVE]
        assert [link.total for link in watcher.links if link.phase is Phase.READING] == [20, 20]
        await watcher.until_true(quiet)
    assert watcher.phases[-1] is Phase.STOPPED
    assert not watcher.board.link.live
    assert quiet.stats()["sessions"] == [], "the session was ended on the server"


async def test_people_are_who_can_be_monitored_and_oneself_is_marked(quiet: Office) -> None:
    async with watching(quiet, per_page=7) as watcher:
        await watcher.until_live()
        assert {person.id for person in watcher.board} == {str(one["id"]) for one in quiet.people()}
        assert [person.number for person in watcher.board if person.own] == ["101"]


async def test_a_first_page_leaves_out_those_before_it(quiet: Office) -> None:
    async with watching(quiet, per_page=10, first_page=2) as watcher:
        await watcher.until(lambda: len(watcher.board))
        everybody = [one["extensionNumber"] for one in quiet.people()]
        assert 0 < len(watcher.board) < len(everybody)
        assert "101" not in [person.number for person in watcher.board]


async def test_what_happens_is_heard(quiet: Office) -> None:
    async with watching(quiet) as watcher:
        await watcher.until_live()
        someone = next(one for one in quiet.people() if one["presence"].get("userStatus") == "Available")
        id = str(someone["id"])
        await asyncio.to_thread(
            quiet.presence, someone["extensionNumber"], userStatus="Available", dndStatus="DoNotAcceptAnyCalls"
        )
        await watcher.until(lambda: watcher.board.sure_state(id) is State.DO_NOT_DISTURB, 5.0)


async def test_under_load_the_board_is_the_truth(office: OpenOffice) -> None:
    busy = office("--extensions", "500", "--rate", "20")
    async with watching(busy) as watcher:
        await watcher.until_live()
        await watcher.until(lambda: watcher.count(PresenceHeard) >= 120, 60.0)
        await asyncio.to_thread(busy.pause)
        await watcher.until_true(busy)
        assert watcher.board.link.live


async def test_a_large_office_is_heard_through_one_filter(office: OpenOffice) -> None:
    large = office("--extensions", "600", "--rate", "100")
    async with watching(large) as watcher:
        await watcher.until_live()
        assert [socket["filters"] for socket in large.stats()["sockets"]] == [3], "presence, and the people themselves"
        await watcher.until(lambda: watcher.count(PresenceHeard) >= 200, 30.0)
        await asyncio.to_thread(large.pause)
        await watcher.until_true(large)


async def test_a_killed_server_is_told_at_once_and_its_return_is_found(office: OpenOffice) -> None:
    first = office("--extensions", "20", "--rate", "0", "--seed", "11")
    async with watching(first, SWIFT) as watcher:
        await watcher.until_live()
        ids = [person.id for person in watcher.board]
        killed = time.monotonic()
        await asyncio.to_thread(first.kill)
        await watcher.until(lambda: not watcher.board.link.live, 2.0)
        assert time.monotonic() - killed < 2.0
        assert watcher.count(SubscriptionLost) == 1
        assert all(watcher.board.sure_state(id) is State.UNKNOWN for id in ids)
        assert watcher.board.link.phase is Phase.RECONNECTING
        assert watcher.board.link.problem is not None
        await watcher.until(lambda: watcher.board.link.retry_at is not None)
        with open_office("--extensions", "20", "--rate", "0", "--seed", "11", "--port", str(first.port)) as second:
            await watcher.until_live()
            await watcher.until_true(second)
            assert watcher.count(SubscriptionBegan) == 2, "a new server knows nothing of the old subscription"


async def test_a_cut_line_comes_back_with_what_was_missed(quiet: Office) -> None:
    async with watching(quiet, SWIFT) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(quiet.fault, "close_1006", once=True)
        await watcher.until(lambda: watcher.count(SubscriptionResumed))
        await watcher.until_live()
        await asyncio.to_thread(quiet.presence, quiet.people()[3]["extensionNumber"], userStatus="Busy")
        await watcher.until_true(quiet)
        assert watcher.count(SubscriptionBegan) == 1


async def test_a_recovery_that_fails_reads_everything_again(quiet: Office) -> None:
    async with watching(quiet, SWIFT) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(quiet.fault, "recovery_fails", once=True)
        await asyncio.to_thread(quiet.fault, "close_1011", once=True)
        await watcher.until(lambda: watcher.count(SubscriptionBegan) == 2)
        await watcher.until_live()
        await watcher.until_true(quiet)


async def test_a_silent_line_is_found_out(quiet: Office) -> None:
    async with watching(quiet, replace(SWIFT, ping=1.0, pong=1.0)) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(quiet.fault, "silent_socket", once=True)
        await watcher.until(lambda: not watcher.board.link.live, 6.0)
        assert watcher.board.link.problem is not None
        assert watcher.board.link.problem.kind is ProblemKind.LINE_SILENT
        await watcher.until_live()
        await watcher.until_true(quiet)


async def test_a_session_ended_by_the_administrator_is_begun_anew(quiet: Office) -> None:
    async with watching(quiet, SWIFT) as watcher:
        await watcher.until_live()
        for session in quiet.stats()["sessions"]:
            await asyncio.to_thread(quiet.end_session, session["id"])
        await watcher.until(lambda: not watcher.board.link.live)
        await watcher.until_live()
        await watcher.until_true(quiet)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"jwt": "a.b.c"}, ProblemKind.CREDENTIALS_REFUSED),
        ({"client_secret": "wrong"}, ProblemKind.APP_REFUSED),
        ({"client_id": "nobody"}, ProblemKind.APP_REFUSED),
    ],
)
async def test_a_refused_sign_in_ends_the_line_and_says_why(
    quiet: Office, change: dict[str, str], kind: ProblemKind
) -> None:
    for name, value in change.items():
        setattr(quiet, name, value)
    watcher = Watcher(quiet)
    async with asyncio.timeout(10):
        await watcher.line.run()
    await watcher.line.close(revoke=True)
    link = watcher.board.link
    assert (link.phase, link.problem and link.problem.kind) == (Phase.SIGNED_OUT, kind)


async def test_a_missing_permission_is_named(quiet: Office) -> None:
    quiet.switch(app_permissions_missing=["WebSocket"])
    watcher = Watcher(quiet)
    async with asyncio.timeout(10):
        await watcher.line.run()
    await watcher.line.close(revoke=True)
    problem = watcher.board.link.problem
    assert problem is not None
    assert (problem.kind, problem.detail, problem.code) == (ProblemKind.PERMISSION_MISSING, "WebSocket", "CMN-401")


async def test_nobody_there_is_a_reason_to_try_again_and_retry_now_does(office: OpenOffice) -> None:
    patient = Times(first_retry=3600.0, longest_retry=3600.0, offline_retry=3600.0)
    gone = office("--extensions", "5", "--rate", "0", "--seed", "3")
    await asyncio.to_thread(gone.kill)
    async with watching(gone, patient) as watcher:
        await watcher.until(lambda: watcher.board.link.retry_at is not None)
        assert watcher.board.link.problem is not None
        assert watcher.board.link.problem.kind is ProblemKind.OFFLINE
        with open_office("--extensions", "5", "--rate", "0", "--seed", "3", "--port", str(gone.port)):
            watcher.line.retry_now()
            await watcher.until_live()


async def test_closing_is_bounded_although_the_server_hangs(quiet: Office) -> None:
    async with watching(quiet, Times(close=1.0)) as watcher:
        await watcher.until_live()
        quiet.fault("slow_answer", seconds=30)
        began = time.monotonic()
        await watcher.line.close(revoke=True)
        assert time.monotonic() - began < 3.0
        quiet.fault("slow_answer", on=False)


async def test_nothing_is_left_behind(quiet: Office) -> None:
    threads = set(threading.enumerate())
    for _ in range(3):
        async with watching(quiet) as watcher:
            await watcher.until_live()
    assert set(threading.enumerate()) <= threads | {t for t in threading.enumerate() if t.name.startswith("asyncio")}
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert quiet.stats()["sockets"] == []


async def test_a_line_stopped_before_it_began_does_nothing(quiet: Office) -> None:
    watcher = Watcher(quiet)
    watcher.line.stop()
    await watcher.line.run()
    await watcher.line.close(revoke=True)
    assert watcher.told == []


async def test_no_secret_is_ever_logged(
    quiet: Office, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ["", *logging.root.manager.loggerDict]:
        monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)
        logging.getLogger(name).manager._clear_cache()  # type: ignore[attr-defined]
    quiet.switch(retry_after_maintenance=1)
    seen = await _tokens_of_a_stormy_line(quiet)
    text = "\n".join(f"{record.name} {record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    assert "/restapi/v1.0/account" in text, "everything was logged"
    for secret in [quiet.client_secret, quiet.jwt, *seen]:
        assert secret not in text
    assert "access_token" not in text
    assert "Bearer" not in text
    assert "Basic " not in text


async def _tokens_of_a_stormy_line(office: Office) -> set[str]:
    """Live through failures of several kinds; the tokens that were used."""
    tokens: set[str] = set()
    async with watching(office, SWIFT) as watcher:
        await watcher.until_live()
        auth = watcher.line._rest.platform.auth()  # type: ignore[union-attr]
        for fault in ("close_1006", "unauthorized", "bad_gateway", "reset", "ws_token_503"):
            tokens |= {auth.access_token(), auth.refresh_token()}
            live = sum(link.live for link in watcher.links)
            await asyncio.to_thread(office.fault, fault, once=True)
            await asyncio.to_thread(office.fault, "close_1011", once=True)
            await watcher.until(lambda live=live: sum(link.live for link in watcher.links) > live, 40.0)  # type: ignore[misc]
        tokens |= {auth.access_token(), auth.refresh_token()}
    return tokens - {""}


def test_importing_the_line_loads_nothing_heavy() -> None:
    code = (
        "import sys, rcboard.app.line;"
        "heavy = ('requests', 'websockets', 'ringcentral', 'msgspec', 'aiohttp', 'PySide6');"
        "print([name for name in heavy if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_credentials_show_no_secret() -> None:
    assert "secret" not in repr(Credentials("https://x", "id", "secret", "jwt-secret"))


async def test_stopping_while_the_line_is_being_lost_is_still_stopping(quiet: Office) -> None:
    for fault in ("close_1006", "close_1011", "close_1000"):
        async with watching(quiet, SWIFT) as watcher:
            await watcher.until_live()
            watcher.once(SubscriptionLost, watcher.line.stop)
            await asyncio.to_thread(quiet.fault, fault, once=True)
            await watcher.until(lambda watcher=watcher: watcher.phases[-1] is Phase.STOPPED, 5.0)  # type: ignore[misc]
