"""A language nobody speaks: every sentence in brackets, accented and a third longer. What is not so is hard-coded."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog

from tests.kit import catalogues

LANGUAGE = "qps"
_ACCENTS = str.maketrans("aeiouyncszAEIOUYNCSZ", "áéíöüÿñçšžÁÉÍÖÜŸÑÇŠŽ")
_WHOLE = re.compile(r"⟦[^⟦⟧]*⟧")
_PART = re.compile(r"(\{[^{}]*\})")


def pseudo(text: str) -> str:
    """A sentence in this language."""
    core = text.strip()
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    parts = [part if part.startswith("{") else part.translate(_ACCENTS) for part in _PART.split(core)]
    return f"{lead}⟦{''.join(parts)}{'~' * max(1, len(core) // 3)}⟧{trail}"


def write(folder: Path) -> None:
    """Its catalogue, as translators write them."""
    catalogue = Catalog(charset="utf-8")
    for message in catalogues.said():
        if message.id:
            one = message.id
            catalogue.add(one, pseudo(one) if isinstance(one, str) else tuple(map(pseudo, one)))
    catalogues.write(catalogue, folder / f"{LANGUAGE}.po")


def hard_coded(text: str, data: set[str]) -> str:
    """What of a text did not come from the catalogue and is no name or number of the test's; empty where all did."""
    before = None
    while before != text:
        before, text = text, _WHOLE.sub(" ", text)
    for name in sorted(data, key=len, reverse=True):
        text = text.replace(name, " ")
    return " ".join(re.findall(r"[^\W\d_]{2,}", text))
