"""Dealing people out to subscriptions: nobody is forgotten, no subscription is too large, and as few as can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.platform import shares
from rcboard.platform.shares import ACCOUNT, NEWS, Dealing, Share, share


def ids(count: int, first: int = 0) -> list[str]:
    return [str(number) for number in range(first, first + count)]


@pytest.mark.parametrize(
    ("people", "subscriptions"),
    [
        (1, 1),
        (500, 1),
        (501, 2),
        (600, 2),
        (1200, 3),
        (2000, 4),
        (2001, 3),
        (2500, 3),
        (2998, 3),
        (2999, 4),
        (10_000, 11),
    ],
)
def test_there_are_as_few_subscriptions_as_can_be(people: int, subscriptions: int) -> None:
    dealt = Dealing().deal(ids(people))
    assert len(dealt) == subscriptions
    size = shares.RECOMMENDED if people <= 2000 else shares.MOST
    assert all(one.ids is not None and len(one.ids) <= size for one in dealt)
    assert all(len(one.filters) <= shares.MOST for one in dealt)


def test_the_news_of_people_come_with_the_first_subscription_alone() -> None:
    first, *others = Dealing().deal(ids(1200))
    assert first.filters[-2:] == NEWS
    assert not any(set(NEWS) & set(one.filters) for one in others)


@pytest.mark.parametrize("people", [0, 3, 1200])
def test_the_first_subscription_alone_is_the_first_of_all(people: int) -> None:
    assert Dealing().deal_first(ids(people)) == Dealing().deal(ids(people))[0]


def test_those_for_whom_there_is_no_room_are_named() -> None:
    dealing = Dealing()
    dealt = dealing.deal(ids(20_050))
    assert len(dealt) == shares.SUBSCRIPTIONS
    assert len(dealing.left_over) == 52
    dealing.deal(ids(19_000))
    assert not dealing.left_over


def test_a_newcomer_touches_one_subscription_and_a_leaver_none() -> None:
    dealing = Dealing()
    before = dealing.deal(ids(1200))
    after = dealing.deal([*ids(1200), "new"])
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    fewer = dealing.deal([id for id in ids(1200) if id != "700"])
    assert all(old.covers(new) for old, new in zip(after, fewer, strict=True))


def test_what_covers_what() -> None:
    assert ACCOUNT.covers(ACCOUNT)
    assert not ACCOUNT.covers(share(["1"], news=True))
    assert not share(["1"], news=True).covers(ACCOUNT)
    assert share(["1", "2"], news=True).covers(share(["1"], news=True))
    assert not Share().covers(share([], news=True)), "nothing was asked for yet"


PEOPLE = st.sets(st.integers(0, 40).map(str))


@given(st.lists(PEOPLE, min_size=1, max_size=8))
def test_whoever_comes_and_goes_each_has_one_place(crowds: list[set[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "RECOMMENDED", 5)
        patch.setattr(shares, "MOST", 8)
        patch.setattr(shares, "SUBSCRIPTIONS", 4)
        dealing = Dealing()
        places: dict[str, int] = {}
        for crowd in crowds:
            dealt = dealing.deal(sorted(crowd))
            placed = [id for one in dealt for id in one.ids or ()]
            assert len(placed) == len(set(placed)), "nobody twice"
            assert set(placed) | dealing.left_over == crowd
            assert not set(placed) & dealing.left_over
            assert all(len(one.filters) <= 8 for one in dealt)
            now = {id: number for number, one in enumerate(dealt) for id in one.ids or ()}
            moved = {id for id in places.keys() & now.keys() if places[id] != now[id]}
            assert not moved, "whoever has a place keeps it"
            places = now
