"""Languages: complete, true to their placeholders, and read by us as their translators' tools read them."""

import ast
from pathlib import Path

import pytest

from rcboard.domain.link import Link, Phase
from rcboard.domain.presence import State
from rcboard.host.system_language import system_language
from rcboard.words import ages, language, link, states, why, window
from rcboard.words.language import LANGUAGES, _, counted, decimal, number, read
from tests.kit import catalogues, pseudo
from tests.kit.office import ROOT

TEMPLATE = catalogues.said()
MODULES = sorted((ROOT / "rcboard").rglob("*.py"))
LANGUAGE = pytest.mark.parametrize("code", catalogues.OTHERS)


@pytest.fixture(autouse=True)
def english_again() -> object:
    """Other tests read English."""
    yield
    language.use("en", catalogues.FOLDER)


def forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


def test_there_are_sentences_to_translate() -> None:
    assert len(TEMPLATE) > 700


@LANGUAGE
def test_every_sentence_is_translated_and_none_is_left_over(code: str) -> None:
    """Where this fails: ``python -m tests.kit.catalogues``, then translate what is empty."""
    ours = catalogues.translated(code)
    assert {forms(one.id)[0] for one in TEMPLATE} == {forms(one.id)[0] for one in ours}
    assert [one.id for one in ours if one.id and not all(forms(one.string))] == []
    assert [one.id for one in ours if one.fuzzy and one.id] == []


@LANGUAGE
def test_every_translation_names_what_its_sentence_names(code: str) -> None:
    for one in catalogues.translated(code):
        for english, translation in zip(forms(one.id), forms(one.string), strict=True):
            if english:
                named = [sorted(catalogues.PLACEHOLDER.findall(text)) for text in (english, translation)]
                assert named[0] == named[1], translation
                assert english[:1].isspace() == translation[:1].isspace(), translation
                assert english[-1:].isspace() == translation[-1:].isspace(), translation


@LANGUAGE
def test_our_reader_reads_what_the_tools_of_translators_read(code: str) -> None:
    found = read((catalogues.FOLDER / f"{code}.po").read_text(encoding="utf-8"))
    assert found.sentences == {forms(one.id)[0]: forms(one.string) for one in catalogues.translated(code) if one.id}


@LANGUAGE
def test_renewing_a_catalogue_that_is_up_to_date_changes_nothing(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (catalogues.FOLDER / f"{code}.po").read_bytes()
    (tmp_path / f"{code}.po").write_bytes(before)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    assert catalogues.renew(code, TEMPLATE) == 0
    assert (tmp_path / f"{code}.po").read_bytes() == before


def test_what_is_not_translated_for_sure_stays_english() -> None:
    text = (
        'msgid "One"\nmsgstr ""\n\n#, fuzzy\nmsgid "Two"\nmsgstr "Zwei"\n\nmsgid ""\n"Th"\n"ree\\n"\nmsgstr "\\"3\\""\n'
    )
    assert read(text).sentences == {"Three\n": ('"3"',)}


@pytest.mark.parametrize(
    ("code", "spoken"),
    [("de_AT.UTF-8", "de"), ("fr-CA", "fr"), ("ja", "en"), ("", "en"), ("../de", "en"), ("EN", "en")],
)
def test_a_language_is_spoken_in_every_country_and_english_otherwise(code: str, spoken: str) -> None:
    assert language.use(code, catalogues.FOLDER) == spoken


def test_numbers_decide_the_form_and_are_written_as_usual() -> None:
    assert (counted("{n} person", "{n} people", 0), number(12345)) == ("0 people", "12,345")
    assert decimal(5.5) == "5.5"
    language.use("de", catalogues.FOLDER)
    assert [counted("{n} person", "{n} people", n) for n in (0, 1, 2)] == ["0 Personen", "1 Person", "2 Personen"]
    assert (number(12345), decimal(5.5)) == ("12.345", "5,5")
    reading = Link(Phase.READING, 0.0, read=3400, total=10000)
    assert link.sentence(reading, None, 0.0).text == "Präsenz wird gelesen: 3.400 von 10.000"
    assert window.people(1234, 10000) == "1.234 von 10.000 Personen"
    language.use("fr", catalogues.FOLDER)
    assert [counted("{n} person", "{n} people", n) for n in (0, 1, 2)] == ["0 personne", "1 personne", "2 personnes"]
    assert ages.age(240) == "il y a 4 min"


def test_each_language_parts_a_name_from_what_follows_in_its_own_way() -> None:
    assert why.note_of_desk("prefers e-mail") == "Note: prefers e-mail"
    language.use("fr", catalogues.FOLDER)
    assert why.note_of_desk("préfère le courriel") == "Note\u00a0: préfère le courriel"


def test_nobody_puts_a_colon_of_his_own_between_a_name_and_what_follows() -> None:
    """For people that is ``named``; logs and other programs' formats are not for people."""
    colons = [
        f"{module.relative_to(ROOT)}:{node.lineno}"
        for module in MODULES
        if module.relative_to(ROOT / "rcboard").parts[0] in ("words", "models", "views")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant) and str(part.value) == ": "
    ]
    assert colons == []


@LANGUAGE
def test_every_state_has_a_word_of_its_own_in_every_language(code: str) -> None:
    language.use(code, catalogues.FOLDER)
    words = [states.word(state) for state in State]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANGUAGE": "fr:de", "LANG": "es_ES.UTF-8"}, "fr"),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, ""),
        ({"LC_MESSAGES": "es_MX.UTF-8", "LANG": "de_DE.UTF-8"}, "es_MX"),
        ({"LANG": "C.UTF-8"}, ""),
        ({}, ""),
    ],
)
def test_the_system_says_what_the_person_reads(environment: dict[str, str], code: str) -> None:
    assert system_language(environment) == code


def test_every_language_that_can_be_chosen_has_a_catalogue_and_the_other_way_round() -> None:
    assert {path.stem for path in catalogues.FOLDER.glob("*.po")} == set(LANGUAGES) - {"en"}


def calls(node: ast.AST) -> list[ast.Call]:
    names = ("_", "counted")
    return [
        n for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in names
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_is_translated_before_the_language_is_known(module: Path) -> None:
    """Not at import, and only whole sentences that a translator can read."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    inside = {id(call) for node in ast.walk(tree) if isinstance(node, functions) for call in calls(node)}
    for call in calls(tree):
        assert id(call) in inside, f"line {call.lineno}: at import"
        first = call.args[0]
        assert not isinstance(first, ast.JoinedStr | ast.BinOp), f"line {call.lineno}: made of parts"


def test_the_language_nobody_speaks_shows_what_is_hard_coded() -> None:
    said = pseudo.pseudo("Copy {number}").format(number="214")
    assert said.startswith("⟦Çöpÿ 214")
    assert pseudo.hard_coded(f"{said} · {said}", set()) == ""
    assert pseudo.hard_coded(f"{said}: Ann Adams", {"Ann Adams"}) == ""
    assert pseudo.hard_coded(f"{said} Undo", set()) == "Undo"
    assert _("Undo") == "Undo"
