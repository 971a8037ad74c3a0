"""Search: whether somebody matches what was typed. Accents and case do not matter, several words come in any order."""

import unicodedata

from rcboard.domain.people import Person


def fold(text: str) -> str:
    """Text without case and accents: "Müller" and "MULLER" fold alike."""
    # Twice, because taking a sign apart may bring capitals to light ("℠") and folding may bring signs to take apart.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(mark for mark in text if not unicodedata.combining(mark)).casefold()
    return text


def key(person: Person, note: str = "") -> str:
    """All that a person can be found by, folded once: words begin after a blank, so that " sm" finds "Smith"."""
    initials = "".join(word[0] for word in person.spoken.split())
    digits = [person.number, *("".join(filter(str.isdigit, number)) for number in person.direct_numbers)]
    words = [person.spoken, person.label, initials, person.department, person.job_title, person.site, note, *digits]
    return " " + fold(" ".join(words))


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
