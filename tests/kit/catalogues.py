"""The catalogues: what our code says and in which languages it is said. ``python -m tests.kit.catalogues`` renews them.

Renewing adds what is new, to be translated, and drops what is no longer said; translations stay as they are.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from rcboard.words.language import LANGUAGES
from tests.kit.office import ROOT

FOLDER = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "N_": None, "counted": (1, 2)}
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
OTHERS = [language for language in LANGUAGES if language != "en"]
THOUSANDS = {"de": ".", "fr": "\u202f", "es": "."}


def said() -> Catalog:
    """Every sentence that stands in the code, in the order of rooms and lines."""
    found = Catalog(project="rcboard", charset="utf-8")
    for file, line, message, _comments, _context in extract_from_dir(str(ROOT / "rcboard"), keywords=KEYWORDS):
        found.add(message, locations=[(f"rcboard/{file}", line)])
    return found


def translated(language: str) -> Catalog:
    """The catalogue of a language as Babel reads it."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue as ours are written: no line numbers, which change with every edit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, include_lineno=False, ignore_obsolete=True, sort_by_file=True)


def renew(language: str, template: Catalog) -> int:
    """Bring a language's catalogue up to date; how many sentences are still to be translated."""
    path = FOLDER / f"{language}.po"
    catalogue = translated(language) if path.exists() else Catalog(locale=language, project="rcboard")
    catalogue.update(template, no_fuzzy_matching=True)
    headers = dict(catalogue.mime_headers)
    kept = ("Plural-Forms", "Content-Type", "Content-Transfer-Encoding", "Language")
    catalogue.mime_headers = [(name, headers[name]) for name in kept if name in headers]
    path.parent.mkdir(parents=True, exist_ok=True)
    write(catalogue, path)
    text = path.read_text(encoding="utf-8")
    body = text[text.index("\n\n", text.index('msgstr ""')) :]
    head = "".join(f'"{name}: {headers[name]}\\n"\n' for name in kept)
    marked = f"\"X-Thousands: '{THOUSANDS[language]}'\\n\"\n"
    path.write_text(
        f'# {LANGUAGES[language]}\nmsgid ""\nmsgstr ""\n{head}{marked}'.rstrip("\n") + body, encoding="utf-8"
    )
    return sum(1 for message in catalogue if message.id and not all(_forms(message.string)))


def _forms(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, tuple | list) else (str(string or ""),)


if __name__ == "__main__":
    template = said()
    for language in OTHERS:
        left = renew(language, template)
        sys.stdout.write(f"{LANGUAGES[language]}: {left} to be translated\n")
