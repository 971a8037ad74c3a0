"""The command line's help: every word of it in the language in use, argparse's own included."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rcboard.__main__ import COMMANDS, main, whole_parser
from rcboard.words import language
from tests.kit import pseudo
from tests.kit.catalogues import FOLDER

TYPED = {part for name in COMMANDS for part in name.split("-")} | {
    *("export", "import", "get", "set", "reset", "resend", "purge", "secret"),
}
"""What people type is the same in every language."""


@pytest.fixture
def nobody_speaks(tmp_path: Path) -> Iterator[None]:
    """The language nobody speaks, for one test."""
    pseudo.write(tmp_path)
    language.use(pseudo.LANGUAGE, tmp_path)
    yield
    language.use("en", FOLDER)


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """This one and all within it, but for the simulator's, which speaks to programs."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                if name != "simulate":
                    yield from parsers(inner)


@pytest.mark.usefixtures("nobody_speaks")
def test_no_word_of_the_help_is_hard_coded() -> None:
    seen = 0
    for parser in parsers(whole_parser()):
        text = " ".join(parser.format_help().split())
        bare = re.sub(r"--?[a-z][a-z-]*|\{[a-z_,-]*\}", " ", text)
        left = set(re.findall(r"[a-z]{2,}", pseudo.hard_coded(bare, set())))
        assert left <= TYPED | set(parser.prog.replace("-", " ").split()), parser.prog
        seen += 1
    assert seen > 25


@pytest.mark.parametrize(("code", "usage"), [("de", "Aufruf: "), ("fr", "usage\u00a0: "), ("es", "uso: ")])
def test_help_speaks_as_the_system_does(
    code: str, usage: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", code)
    try:
        for words in (["--help"], ["gate", "--help"]):
            with pytest.raises(SystemExit):
                main(words)
            said = capsys.readouterr().out
            assert said.startswith(usage)
            assert "show this help" not in said
    finally:
        language.use("en", FOLDER)
