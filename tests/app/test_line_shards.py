"""Several lines for one account: each vouches for its own people, and they come up and back one by one."""

import asyncio

import pytest

from rcboard.domain.barred import Bar
from rcboard.domain.events import (
    PresenceHeard,
    PresenceRead,
    SubscriptionBegan,
    SubscriptionLost,
    SubscriptionResumed,
    SubscriptionTold,
)
from rcboard.domain.link import Feature, Lack, Outcome, Phase, Problem, ProblemKind
from rcboard.domain.preferences import Connection, Filters, Whom
from rcboard.domain.presence import State
from rcboard.domain.times import Times
from tests.app.watcher import Watcher, watching
from tests.kit.office import Office, OpenOffice

SWIFT = Times(first_retry=0.1, longest_retry=0.5, offline_retry=0.5)
EACH = Connection(filters=Filters.PER_EXTENSION)
ALL = Connection(filters=Filters.ACCOUNT)
CHEAP = ("--limit", "auth=1000", "--limit", "heavy=1000", "--limit", "light=1000")
"""Limits of an office where asking costs nothing."""


def outcomes(watcher: Watcher) -> list[Outcome]:
    """Every outcome but the notifications, in order."""
    told = [event for event in watcher.told if isinstance(event, SubscriptionTold)]
    return [event.outcome for event in told if event.outcome is not Outcome.NOTIFIED]


def filters(office: Office) -> list[int]:
    return sorted(socket["filters"] for socket in office.stats()["sockets"])


def members(watcher: Watcher, shard: int) -> frozenset[str]:
    began = [event for event in watcher.told if isinstance(event, SubscriptionBegan) and event.shard == shard]
    assert began[-1].ids is not None
    return began[-1].ids


async def test_a_person_each_means_several_lines_and_each_breaks_alone(office: OpenOffice) -> None:
    large = office("--extensions", "1200", "--rate", "40", *CHEAP)
    async with watching(large, SWIFT, connection=EACH) as watcher:
        await watcher.until_live(40.0)
        assert filters(large) == [400, 400, 402], "as few as can be, the first with the news"
        heard = {event.id for event in watcher.told if isinstance(event, PresenceHeard)}
        await watcher.until(lambda: watcher.count(PresenceHeard) >= len(heard) + 60, 30.0)
        reads = watcher.count(PresenceRead)
        mine, others = members(watcher, 1), members(watcher, 0) | members(watcher, 2)
        watcher.line._feed._fleet.shards[1].drop(Problem(ProblemKind.LINE_LOST))  # type: ignore[union-attr]
        await watcher.until(lambda: not watcher.board.link.live)
        assert (watcher.board.link.phase, watcher.board.link.lines_up) == (Phase.RECONNECTING, 2)
        assert not any(watcher.board.vouched_for(id) for id in mine)
        assert all(watcher.board.vouched_for(id) for id in others), "nobody else is touched"
        await watcher.until_live()
        assert [event.shard for event in watcher.told if isinstance(event, SubscriptionResumed)] == [1]
        assert watcher.count(PresenceRead) == reads, "what was missed was replayed"
        await asyncio.to_thread(large.pause)
        await watcher.until_true(large)
    assert outcomes(watcher)[-3:] == [Outcome.REMOVED] * 3
    assert large.stats()["sockets"] == []


@pytest.mark.parametrize("outright", [False, True], ids=["put aside", "403"])
async def test_an_account_filter_that_is_refused_falls_back_to_a_filter_each(
    office: OpenOffice, *, outright: bool
) -> None:
    large = office("--extensions", "2500" if outright else "600", "--rate", "0", *CHEAP)
    large.switch(account_filter_refused=True, refused_outright=outright)
    async with watching(large, SWIFT) as watcher:
        await watcher.until_live(60.0)
        assert filters(large) == ([832, 834, 836] if outright else [300, 302])
        assert outcomes(watcher)[:2] == [Outcome.SUBSCRIBE_FAILED, Outcome.SUBSCRIBED]
        assert watcher.board.link.lacks == (Lack(Feature.ACCOUNT_FILTER, "ReadPresenceStatus", "CMN-408"),)
        assert Phase.RECONNECTING not in watcher.phases, "on the same socket"
        last = max(large.people(), key=lambda one: one["id"])
        await asyncio.to_thread(large.presence, last["extensionNumber"], userStatus="Busy")
        await watcher.until_true(large)


async def test_an_account_filter_insisted_on_and_refused_ends_the_line_with_the_permission(office: OpenOffice) -> None:
    small = office("--extensions", "12", "--rate", "0", *CHEAP)
    small.switch(account_filter_refused=True)
    watcher = Watcher(small, SWIFT, connection=ALL)
    async with asyncio.timeout(20):
        await watcher.line.run()
    await watcher.line.close(revoke=True)
    problem = watcher.board.link.problem
    assert problem is not None
    assert (problem.kind, problem.detail) == (ProblemKind.PERMISSION_MISSING, "ReadPresenceStatus")


async def test_lines_come_up_within_the_budget_and_nobody_is_known_before_his(office: OpenOffice) -> None:
    scale = 20.0
    large = office("--extensions", "1200", "--rate", "0", "--time-scale", str(scale), "--limit", "heavy=1000")
    # Theirs is a fast clock, but the machine is not: see the test of the token.
    patient = Times(
        ping=1000.0, pong=1000.0, handshake=1000.0, request=1000.0, check=10_000.0, slept=1000.0, unseen=1000.0
    )
    async with watching(large, patient, speed=scale, connection=EACH) as watcher:
        await watcher.until(lambda: watcher.board.link.lines_up == 2 and watcher.board.link.read == 800, 40.0)
        link = watcher.board.link
        assert (link.phase, link.lines, link.total) == (Phase.READING, 3, 1200)
        up = members(watcher, 0) | members(watcher, 1)
        waiting = {person.id for person in watcher.board} - up
        now = watcher.clock.now()
        assert {watcher.board.state(id, now) for id in waiting} == {State.UNKNOWN}
        assert all(watcher.board.vouched_for(id) for id in up)
        await watcher.until_live(40.0)
        await watcher.until_true(large)
        assert large.stats()["refusedRequests"] == 0


async def test_those_lost_together_come_back_together_without_a_read(office: OpenOffice) -> None:
    large = office("--extensions", "600", "--rate", "0", *CHEAP)
    async with watching(large, SWIFT, connection=EACH) as watcher:
        await watcher.until_live(40.0)
        reads = watcher.count(PresenceRead)
        await asyncio.to_thread(large.fault, "close_1006", once=True)
        await watcher.until(lambda: watcher.count(SubscriptionLost) == 2)
        someone = large.people()[-1]
        await asyncio.to_thread(large.presence, someone["extensionNumber"], userStatus="Busy")
        await watcher.until_live()
        await watcher.until_true(large)
        assert watcher.count(PresenceRead) == reads
        assert outcomes(watcher).count(Outcome.RENEWED) == 2


async def test_a_newcomer_and_a_leaver_touch_one_line_at_most(office: OpenOffice) -> None:
    large = office("--extensions", "600", "--rate", "0", *CHEAP)
    async with watching(large, SWIFT, connection=EACH) as watcher:
        await watcher.until_live(40.0)
        new = await asyncio.to_thread(large.act, "create", firstName="Grace")
        id = str(new["id"])
        await watcher.until(lambda: watcher.board.sure_state(id).known)
        assert watcher.count(SubscriptionBegan) == 3
        await asyncio.to_thread(large.act, "delete", id=new["id"])
        await watcher.until(lambda: watcher.board.person(id) is None)
        assert watcher.count(SubscriptionBegan) == 3
        assert watcher.board.link.live


async def test_somebody_who_forbids_it_gets_a_tile_that_says_so(office: OpenOffice) -> None:
    small = office("--extensions", "12", "--rate", "0", *CHEAP)
    shy, *others = [one for one in small.people() if one["presence"]["userStatus"] == "Available"]
    small.switch(unmonitorable=[shy["extensionNumber"]])
    async with watching(small, SWIFT) as watcher:
        await watcher.until_live()
        barred = watcher.board.sighting(str(shy["id"])).barred
        assert barred is not None
        assert (barred.bar, barred.code) == (Bar.BY_PERSON, "SUB-403")
        assert watcher.board.state(str(shy["id"]), watcher.clock.now()) is State.HIDDEN
        assert all(watcher.board.sighting(str(one["id"])).barred is None for one in others)


async def test_without_the_extension_list_the_directory_makes_a_board(office: OpenOffice) -> None:
    small = office("--extensions", "20", "--rate", "0", *CHEAP)
    small.switch(user_permissions_missing=["ReadExtensions"])
    async with watching(small, SWIFT) as watcher:
        await watcher.until_live()
        assert watcher.board.link.lacks == (Lack(Feature.EXTENSION_LIST, "ReadExtensions", "CMN-408"),)
        assert {str(one["id"]) for one in small.people()} <= {person.id for person in watcher.board}
        faxes = [person for person in watcher.board if person.label == "Fax Room"]
        for fax in faxes:  # the directory calls it a user, too
            barred = watcher.board.sighting(fax.id).barred
            assert barred is not None
            assert barred.bar is Bar.NO_PRESENCE


async def test_people_carry_what_the_directory_knows(office: OpenOffice) -> None:
    small = office("--extensions", "60", "--rate", "0", *CHEAP)
    async with watching(small, SWIFT) as watcher:
        await watcher.until_live()
        assert any(person.photo for person in watcher.board)
        assert any(person.direct_numbers for person in watcher.board)
        assert {person.site for person in watcher.board} >= {"Main Site"}


async def test_another_choice_of_people_takes_effect_while_the_line_stands(office: OpenOffice) -> None:
    small = office("--extensions", "20", "--rate", "0", *CHEAP)
    numbers = [one["extensionNumber"] for one in small.people()]
    async with watching(small, SWIFT, whom=Whom(extensions=tuple(numbers[:3]))) as watcher:
        await watcher.until_live()
        assert [person.number for person in watcher.board] == numbers[:3]
        watcher.line.choose(Whom(extensions=("99999",)))
        await watcher.until(lambda: watcher.board.link.problem)
        assert watcher.board.link.problem == Problem(ProblemKind.NOBODY)
        watcher.line.choose(Whom())
        await watcher.until(lambda: len(watcher.board) == len(numbers))
        await watcher.until_live()
        await watcher.until_true(small)


async def test_a_subscription_that_was_forgotten_is_found_out(office: OpenOffice) -> None:
    small = office("--extensions", "12", "--rate", "0", *CHEAP)
    async with watching(small, Times(first_retry=0.1, renew=0.5)) as watcher:
        await watcher.until_live()
        await asyncio.to_thread(small.fault, "forget_subscription", once=True)
        someone = small.people()[3]
        await asyncio.to_thread(small.presence, someone["extensionNumber"], userStatus="Busy")
        await watcher.until(lambda: Outcome.RENEW_FAILED in outcomes(watcher))
        await watcher.until(lambda: watcher.count(SubscriptionBegan) == 2)
        await watcher.until_live()
        await watcher.until_true(small)
