"""The gate: what no live line vouches for is never a yes."""

import pytest

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.gate import Answer, decide, find
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.groups import members
from rcboard.domain.link import Link, Phase
from rcboard.domain.people import Person
from rcboard.domain.preferences import Gate, WhenNotKnown
from rcboard.domain.presence import Presence, State
from rcboard.words.gate import group_sentence, sentence
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


ANN = Person("2", "215", "Ann Lee", department="Support", site="Hall")
CARL = Person("3", "216", "Carl Diaz", department="support", queues=("Night line",))


def group(**presence: Presence) -> Board:
    """Bob (Sales), Ann and Carl (Support), whose presence is given by first name."""
    board = Board()
    known = tuple((person.id, presence[name]) for name, person in (("ann", ANN), ("carl", CARL)) if name in presence)
    board.apply(
        [
            e.PeopleRead((BOB, ANN, CARL)),
            e.SubscriptionBegan(100.0),
            e.ReadAsked(1),
            e.PresenceRead(1, 100.0, known),
            LIVE,
        ],
        100.0,
    )
    return board


def heard(board: Board, keeper: Gatekeeper, id: str, presence: Presence, now: float) -> None:
    keeper.take(board.apply([e.PresenceHeard(id, presence, now)], now), now)


def test_the_first_free_of_a_group_is_the_one_with_fewest_recent_calls() -> None:
    board = group(ann=FREE, carl=FREE)
    keeper = Gatekeeper(board)
    assert keeper.group("SUPPORT", 100.0).person == ANN
    heard(board, keeper, "2", ON_CALL, 101.0)
    assert keeper.group("support", 102.0).person == CARL
    heard(board, keeper, "2", FREE, 103.0)
    assert keeper.group("support", 104.0).person == CARL
    assert keeper.group("support", 101.0 + 3601).person == ANN  # her call was too long ago to count


def test_a_call_that_comes_back_from_hold_counts_once() -> None:
    board = group(ann=FREE, carl=FREE)
    keeper = Gatekeeper(board)
    for at, presence in enumerate((ON_CALL, Presence(telephony_status="OnHold"), ON_CALL, FREE)):
        heard(board, keeper, "2", presence, 101.0 + at)
    heard(board, keeper, "3", ON_CALL, 110.0)
    heard(board, keeper, "3", FREE, 111.0)
    assert keeper.group("support", 112.0).person == ANN  # one call each: the smaller number first


def test_nobody_free_is_a_no_only_where_everybody_is_known() -> None:
    assert Gatekeeper(group(ann=ON_CALL, carl=ON_CALL)).group("support", 100.0).answer is Answer.NO
    assert Gatekeeper(group(ann=ON_CALL)).group("support", 100.0).answer is Answer.NOT_KNOWN


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Support", {"2", "3"}),
        ("hall", {"2"}),
        ("night LINE", {"3"}),
        ("Desk friends", {"1", "3"}),
        ("nobody's", set()),
        ("", set()),
    ],
)
def test_a_group_is_a_department_a_site_or_one_with_a_name_of_its_own(name: str, ids: set[str]) -> None:
    named = {"desk friends": ["1", "3", "gone"]}
    assert {person.id for person in members(group(), name, named)} == ids


def test_an_own_group_goes_before_a_department_of_that_name() -> None:
    assert members(group(), "Support", {"support": ["1"]}) == (BOB,)


def test_a_group_that_is_not_there_is_not_known() -> None:
    decision = Gatekeeper(group(ann=FREE)).group("Sails", 100.0)
    assert (decision.answer, decision.members) == (Answer.NOT_KNOWN, 0)
    assert "Sails" in group_sentence(decision, "Sails", 100.0)


@pytest.mark.parametrize(
    ("policy", "state", "answer"),
    [
        (Gate(available=("available", "ringing")), Presence(telephony_status="Ringing"), Answer.YES),
        (Gate(available=("available",)), Presence(dnd_status="DoNotAcceptDepartmentCalls"), Answer.NO),
        (Gate(available=("queue_only",)), Presence(dnd_status="TakeDepartmentCallsOnly"), Answer.YES),
        (Gate(available=("hidden", "unknown")), Presence(allow_see_my_presence=False), Answer.NOT_KNOWN),
        (Gate(when_not_known=WhenNotKnown.NO), Presence(allow_see_my_presence=False), Answer.NO),
    ],
)
def test_a_policy_moves_states_between_yes_and_no_and_not_known_to_no_and_nothing_else(
    policy: Gate, state: Presence, answer: Answer
) -> None:
    decision = Gatekeeper(group(ann=FREE.merged(state)), policy).person("215")
    assert decision.answer is answer
    assert sentence(decision, "215", 100.0).startswith({0: "Yes: ", 1: "No: ", 3: "Not known: "}[int(answer)])


def test_no_policy_makes_a_yes_of_a_line_that_broke() -> None:
    everything = Gate(available=tuple(state.value for state in State))
    board = group(ann=FREE, carl=FREE)
    board.apply([e.SubscriptionLost(101.0)], 101.0)
    assert Gatekeeper(board, everything).person("215").answer is Answer.NOT_KNOWN
    assert Gatekeeper(board, everything).group("support", 101.0).answer is Answer.NOT_KNOWN
