"""The ledger: processes of one user share RingCentral's limit on sign-in calls."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rcboard.domain.allowance import Group, Spent
from rcboard.host.ledger import Ledger

SERVER = "https://platform.ringcentral.com"


def test_calls_of_all_processes_count_until_they_are_a_minute_old(tmp_path: Path) -> None:
    mine, other = Ledger(tmp_path, SERVER, "app"), Ledger(tmp_path, SERVER, "app")
    assert mine.room(100.0) == 5
    mine.note(100.0)
    other.note(110.0)
    assert mine.room(111.0) == 3
    assert mine.room(165.0) == 4
    assert mine.room(200.0) == 5


def test_another_app_or_server_has_its_own_count(tmp_path: Path) -> None:
    Ledger(tmp_path, SERVER, "app").note(100.0)
    assert Ledger(tmp_path, SERVER, "other").room(100.0) == 5
    assert Ledger(tmp_path, "http://127.0.0.1:1", "app").room(100.0) == 5


def test_a_limit_that_the_server_names_is_believed(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    ledger.note(100.0, limit=1000)
    assert ledger.room(100.0) == 999


def test_a_penalty_leaves_no_room_until_it_is_over(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    ledger.note(100.0, penalty=30.0)
    assert ledger.room(129.0) == 0
    assert ledger.room(131.0) == 4


def test_a_ledger_that_cannot_be_kept_stands_in_nobody_s_way(tmp_path: Path) -> None:
    (tmp_path / "calls.sqlite").write_bytes(b"not a ledger at all" * 100)
    ledger = Ledger(tmp_path, SERVER, "app")
    ledger.note(100.0)
    assert ledger.room(100.0) == 5


@pytest.mark.parametrize("damage", [b"not a ledger at all" * 1000, b"\0" * 100])
def test_a_damaged_ledger_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    for n in range(200):
        ledger.note(100.0, limit=n)
    with (tmp_path / "calls.sqlite").open("r+b") as file:
        file.seek(0 if damage.strip(b"\0") else 4096)
        file.write(damage)
    ledger.note(101.0)
    ledger.note(101.0)
    assert ledger.room(101.0) == 4


def test_it_holds_times_only(tmp_path: Path) -> None:
    Ledger(tmp_path, SERVER, "secret-client-id").note(100.0)
    content = (tmp_path / "calls.sqlite").read_bytes()
    assert b"secret-client-id" not in content
    assert b"ringcentral" not in content


def test_calls_are_booked_all_or_none(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    assert ledger.reserve(100.0, 2)
    assert ledger.reserve(100.0, 2)
    assert not ledger.reserve(100.0, 2)
    assert ledger.room(100.0) == 1


def test_it_tells_when_there_is_room_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    assert ledger.opens_in(100.0, 2) == 0.0
    for at in (100.0, 110.0, 120.0, 130.0):
        ledger.note(at)
    assert ledger.opens_in(131.0, 1) == 0.0
    assert ledger.opens_in(131.0, 2) == 30.0
    ledger.note(131.0, penalty=60.0)
    assert ledger.opens_in(131.0, 2) == 60.0


def test_of_many_who_ask_at_once_only_as_many_as_fit_are_let_through(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as many:
        asked = [many.submit(Ledger(tmp_path, SERVER, "app").reserve, 100.0, 2) for _ in range(8)]
    assert sum(one.result() for one in asked) == 2


def test_what_is_booked_counts_towards_the_limit_that_its_answers_name(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    ledger.reserve(100.0, 4)
    ledger.heard(lambda: 100.0, booked=True)("/restapi/oauth/token", 200, {"X-Rate-Limit-Limit": "40"})
    assert ledger.room(101.0) == 36
    ledger.heard(lambda: 100.0, booked=True)(
        "/restapi/v1.0/account/~", 200, {"X-Rate-Limit-Limit": "10", "X-Rate-Limit-Group": "light"}
    )
    assert ledger.room(101.0) == 36, "that is another group's"


def test_a_call_that_another_process_noted_a_moment_later_holds_nobody_up(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    ledger.note(100.001)
    ledger.reserve(100.002, 1)
    assert ledger.reserve(100.0, 1), "its clock was read before the others', its turn came after theirs"
    assert ledger.room(100.0) == 2


def test_a_clock_set_back_keeps_nobody_waiting(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    for at in (2000.0, 2001.0, 2002.0, 2003.0):
        ledger.note(at)
    ledger.note(2004.0, penalty=60.0)
    assert ledger.opens_in(200.0, 2) == 0.0
    assert ledger.reserve(200.0, 2)


def test_calls_of_every_group_are_told_to_whoever_begins(tmp_path: Path) -> None:
    heard = Ledger(tmp_path, SERVER, "app").heard(lambda: 100.0)
    for group, limit in (("Heavy", "10"), ("heavy", "10"), ("light", "50")):
        heard("/restapi/v1.0/account/~/presence", 200, {"X-Rate-Limit-Group": group, "X-Rate-Limit-Limit": limit})
    heard("/restapi/v1.0/account/~/presence", 0, {})
    assert Ledger(tmp_path, SERVER, "app").past(110.0) == {
        Group.HEAVY: Spent(ages=(10.0, 10.0), limit=10),
        Group.LIGHT: Spent(ages=(10.0,), limit=50),
    }


def test_a_penalty_is_of_its_group_however_long_it_is(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    headers = {"X-Rate-Limit-Group": "heavy", "X-Rate-Limit-Limit": "10", "Retry-After": "300"}
    ledger.heard(lambda: 100.0)("/restapi/v1.0/account/~/presence", 429, headers)
    assert ledger.past(250.0) == {Group.HEAVY: Spent(limit=10, shut=150.0)}
    ledger.note(250.0)
    assert ledger.past(300.0)[Group.HEAVY].shut == 100.0, "forgotten only when it is over"
    assert Group.HEAVY not in ledger.past(401.0)


def test_a_refusal_of_another_limiter_is_everybody_s(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SERVER, "app")
    ledger.heard(lambda: 100.0)("/restapi/v1.0/account/~/presence", 429, {"Retry-After": "20"})
    assert {group: spent.shut for group, spent in ledger.past(105.0).items()} == dict.fromkeys(Group, 15.0)
    assert ledger.room(105.0) == 0
