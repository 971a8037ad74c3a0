"""The desk: each wish makes a new one, and undo takes back exactly what was done."""

from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain.desk import Desk, Group, Watch


def test_switches_switch_back() -> None:
    desk = Desk()
    assert desk.starred("1").starred("1") == desk
    assert desk.watched("1", 5.0).watched("1", 6.0) == desk
    assert desk.pinned("site:North", "1").pinned("site:North", "1") == desk
    assert desk.grouped("VIP", "1").grouped("VIP", "1").groups == (Group("VIP"),)


def test_callers_wait_in_the_order_in_which_they_came() -> None:
    desk = Desk().waited(Watch("1", 5.0)).waited(Watch("1", 7.0)).waited(Watch("2", 6.0))
    desk = desk.named(desk.watches[1], "  Mrs   Jones ")
    assert [(watch.id, watch.caller) for watch in desk.watches] == [("1", ""), ("1", "Mrs Jones"), ("2", "")]
    assert desk.watch_of("1") == Watch("1", 5.0)
    assert desk.without(Watch("1", 5.0)).watch_of("1") == Watch("1", 7.0, "Mrs Jones")
    assert desk.watched("1", 9.0).watches == (Watch("2", 6.0),)


def test_a_note_is_one_line_and_an_empty_one_is_none() -> None:
    desk = Desk().noted("1", " prefers\n e-mail ")
    assert desk.notes == {"1": "prefers e-mail"}
    assert desk.noted("1", "  ").notes == {}


def test_groups_keep_their_order_and_names_are_unique() -> None:
    desk = Desk().grouped("VIP", "1").grouped("Night", "2").grouped("VIP", "3")
    assert desk.groups == (Group("VIP", ("1", "3")), Group("Night", ("2",)))
    assert [group.name for group in desk.moved_group("Night", -1).groups] == ["Night", "VIP"]
    assert desk.moved_group("VIP", -5) == desk
    assert desk.regrouped("VIP", "Night") == desk, "that name is taken"
    renamed = desk.waited(Watch("", 1.0, group="group:VIP")).regrouped("VIP", " The board ")
    assert renamed.groups[0] == Group("The board", ("1", "3"))
    assert renamed.watches[0].group == "group:The board"
    assert desk.ungrouped("VIP").groups == (Group("Night", ("2",)),)


IDS = st.sampled_from("123")
STEPS = st.one_of(
    st.tuples(st.just("starred"), IDS),
    st.tuples(st.just("noted"), IDS, st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("watched"), IDS, st.floats(0, 9)),
    st.tuples(st.just("grouped"), st.sampled_from("GH"), IDS),
    st.tuples(st.just("pinned"), st.sampled_from("GH"), IDS),
)


def take(desk: Desk, step: tuple) -> Desk:
    """The desk after one wish."""
    after: Desk = getattr(desk, step[0])(*step[1:])
    return after


@given(st.lists(STEPS, max_size=6), STEPS)
def test_undo_takes_back_what_was_done(before: list[tuple], step: tuple) -> None:
    desk = Desk()
    for one in before:
        desk = take(desk, one)
    after = take(desk, step)
    undone = after.undone(desk, after)
    assert (undone.favourites, undone.notes, undone.groups, undone.pins) == (
        desk.favourites,
        desk.notes,
        desk.groups,
        desk.pins,
    )
    assert sorted(undone.watches, key=repr) == sorted(desk.watches, key=repr)


def test_undo_leaves_alone_what_happened_since() -> None:
    before = Desk().starred("1").watched("2", 1.0)
    after = before.noted("1", "tall")
    since = after.watched("2", 0.0).starred("3")  # the wait was fulfilled meanwhile
    undone = since.undone(before, after)
    assert undone == Desk(favourites=frozenset({"1", "3"}))
