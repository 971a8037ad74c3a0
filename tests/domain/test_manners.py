"""Manners: one for each person, a burst as one, and hours of quiet."""

from datetime import datetime

import pytest

from rcboard.domain import preferences
from rcboard.domain.alerts import Alert, Reason, Withdrawal
from rcboard.domain.desk import Watch
from rcboard.domain.manners import Manners, Show, Summary, TakeBack, quiet
from rcboard.domain.presence import State


def free(id: str) -> Alert:
    return Alert(id, State.AVAILABLE, Reason.RULE)


def test_up_to_three_are_told_one_by_one() -> None:
    manners = Manners()
    assert manners.tell([free("1"), free("2")], 0) == [Show(free("1")), Show(free("2"))]
    assert manners.tell([free("3")], 9) == [Show(free("3"))]
    assert manners.tell([free("4")], 11) == [Show(free("4"))], "the first two are long enough ago"


def test_more_than_three_in_ten_seconds_become_one_summary_with_waits_first() -> None:
    manners = Manners()
    manners.tell([free("1"), free("2"), free("3")], 0)
    waited = Alert("4", State.AVAILABLE, Reason.WATCH, Watch("4", 0.0, "Mrs Jones"))
    assert manners.tell([waited], 5) == [
        TakeBack("1"),
        TakeBack("2"),
        TakeBack("3"),
        Summary((waited, free("1"), free("2"), free("3"))),
    ]
    busy = Alert("1", State.BUSY, Reason.RULE)
    assert manners.tell([busy], 14) == [Summary((waited, busy, free("2"), free("3")))], "while it goes on it grows"


def test_four_at_once_are_one_summary_at_once() -> None:
    told = [free(str(n)) for n in range(5)]
    assert Manners().tell(told, 0) == [Summary(tuple(told))]


def test_after_a_burst_there_are_single_ones_again_and_nobody_is_told_of_twice() -> None:
    manners = Manners()
    manners.tell([free(str(n)) for n in range(4)], 0)
    assert manners.tell([free("1")], 30) == [Show(free("1")), Summary((free("0"), free("2"), free("3")))]


def test_what_is_no_longer_true_is_taken_back_out_of_a_summary_too() -> None:
    manners = Manners()
    assert manners.tell([Withdrawal("1")], 0) == []
    manners.tell([free("1")], 0)
    assert manners.tell([Withdrawal("1")], 1) == [TakeBack("1")]
    manners.tell([free(str(n)) for n in range(4)], 30)
    assert manners.tell([Withdrawal("0"), Withdrawal("2")], 31) == [Summary((free("1"), free("3")))]
    assert manners.tell([Withdrawal("1"), Withdrawal("3")], 32) == [TakeBack("")]


def test_what_was_pressed_stands_no_longer() -> None:
    manners = Manners()
    manners.tell([free("1")], 0)
    manners.gone("1")
    assert manners.tell([Withdrawal("1")], 1) == []
    manners.tell([free(str(n)) for n in range(4)], 30)
    manners.gone("")
    assert manners.tell([Withdrawal("1")], 31) == []


@pytest.mark.parametrize(
    ("begin", "end", "time", "is_quiet"),
    [
        ("", "", "03:00", False),
        ("22:00", "", "23:00", False),
        ("12:00", "13:30", "12:00", True),
        ("12:00", "13:30", "13:30", False),
        ("22:00", "07:00", "23:59", True),
        ("22:00", "07:00", "06:59", True),
        ("22:00", "07:00", "12:00", False),
    ],
)
def test_quiet_hours_may_pass_midnight(begin: str, end: str, time: str, is_quiet: bool) -> None:
    rules = preferences.Alerts(quiet_from=begin, quiet_to=end)
    assert quiet(rules, datetime.fromisoformat(f"2026-05-04T{time}:00+02:00")) is is_quiet
