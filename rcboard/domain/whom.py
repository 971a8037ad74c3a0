"""Whom: who of the account is on the board, by the settings."""

import re
from collections.abc import Callable

from rcboard.domain.people import Person
from rcboard.domain.preferences import Whom
from rcboard.domain.search import fold


def chooser(whom: Whom) -> Callable[[Person], bool]:
    """Whether somebody is to be shown. What is empty leaves nobody out; what is not must all hold.

    Where extensions are listed, they alone decide.
    """
    if whom == Whom():
        return lambda person: True
    if whom.extensions:
        numbers = frozenset(number.strip() for number in whom.extensions)
        return lambda person: person.number in numbers
    types = _folded(whom.types)
    sites = _folded(whom.sites)
    departments = _folded(whom.departments)
    names = [_pattern(text) for text in whom.names if text.strip()]

    def chosen(person: Person) -> bool:
        return (
            (not types or fold(person.type) in types)
            and (not sites or fold(person.site) in sites)
            and (not departments or fold(person.department) in departments)
            and (not names or any(name.fullmatch(fold(text)) for name in names for text in _names(person)))
        )

    return chosen


def _folded(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(text.strip()) for text in texts if text.strip())


def _names(person: Person) -> tuple[str, ...]:
    """Whole, in either order, and the family name alone: "Sm*" means Smith."""
    return (person.spoken, person.label, person.last_name or person.spoken)


def _pattern(text: str) -> re.Pattern[str]:
    """``*`` stands for any letters and ``?`` for one; nothing else is special."""
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(sign) or re.escape(sign) for sign in fold(text.strip())), re.DOTALL)
