"""Corrections: notes in the log what the slow check put right because no event had told of it."""

import logging

from rcboard.domain.missed import Missed

log = logging.getLogger(__name__)


class Corrections:
    """Of one board."""

    def __init__(self, missed: Missed) -> None:
        self._missed = missed
        self._told = 0

    def look(self) -> None:
        """Note what is new."""
        new, self._told = self._missed.people - self._told, self._missed.people
        if new > 0:
            fields = ", ".join(f"{name} {count}" for name, count in sorted(self._missed.fields.items()))
            log.warning("the slow check corrected %d records no event told of; in all: %s", new, fields)
