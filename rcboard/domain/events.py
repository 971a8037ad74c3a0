"""Events: whatever happens, as frozen facts. ``Board.apply`` is their only reader of truth.

Times are seconds since 1970 (UTC) by our own clock, except ``PresenceHeard.timestamp``, which is RingCentral's.
"""

from dataclasses import dataclass

from rcboard.domain.link import Link
from rcboard.domain.people import Person
from rcboard.domain.presence import Presence


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """The whole list of monitored people was read. Nobody else is on the board."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class PersonRead:
    """One person appeared or changed."""

    person: Person


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """One person was deleted, disabled or is no longer monitored."""

    id: str


@dataclass(frozen=True, slots=True)
class MonitoringRefused:
    """RingCentral lists filters of these people as disabled (SUB-403): their presence is withheld from us."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class SubscriptionBegan:
    """A new subscription carries events from ``at`` on: sequences start again, older reads are not vouched for."""

    at: float


@dataclass(frozen=True, slots=True)
class SubscriptionLost:
    """The line broke. ``heard`` is when it last gave a sign of life: until then all that was vouched for was true."""

    heard: float


@dataclass(frozen=True, slots=True)
class SubscriptionResumed:
    """The same subscription goes on after a recovery that replayed all that was missed."""

    at: float


@dataclass(frozen=True, slots=True)
class ReadAsked:
    """A read of presence has been sent off: events heard from now on are newer than its answer may be."""

    read: int


@dataclass(frozen=True, slots=True)
class PresenceRead:
    """(A page of) the answer to read number ``read``: whole records, which replace what was known."""

    read: int
    at: float
    records: tuple[tuple[str, Presence], ...]


@dataclass(frozen=True, slots=True)
class ReadEnded:
    """Read number ``read`` is over, finished or given up."""

    read: int


@dataclass(frozen=True, slots=True)
class PresenceHeard:
    """A pushed notification: some keys of one person. RingCentral counts them per extension (``sequence``)."""

    id: str
    presence: Presence
    at: float
    timestamp: float | None = None
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """The line stands differently now."""

    link: Link


Event = (
    PeopleRead
    | PersonRead
    | PersonLeft
    | MonitoringRefused
    | SubscriptionBegan
    | SubscriptionLost
    | SubscriptionResumed
    | ReadAsked
    | PresenceRead
    | ReadEnded
    | PresenceHeard
    | LinkChanged
)
