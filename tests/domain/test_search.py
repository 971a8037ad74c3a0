"""Search: who is found by what was typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rcboard.domain.people import Person
from rcboard.domain.search import fold, key, matches, narrows, typed

MUELLER = Person(
    "1", "214", "Jörg Müller", "Jörg", "Müller", "Vertrieb", "Leiter", "Köln", direct_numbers=("+49 221 555-0101",)
)


@pytest.mark.parametrize(
    "text",
    [
        "mull",
        "MÜLLER",
        "jorg mul",
        "mul jör",
        "214",
        "vertr mü",
        "köln",
        "jm",
        "leiter",
        "2215550101",
        "(221) 555-0101",
        "+49 221 555 01 01",
        "",
    ],
)
def test_found_by(text: str) -> None:
    assert matches(key(MUELLER), typed(text))


@pytest.mark.parametrize("text", ["miller", "215", "mull smith"])
def test_not_found_by(text: str) -> None:
    assert not matches(key(MUELLER), typed(text))


def test_found_by_the_note_of_the_desk() -> None:
    assert matches(key(MUELLER, "knows the boiler"), typed("boil"))


@given(st.text())
@example("℠")
@example("İ̇")
def test_folding_never_fails_and_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


TYPED = st.lists(st.text("smith214", min_size=1, max_size=6), max_size=2).map(tuple)


@given(st.text("smith 214", max_size=12), TYPED, TYPED)
def test_what_narrows_finds_nobody_that_was_not_found_before(
    found: str, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    if narrows(before, after) and matches(" " + found, after):
        assert matches(" " + found, before)


def test_a_short_number_is_no_part_of_a_phone_number() -> None:
    assert not matches(key(MUELLER), typed("555"))
    assert matches(key(MUELLER), typed("5550101"))
