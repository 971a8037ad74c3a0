"""Words: every state, phase and problem has its sentence, and numbers read well."""

import pytest

from rcboard.domain.alerts import Alert, Reason
from rcboard.domain.gate import Answer, Decision
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.presence import State
from rcboard.domain.sighting import Freshness, Sighting
from rcboard.words import ages, alerts, gate, link, outlets, problems, states, tile
from rcboard.words.problems import Button

BOB = Person("1", "214", "Bob Smith", "Bob", "Smith", "Sales", "Buyer")


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_own_word_and_clause(state: State) -> None:
    assert states.word(state)
    assert "Bob" in states.clause(state, "Bob")
    assert sum(states.word(other) == states.word(state) for other in State) == 1


@pytest.mark.parametrize("state", [state for state in State if state is not State.UNKNOWN])
def test_a_state_is_called_the_same_on_tile_toast_page_and_aloud(state: State) -> None:
    word = states.word(state)
    told = Alert(BOB.id, state, Reason.RULE)
    assert tile.line(state, Sighting(heard=1.0), 2.0) == word
    assert word.casefold() in tile.spoken(BOB, state, Sighting(heard=1.0), 2.0).casefold()
    assert alerts.toast(told, BOB).body == word
    assert alerts.missed_line(told, BOB, 1.0).endswith(f": {word}")
    assert outlets.page()["states"][state.value] == word  # type: ignore[index]  # a dictionary, by its state


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_says_what_happened_and_what_to_do(kind: ProblemKind) -> None:
    told = problems.told(Problem(kind, "something"))
    assert told.headline.endswith(".")
    assert told.remedy.endswith(".")
    assert "{" not in told.text


@pytest.mark.parametrize("button", Button)
def test_every_button_has_a_text(button: Button) -> None:
    assert bool(problems.button_text(button)) is (button is not Button.NONE)


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_a_sentence_and_a_word(phase: Phase) -> None:
    assert link.sentence(Link(phase), 40.0, 100.0).text
    assert link.brief(Link(phase))


def test_a_broken_line_says_its_age_and_the_next_try() -> None:
    broken = Link(Phase.RECONNECTING, 60.0, Problem(ProblemKind.LINE_LOST), retry_at=107.0)
    assert link.sentence(broken, 40.0, 100.0).text == "40 s old, next try in 7 s"
    assert link.sentence(Link(Phase.RECONNECTING), 40.0, 100.0).text == "40 s old, reconnecting"


def test_a_line_that_is_lost_for_long_says_since_when() -> None:
    now = 100_000.0
    for age in (600.0, 11 * 3600.0):
        text = link.sentence(Link(Phase.RECONNECTING), age, now).text
        assert text == f"Offline since {ages.clock(now - age)}, reconnecting"
    assert link.sentence(Link(Phase.RECONNECTING), 26 * 3600.0, now).text == "1 d old, reconnecting"


def test_progress_is_counted_out() -> None:
    assert link.sentence(Link(Phase.READING, read=3400, total=10000), None, 0.0).text.endswith("3,400 of 10,000")


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (252, "4:12"), (3661, "1:01:01"), (-5, "0:00")])
def test_durations_read_like_a_stopwatch(seconds: float, text: str) -> None:
    assert ages.duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(40, "40 s old"), (240, "4 min old"), (7200, "2 h old"), (200000, "2 d old")]
)
def test_ages_are_rough(seconds: float, text: str) -> None:
    assert ages.age(seconds) == text


def test_time_in_state_is_told_only_as_far_as_it_is_known() -> None:
    assert tile.line(State.ON_CALL, Sighting(since=100.0, heard=100.0), 352.0) == "On a call 4:12"
    assert tile.line(State.ON_CALL, Sighting(watched_since=100.0, heard=100.0), 352.0) == "On a call ≥ 4 min"
    assert tile.line(State.ON_CALL, Sighting(watched_since=100.0, heard=100.0), 130.0) == "On a call"
    assert tile.line(State.AVAILABLE, Sighting(since=100.0, heard=100.0), 352.0) == "Available"
    assert tile.line(State.UNKNOWN, Sighting(), 0.0) == "Checking…"
    assert tile.line(State.UNKNOWN, Sighting(heard=1.0), 0.0) == "Not known"


def test_a_tile_is_spoken_whole() -> None:
    seen = Sighting(since=100.0, heard=100.0)
    assert tile.spoken(BOB, State.ON_CALL, seen, 352.0) == "Bob Smith, 214, on a call, 4 minutes"
    assert tile.spoken(BOB, State.AVAILABLE, seen, 352.0, "40 s old") == "Bob Smith, 214, available, 40 s old"


def test_only_what_is_not_vouched_for_tells_its_age() -> None:
    assert tile.age(Freshness.FRESH, 40.0) == ""
    assert tile.age(Freshness.AGEING, 40.0) == "40 s old"
    assert tile.short_age(Freshness.AGEING, 40.0) == "40 s"
    assert tile.short_age(Freshness.FRESH, 40.0) == tile.short_age(Freshness.AGEING, None) == ""


def test_the_gate_answers_in_one_sentence() -> None:
    yes = Decision(Answer.YES, State.AVAILABLE, BOB, 98.0)
    assert gate.sentence(yes, "214", 100.0) == "Yes: Bob Smith is available (heard 2 s ago)."
    later = gate.sentence(yes, "214", 98.0 + 7200.0)
    assert later == "Yes: Bob Smith is available (heard 2 h ago, and nothing else since)."
    no = Decision(Answer.NO, State.ON_CALL, BOB, 100.0)
    assert gate.sentence(no, "214", 100.0).startswith("No: Bob Smith is on a call")
    nobody = Decision(Answer.NOT_KNOWN, State.UNKNOWN)
    assert gate.sentence(nobody, "999", 100.0).startswith("Not known: nobody")
    lost = Decision(Answer.NOT_KNOWN, State.UNKNOWN, BOB)
    assert "live line broke" in gate.sentence(lost, "214", 100.0, Problem(ProblemKind.LINE_LOST))
