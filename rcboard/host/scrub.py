"""Scrubbing: takes people out of text that is to be shown to strangers: names, numbers, addresses; and secrets.

A name becomes "[person 3]", the same person always the same, so that a story can still be followed.
"""

import getpass
import re
import socket
from collections.abc import Iterable
from pathlib import Path

from rcboard.domain.people import Person
from rcboard.host.logs import Redaction

NUMBER = "[number]"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+\d[\d ()./-]{4,}\d|\(\d{2,5}\)[ \d/-]{4,}\d|(?<![\w.:-])\d{7,15}(?![\w:-])")
SHORTEST = 2
"""Letters of a part of a name from which on it is taken out by itself."""


class Scrub:
    """Knows the people of one account, and the machine it runs on."""

    def __init__(self, redaction: Redaction) -> None:
        self._redaction = redaction
        self._people: dict[str, str] = {}
        self._numbers: set[str] = set()
        self._known: re.Pattern[str] | None = None
        self._machine = {str(Path.home()): "~", socket.gethostname(): "[machine]", _user(): "[user]"}

    def learn(self, people: Iterable[Person]) -> None:
        """Take these out from now on: names and their parts, extension and direct numbers."""
        for person in people:
            stands_for = f"[person {len(self._people) + 1}]"
            names = {person.name, person.spoken, person.label, f"{person.first_name} {person.last_name}"}
            names |= {part for name in names for part in re.split(r"[\s,]+", name)}
            for name in names:
                if len(name.strip()) >= SHORTEST and not name.strip().isdigit():
                    self._people.setdefault(name.strip(), stands_for)
            self._numbers |= {person.number, *person.direct_numbers, person.id} - {""}
        words = sorted({*self._people, *self._numbers}, key=len, reverse=True)
        self._known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") if words else None

    def __call__(self, text: str) -> str:
        """The text without all of it."""
        text = self._redaction(text)
        for name, instead in self._machine.items():
            if len(name) > SHORTEST:
                text = text.replace(name, instead)
        if self._known is not None:
            text = self._known.sub(lambda found: self._people.get(found[0], NUMBER), text)
        return _PHONE.sub(NUMBER, _MAIL.sub("[mail]", text))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
