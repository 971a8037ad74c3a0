"""Language: the one catalogue every sentence comes from. English is built in; others are gettext catalogues (.po).

Catalogues are read as their translators write them: that takes a few milliseconds at start, and there is nothing to
compile, to ship or to forget.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
"""What can be spoken, each by its own name."""

FOLDER = "locale"
"""Where the catalogues are among the resources, as LANGUAGE.po."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of a language by their English ones; two where a number decides."""

    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    none_is_one: bool = False
    """Whether none is spoken of in the singular, as in French."""
    thousands: str = ","


_spoken = Catalogue()


def use(language: str, folder: Path) -> str:
    """Speak this language ("de", "fr_CA") from now on, if ``folder`` has it, else English; the one that is spoken.

    Called once at start, before the first sentence: the only state this room keeps.
    """
    global _spoken  # noqa: PLW0603  # a process speaks one language
    named = re.match("[a-z]{2,3}(?![^-_.@])", language.lower())
    short = named[0] if named else "en"
    try:
        _spoken = read((folder / f"{short}.po").read_text(encoding="utf-8"))
    except OSError:
        _spoken, short = Catalogue(), "en"
    return short


def read(text: str) -> Catalogue:
    """The catalogue in the text of a .po file. What is not translated, or not for sure, is left out."""
    sentences = {}
    for block in text.split("\n\n"):
        lines = block.splitlines()
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            continue
        parts: dict[str, str] = {}
        name = ""
        for line in lines:
            if line.startswith("#"):
                continue
            keyword, _quote, rest = line.partition('"')
            name = keyword.strip() or name
            parts[name] = parts.get(name, "") + _unquoted(rest)
        forms = tuple(said for name, said in parts.items() if name.startswith("msgstr"))
        if "msgid" in parts and forms and all(forms):
            sentences[parts["msgid"]] = forms
    head = sentences.pop("", ("",))[0]
    thousands = re.search("X-Thousands: '(.)'", head)
    return Catalogue(sentences, "plural=(n > 1)" in head, thousands[1] if thousands else ",")


def _unquoted(rest: str) -> str:
    text = rest.rstrip().removesuffix('"')
    return (
        re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text) if "\\" in text else text
    )


def _(text: str) -> str:
    """This sentence in the language in use."""
    return _spoken.sentences.get(text, (text,))[0]


def counted(one: str, many: str, n: int) -> str:
    """The sentence for this number, with ``{n}`` filled in."""
    forms = _spoken.sentences.get(one, (one, many))
    single = n == 1 or (n == 0 and _spoken.none_is_one)
    return (forms[0] if single else forms[-1]).format(n=number(n))


def named(name: str, what: str) -> str:
    """Something after its name, parted as the language parts them: "Note: prefers e-mail", in French with a blank."""
    return _("{name}: {what}").format(name=name, what=what)


def number(n: int) -> str:
    """A whole number as it is written: "10,000"."""
    return f"{n:,}".replace(",", _spoken.thousands)


def decimal(x: float) -> str:
    """A number with one decimal place: "5.5"."""
    return f"{x:.1f}" if _spoken.thousands == "," else f"{x:.1f}".replace(".", ",")


N_: Callable[[str], str] = str
"""Marks a text for the catalogue that is translated where it is used."""
