"""Renewal: asking now and then whether a subscription is still there, as nothing else would tell that it is not.

RingCentral prolongs a WebSocket subscription by itself; the answer to a renewal (a light request) says that it lives.
"""

import math

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.platform.deeds import Moment

GONE = "SUB-507"
"""RingCentral's code for a subscription that has expired."""


class Renewal:
    """Of one subscription at a time."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._next = math.inf
        self._deadline = 0.0
        self.asked = ""
        """The message id of the request under way."""
        self.proved = Moment(0.0, 0.0)
        """When the subscription was last known to be there."""

    def prove(self, moment: Moment) -> None:
        """It is there."""
        self.proved = moment
        self.wait(moment)

    def wait(self, moment: Moment) -> None:
        """Nothing is under way; ask again in a while."""
        self.asked = ""
        self._next = moment.steady + self._times.renew

    def ask(self, message_id: str, moment: Moment) -> str:
        """Ask now, by this message."""
        self.asked, self._deadline = message_id, moment.steady + self._times.request
        return message_id

    def due(self) -> float:
        """When ``is_due`` or ``is_late`` is next of use (steady clock)."""
        return self._deadline if self.asked else self._next

    def is_due(self, moment: Moment) -> bool:
        """Whether to ask now."""
        return not self.asked and moment.steady >= self._next

    def is_late(self, moment: Moment) -> bool:
        """Whether the answer is overdue."""
        return bool(self.asked) and moment.steady >= self._deadline

    @staticmethod
    def is_gone(problem: Problem) -> bool:
        """Whether that refusal says that there is no such subscription any more."""
        return problem.kind is ProblemKind.NOT_FOUND or problem.code == GONE
