"""Barred: somebody whose presence RingCentral does not let us hear of, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Bar(StrEnum):
    """Why nothing is told of a person; each has its words in ``rcboard.words.barred``."""

    BY_PERSON = "by_person"
    """The person forbids being monitored (SUB-403)."""
    NO_PRESENCE = "no_presence"
    """This kind of extension has no presence (SUB-402)."""
    PERMISSION = "permission"
    """A permission of the app or of the user is missing (CMN-401, CMN-408)."""
    NO_ROOM = "no_room"
    """More people than RingCentral's subscriptions can hold."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Barred:
    """The reason, RingCentral's code for it, and the permission to ask for where one is missing."""

    bar: Bar
    code: str = ""
    permission: str = ""
