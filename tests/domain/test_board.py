"""The board: what events make of it, and that nothing old ever looks fresh."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain import events as e
from rcboard.domain.barred import Bar, Barred
from rcboard.domain.board import Board, Cause, Changes
from rcboard.domain.link import Link, Outcome, Phase, Subscription
from rcboard.domain.people import Person
from rcboard.domain.presence import Call, Presence, State
from rcboard.domain.sighting import Freshness
from tests.domain.test_presence import FREE

BOB = Person("1", "214", "Bob Smith", "Bob", "Smith")
ADA = Person("2", "101", "Ada Lovelace", "Ada", "Lovelace")
RINGING = Presence(telephony_status="Ringing")
ON_CALL = Presence(telephony_status="CallConnected", presence_status="Busy")


def heard(
    presence: Presence, at: float, sequence: int | None = None, timestamp: float | None = None
) -> e.PresenceHeard:
    return e.PresenceHeard("1", presence, at, timestamp, sequence)


@pytest.fixture
def board() -> Board:
    """Bob and Ada, both read as free under a live subscription at 100 s."""
    board = Board()
    board.apply(
        [
            e.PeopleRead((BOB, ADA)),
            e.SubscriptionBegan(100.0),
            e.ReadAsked(1),
            e.PresenceRead(1, 100.0, (("1", FREE), ("2", FREE))),
            e.ReadEnded(1),
            e.LinkChanged(Link(Phase.LIVE, 100.0)),
        ],
        100.0,
    )
    return board


def test_before_anything_was_read_nobody_is_known() -> None:
    board = Board()
    board.apply([e.PeopleRead((BOB,))], 0.0)
    assert board.state("1", 0.0) is State.UNKNOWN
    assert board.age("1", 0.0) is None


def test_what_was_read_under_a_live_line_is_fresh(board: Board) -> None:
    assert board.state("1", 5000.0) is State.AVAILABLE
    assert board.freshness("1", 5000.0) is Freshness.FRESH
    assert board.age("1", 5000.0) == 0.0


def test_an_event_changes_one_person_and_says_how(board: Board) -> None:
    changes = board.apply([heard(RINGING, 110.0, 1, 109.5)], 110.0)
    assert [(c.id, c.before, c.after, c.cause) for c in changes.changed] == [
        ("1", State.AVAILABLE, State.RINGING, Cause.HEARD)
    ]
    assert not changes.people
    assert not changes.freshness
    assert board.sighting("1").since == 109.5


def test_several_events_of_one_person_are_one_change(board: Board) -> None:
    changes = board.apply([heard(RINGING, 110.0, 1), heard(ON_CALL, 110.0, 2)], 110.0)
    assert [(c.before, c.after) for c in changes.changed] == [(State.AVAILABLE, State.ON_CALL)]


@pytest.mark.parametrize("sequence", [5, 4])
def test_a_lower_or_equal_sequence_is_dropped(board: Board, sequence: int) -> None:
    board.apply([heard(ON_CALL, 110.0, 5)], 110.0)
    assert not board.apply([heard(FREE, 111.0, sequence)], 111.0)
    assert board.state("1", 111.0) is State.ON_CALL


def test_a_full_read_forgets_the_sequence(board: Board) -> None:
    board.apply([heard(ON_CALL, 110.0, 900)], 110.0)
    board.apply([e.ReadAsked(2), e.PresenceRead(2, 120.0, (("1", FREE),)), e.ReadEnded(2)], 120.0)
    board.apply([heard(RINGING, 121.0, 1)], 121.0)
    assert board.state("1", 121.0) is State.RINGING


def test_a_new_subscription_forgets_the_sequence(board: Board) -> None:
    board.apply([heard(ON_CALL, 110.0, 900)], 110.0)
    board.apply([e.SubscriptionLost(111.0), e.SubscriptionBegan(112.0), heard(RINGING, 113.0, 1)], 113.0)
    assert board.sighting("1").state is State.RINGING


def test_a_read_replaces_the_whole_record(board: Board) -> None:
    board.apply([heard(Presence(dnd_status="DoNotAcceptAnyCalls"), 110.0, 1)], 110.0)
    board.apply([e.ReadAsked(2), e.PresenceRead(2, 120.0, (("1", replace(FREE, dnd_status="")),))], 120.0)
    assert board.sighting("1").presence.dnd_status == ""


def test_what_was_heard_after_the_question_is_laid_over_the_answer(board: Board) -> None:
    board.apply([e.ReadAsked(2)], 119.0)
    board.apply([heard(RINGING, 120.0, 7)], 120.0)
    board.apply([e.PresenceRead(2, 121.0, (("1", FREE),)), e.ReadEnded(2)], 121.0)
    assert board.state("1", 121.0) is State.RINGING
    assert not board.apply([heard(FREE, 122.0, 7)], 122.0)


def test_what_was_heard_before_the_question_is_not(board: Board) -> None:
    board.apply([heard(RINGING, 110.0, 7)], 110.0)
    board.apply([e.ReadAsked(2), e.PresenceRead(2, 121.0, (("1", FREE),)), e.ReadEnded(2)], 121.0)
    assert board.state("1", 121.0) is State.AVAILABLE


def test_a_broken_line_ages_everybody_at_once_and_ends_in_not_known(board: Board) -> None:
    changes = board.apply([e.SubscriptionLost(150.0)], 152.0)
    assert changes.freshness
    assert board.freshness("1", 152.0) is Freshness.AGEING
    assert board.age("1", 152.0) == 2.0
    assert board.state("1", 152.0) is State.AVAILABLE
    assert board.sure_state("1") is State.UNKNOWN
    assert board.expires_at() == 240.0
    assert not board.apply([], 240.0)
    assert board.apply([], 240.5).freshness
    assert board.state("1", 240.5) is State.UNKNOWN
    assert board.expires_at() is None


def test_a_new_line_vouches_only_for_those_read_again(board: Board) -> None:
    board.apply([e.SubscriptionLost(150.0), e.SubscriptionBegan(160.0), e.ReadAsked(2)], 160.0)
    assert board.freshness("1", 161.0) is Freshness.AGEING
    board.apply([e.PresenceRead(2, 161.0, (("1", FREE),))], 161.0)
    assert board.freshness("1", 161.0) is Freshness.FRESH
    assert board.freshness("2", 161.0) is Freshness.AGEING


def test_somebody_the_new_line_never_reads_becomes_not_known(board: Board) -> None:
    board.apply([e.SubscriptionLost(150.0), e.SubscriptionBegan(160.0)], 160.0)
    assert board.state("2", 239.0) is State.AVAILABLE
    assert board.state("2", 241.0) is State.UNKNOWN


def test_an_event_alone_does_not_vouch_for_the_rest_of_the_record(board: Board) -> None:
    board.apply([e.SubscriptionLost(150.0), e.SubscriptionBegan(160.0), heard(RINGING, 161.0, 1)], 161.0)
    assert board.freshness("1", 161.0) is Freshness.AGEING


def test_one_fresh_key_makes_no_fresh_record(board: Board) -> None:
    board.apply([heard(Presence(user_status="Busy"), 110.0, 1, 109.0), e.SubscriptionLost(150.0)], 150.0)
    board.apply([e.SubscriptionBegan(1000.0), heard(Presence(meeting_status="Connected"), 1001.0, 1)], 1001.0)
    assert board.freshness("1", 1001.0) is Freshness.EXPIRED
    assert board.state("1", 1001.0) is State.UNKNOWN
    assert board.sighting("1").watched_since is None


def test_a_read_asked_under_the_old_subscription_does_not_vouch_for_the_new_one(board: Board) -> None:
    board.apply([e.ReadAsked(2), e.SubscriptionLost(150.0), e.SubscriptionBegan(151.0)], 151.0)
    board.apply([e.PresenceRead(2, 152.0, (("1", ON_CALL),))], 152.0)
    assert board.freshness("1", 152.0) is Freshness.AGEING
    assert board.sure_state("1") is State.UNKNOWN


def test_those_a_long_read_does_not_reach_in_time_are_told_to_be_not_known(board: Board) -> None:
    board.apply([e.SubscriptionLost(150.0), e.SubscriptionBegan(160.0), e.ReadAsked(2)], 160.0)
    board.apply([e.PresenceRead(2, 200.0, (("1", FREE),))], 200.0)
    assert board.apply([], 241.0).freshness
    assert board.state("2", 241.0) is State.UNKNOWN
    assert board.state("1", 241.0) is State.AVAILABLE
    assert board.expires_at() is None


def test_a_clock_set_back_makes_no_age_young(board: Board) -> None:
    board.apply([e.SubscriptionLost(4000.0)], 4000.0)
    assert board.freshness("1", 400.0) is Freshness.EXPIRED


def test_what_is_heard_before_the_line_is_live_is_no_news(board: Board) -> None:
    lost = e.LinkChanged(Link(Phase.RECONNECTING, 110.0))
    changes = board.apply([lost, heard(RINGING, 110.0, 1)], 110.0)
    assert [change.cause for change in changes.changed] == [Cause.READ]


def test_a_recovered_subscription_vouches_again(board: Board) -> None:
    board.apply([e.SubscriptionLost(150.0)], 150.0)
    assert board.apply([e.SubscriptionResumed(155.0)], 155.0).freshness
    assert board.freshness("1", 155.0) is Freshness.FRESH


def test_time_in_state_is_never_carried_over_a_gap(board: Board) -> None:
    board.apply([heard(Presence(user_status="Busy"), 110.0, 1, 109.0)], 110.0)
    assert board.sighting("1").since == 109.0
    busy = replace(FREE, user_status="Busy")
    board.apply([e.ReadAsked(2), e.PresenceRead(2, 115.0, (("1", busy),)), e.ReadEnded(2)], 115.0)
    assert board.sighting("1").since == 109.0
    board.apply([e.SubscriptionLost(120.0), e.SubscriptionBegan(130.0), e.ReadAsked(3)], 130.0)
    board.apply([e.PresenceRead(3, 131.0, (("1", busy),)), e.ReadEnded(3)], 131.0)
    assert board.sighting("1").since is None
    assert board.sighting("1").watched_since == 131.0


def test_a_call_that_was_read_knows_its_start(board: Board) -> None:
    talking = replace(FREE, telephony_status="CallConnected", active_calls=(Call(status="CallConnected", start=42.0),))
    board.apply([e.ReadAsked(2), e.PresenceRead(2, 120.0, (("1", talking),))], 120.0)
    assert board.sighting("1").since == 42.0


def test_somebody_unknown_is_ignored_and_somebody_gone_is_forgotten(board: Board) -> None:
    assert not board.apply([e.PresenceHeard("99", RINGING, 110.0)], 110.0)
    assert board.apply([e.PersonLeft("1")], 111.0).people
    assert board.person("1") is None
    assert board.state("1", 111.0) is State.UNKNOWN
    assert not board.apply([e.PersonLeft("1")], 112.0)


def test_somebody_who_may_not_be_monitored_is_hidden_and_the_reason_is_kept(board: Board) -> None:
    why = Barred(Bar.BY_PERSON, "SUB-403")
    board.apply([e.MonitoringRefused({"1": why})], 110.0)
    assert board.state("1", 110.0) is State.HIDDEN
    assert board.sighting("1").barred == why
    board.apply([e.MonitoringRefused({})], 111.0)
    assert board.state("1", 111.0) is State.AVAILABLE
    assert board.sighting("1").barred is None


def test_somebody_barred_who_was_never_read_is_hidden_too() -> None:
    board = Board()
    why = Barred(Bar.NO_PRESENCE, "SUB-402")
    board.apply([e.PeopleRead((BOB,)), e.SubscriptionBegan(1.0), e.MonitoringRefused({"1": why, "2": why})], 1.0)
    board.apply([e.PersonRead(ADA)], 2.0)
    assert [board.state(id, 2.0) for id in "12"] == [State.HIDDEN, State.HIDDEN]
    assert [board.sure_state(id) for id in "12"] == [State.UNKNOWN, State.UNKNOWN]


def test_a_link_without_events_is_told_as_it_is(board: Board) -> None:
    link = Link(Phase.RECONNECTING, 120.0)
    assert board.apply([e.LinkChanged(link)], 120.0) == Changes(link=link)
    assert board.link is link


def two_shards() -> Board:
    """Bob and Ada on lines of their own, both read as free."""
    board = Board()
    board.apply(
        [
            e.PeopleRead((BOB, ADA)),
            e.SubscriptionBegan(100.0, 0, frozenset("1")),
            e.SubscriptionBegan(100.0, 1, frozenset("2")),
            e.ReadAsked(1),
            e.PresenceRead(1, 100.0, (("1", FREE), ("2", FREE))),
            e.ReadEnded(1),
        ],
        100.0,
    )
    return board


def test_a_line_that_breaks_takes_its_own_people_along_and_nobody_else() -> None:
    board = two_shards()
    board.apply([e.SubscriptionLost(150.0, 0)], 150.0)
    assert [board.vouched_for(id) for id in "12"] == [False, True]
    assert board.state("1", 241.0) is State.UNKNOWN
    assert board.state("2", 241.0) is State.AVAILABLE
    board.apply([e.SubscriptionBegan(242.0, 0, frozenset("1"))], 242.0)
    assert [board.vouched_for(id) for id in "12"] == [False, True], "not before he is read"


def test_a_read_asked_before_a_shard_stood_vouches_for_nobody_of_it() -> None:
    board = Board()
    began = e.SubscriptionBegan(100.0, 0, frozenset("1"))
    board.apply([e.PeopleRead((BOB, ADA)), began, e.ReadAsked(1)], 100.0)
    board.apply([e.SubscriptionBegan(101.0, 1, frozenset("2"))], 101.0)
    board.apply([e.PresenceRead(1, 102.0, (("1", FREE), ("2", FREE)))], 102.0)
    assert [board.sure_state(id) for id in "12"] == [State.AVAILABLE, State.UNKNOWN]


def test_an_older_answer_never_replaces_what_a_standing_line_vouches_for() -> None:
    board = Board()
    board.apply([e.PeopleRead((BOB,)), e.ReadAsked(1), e.SubscriptionBegan(100.0), e.ReadAsked(2)], 100.0)
    board.apply([e.PresenceRead(2, 101.0, (("1", FREE),)), e.PresenceRead(1, 102.0, (("1", ON_CALL),))], 102.0)
    assert board.sure_state("1") is State.AVAILABLE


def test_sequences_begin_anew_for_the_people_of_the_new_subscription_alone() -> None:
    board = two_shards()
    both = [e.PresenceHeard(id, RINGING, 110.0, None, 9) for id in "12"]
    board.apply([*both, e.SubscriptionBegan(120.0, 0, frozenset("1"))], 120.0)
    assert [board.sighting(id).sequence for id in "12"] == [None, 9]


def test_one_filter_for_everybody_takes_the_place_of_shards() -> None:
    board = two_shards()
    board.apply([e.SubscriptionLost(150.0, 1), e.SubscriptionBegan(151.0, 0, None), e.ReadAsked(2)], 151.0)
    board.apply([e.PresenceRead(2, 152.0, (("1", FREE), ("2", FREE)))], 152.0)
    assert all(board.vouched_for(id) for id in "12")


def test_news_of_a_line_that_stands_are_news_though_another_is_down() -> None:
    board = two_shards()
    link = e.LinkChanged(Link(Phase.RECONNECTING, 150.0, lines=2, lines_up=1))
    changes = board.apply(
        [e.SubscriptionLost(150.0, 0), link, *(e.PresenceHeard(id, RINGING, 151.0) for id in "12")], 151.0
    )
    assert {change.id: change.cause for change in changes.changed} == {"1": Cause.READ, "2": Cause.HEARD}


SHARDS = st.one_of(
    st.builds(lambda s: ("begin", s), st.integers(0, 2)),
    st.builds(lambda s: ("lose", s), st.integers(0, 2)),
    st.builds(lambda s: ("resume", s), st.integers(0, 2)),
    st.builds(lambda r: ("ask", r), st.integers(1, 3)),
    st.builds(lambda r: ("answer", r), st.integers(1, 3)),
)


@given(st.lists(SHARDS, max_size=30))
def test_nobody_is_vouched_for_but_by_a_read_asked_under_his_standing_line(steps: list[tuple[str, int]]) -> None:
    people = {shard: str(shard) for shard in range(3)}
    board = Board()
    board.apply([e.PeopleRead(tuple(Person(id, id) for id in people.values()))], 0.0)
    standing: dict[int, int] = {}  # shard: which of its subscriptions stands
    begun: dict[int, int] = {}
    read: dict[int, int] = {}  # shard: under which of them its person was read
    asked: dict[int, dict[int, int]] = {}
    for what, number in steps:
        match what:
            case "begin":
                board.apply([e.SubscriptionBegan(0.0, number, frozenset([people[number]]))], 0.0)
                begun[number] = standing[number] = begun.get(number, 0) + 1
            case "lose":
                board.apply([e.SubscriptionLost(0.0, number)], 0.0)
                standing.pop(number, None)
            case "resume":
                board.apply([e.SubscriptionResumed(0.0, number)], 0.0)
                if number in begun:
                    standing[number] = begun[number]
            case "ask":
                board.apply([e.ReadAsked(number)], 0.0)
                asked[number] = dict(standing)
            case "answer":
                board.apply([e.PresenceRead(number, 0.0, tuple((id, FREE) for id in people.values()))], 0.0)
                read |= {shard: one for shard, one in asked.get(number, {}).items() if one >= read.get(shard, 0)}
        for shard, id in people.items():
            vouched = shard in standing and read.get(shard) == standing[shard]
            assert board.vouched_for(id) <= vouched, "never more than that"


PRESENCES = st.sampled_from([FREE, RINGING, ON_CALL, Presence(dnd_status="DoNotAcceptAnyCalls")])
EVENTS = st.one_of(
    st.builds(heard, PRESENCES, st.just(0.0), st.integers(0, 5)),
    st.builds(e.SubscriptionBegan, st.just(0.0)),
    st.builds(e.SubscriptionLost, st.just(0.0)),
    st.builds(e.ReadAsked, st.integers(1, 2)),
    st.builds(lambda n, p: e.PresenceRead(n, 0.0, (("1", p),)), st.integers(1, 2), PRESENCES),
    st.builds(e.ReadEnded, st.integers(1, 2)),
    st.just(e.PersonLeft("2")),
)


@given(st.lists(st.lists(EVENTS, max_size=4), max_size=12))
def test_the_changes_name_exactly_what_changed(batches: list[list[e.Event]]) -> None:
    board = Board()
    board.apply([e.PeopleRead((BOB, ADA))], 0.0)
    carried = False
    for batch in batches:
        before, fresh = board.sighting("1"), board.freshness("1", 0.0)
        changes = board.apply(batch, 0.0)
        for event in batch:
            carried = (carried or isinstance(event, e.SubscriptionBegan)) and not isinstance(event, e.SubscriptionLost)
        told = {change.id for change in changes.changed}
        if not told and not changes.freshness and not changes.people:
            assert board.sighting("1")._replace(sequence=None) == before._replace(sequence=None)
            assert board.freshness("1", 0.0) is fresh
        assert told <= {"1"}
        if not carried:
            assert board.sure_state("1") is State.UNKNOWN


def test_notifications_are_counted_with_the_link_without_it_being_told_anew(board: Board) -> None:
    made = Subscription(0, Outcome.SUBSCRIBED, 100.0)
    other = Subscription(1, Outcome.SUBSCRIBED, 100.0)
    board.apply([e.LinkChanged(Link(Phase.LIVE, subscriptions=(made, other)))], 100.0)
    changes = board.apply([e.SubscriptionTold(Outcome.NOTIFIED, 101.0, 0, count=3)], 101.0)
    changes = board.apply([e.SubscriptionTold(Outcome.NOTIFIED, 102.0, 0)], 102.0) or changes
    assert changes.link is None
    assert board.link.subscriptions == (replace(made, notified=4, notified_at=102.0), other)
