"""Standstill: while RingCentral works on itself, or nobody but a gateway answers, only its status is asked for.

Sign-ins, tickets and reads would fail, too, and use up what is needed when it is over: of sign-in calls there are five
a minute, and one whose answer never came may have been counted. The status needs no sign-in and costs none of them
(RingCentral guide, "limited mode": ``GET /restapi/v1.0/status`` answers 200 in normal operation).
"""

from collections.abc import Awaitable, Callable

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform.errors import RcError
from rcboard.platform.rest import RestBridge

Pause = Callable[[Problem, float], Awaitable[None]]
"""Waits that many seconds, having said why."""
_UNANSWERED = (ProblemKind.OFFLINE, ProblemKind.TIMED_OUT, ProblemKind.SERVER_ERROR)
_GOES_ON = (ProblemKind.MAINTENANCE, ProblemKind.OVERLOADED, ProblemKind.RATE_LIMITED)
"""Answers to the question for the status that do not end a maintenance."""


async def is_over(rest: RestBridge, problem: Problem, wait: Callable[[Problem], float], pause: Pause) -> None:
    """Wait until it is over, if ``problem`` is one. Whatever else goes wrong is left to the next try."""
    while problem.kind is ProblemKind.MAINTENANCE or problem.kind in _UNANSWERED:
        try:
            await rest.status()
        except RcError as error:
            if error.problem.kind in _UNANSWERED:
                problem = error.problem
            elif problem.kind is ProblemKind.MAINTENANCE and error.problem.kind in _GOES_ON:
                problem = Problem(ProblemKind.MAINTENANCE, code=problem.code, retry_after=error.problem.retry_after)
            else:
                return
        else:
            return
        await pause(problem, wait(problem))
