"""Allowances: how often RingCentral may still be asked, for one of its rate groups."""

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """RingCentral's rate groups, as its headers name them."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"
    AUTH = "auth"


@dataclass(frozen=True, slots=True)
class Allowance:
    """Calls of one group. ``opens_in`` is in seconds: 0 while any is left."""

    group: Group
    limit: int
    """Calls in a window."""
    left: int
    opens_in: float = 0.0
    penalty: bool = False
    """RingCentral said to wait, whatever is left."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What was asked of one group before, by whichever process of this user."""

    ages: tuple[float, ...] = ()
    """How many seconds ago each call of the last window was answered, the oldest first."""
    limit: int | None = None
    """Calls in a window, if an answer named it."""
    shut: float = 0.0
    """Seconds for which RingCentral still said to wait."""
