"""Search: whether somebody matches what was typed. Accents and case do not matter, several words come in any order."""

import unicodedata
from collections.abc import Mapping

from rcboard.domain.people import Person


def fold(text: str) -> str:
    """Text without case and accents: "Müller" and "MULLER" fold alike."""
    if text.isascii():
        return text.lower()  # which is all there is to do, at a tenth of the price
    # Twice, because taking a sign apart may bring capitals to light ("℠") and folding may bring signs to take apart.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(mark for mark in text if not unicodedata.combining(mark)).casefold()
    return text


_FAR = "\n"
"""Divides a key: what somebody is called stands before it, what else he is found by after it."""


def key(person: Person, note: str = "") -> str:
    """All that a person can be found by, folded once: words begin after a blank, so that " sm" finds "Smith"."""
    initials = "".join(word[0] for word in person.spoken.split())
    direct = ["".join(filter(str.isdigit, number)) for number in person.direct_numbers]
    near = [person.number, person.spoken, person.label, initials]
    far = [person.department, person.job_title, person.site, *person.queues, note, *direct]
    return " " + " ".join(fold(" ".join(near)).split()) + f" {_FAR} " + " ".join(fold(" ".join(far)).split()) + " "


def near(key: str) -> str:
    """The part of a key that says what somebody is called."""
    return key[: key.index(_FAR)]


def found(keys: Mapping[str, str], among: list[str], words: tuple[str, ...]) -> list[str]:
    """Those whose key matches every word, in the same order. Word by word: each leaves fewer for the next."""
    for word in words:
        begins, inside = f" {word}", len(word) >= _inner(word)
        among = [id for id in among if begins in keys[id] or (inside and word in keys[id])]
    return among


def closest_first(
    keys: Mapping[str, str], nears: Mapping[str, str], found: list[str], words: tuple[str, ...]
) -> list[str]:
    """The same people, those whose number or names are just what was typed before all others."""
    far = dict.fromkeys(found, 0)
    for word in words:
        begins, whole = f" {word}", f" {word} "
        for id in found:
            if whole not in (name := nears[id]):
                far[id] += 1 if begins in name else 2 if begins in keys[id] else 3
    return sorted(found, key=far.__getitem__)


def matches(key: str, words: tuple[str, ...]) -> bool:
    """Whether every typed word begins a word of the key, or is long enough to count inside one."""
    return all(f" {word}" in key or (len(word) >= _inner(word) and word in key) for word in words)


def _inner(word: str) -> int:
    """From how many signs on a word also counts in the middle: three digits stand in every phone number."""
    return 5 if word.isdigit() else 3


def narrows(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether whoever matches ``after`` also matched ``before``: one more letter of a word that may stand anywhere."""
    return all(len(old) >= _inner(old) and any(new.startswith(old) for new in after) for old in before)


def typed(text: str) -> tuple[str, ...]:
    """The words typed, folded. A number may be typed in any form: its blanks, dashes and brackets do not count."""
    words: list[str] = []
    for word in map(_bare, fold(text).split()):
        if word.isdigit() and words and words[-1].isdigit():
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


def _bare(word: str) -> str:
    digits = word.strip("+").translate(_PUNCTUATION)
    return digits if digits.isdigit() else word


_PUNCTUATION = str.maketrans("", "", "()-./")
