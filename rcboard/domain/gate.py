"""The gate: may a call go through to somebody, for another system to act on."""

from dataclasses import dataclass
from enum import IntEnum

from rcboard.domain.board import Board
from rcboard.domain.people import Person
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


def decide(board: Board, person: Person | None) -> Decision:
    """Whether a call may go through now. What no live line vouches for is never a yes."""
    if person is None:
        return Decision(Answer.NOT_KNOWN, State.UNKNOWN)
    state = board.sure_state(person.id) if board.link.live else State.UNKNOWN
    known = Answer.YES if state.free else Answer.NO
    answer = known if state.known else Answer.NOT_KNOWN
    return Decision(answer, state, person, board.heard(person.id))


def find(board: Board, number: str) -> Person | None:
    """The person with that extension number."""
    return next((person for person in board if person.number == number.strip()), None)
