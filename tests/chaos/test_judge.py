"""The judge is fair: what nobody could know is no lie, and what could be known is one."""

import os

from rcboard.domain.link import Phase
from tests.chaos.crowd import Crowd
from tests.chaos.judge import Column, Judge
from tests.chaos.truth import Answered, Fact, Turned, Withheld
from tests.chaos.window import Gate, Seen, Strip, Tile

SPEED = 10.0


def a_judge() -> Judge:
    judge = Judge(SPEED, 2, Crowd(os.getpid()))
    hear(judge, Turned(1.0, "1", "available"), seen=[Strip(1.0, Phase.LIVE, ""), Tile(1.0, "1", "available", True)])
    hear(judge, seen=[Gate(1.0, "1", True)], until=1.1)
    judge.begin_round()
    return judge


def hear(judge: Judge, *facts: Fact, seen: list[Seen] | None = None, until: float = 1.0) -> None:
    for _ in judge.hear(facts, seen or [], until):
        pass


def test_a_tile_and_a_gate_that_stay_free_too_long_are_lies() -> None:
    judge = a_judge()
    hear(judge, Turned(2.0, "1", "on_call"), until=2.2)
    assert not judge.lies, "two seconds are allowed"
    hear(judge, until=2.4)
    assert {(lie.by, lie.column, lie.said) for lie in judge.lies} == {
        ("tile", Column.WORKING, "available"),
        ("gate", Column.WORKING, "open"),
    }


def test_what_was_told_to_nobody_has_until_the_next_check() -> None:
    judge = a_judge()
    hear(judge, Turned(2.0, "1", "on_call"), Withheld(2.0, "1"), until=60.0)
    assert not judge.lies
    hear(judge, until=64.0)
    assert {lie.column for lie in judge.lies} == {Column.UNTOLD}


def test_a_gate_that_opens_anew_before_the_first_word_that_was_told_arrives_is_no_lie() -> None:
    judge = a_judge()
    hear(judge, Turned(2.0, "1", "ringing"), Withheld(2.0, "1"), until=5.0)
    hear(judge, seen=[Strip(5.0, Phase.RECONNECTING, ""), Gate(5.0, "1", False)], until=5.0)
    hear(judge, Turned(5.1, "1", "on_call"), until=5.1)
    hear(judge, seen=[Strip(5.2, Phase.LIVE, ""), Gate(5.2, "1", True)], until=5.25)
    assert not [lie for lie in judge.lies if lie.by == "gate"], "known at most for a second and a half"
    hear(judge, until=5.5)
    assert [lie.by for lie in judge.lies if lie.by == "gate"], "but not for four"


def test_healing_counts_from_when_published_limits_leave_room_for_what_it_takes() -> None:
    judge = a_judge()
    hear(judge, *(Answered(at, "auth", None) for at in (10.0, 11.0, 12.0, 13.0)), until=14.0)
    assert judge.may_heal_from(14.0, signed_out=False) == 14.0
    assert judge.may_heal_from(14.0, signed_out=True) == 16.0, "a token, too: the first call has to be a minute old"
    hear(judge, Answered(14.0, "heavy", 17.5), until=15.0)
    assert judge.may_heal_from(15.0, signed_out=False) == 17.5
