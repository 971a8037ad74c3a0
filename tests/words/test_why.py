"""The why-sentence: made from raw fields, honest about what they do not say."""

from dataclasses import replace

import pytest

from rcboard.domain import presence as p
from rcboard.domain.presence import Call, Presence, Reading, State, derive
from rcboard.domain.sighting import Freshness, Sighting
from rcboard.words import ages, why
from rcboard.words.why import Seen
from tests.kit.people import NOW, presence


def seen(raw: Presence, *, freshness: Freshness = Freshness.FRESH, age: float | None = 0.0) -> Seen:
    """What is known of somebody with this record."""
    state = State.UNKNOWN if freshness is Freshness.EXPIRED else derive(Reading(raw, was_read=True, in_queue=True))
    return Seen(state, Sighting(raw, state, heard=NOW), freshness, age, in_queue=True)


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_sentence(state: State) -> None:
    said = why.sentence(seen(presence(state)))
    assert said.endswith(".")
    assert said[0].isupper()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (presence(State.IN_MEETING), "Busy because of a meeting; the phone is free."),
        (
            replace(presence(State.IN_MEETING), dnd_status=p.NO_QUEUE_CALLS),
            "Busy because of a meeting; the phone is free; takes no queue calls.",
        ),
        (presence(State.BUSY), "Set to Busy by hand; the phone is free."),
        (
            replace(presence(State.BUSY), user_status=p.AVAILABLE),
            "Busy; RingCentral gives no reason; the phone is free.",
        ),
        (presence(State.AVAILABLE), "Available."),
        (presence(State.AVAILABLE_NO_QUEUE), "Available for direct calls; takes no queue calls."),
        (
            replace(presence(State.AVAILABLE), accept_call_queue_calls=False),
            "Available for direct calls; takes no queue calls.",
        ),
        (presence(State.QUEUE_ONLY), "Takes calls from call queues only; the phone is free."),
        (presence(State.OFFLINE), "Offline, or invisible: RingCentral does not tell which."),
        (
            replace(presence(State.ON_CALL), dnd_status=p.NO_CALLS, total_active_calls=2),
            "On a call; 2 calls at once; wants no further calls.",
        ),
        (
            replace(presence(State.ON_CALL), telephony_status=p.NO_CALL, aggregated_telephony_status=p.CALL_CONNECTED),
            "On a call of the contact centre.",
        ),
        (replace(presence(State.RINGING), presence_status=p.OFFLINE), "The phone is ringing; shows as offline."),
        (
            presence(State.UNKNOWN),
            "Not known: RingCentral says “Elsewhere”, which is new to this board.",
        ),
        (Presence(presence_status=p.AVAILABLE), "Does not show presence to others."),
    ],
)
def test_the_sentence_names_the_reason_and_what_stands_beside_it(raw: Presence, said: str) -> None:
    assert why.sentence(seen(raw)) == said


def test_what_is_too_old_is_not_known_whatever_it_said() -> None:
    old = seen(presence(State.AVAILABLE), freshness=Freshness.EXPIRED, age=140.0)
    assert why.sentence(old) == "Not known: the last news is 2 min old."
    assert why.since(old, NOW) == ""
    never = Seen(State.UNKNOWN, Sighting(), Freshness.EXPIRED, None)
    assert why.sentence(never) == "Not known: nothing was heard yet."
    assert why.heard(never, NOW) == ""


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (Call(direction="Inbound", status=p.CALL_CONNECTED, from_name="Ann Lee"), "Talks with Ann Lee"),
        (Call(direction="Outbound", status=p.CALL_CONNECTED, to_number="+1650"), "Talks with \u2066+1650\u2069"),
        (
            Call(direction="Inbound", status=p.RINGING, from_name="A", queue_call=True),
            "Called by A (from a call queue)",
        ),
        (Call(direction="Outbound", status=p.RINGING, to_name="A", to_number="7"), "Calling A, \u20667\u2069"),
        (Call(direction="Inbound", status=p.ON_HOLD, from_name="A"), "Has A on hold"),
        (Call(direction="Inbound", status=p.PARKED_CALL, from_name="A"), "Has parked A"),
    ],
)
def test_with_whom_as_ringcentral_says(call: Call, said: str) -> None:
    raw = replace(presence(State.ON_CALL), active_calls=(call,))
    assert why.partners(raw, State.ON_CALL) == [said]


def test_nothing_is_said_of_partners_where_there_is_no_call_or_no_name() -> None:
    raw = replace(presence(State.AVAILABLE), active_calls=(Call(direction="Inbound", from_name="A"),))
    assert why.partners(raw, State.AVAILABLE) == []
    assert why.partners(replace(raw, active_calls=(Call(status=p.CALL_CONNECTED),)), State.ON_CALL) == []


def test_since_is_never_invented() -> None:
    begun = Seen(State.ON_CALL, Sighting(since=NOW - 250, heard=NOW), Freshness.FRESH, 0.0)
    assert why.since(begun, NOW) == f"Since {ages.clock(NOW - 250)}, 4 min"
    watched = Seen(State.BUSY, Sighting(watched_since=NOW - 250, heard=NOW), Freshness.FRESH, 0.0)
    assert why.since(watched, NOW) == "For 4 min at least"
    assert why.since(Seen(State.BUSY, Sighting(heard=NOW), Freshness.FRESH, 0.0), NOW) == ""


def test_the_age_of_the_data_is_always_said() -> None:
    at = ages.clock(NOW)
    sighting = Sighting(heard=NOW)
    assert why.heard(Seen(State.BUSY, sighting, Freshness.FRESH, 0.0), NOW).startswith(f"Last news at {at}; the live")
    ageing = why.heard(Seen(State.BUSY, sighting, Freshness.AGEING, 40.0), NOW + 40)
    assert ageing == f"Last news at {at}; nobody has vouched for it for 40 s"
