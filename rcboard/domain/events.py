"""Events: whatever happens, as frozen facts. ``Board.apply`` is their only reader of truth.

Times are seconds since 1970 (UTC) by our own clock, except ``PresenceHeard.timestamp``, which is RingCentral's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rcboard.domain.barred import Barred
from rcboard.domain.link import Link, Outcome, Problem
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
    """RingCentral lists filters of these people as disabled: nothing is told of them. Takes the place of the shard's
    former list."""

    barred: Mapping[str, Barred]
    """By extension id."""
    shard: int = 0


@dataclass(frozen=True, slots=True)
class SubscriptionBegan:
    """A new subscription carries events from ``at`` on: sequences start again, older reads are not vouched for.

    A large account is split: ``shard`` numbers its parts, ``ids`` are whom this one is for; None means everybody.
    """

    at: float
    shard: int = 0
    ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class SubscriptionLost:
    """The line broke. ``heard`` is when it last gave a sign of life: until then all that was vouched for was true."""

    heard: float
    shard: int = 0


@dataclass(frozen=True, slots=True)
class SubscriptionResumed:
    """The same subscription goes on after a recovery that replayed all that was missed."""

    at: float
    shard: int = 0


@dataclass(frozen=True, slots=True)
class SubscriptionTold:
    """One of the seven outcomes of a subscription. ``problem`` is the reason of a failure."""

    outcome: Outcome
    at: float
    shard: int = 0
    problem: Problem | None = None
    count: int = 1
    """Notifications that came together."""


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
class PresenceForgotten:
    """The computer slept or is on another network: what was known of anybody is not even worth showing with its age."""


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
    | SubscriptionTold
    | ReadAsked
    | PresenceRead
    | ReadEnded
    | PresenceHeard
    | PresenceForgotten
    | LinkChanged
)
