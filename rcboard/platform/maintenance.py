"""Maintenance: while RingCentral works on itself only its status is asked for, until that says that all is well.

Sign-ins, tickets and reads would be refused, and cost of the budget what is needed when it is over (RingCentral guide,
"limited mode": ``GET /restapi/v1.0/status`` answers 200 in normal operation).
"""

from collections.abc import Awaitable, Callable

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform.errors import RcError
from rcboard.platform.rest import RestBridge

Pause = Callable[[Problem, float], Awaitable[None]]
"""Waits that many seconds, having said why."""
_GOES_ON = (ProblemKind.MAINTENANCE, ProblemKind.OVERLOADED, ProblemKind.RATE_LIMITED)


async def is_over(rest: RestBridge, problem: Problem, wait: Callable[[Problem], float], pause: Pause) -> None:
    """Wait until it is over, if ``problem`` is maintenance. Whatever else goes wrong is left to the next try."""
    while problem.kind is ProblemKind.MAINTENANCE:
        try:
            await rest.status()
        except RcError as error:
            if error.problem.kind not in _GOES_ON:
                return
            problem = Problem(ProblemKind.MAINTENANCE, code=problem.code, retry_after=error.problem.retry_after)
        else:
            return
        await pause(problem, wait(problem))
