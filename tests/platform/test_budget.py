"""The budget: nobody is let through who would be refused."""

import asyncio
from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain.allowance import Group, Spent
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.platform.backoff import Backoff
from rcboard.platform.budget import DEFAULTS, SPARE, Budget, Urgency
from tests.platform.clocks import JumpingClock

TIMES = Times()


NOW, USUAL, AT_LEISURE = Urgency


async def ask(budget: Budget, group: Group, status: int = 200, urgency: Urgency = USUAL, **headers: str) -> None:
    """One request and its answer."""
    await budget.enter(group, urgency)
    budget.answered(group, status, {name.replace("_", "-"): value for name, value in headers.items()})
    budget.leave(group)


async def test_what_fits_into_the_window_goes_at_once_and_the_next_waits_for_it() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    for _ in range(DEFAULTS[Group.LIGHT] - SPARE[Group.LIGHT]):
        await ask(budget, Group.LIGHT)
    assert clock.slept == 0
    await ask(budget, Group.LIGHT)
    assert clock.slept >= 60


async def test_groups_do_not_wait_for_each_other() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    for _ in range(DEFAULTS[Group.MEDIUM] - SPARE[Group.MEDIUM]):
        await ask(budget, Group.MEDIUM)
    await ask(budget, Group.LIGHT)
    assert clock.slept == 0


async def test_room_is_kept_for_a_token() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    for _ in range(DEFAULTS[Group.AUTH] - SPARE[Group.AUTH]):
        await ask(budget, Group.AUTH)
    assert budget.wait(Group.AUTH) > 0
    for _ in range(SPARE[Group.AUTH]):
        await ask(budget, Group.AUTH, urgency=NOW)
    assert clock.slept == 0
    assert budget.wait(Group.AUTH, urgency=NOW) > 0


async def test_a_penalty_is_waited_out_in_full() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    await ask(budget, Group.HEAVY, 429, Retry_After="60", X_Rate_Limit_Remaining="0")
    await ask(budget, Group.HEAVY)
    assert clock.slept >= 60


async def test_a_429_without_a_time_is_the_documented_wait() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    await ask(budget, Group.HEAVY, 429)
    await ask(budget, Group.HEAVY)
    assert TIMES.default_penalty <= clock.slept < 60


async def test_the_headers_know_better_than_the_documents() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    for left in (2, 1, 0):
        await ask(
            budget, Group.LIGHT, X_Rate_Limit_Limit="3", X_Rate_Limit_Window="10", X_Rate_Limit_Remaining=str(left)
        )
    assert 0 < budget.wait(Group.LIGHT) <= 10.5


async def test_what_another_copy_used_up_is_gone_for_us_too() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await ask(budget, Group.AUTH, X_Rate_Limit_Limit="5", X_Rate_Limit_Remaining="0")
    assert budget.wait(Group.AUTH, urgency=NOW) > 0


async def test_the_group_in_the_headers_counts() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await ask(budget, Group.LIGHT, 429, X_Rate_Limit_Group="medium", Retry_After="60")
    assert budget.wait(Group.MEDIUM) > 0
    assert budget.wait(Group.LIGHT) == 0


async def test_requests_under_way_count() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await asyncio.gather(*(budget.enter(Group.AUTH, urgency=NOW) for _ in range(5)))
    assert budget.wait(Group.AUTH, urgency=NOW) > 0
    budget.leave(Group.AUTH)
    assert budget.wait(Group.AUTH, urgency=NOW) == 0, "it never reached the server"


async def test_a_429_without_figures_is_another_limiters_and_shuts_every_gate() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await ask(budget, Group.LIGHT, 429, Retry_After="20")
    assert all(budget.wait(group) > 19 for group in Group)


async def test_a_503_with_a_time_shuts_its_gate_and_one_without_does_not() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await ask(budget, Group.HEAVY, 503)
    assert budget.wait(Group.HEAVY) == 0
    await ask(budget, Group.HEAVY, 503, Retry_After="12")
    assert budget.wait(Group.HEAVY) > 11
    assert budget.wait(Group.LIGHT) == 0


async def test_who_is_urgent_goes_before_those_who_came_earlier() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    for _ in range(DEFAULTS[Group.HEAVY] - SPARE[Group.HEAVY]):
        await ask(budget, Group.HEAVY)
    order: list[tuple[str, float]] = []

    async def one(name: str, urgency: Urgency) -> None:
        await ask(budget, Group.HEAVY, urgency=urgency)
        order.append((name, clock.slept))

    async with asyncio.TaskGroup() as group:
        group.create_task(one("check", AT_LEISURE))
        group.create_task(one("read", USUAL))
        await asyncio.sleep(0)
        group.create_task(one("why-card", NOW))
    assert [name for name, _ in order] == ["why-card", "read", "check"]
    assert order[0][1] < 59 < order[1][1], "room was kept for it"


async def test_a_check_at_leisure_leaves_half_of_the_room() -> None:
    budget = Budget(JumpingClock(), TIMES)
    for _ in range(DEFAULTS[Group.HEAVY] // 2):
        await ask(budget, Group.HEAVY, urgency=AT_LEISURE)
    assert budget.wait(Group.HEAVY, AT_LEISURE) > 0
    assert budget.wait(Group.HEAVY, USUAL) == 0


async def test_who_gives_up_waiting_lets_the_next_one_pass() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await ask(budget, Group.HEAVY, 429, X_Rate_Limit_Limit="10", Retry_After="40")
    async with asyncio.TaskGroup() as group:
        first = group.create_task(ask(budget, Group.HEAVY))
        second = group.create_task(ask(budget, Group.HEAVY))
        await asyncio.sleep(0)
        first.cancel()
    assert second.done()
    assert budget.wait(Group.HEAVY) == 0


async def test_what_would_be_refused_for_sure_is_barred_at_the_last_moment() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    for _ in range(DEFAULTS[Group.AUTH]):
        assert budget.barred(Group.AUTH) == 0
        await ask(budget, Group.AUTH, urgency=NOW)
    assert 59 < budget.barred(Group.AUTH) < 61
    await ask(budget, Group.HEAVY, 429, X_Rate_Limit_Limit="10", Retry_After="40")
    assert 39 < budget.barred(Group.HEAVY) < 41
    clock.slept += 61
    assert budget.barred(Group.AUTH) == budget.barred(Group.HEAVY) == 0


async def test_a_request_of_nobody_known_is_not_counted() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await ask(budget, Group.LIGHT, 401)
    assert next(one.left for one in budget.allowances() if one.group == "light") == 50


async def test_what_is_left_can_be_read() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await ask(budget, Group.HEAVY)
    await ask(budget, Group.AUTH, 429, X_Rate_Limit_Limit="5", Retry_After="60")
    told = {one.group: one for one in budget.allowances()}
    assert (told[Group.HEAVY].left, told[Group.HEAVY].limit, told[Group.HEAVY].opens_in) == (9, 10, 0.0)
    assert (told[Group.AUTH].left, told[Group.AUTH].penalty) == (0, True)
    assert told[Group.AUTH].opens_in > 59
    assert told[Group.LIGHT].left == 50


async def test_requests_of_ours_under_way_are_not_taken_for_anothers() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await budget.enter(Group.LIGHT)
    await budget.enter(Group.LIGHT)
    for _ in range(2):
        budget.answered(Group.LIGHT, 200, {"X-Rate-Limit-Limit": "50", "X-Rate-Limit-Remaining": "48"})
        budget.leave(Group.LIGHT)
    assert next(one.left for one in budget.allowances() if one.group == "light") == 48


class Limiter:
    """RingCentral's own rule: a sliding window."""

    def __init__(self, limit: int, window: float) -> None:
        self.limit, self.window = limit, window
        self.times: deque[float] = deque()

    def admits(self, now: float) -> bool:
        while self.times and self.times[0] <= now - self.window:
            self.times.popleft()
        self.times.append(now)
        return len(self.times) <= self.limit


async def test_what_ringcentral_did_not_count_is_forgiven_once_it_says_so() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    for _ in range(3):
        await ask(budget, Group.AUTH, 502, NOW)
    clock.slept = 20.0
    budget.answered(Group.AUTH, 200, FIGURES | {"X-Rate-Limit-Remaining": "4"})
    assert budget.wait(Group.AUTH, NOW) == 0
    assert next(one.left for one in budget.allowances() if one.group == "auth") == 1, "when it was asked is not known"
    budget.answered(Group.AUTH, 200, FIGURES | {"X-Rate-Limit-Remaining": "3"}, 10.0)
    assert next(one.left for one in budget.allowances() if one.group == "auth") == 3


async def test_what_came_after_the_question_may_have_been_counted_after_its_answer() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    clock.slept = 20.0
    await ask(budget, Group.AUTH, 502, NOW)
    budget.answered(Group.AUTH, 200, FIGURES | {"X-Rate-Limit-Remaining": "4"}, 10.0)
    assert next(one.left for one in budget.allowances() if one.group == "auth") == 3


FIGURES = {"X-Rate-Limit-Limit": "5", "X-Rate-Limit-Window": "60"}
KINDS = st.sampled_from(["told", "told", "silent", "not counted"])
"""A request that is counted with figures in its answer, one without, and one that got lost on its way there."""


@given(st.integers(3, 12), st.lists(st.tuples(st.floats(0, 40), st.booleans(), KINDS), max_size=60))
def test_no_429_is_of_our_own_making(limit: int, requests: list[tuple[float, bool, str]]) -> None:
    async def run() -> None:
        clock = JumpingClock()
        budget = Budget(clock, TIMES)
        limiter = Limiter(limit, 60.0)
        await ask(budget, Group.LIGHT, X_Rate_Limit_Limit=str(limit), X_Rate_Limit_Window="60")
        assert limiter.admits(clock.slept)
        for pause, urgent, kind in requests:
            clock.slept += pause
            await budget.enter(Group.LIGHT, NOW if urgent else USUAL)
            asked = budget.now()
            assert kind == "not counted" or limiter.admits(clock.slept)
            left = {"X-Rate-Limit-Limit": str(limit), "X-Rate-Limit-Remaining": str(limit - len(limiter.times))}
            budget.answered(Group.LIGHT, 200, left if kind == "told" else {}, asked)
            budget.leave(Group.LIGHT)

    asyncio.run(run())


def test_a_wait_doubles_up_to_the_longest_and_begins_anew_when_the_line_stood() -> None:
    backoff = Backoff(TIMES, lambda: 1.0)
    problem = Problem(ProblemKind.LINE_LOST)
    assert [backoff.wait(problem) for _ in range(5)] == [1, 2, 4, 8, 8]
    backoff.worked()
    assert backoff.wait(problem) == 1


def test_a_wait_is_drawn_between_nothing_and_all_of_it() -> None:
    assert Backoff(TIMES, lambda: 0.0).wait(Problem(ProblemKind.LINE_LOST)) == 0


def test_nobody_there_is_asked_more_often() -> None:
    backoff = Backoff(TIMES, lambda: 1.0)
    assert max(backoff.wait(Problem(ProblemKind.OFFLINE)) for _ in range(8)) == TIMES.offline_retry


def test_our_own_restraint_knows_when_and_is_no_failed_try() -> None:
    backoff = Backoff(TIMES, lambda: 1.0)
    assert [backoff.wait(Problem(ProblemKind.RATE_LIMITED, retry_after=12.0)) for _ in range(5)] == [12.0] * 5
    assert backoff.wait(Problem(ProblemKind.LINE_LOST)) == TIMES.first_retry


def test_what_the_server_asks_for_counts_in_full() -> None:
    backoff = Backoff(TIMES, lambda: 0.0)
    assert backoff.wait(Problem(ProblemKind.OVERLOADED, retry_after=12.0)) == 12
    assert backoff.wait(Problem(ProblemKind.RATE_LIMITED)) == TIMES.default_penalty


async def test_what_was_asked_before_it_began_counts() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    budget.recall({Group.HEAVY: Spent(ages=(20.0,) * 4, limit=4), Group.LIGHT: Spent(shut=300.0)})
    assert 40.0 <= budget.wait(Group.HEAVY, NOW) < 41.0
    assert budget.barred(Group.HEAVY) > 0
    assert 299.0 < budget.wait(Group.LIGHT, NOW) <= 300.0
    assert budget.wait(Group.MEDIUM) == 0.0
