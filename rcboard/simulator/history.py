"""The history: what changed when, for whoever measures how far a client lags behind the truth.

Until somebody asks for the first time only some answers are kept. Each entry has ``at``, seconds of the machine's
monotonic clock, which all its processes share, so that a measure needs no guess about how long the asking took.
"""

import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from rcboard.simulator.clock import Clock
from rcboard.simulator.documents import conceals
from rcboard.simulator.office import Extension, Office, RecordChange

Json = dict[str, Any]

KEPT = 200_000
"""Entries at most; whoever asks too seldom misses the oldest and is told the number of the next."""
FIRST_ANSWERS = 100
"""Answers kept before anybody has asked."""


class History:
    """The newest changes of one office, numbered from 1."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self._office = office
        self._clock = clock
        self._entries: deque[Json] = deque(maxlen=KEPT)
        self._next = 1
        self._kept = False

    def read(self, first: int | None) -> Json:
        """Everything from this number on; without one everybody as he is now, the first answers, and all from then on.

        For one reader: what is older than the number asked for is forgotten.
        """
        if first is None:
            self._kept = True
            now, everybody = time.monotonic(), self._office.extensions.values()
            people = [{"at": now, **self._person(one), **self._presence(one)} for one in everybody]
            return {"next": self._next, "people": people, "entries": list(self._entries), "now": now}
        while self._entries and self._entries[0]["n"] < first:
            self._entries.popleft()
        return {"next": self._next, "entries": list(self._entries), "now": time.monotonic()}

    def presence_changed(self, extension: Extension) -> None:
        """Somebody's presence changed."""
        if self._kept:
            self._add("presence", {"id": str(extension.id), **self._presence(extension)})

    def record_changed(self, change: RecordChange) -> None:
        """Somebody was created, changed or deleted."""
        if self._kept:
            told = {**self._person(change.extension), **self._presence(change.extension)}
            if change.kind == "Delete":
                told["monitored"] = False
            self._add("person", told)

    def withheld(self, body: Json) -> None:
        """A fault ate this presence event: nobody will be told of it."""
        if self._kept:
            self._add("withheld", {"id": str(body["extensionId"]), "sequence": body["sequence"]})

    def answered(self, path: str, status: int, headers: Mapping[str, str]) -> None:
        """An HTTP answer left; ``wait_until`` is the machine's time until which it asked to wait, if it did."""
        # Clients are there before whoever reads this, and their first calls count in the limits, too.
        if self._kept or self._next < FIRST_ANSWERS:
            wait = headers.get("Retry-After")
            until = time.monotonic() + self._clock.real(float(wait)) if wait else None
            self._add("answer", {"path": path, "status": status, "wait_until": until})

    def _add(self, kind: str, told: Json) -> None:
        self._entries.append({"n": self._next, "at": time.monotonic(), "kind": kind, **told})
        self._next += 1

    @staticmethod
    def _person(extension: Extension) -> Json:
        return {"id": str(extension.id), "number": extension.number, "monitored": extension.at_work}

    def _presence(self, extension: Extension) -> Json:
        """The words that decide what the signed-in user should see of somebody."""
        presence = extension.presence
        return {
            "sequence": presence.sequence,
            "concealed": conceals(extension, self._office.owner.id),
            "telephony": presence.aggregated_telephony_status,
            "presence": presence.presence_status,
            "user": presence.user_status,
            "dnd": presence.dnd_status,
            "meeting": presence.meeting_status,
        }
