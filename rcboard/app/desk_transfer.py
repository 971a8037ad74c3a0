"""The desk in files of one's own: a table of people for a spreadsheet, or a profile with everything in it.

A table adds to the desk: it has stars, notes and groups. A profile takes the place of the desk, and of the settings.
It may come from anybody, so it has no say in whom this computer trusts, what it runs and whom it tells.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.preferences import Preferences
from rcboard.domain.search import fold
from rcboard.domain.setting import SETTINGS, Setting, differing
from rcboard.host.files import write_whole
from rcboard.host.preferences import UnfitError, value_of
from rcboard.words import transfer as words

COLUMNS = ("extension", "name", "favourite", "groups", "note", "id")
STAYS = frozenset({"connection", "api", "webhooks", "mqtt", "hook", "updates"})
"""Sections of settings that are of this computer: they are neither written into a profile nor taken from one."""
OWN_PHONE = "calling.ring_first"
"""Neither is the phone that RingOut rings first: a colleague's profile would have hers ring."""
YES = "yes"
_FORMULA = ("=", "+", "-", "@", "\t")


class TransferError(Exception):
    """A file that cannot be taken in; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file holds, laid over what was there."""

    desk: Desk
    preferences: Preferences | None
    """None: the file does not speak of settings."""
    said: str


class _Profile(msgspec.Struct):
    rcboard: str
    version: int
    desk: Desk
    settings: dict[str, Any] = {}


def write(path: Path, desk: Desk, people: Iterable[Person], preferences: Preferences) -> None:
    """Write a file of the kind its name says. Raises OSError, or TransferError for another kind. Blocking."""
    if path.suffix.lower() == ".csv":
        content = table(desk, people).encode("utf-8-sig")  # the mark by which Excel knows UTF-8
    elif path.suffix.lower() == ".json":
        content = profile(desk, preferences)
    else:
        raise TransferError(words.which_kind(path.name))
    write_whole(path, content)


def read(path: Path, desk: Desk, people: Iterable[Person], preferences: Preferences) -> Taken:
    """What a file makes of the desk. Raises OSError, or TransferError where it cannot be understood. Blocking."""
    content = path.read_bytes()
    if path.suffix.lower() == ".json":
        return from_profile(content, preferences)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # what Excel writes where it is not told otherwise
    return from_table(text, desk, people)


def table(desk: Desk, people: Iterable[Person]) -> str:
    """Everybody who has a star, a note or a group, one line each."""
    known = {person.id: person for person in people}
    grouped = [id for group in desk.groups for id in group.ids]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for id in sorted({*desk.favourites, *desk.notes, *grouped}):
        person = known.get(id, Person(id))
        groups = _listed([group.name for group in desk.groups if id in group.ids])
        star = YES if id in desk.favourites else ""
        cells = (person.number, person.name, star, groups, desk.notes.get(id, ""), id)
        writer.writerow([_tamed(cell) for cell in cells])
    return lines.getvalue()


def from_table(text: str, desk: Desk, people: Iterable[Person]) -> Taken:
    """Lay a table over the desk. Somebody is known by id, extension or name, whichever the line has."""
    dialect = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=dialect)
    heads = {fold(head).strip(): head for head in reader.fieldnames or ()}
    if not heads.keys() & {"extension", "name", "id"}:
        raise TransferError(words.no_columns(", ".join(COLUMNS)))
    found = _Finder(people)
    unknown, taken = [], 0
    for line in reader:
        cell = {name: _untamed((line.get(head) or "").strip()) for name, head in heads.items()}
        id = found.id(cell.get("id", ""), cell.get("extension", ""), cell.get("name", ""))
        if id is None:
            unknown.append(cell.get("name") or cell.get("extension") or cell.get("id") or "")
            continue
        taken += 1
        desk = _laid_over(desk, id, cell)
    return Taken(desk, None, words.taken(taken, [who for who in unknown if who]))


def profile(desk: Desk, preferences: Preferences) -> bytes:
    """The whole desk, and every setting that is not as usual and may travel."""
    chosen = [setting for setting in differing(preferences, Preferences()) if _travels(setting)]
    settings = {setting.name: msgspec.to_builtins(setting.of(preferences)) for setting in chosen}
    return msgspec.json.format(msgspec.json.encode(_Profile("profile", 1, desk, settings)), indent=2) + b"\n"


def from_profile(content: bytes, preferences: Preferences) -> Taken:
    """The desk and the settings of a profile. Settings that mean nothing here are said and left out."""
    try:
        read = msgspec.json.decode(content, type=_Profile)
    except msgspec.DecodeError as error:
        raise TransferError(words.no_profile(str(error))) from None
    if (read.rcboard, read.version) != ("profile", 1):
        raise TransferError(words.no_profile(words.newer()))
    odd = []
    chosen = preferences
    for setting in filter(_travels, SETTINGS.values()):
        chosen = setting.put(chosen, setting.default)
    for name, value in read.settings.items():
        try:
            if not _travels(SETTINGS[name]):
                raise KeyError(name)
            chosen = SETTINGS[name].put(chosen, value_of(SETTINGS[name], value))
        except (KeyError, UnfitError):
            odd.append(name)
    return Taken(read.desk, chosen if read.settings else preferences, words.profile_taken(odd))


def _travels(setting: Setting) -> bool:
    return setting.section not in STAYS and setting.name != OWN_PHONE


class _Finder:
    """Who is meant by a line."""

    def __init__(self, people: Iterable[Person]) -> None:
        everybody = tuple(people)
        self._ids = {person.id for person in everybody}
        self._numbers = {person.number: person.id for person in everybody if person.number}
        names: dict[str, list[str]] = {}
        for person in everybody:
            for name in {fold(person.name), fold(person.label)}:
                names.setdefault(name, []).append(person.id)
        # A name that two people share means neither.
        self._names: Mapping[str, str] = {name: ids[0] for name, ids in names.items() if len(ids) == 1}

    def id(self, id: str, number: str, name: str) -> str | None:
        if id in self._ids:
            return id
        if not self._ids and id:
            return id  # nobody was read yet: the id will mean somebody later
        return self._numbers.get(number) or self._names.get(fold(name))


def _laid_over(desk: Desk, id: str, cell: Mapping[str, str]) -> Desk:
    if fold(cell.get("favourite", "")) in (YES, "1", "true", "x"):
        desk = replace(desk, favourites=desk.favourites | {id})
    if cell.get("note"):
        desk = desk.noted(id, cell["note"])
    for name in next(csv.reader([cell.get("groups", "")], delimiter="|"), []):
        group = desk.group(" ".join(name.split()))
        if name.strip() and (group is None or id not in group.ids):
            desk = desk.grouped(name, id)
    return desk


def _listed(names: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter="|", lineterminator="").writerow(names) if names else None
    return line.getvalue()


def _tamed(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _untamed(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
