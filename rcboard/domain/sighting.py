"""Sightings: what was last heard of one person, when, and since when it holds."""

from enum import Enum
from typing import NamedTuple

from rcboard.domain.barred import Barred
from rcboard.domain.presence import CALL_CONNECTED, Presence, Reading, State, derive

NEVER = -1
"""The epoch of what no subscription vouches for."""


class Freshness(Enum):
    """Whether what a tile says can be trusted now."""

    FRESH = "fresh"
    """A live subscription vouches for it."""
    AGEING = "ageing"
    """It was true when last heard; the tile says how long ago that is."""
    EXPIRED = "expired"
    """Too old to be shown: not known."""


class Sighting(NamedTuple):
    """All that is known of one person's presence. Times are seconds since 1970 (UTC).

    A tuple and no dataclass: one is made for every event, at a third of the price.
    """

    presence: Presence = Presence()
    state: State = State.UNKNOWN
    """As derived from the record, whatever its age."""
    since: float | None = None
    """When this state began, by RingCentral's own word; None where it did not say."""
    watched_since: float | None = None
    """Since when we have seen this state without a gap: it holds at least that long."""
    heard: float | None = None
    """When the record was last read or changed; None before the first time."""
    read_at: float | None = None
    """When the whole record was last read: what is never pushed, such as the person's own text, is as old as this."""
    sequence: int | None = None
    was_read: bool = False
    epoch: int = NEVER
    """The subscription under which the whole record was read: it is vouched for while that one stands."""
    barred: Barred | None = None
    """Why nothing is told of him, where his filter was refused."""


def read(old: Sighting, presence: Presence, at: float, epoch: int, reading: Reading) -> Sighting:
    """The sighting after a full read. Without an unbroken watch since the last one, old times are not carried over.

    ``epoch`` is the subscription under which the read was asked for, NEVER where none stood or another stands now.
    """
    state = derive(reading)
    unbroken = old.epoch == epoch != NEVER and old.state is state
    since = began(state, presence) or (old.since if unbroken else None)
    watched_since = old.watched_since if unbroken and old.watched_since is not None else at
    return Sighting(presence, state, since, watched_since, at, at, None, True, epoch, old.barred)


def heard(
    old: Sighting,
    presence: Presence,
    at: float,
    timestamp: float | None,
    reading: Reading,
    *,
    vouched: bool,
    sequence: int | None = None,
) -> Sighting:
    """The sighting after a notification whose merged record is ``presence``.

    Where the record it is laid over is not ``vouched`` for, its other keys stay as old as they are, and so does the
    tile: one fresh key makes no fresh record.
    """
    state = derive(reading)
    watched: float | None
    if not vouched:
        since, watched, at_last = began(state, presence) or (None if state is old.state else timestamp), None, old.heard
    elif state is old.state:
        since, watched, at_last = began(state, presence) or old.since, old.watched_since, at
    else:
        since, watched, at_last = began(state, presence) or timestamp, at, at
    known = old.sequence if sequence is None else sequence
    # Not _replace, which takes several times as long: this is done for every event.
    return Sighting(presence, state, since, watched, at_last, old.read_at, known, old.was_read, old.epoch, old.barred)


def began(state: State, presence: Presence) -> float | None:
    """When a call state began by RingCentral's own word: the oldest connected call's start."""
    if state is State.ON_CALL and presence.telephony_status == CALL_CONNECTED:
        return presence.connected_since
    return None


def rederived(old: Sighting, reading: Reading) -> Sighting:
    """The sighting after something else than presence changed what it means, such as queue membership."""
    state = derive(reading)
    return old if state is old.state else old._replace(state=state, since=None, watched_since=old.heard)
