"""The line through everything that the simulator can do to it: it heals, and it says so meanwhile."""

import asyncio

import pytest

from rcboard.domain.allowance import Group, Spent
from rcboard.domain.events import PresenceHeard, PresenceRead, ReadAsked, ReadEnded
from rcboard.domain.link import Phase, ProblemKind
from rcboard.domain.times import Times
from tests.app.watcher import watching
from tests.kit.office import Office, OpenOffice

SWIFT = Times(handshake=2.0, first_retry=0.1, longest_retry=0.5, offline_retry=0.5, overloaded=0.5)
"""Times for tests that wait for a retry."""


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """Twenty people, nobody moves but by the test, and asking costs nothing."""
    opened = office("--extensions", "20", "--rate", "0", "--limit", "auth=1000", "--limit", "heavy=1000")
    opened.switch(retry_after_maintenance=1)
    return opened


SOCKETS = ["close_1000", "close_1001", "close_1006", "close_1011", "close_4400", "idle_timeout", "absolute_timeout"]


@pytest.mark.parametrize("fault", [*SOCKETS, "token_expired"])
async def test_a_socket_that_ends_is_told_and_followed_by_another(quiet: Office, fault: str) -> None:
    async with watching(quiet, SWIFT) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(quiet.fault, fault, once=True)
        await watcher.until(lambda: not watcher.board.link.live, 5.0)
        assert watcher.board.link.phase is Phase.RECONNECTING
        assert sum(count for what, count in watcher.line.oddities.items() if what.startswith("line ended")) == 1
        await asyncio.to_thread(quiet.presence, quiet.people()[3]["extensionNumber"], userStatus="Busy")
        await watcher.until_live()
        await watcher.until_true(quiet)


@pytest.mark.parametrize("fault", ["slow_handshake", "refuse_socket", "ws_token_503", "subscription_refused", "reset"])
async def test_a_line_that_cannot_begin_begins_when_it_can(quiet: Office, fault: str) -> None:
    await asyncio.to_thread(quiet.fault, fault, once=True)
    async with watching(quiet, SWIFT) as watcher:
        await watcher.until(lambda: Phase.RECONNECTING in watcher.phases)
        await watcher.until_live(30.0)
        await watcher.until_true(quiet)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("bad_gateway", ProblemKind.SERVER_ERROR),
        ("empty_gateway", ProblemKind.SERVER_ERROR),
        ("lost_answer", ProblemKind.OFFLINE),
        ("overloaded", ProblemKind.OVERLOADED),
        ("unauthorized", None),
    ],
)
async def test_a_read_that_fails_is_said_and_done_again(quiet: Office, fault: str, kind: ProblemKind | None) -> None:
    async with watching(quiet, SWIFT) as watcher:
        watcher.once(ReadAsked, lambda: quiet.fault(fault, once=True))
        await watcher.until_live(30.0)
        assert {link.problem and link.problem.kind for link in watcher.links if link.phase is Phase.READING} == {
            None,
            kind,
        }
        assert Phase.RECONNECTING not in watcher.phases, "the line stands meanwhile"
        assert watcher.count(ReadAsked) == watcher.count(ReadEnded)
        await watcher.until_true(quiet)


async def test_what_the_bulk_may_not_be_asked_for_is_read_in_batches(office: OpenOffice) -> None:
    large = office("--extensions", "1100", "--rate", "0", "--limit", "heavy=1")
    async with watching(large) as watcher:
        await watcher.until_live()
        await watcher.until_true(large)
        assert watcher.count(PresenceRead) > 2
        assert large.stats()["refusedRequests"] == 0


@pytest.mark.parametrize(
    "fault",
    [
        "duplicate_event",
        "out_of_order",
        "stale_sequence",
        "missing_fields",
        "unknown_extension",
        "unknown_type",
        "multipart_frame",
    ],
)
async def test_odd_notifications_leave_the_board_true_and_the_line_alive(office: OpenOffice, fault: str) -> None:
    busy = office("--extensions", "60", "--rate", "60")
    async with watching(busy) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(busy.fault, fault, rate=0.3)
        before = watcher.count(PresenceHeard)
        await watcher.until(lambda: watcher.count(PresenceHeard) >= before + 80, 30.0)
        await asyncio.to_thread(busy.fault, fault, on=False)
        await asyncio.to_thread(busy.pause)
        await watcher.until_true(busy)
        assert watcher.phases.count(Phase.LIVE) == 1, "the line stood all the time"


async def test_an_unknown_word_is_kept_as_it_is(office: OpenOffice) -> None:
    busy = office("--extensions", "20", "--rate", "40")
    async with watching(busy) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(busy.fault, "unknown_enum", once=True)
        known = {"NoCall", "CallConnected", "Ringing", "OnHold", "ParkedCall", ""}
        await watcher.until(
            lambda: any(
                isinstance(event, PresenceHeard) and event.presence.telephony_status not in known
                for event in watcher.told
            )
        )
        assert watcher.board.link.live


async def test_a_burst_is_taken_in(office: OpenOffice) -> None:
    busy = office("--extensions", "200", "--rate", "0")
    async with watching(busy) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(busy.fault, "burst", seconds=1)
        await watcher.until(lambda: watcher.count(PresenceHeard) >= 250, 20.0)
        await asyncio.to_thread(busy.pause)
        await watcher.until_true(busy)


async def test_the_token_is_renewed_in_time_and_the_socket_lives_on(office: OpenOffice) -> None:
    """An hour of theirs in eighteen seconds would be long; a token that lasts ten minutes shows the same."""
    fast = office("--extensions", "10", "--rate", "0", "--time-scale", "200", "--limit", "auth=1000")
    fast.switch(access_token=600)
    # Theirs is a fast clock, but the machine is not: five milliseconds are no time to answer a ping in,
    # and a third of a second without a turn is no sleep.
    patient = Times(
        ping=1000.0, pong=1000.0, handshake=1000.0, request=1000.0, check=10_000.0, slept=1000.0, unseen=1000.0
    )
    async with watching(fast, patient, speed=200.0) as watcher:
        await watcher.until_live()
        auth = watcher.line._rest.platform.auth()  # type: ignore[union-attr]
        tokens = {auth.access_token()}
        for _ in range(3):
            await watcher.until_turned(lambda: auth.access_token() not in tokens, 10.0)
            tokens.add(auth.access_token())
        assert watcher.phases.count(Phase.LIVE) == 1
        assert len(fast.stats()["sessions"]) == 1


async def test_in_maintenance_the_line_is_calm_says_so_and_comes_back_by_itself(quiet: Office) -> None:
    await asyncio.to_thread(quiet.fault, "maintenance")
    paths: list[str] = []
    async with watching(quiet, SWIFT, heard=lambda path, status, headers: paths.append(path)) as watcher:
        await watcher.until(lambda: paths.count("/restapi/v1.0/status") >= 2, 15.0)
        assert paths.count("/restapi/oauth/token") == 1, "nothing but the status is asked for again"
        problem = watcher.board.link.problem
        assert problem is not None
        assert problem.kind is ProblemKind.MAINTENANCE
        assert watcher.board.link.phase is Phase.RECONNECTING
        await asyncio.to_thread(quiet.fault, "maintenance", on=False)
        await watcher.until_live()
        await watcher.until_true(quiet)


@pytest.mark.parametrize(("fault", "kind"), [("reset", ProblemKind.OFFLINE), ("bad_gateway", ProblemKind.SERVER_ERROR)])
async def test_while_nobody_answers_no_sign_in_call_is_spent(quiet: Office, fault: str, kind: ProblemKind) -> None:
    paths: list[str] = []
    async with watching(quiet, SWIFT, heard=lambda path, status, headers: paths.append(path)) as watcher:
        await watcher.until_live()
        began = len(paths)
        await asyncio.to_thread(quiet.fault, fault)
        await asyncio.to_thread(quiet.fault, "close_1011", once=True)
        await watcher.until(lambda: paths[began:].count("/restapi/v1.0/status") >= 4, 15.0)
        assert [path for path in paths[began:] if "oauth" in path] == ["/restapi/oauth/wstoken"]
        problem = watcher.board.link.problem
        assert problem is not None
        assert problem.kind is kind
        await asyncio.to_thread(quiet.fault, fault, on=False)
        await watcher.until_live()


async def test_sign_in_calls_used_up_by_others_are_waited_for_and_said(quiet: Office) -> None:
    async with watching(quiet, SWIFT, past=lambda: {Group.AUTH: Spent(shut=2.5)}) as watcher:
        await watcher.until(lambda: watcher.board.link.problem)
        problem = watcher.board.link.problem
        assert problem is not None
        assert (problem.kind, problem.code) == (ProblemKind.RATE_LIMITED, "")
        assert watcher.board.link.phase is Phase.RECONNECTING
        assert not await asyncio.to_thread(lambda: quiet.stats()["sessions"]), "nothing is asked for before"
        await watcher.until_live()
    assert quiet.stats()["refusedRequests"] == 0
