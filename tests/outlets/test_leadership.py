"""Who publishes: one of several, within 15 s of another's end, and never two for long."""

from rcboard.outlets.mqtt.leadership import BEAT, EMPTY, PATIENCE, SPREAD, Leadership
from rcboard.outlets.mqtt.messages import GONE, Beat, Lease


def beat(publisher: str, term: int, live: bool = True, link: str = "live") -> Beat:
    return Beat(publisher, live=live, link=link, term=term)


def led_by(publisher: str, term: int, chance: float = 0.5, id: str = "me") -> Leadership:
    one = Leadership(id, chance)
    one.joined(0.0)
    one.lease(Lease(publisher, term, 1), retained=True, now=0.1)
    return one


def test_on_an_empty_broker_it_begins_at_once() -> None:
    one = Leadership("me", 0.0)
    one.joined(0.0)
    assert not one.turn(EMPTY - 0.1, live=True)
    assert one.turn(EMPTY, live=True)
    assert one.term == 1


def test_without_a_line_of_its_own_it_has_nothing_to_say() -> None:
    one = Leadership("me", 0.0)
    one.joined(0.0)
    assert not one.turn(100.0, live=False)
    assert one.turn(101.0, live=True)


def test_who_hears_no_beat_takes_over_within_15_s_with_a_higher_term() -> None:
    one = led_by("other", 7, chance=1.0)
    one.beat(beat("other", 7), retained=False, now=5.0)
    assert not one.turn(5.0 + PATIENCE, live=True)
    assert one.turn(5.0 + 15.0, live=True)
    assert one.term == 8
    assert PATIENCE + SPREAD < 15.0


def test_beats_keep_it_waiting() -> None:
    one = led_by("other", 1)
    for turn in range(50):
        one.beat(beat("other", 1), retained=False, now=turn * BEAT)
        assert not one.turn(turn * BEAT + 9.9, live=True)


def test_a_last_will_lets_the_next_in_at_once() -> None:
    one = led_by("other", 3, chance=0.5)
    one.beat(beat("other", 0, live=False, link=GONE), retained=False, now=2.0)
    assert one.turn(2.0 + SPREAD, live=True)


def test_of_two_leaders_the_higher_term_stays_and_ties_go_by_id() -> None:
    for mine, other, stays in ((2, ("x", 1), True), (1, ("x", 2), False), (1, ("a", 1), True), (1, ("x", 1), False)):
        one = led_by("gone", mine - 1, chance=0.0)
        assert one.turn(20.0, live=True)
        assert one.term == mine
        one.beat(beat(*other), retained=False, now=21.0)
        assert one.leads is stays


def test_a_leader_that_came_back_from_a_freeze_steps_down() -> None:
    frozen = Leadership("a", 0.0)
    frozen.joined(0.0)
    assert frozen.turn(1.0, live=True)
    frozen.lease(Lease("b", 2, 4), retained=False, now=60.0)
    assert not frozen.leads
    assert not frozen.turn(61.0, live=True)


def test_a_leader_without_a_line_is_relieved_by_one_who_has_one() -> None:
    one = led_by("other", 1, chance=0.0)
    relieved = None
    for second in range(40):
        if second % 10 == 0:
            one.beat(beat("other", 1, live=False, link="reconnecting"), retained=False, now=float(second))
        if relieved is None and one.turn(float(second), live=True):
            relieved = second
    assert relieved is not None
    assert 10 <= relieved <= 25


def test_what_a_broker_kept_is_no_sign_of_life() -> None:
    one = led_by("other", 5, chance=0.0)
    for second in range(1, 12):
        one.beat(beat("other", 5), retained=True, now=float(second))
    assert one.turn(0.1 + PATIENCE, live=True)
    assert one.term == 6


def test_of_two_leaders_the_one_who_stays_knows_that_what_is_kept_may_be_the_others() -> None:
    one = led_by("other", 7)
    assert one.turn(0.1 + 15.0, live=True)
    assert not one.contested
    one.beat(beat("other", 7), retained=False, now=20.0)
    assert (one.leads, one.contested) == (True, True)
    one.contested = False
    one.beat(beat("third", 9), retained=False, now=21.0)
    assert (one.leads, one.contested) == (False, False), "whoever yields has nothing to say"
