"""Patience: a lost answer costs little, and a slow server is heard in the end."""

from rcboard.platform.patience import Patience

TOKEN, LIST = "/restapi/oauth/token", "/restapi/v1.0/account/~/extension"


def test_each_late_answer_makes_it_wait_longer_up_to_the_most_and_one_in_time_ends_that() -> None:
    patience = Patience(2.0, 5.0, 20.0)
    waits = []
    for _ in range(5):
        waits.append(patience.timeout(TOKEN))
        patience.late(TOKEN)
    assert [answer for _, answer in waits] == [5.0, 8.0, 12.8, 20.0, 20.0]
    patience.came(TOKEN)
    assert patience.timeout(TOKEN) == (2.0, 5.0)


def test_each_kind_of_request_has_its_own_whoever_is_asked_for() -> None:
    patience = Patience(2.0, 5.0, 20.0)
    patience.late(f"{LIST}/101,102/presence")
    assert patience.timeout(f"{LIST}/103/presence") == (2.0, 8.0)
    assert patience.timeout(LIST) == (2.0, 5.0)
