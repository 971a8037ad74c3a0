"""The gate: what no live line vouches for is never a yes."""

import pytest

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.gate import Answer, decide, find
from rcboard.domain.link import Link, Phase
from rcboard.domain.presence import Presence
from tests.domain.test_board import BOB, ON_CALL
from tests.domain.test_presence import FREE

LIVE = e.LinkChanged(Link(Phase.LIVE, 100.0))


def seen(presence: Presence) -> Board:
    board = Board()
    board.apply(
        [
            e.PeopleRead((BOB,)),
            e.SubscriptionBegan(100.0),
            e.ReadAsked(1),
            e.PresenceRead(1, 100.0, (("1", presence),)),
            LIVE,
        ],
        100.0,
    )
    return board


@pytest.mark.parametrize(
    ("presence", "answer"),
    [
        (FREE, Answer.YES),
        (FREE.merged(Presence(dnd_status="DoNotAcceptDepartmentCalls")), Answer.YES),
        (ON_CALL, Answer.NO),
        (FREE.merged(Presence(presence_status="Offline")), Answer.NO),
        (FREE.merged(Presence(dnd_status="TakeDepartmentCallsOnly")), Answer.NO),
        (FREE.merged(Presence(allow_see_my_presence=False)), Answer.NOT_KNOWN),
        (Presence(presence_status="Sleeping", telephony_status="NoCall"), Answer.NOT_KNOWN),
    ],
)
def test_the_answer_follows_the_state(presence: Presence, answer: Answer) -> None:
    board = seen(presence)
    assert decide(board, find(board, "214")).answer is answer


def test_a_line_that_broke_a_moment_ago_makes_a_free_colleague_not_known() -> None:
    board = seen(FREE)
    board.apply([e.SubscriptionLost(101.0)], 101.0)
    assert decide(board, BOB).answer is Answer.NOT_KNOWN


def test_a_line_that_is_still_reading_is_not_known() -> None:
    board = seen(FREE)
    board.apply([e.LinkChanged(Link(Phase.READING, 100.0))], 100.0)
    assert decide(board, BOB).answer is Answer.NOT_KNOWN


def test_no_such_extension_is_not_known() -> None:
    board = seen(FREE)
    assert decide(board, find(board, "999")).answer is Answer.NOT_KNOWN
