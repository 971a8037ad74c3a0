"""Search: who is found by what was typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rcboard.domain.people import Person
from rcboard.domain.search import closest_first, fold, found, key, matches, narrows, near, typed

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


@given(st.text(st.characters(max_codepoint=127)), st.sampled_from("éßÅ"))
def test_plain_text_folds_as_it_does_beside_other_text(text: str, beside: str) -> None:
    assert fold(text + beside) == fold(text) + fold(beside)


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


@given(st.lists(st.text("smith 214", max_size=12), max_size=8), TYPED)
def test_all_who_match_are_found_and_none_besides(texts: list[str], words: tuple[str, ...]) -> None:
    keys = {str(place): f" {text} \n " for place, text in enumerate(texts)}
    assert found(keys, list(keys), words) == [id for id in keys if matches(keys[id], words)]


def test_names_come_before_what_else_somebody_is_found_by() -> None:
    people = {
        "note": key(Person("1", "300", "Ann Lee"), "asks for Kim"),
        "inside": key(Person("2", "301", "Joe Arakimo")),
        "begins": key(Person("3", "302", "Joe Kimball")),
        "whole": key(Person("4", "303", "Kim Zoe")),
    }
    words = typed("kim")
    order = closest_first(people, {id: near(text) for id, text in people.items()}, list(people), words)
    assert order == ["whole", "begins", "note", "inside"]
