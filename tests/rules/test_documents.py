"""Documents say what is so: every command in them parses, every link leads somewhere, every picture is there."""

import re
from pathlib import Path

import pytest

from rcboard.__main__ import COMMANDS, spelled_out, whole_parser
from rcboard.app.commands.policy import shown
from rcboard.domain.setting import SETTINGS
from rcboard.host.policy import read
from rcboard.host.preferences import value_of
from tests.kit.catalogues import translated
from tests.kit.documents import DOCUMENTS, ROOT, Command, anchors, commands, links

GUIDE = ROOT / "docs" / "receptionist"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
FOUND = [command for document in DOCUMENTS for command in commands(document)]


def of(program: str) -> list[Command]:
    return list(dict.fromkeys(command for command in FOUND if command.words[0] == program))


def test_there_are_commands_to_look_at() -> None:
    assert len(of("rcboard")) > 40
    assert len(of("make")) > 10


def test_every_command_is_one_that_rcboard_takes(capsys: pytest.CaptureFixture[str]) -> None:
    parser, wrong = whole_parser(), []
    for command in of("rcboard"):
        try:
            parser.parse_args(spelled_out(command.words[1:]))
        except SystemExit as end:
            if end.code:
                wrong.append(f"{command}: {capsys.readouterr().err.splitlines()[-1]}")
    assert wrong == []


def test_a_command_that_is_none_is_found_out() -> None:
    with pytest.raises(SystemExit):
        whole_parser().parse_args(spelled_out(["settings", "set", "look.colour", "red"]))


def test_every_make_target_and_variable_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))
    wrong = []
    for command in of("make"):
        for word in command.words[1:]:
            name, sign, _value = word.partition("=")
            known = f"$({name})" in MAKEFILE or f"$(or $({name})" in MAKEFILE if sign else name in targets
            if not known:
                wrong.append(f"{command}: {word}")
    assert wrong == []


def test_no_link_is_dead_and_every_picture_is_there() -> None:
    dead = []
    for document in DOCUMENTS:
        for path, anchor in links(document):
            target = (document.parent / path) if path else document
            if not target.exists() or (anchor and anchor not in anchors(target)):
                dead.append(f"{document.name}: {path}#{anchor}")
    assert dead == []


def test_every_picture_in_docs_is_shown_and_small() -> None:
    shown = {(document.parent / path).resolve() for document in DOCUMENTS for path, _ in links(document)}
    for picture in (ROOT / "docs" / "pictures").iterdir():
        assert picture in shown, f"{picture.name} is in no document"
        assert picture.stat().st_size < 100_000, picture.name


def test_the_index_of_the_guide_leads_to_each_of_its_pages() -> None:
    led_to = {path for path, _anchor in links(GUIDE / "README.md")}
    pages = {page.name for page in GUIDE.glob("*.md")} - {"README.md"}
    assert len(pages) > 10
    assert pages <= led_to


def test_what_the_guide_quotes_from_the_screen_is_said_there() -> None:
    ids = [message.id for message in translated("de") if message.id]
    said = [id if isinstance(id, str) else id[0] for id in ids]
    patterns = [re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text)), re.I) for text in said]

    def stands(quoted: str) -> bool:
        begins = any(text.casefold().startswith(quoted.casefold()) for text in said)
        return begins or any(pattern.fullmatch(quoted) for pattern in patterns)

    quoted = {
        (page.name, " ".join(found[1].split()).removesuffix("…"))
        for page in GUIDE.glob("*.md")
        for found in re.finditer(r"(?<![*`\w])\*(?!\s)([^*`]+)\*(?![*`])", page.read_text(encoding="utf-8"))
    }
    assert len(quoted) > 40
    assert [one for one in sorted(quoted) if not stands(one[1])] == []


def test_every_command_is_in_a_document() -> None:
    text = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    names = {name: f"rcboard {name}" for name in COMMANDS} | {"board": "rcboard ", "self-test": "rcboard --self-test"}
    assert [name for name, written in names.items() if written not in text] == []


def test_the_table_of_settings_tells_each_with_its_default() -> None:
    told = (ROOT / "docs" / "administrator.md").read_text(encoding="utf-8")
    rows = [f"| `{name}` | {shown(one.default)} |" for name, one in SETTINGS.items() if not one.bounds.get("unseen")]
    assert [row for row in rows if row not in told] == [], "add them to docs/administrator.md"


def test_every_policy_that_is_shown_can_be_meant(tmp_path: Path) -> None:
    shown_policies = [
        block
        for document in DOCUMENTS
        for block in re.findall(r"^```toml\n(.*?)^```$", document.read_text("utf-8"), re.M | re.S)
    ]
    assert len(shown_policies) >= 2
    for text in shown_policies:
        (tmp_path / "policy.toml").write_text(text)
        policy = read(tmp_path / "policy.toml")
        assert policy is not None
        assert policy.trouble == ""
        for part in (policy.defaults, policy.locked):
            for section, fields in part.items():
                for name, value in fields.items():
                    value_of(SETTINGS[f"{section}.{name}"], value)


def test_every_test_that_a_document_names_exists() -> None:
    text = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", text)
    assert named
    for path, test in named:
        assert (ROOT / path).is_file(), path
        assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}: {test}"
