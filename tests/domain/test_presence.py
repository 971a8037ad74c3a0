"""The table of states, row by row, and how records merge."""

import itertools
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain.presence import TABLE, Call, Presence, Reading, State, badge, derive

FREE = Presence(
    presence_status="Available",
    telephony_status="NoCall",
    user_status="Available",
    dnd_status="TakeAllCalls",
    meeting_status="Disconnected",
    allow_see_my_presence=True,
)

ROWS = [
    (FREE, {}, State.AVAILABLE),
    (Presence(), {}, State.UNKNOWN),
    (Presence(presence_status="Sleeping", telephony_status="NoCall"), {"was_read": True}, State.UNKNOWN),
    (FREE.merged(Presence(allow_see_my_presence=False)), {}, State.HIDDEN),
    (FREE.merged(Presence(allow_see_my_presence=False)), {"own": True}, State.AVAILABLE),
    (Presence(presence_status="Offline"), {"was_read": True}, State.HIDDEN),
    (Presence(presence_status="Offline"), {"was_read": True, "own": True}, State.OFFLINE),
    (Presence(presence_status="Offline"), {}, State.OFFLINE),
    (FREE, {"refused": True}, State.HIDDEN),
    (FREE.merged(Presence(telephony_status="Ringing")), {}, State.RINGING),
    (FREE.merged(Presence(telephony_status="CallConnected", presence_status="Busy")), {}, State.ON_CALL),
    (FREE.merged(Presence(aggregated_telephony_status="CallConnected")), {}, State.ON_CALL),
    (FREE.merged(Presence(telephony_status="OnHold", presence_status="Busy")), {}, State.ON_HOLD),
    (FREE.merged(Presence(telephony_status="ParkedCall")), {}, State.PARKED),
    (FREE.merged(Presence(dnd_status="DoNotAcceptAnyCalls")), {}, State.DO_NOT_DISTURB),
    (FREE.merged(Presence(dnd_status_personal="DoNotAcceptAnyCalls")), {}, State.DO_NOT_DISTURB),
    (FREE.merged(Presence(meeting_status="Connected", presence_status="Busy")), {}, State.IN_MEETING),
    (FREE.merged(Presence(user_status="Busy")), {}, State.BUSY),
    (FREE.merged(Presence(presence_status="Busy")), {}, State.BUSY),
    (FREE.merged(Presence(dnd_status="TakeDepartmentCallsOnly")), {}, State.QUEUE_ONLY),
    (FREE.merged(Presence(dnd_status="DoNotAcceptDepartmentCalls")), {}, State.AVAILABLE_NO_QUEUE),
    (FREE.merged(Presence(accept_call_queue_calls=False)), {}, State.AVAILABLE),
    (FREE.merged(Presence(accept_call_queue_calls=False)), {"in_queue": True}, State.AVAILABLE_NO_QUEUE),
    (FREE.merged(Presence(presence_status="Offline", user_status="Offline")), {}, State.OFFLINE),
    # a word nobody knows may mean anything: whoever it is said of is not free
    (FREE.merged(Presence(telephony_status="Teleporting")), {}, State.UNKNOWN),
    (FREE.merged(Presence(telephony_status="Teleporting", presence_status="Busy")), {}, State.UNKNOWN),
    (FREE.merged(Presence(dnd_status="DoNotAcceptStrangers")), {}, State.UNKNOWN),
    (FREE.merged(Presence(meeting_status="Levitating")), {}, State.UNKNOWN),
    # the phone comes first: an invisible colleague on a call reads Offline, a ringing one Available
    (FREE.merged(Presence(presence_status="Offline", telephony_status="CallConnected")), {}, State.ON_CALL),
    (FREE.merged(Presence(dnd_status="DoNotAcceptAnyCalls", telephony_status="Ringing")), {}, State.RINGING),
]


@pytest.mark.parametrize(("presence", "how", "expected"), ROWS)
def test_each_row_of_the_table(presence: Presence, how: dict[str, bool], expected: State) -> None:
    assert derive(Reading(presence, **how)) is expected


def test_only_two_states_let_a_call_through() -> None:
    assert {state for state in State if state.free} == {State.AVAILABLE, State.AVAILABLE_NO_QUEUE}


def test_an_event_keeps_what_it_leaves_out() -> None:
    merged = FREE.merged(Presence(telephony_status="Ringing"))
    assert merged.user_status == "Available"
    assert merged.telephony_status == "Ringing"


def test_a_hang_up_ends_the_aggregate_that_an_earlier_read_told_of() -> None:
    busy = FREE.merged(Presence(telephony_status="CallConnected", aggregated_telephony_status="CallConnected"))
    over = busy.merged(Presence(telephony_status="NoCall", presence_status="Available"))
    assert over.aggregated_telephony_status == "NoCall"
    assert derive(Reading(over)) is State.AVAILABLE


def test_a_contact_centre_call_outlives_the_private_one() -> None:
    both = FREE.merged(
        Presence(telephony_status="Ringing", aggregated_telephony_status="Ringing", cx_telephony_status="CallConnected")
    )
    assert derive(Reading(both.merged(Presence(telephony_status="NoCall")))) is State.ON_CALL


def test_calls_that_an_event_contradicts_are_forgotten() -> None:
    call = Call(status="CallConnected", start=100.0)
    busy = FREE.merged(Presence(telephony_status="CallConnected", active_calls=(call,)))
    assert busy.connected_since == 100.0
    assert busy.merged(Presence(telephony_status="NoCall")).active_calls == ()
    assert busy.merged(Presence(telephony_status="OnHold")).active_calls is None
    assert busy.merged(Presence(telephony_status="CallConnected")).active_calls == (call,)


def test_finished_calls_in_the_list_do_not_count() -> None:
    ended = Call(status="NoCall", start=50.0)
    assert Presence(active_calls=(ended, Call(status="CallConnected", start=70.0))).connected_since == 70.0


def test_the_badge_shows_what_the_phone_hides() -> None:
    presence = FREE.merged(Presence(telephony_status="CallConnected", dnd_status="DoNotAcceptAnyCalls"))
    assert badge(presence, State.ON_CALL) is State.DO_NOT_DISTURB
    assert badge(FREE, State.AVAILABLE) is None


WORDS = st.sampled_from(["", "Available", "Busy", "Offline", "NoCall", "Ringing", "CallConnected", "Whatever"])


@given(st.builds(Presence, presence_status=WORDS, telephony_status=WORDS, user_status=WORDS, dnd_status=WORDS))
def test_a_free_state_always_has_an_available_status_behind_it(presence: Presence) -> None:
    if derive(Reading(presence, was_read=True)).free:
        assert presence.presence_status == "Available"
        assert presence.telephony_status not in ("Ringing", "CallConnected")


SAID = {field.name: {getattr(record, field.name) for record, *_ in ROWS} for field in fields(Presence)}
SAID |= {"cx_telephony_status": {"", "CallConnected"}, "total_active_calls": {None, 1}, "message": {"", "Busy"}}


@pytest.mark.parametrize("name", SAID)
def test_what_is_remembered_of_a_state_is_what_the_table_says(name: str) -> None:
    """A row that looked at a field which is not remembered would give one person the state of another."""
    ways = list(itertools.product((False, True), repeat=4))
    for (record, *_), value, how in itertools.product(ROWS, SAID[name], ways):
        reading = Reading(replace(record, **{name: value}), *how)
        assert derive(reading) is next((state for state, holds in TABLE if holds(reading)), State.UNKNOWN)
