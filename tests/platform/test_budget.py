"""The budget: nobody is let through who would be refused."""

import asyncio
from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.platform.backoff import Backoff
from rcboard.platform.budget import DEFAULTS, SPARE, Budget, Group
from tests.platform.clocks import JumpingClock

TIMES = Times()


async def ask(budget: Budget, group: Group, status: int = 200, spare: int | None = None, **headers: str) -> None:
    """One request and its answer."""
    await budget.enter(group, spare)
    budget.answered(group, status, {name.replace("_", "-"): value for name, value in headers.items()})
    budget.leave(group)


async def test_what_fits_into_the_window_goes_at_once_and_the_next_waits_for_it() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    for _ in range(DEFAULTS[Group.LIGHT]):
        await ask(budget, Group.LIGHT)
    assert clock.slept == 0
    await ask(budget, Group.LIGHT)
    assert clock.slept >= 60


async def test_groups_do_not_wait_for_each_other() -> None:
    clock = JumpingClock()
    budget = Budget(clock, TIMES)
    for _ in range(DEFAULTS[Group.MEDIUM]):
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
        await ask(budget, Group.AUTH, spare=0)
    assert clock.slept == 0
    assert budget.wait(Group.AUTH, spare=0) > 0


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
    assert budget.wait(Group.AUTH, spare=0) > 0


async def test_the_group_in_the_headers_counts() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await ask(budget, Group.LIGHT, 429, X_Rate_Limit_Group="medium", Retry_After="60")
    assert budget.wait(Group.MEDIUM) > 0
    assert budget.wait(Group.LIGHT) == 0


async def test_requests_under_way_count() -> None:
    budget = Budget(JumpingClock(), TIMES)
    await asyncio.gather(*(budget.enter(Group.AUTH, spare=0) for _ in range(5)))
    assert budget.wait(Group.AUTH, spare=0) > 0
    budget.leave(Group.AUTH)
    assert budget.wait(Group.AUTH, spare=0) == 0, "it never reached the server"


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


@given(st.integers(3, 12), st.lists(st.tuples(st.floats(0, 40), st.booleans()), max_size=60))
def test_no_429_is_of_our_own_making(limit: int, requests: list[tuple[float, bool]]) -> None:
    async def run() -> None:
        clock = JumpingClock()
        budget = Budget(clock, TIMES)
        limiter = Limiter(limit, 60.0)
        await ask(budget, Group.LIGHT, X_Rate_Limit_Limit=str(limit), X_Rate_Limit_Window="60")
        assert limiter.admits(clock.slept)
        for pause, urgent in requests:
            clock.slept += pause
            await budget.enter(Group.LIGHT, 0 if urgent else None)
            assert limiter.admits(clock.slept)
            budget.answered(Group.LIGHT, 200, {})
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


def test_what_the_server_asks_for_counts_in_full() -> None:
    backoff = Backoff(TIMES, lambda: 0.0)
    assert backoff.wait(Problem(ProblemKind.OVERLOADED, retry_after=12.0)) == 12
    assert backoff.wait(Problem(ProblemKind.RATE_LIMITED)) == TIMES.default_penalty
