"""Allowances: how often RingCentral may still be asked, for one of its rate groups."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """Calls of one group. ``opens_in`` is in seconds: 0 while any is left."""

    group: str
    """RingCentral's name: "light", "medium", "heavy", "auth"."""
    limit: int
    """Calls in a window."""
    left: int
    opens_in: float = 0.0
    penalty: bool = False
    """RingCentral said to wait, whatever is left."""
