"""The gate: may a call go through to somebody, or to the first free of a group, for another system to act on.

One decision for command, web API and all others. A policy may move known states between yes and no, and "not known" to
no: what no live line vouches for is never a yes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from rcboard.domain.board import Board
from rcboard.domain.people import Person
from rcboard.domain.preferences import Gate, WhenNotKnown
from rcboard.domain.presence import State


class Answer(IntEnum):
    """The answer, which is also the exit code of ``rcboard gate``. 2 is kept for wrong usage."""

    YES = 0
    NO = 1
    NOT_KNOWN = 3


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer with what it rests on. ``heard`` is seconds since 1970 (UTC), None when nothing was."""

    answer: Answer
    state: State
    person: Person | None = None
    heard: float | None = None
    members: int | None = None
    """How many the group has that was asked for; None where one extension was."""


def decide(board: Board, person: Person | None, policy: Gate = Gate()) -> Decision:
    """Whether a call may go through now. What no live line vouches for is never a yes."""
    if person is None:
        return Decision(_not_known(policy), State.UNKNOWN)
    state = board.sure_state(person.id) if board.link.live else State.UNKNOWN
    known = Answer.YES if state.value in policy.available else Answer.NO
    answer = known if state.known else _not_known(policy)
    return Decision(answer, state, person, board.heard(person.id))


def first_free(
    board: Board, members: Iterable[Person], policy: Gate = Gate(), calls: Callable[[str], int] = lambda id: 0
) -> Decision:
    """The decision for a group: about its first free member, the one with fewest recent ``calls`` (by id) first.

    Nobody free is a no only where everybody's state is known: one whose state is not may well be free.
    """
    group = sorted(members, key=lambda person: (calls(person.id), len(person.number), person.number, person.id))
    decisions = [decide(board, person, policy) for person in group]
    for decision in decisions:
        if decision.answer is Answer.YES:
            return Decision(Answer.YES, decision.state, decision.person, decision.heard, len(group))
    sure = bool(decisions) and all(decision.state.known for decision in decisions)
    heard = min((decision.heard for decision in decisions if decision.heard is not None), default=None)
    return Decision(Answer.NO if sure else _not_known(policy), State.UNKNOWN, None, heard, len(group))


def find(board: Board, number: str) -> Person | None:
    """The person with that extension number."""
    return next((person for person in board if person.number == number.strip()), None)


def _not_known(policy: Gate) -> Answer:
    return Answer.NO if policy.when_not_known is WhenNotKnown.NO else Answer.NOT_KNOWN
