"""The documents: which commands stand in them, where their links lead, and which pictures they show."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = tuple(
    sorted(
        [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "PRIVACY.md")]
        + [*(ROOT / "docs").rglob("*.md")]
    )
)
_SAMPLES = {"SECONDS": "5", "N": "5", "R": "1", "S": "1", "GROUP=N": "auth=10"}
"""What stands for placeholders that a parser looks at; any other is taken as it is."""


@dataclass(frozen=True)
class Command:
    """A command as somebody would type it: ``("rcboard", "gate", "214")``, and where it stands."""

    document: str
    line: int
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.document}:{self.line}: {' '.join(self.words)}"


def commands(document: Path) -> Iterator[Command]:
    """Every ``rcboard`` and ``make`` command in shell blocks and in code between words."""
    text = document.read_text(encoding="utf-8")
    name = str(document.relative_to(ROOT))
    for place, code in _code(text):
        for words in _said(code):
            yield Command(name, text[:place].count("\n") + 1, words)


def _code(text: str) -> Iterator[tuple[int, str]]:
    """Lines of shell blocks, and code in running text, with their places."""
    blocks = list(re.finditer(r"^ *```(\w*)\n(.*?)^ *```$", text, re.M | re.S))
    for block in blocks:
        if block[1] in ("sh", "bash"):
            at = block.start(2)
            for line in block[2].splitlines(keepends=True):
                for inner in re.finditer(r"\$\((.*?)\)", line):
                    yield at, inner[1]
                yield at, re.split(r"\s#|^#", line)[0].strip()
                at += len(line)
    outside = re.sub(r"^ *```.*?^ *```$", lambda block: re.sub(r"[^\n]", " ", block[0]), text, flags=re.M | re.S)
    for found in re.finditer(r"`([^`]+)`", outside):
        yield found.start(), re.sub(r"\s+", " ", found[1])


def _said(code: str) -> Iterator[tuple[str, ...]]:
    """The commands in a piece of code: each of several that are written as one with ``|`` or brackets."""
    code = code.removeprefix(".venv/bin/").removeprefix("sudo ")
    if not re.match(r"(rcboard|make)(\s|$)", code) or "…" in code.split(" ", 1)[0]:
        return
    for one in _without_brackets(code):
        words = [_SAMPLES.get(word, word) for word in shlex.split(one) if word != "…"]
        yield from _alternatives(words)


def _without_brackets(code: str) -> Iterator[str]:
    """With and without what may be left out."""
    found = re.search(r"\[([^\]]*)\]", code)
    if found is None:
        yield code
        return
    for inner in ("", found[1]):
        yield from _without_brackets(code[: found.start()] + inner + code[found.end() :])


def _alternatives(words: list[str]) -> Iterator[tuple[str, ...]]:
    for place, word in enumerate(words):
        if "|" in word and word != "|":
            for one in word.split("|"):
                yield from _alternatives([*words[:place], one, *words[place + 1 :]])
            return
    yield tuple(words)


def links(document: Path) -> Iterator[tuple[str, str]]:
    """Where its links and pictures lead: path (empty for itself) and anchor. Addresses elsewhere are left out."""
    text = re.sub(r"^ *```.*?^ *```$", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
    for found in re.finditer(r"\]\(([^)\s]+)\)", text):
        if "://" not in found[1] and not found[1].startswith("mailto:"):
            path, _hash, anchor = found[1].partition("#")
            yield path, anchor


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
