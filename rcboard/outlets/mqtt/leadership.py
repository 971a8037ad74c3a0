"""Leadership: which of several publishers publishes. No input or output: what is heard goes in, a decision comes out.

Whoever leads beats every ten seconds with a term. Who hears no beat for longer takes over with a higher term. Of two
leaders the one with the higher term stays, ties by id; two at once are harmless, because a board keeps per person the
newest pair of term and sequence.
"""

from rcboard.outlets.mqtt.messages import GONE, Beat, Lease

BEAT = 10.0
"""Seconds between two beats."""
PATIENCE = 12.0
"""Seconds without a beat after which a leader is taken for gone; with ``SPREAD`` take-over is within 15 s."""
SPREAD = 2.0
"""Seconds over which several who wait take their turns, so that one of them is first."""
EMPTY = 1.0
"""Seconds to wait for a lease that may be there, before a broker is taken for empty."""


class Leadership:
    """One publisher's view. ``chance`` is 0 to 1: its place among those who wait. Times are monotonic seconds."""

    def __init__(self, id: str, chance: float) -> None:
        self.id = id
        self._late = chance * SPREAD
        self._highest = 0
        self._other: tuple[int, str] | None = None
        self._due: float | None = None
        self._dim: float | None = None
        self.term: int | None = None
        """The term it leads with; None while it follows."""
        self.contested = False
        """While it led another one was heard who does not lead any more, or does not know yet: what the broker keeps
        may be his. Whoever has seen to that takes it back."""

    @property
    def leads(self) -> bool:
        """Whether it publishes."""
        return self.term is not None

    def joined(self, now: float) -> None:
        """The broker was reached (again): whoever leads is to be heard of first."""
        if not self.leads:
            self._due = now + EMPTY + self._late

    def lease(self, lease: Lease, *, retained: bool, now: float) -> None:
        """Somebody's lease, kept by the broker or said just now."""
        self._highest = max(self._highest, lease.term)
        if lease.publisher == self.id:
            return
        if retained and not self.leads:
            self._other = (lease.term, lease.publisher)
            self._due = now + PATIENCE + self._late  # it may be long gone, or about to beat
        elif not retained:
            self._heard((lease.term, lease.publisher), now)

    def beat(self, beat: Beat, *, retained: bool, now: float) -> None:
        """Somebody's beat, or his last will."""
        if beat.publisher == self.id:
            return
        self._highest = max(self._highest, beat.term)
        if beat.link == GONE:
            if self._other is None or self._other[1] == beat.publisher:
                self._due = now + self._late
            return
        if not retained:
            self._heard(beat.leader, now)
            self._dim = None if beat.live else self._dim or now

    def turn(self, now: float, *, live: bool) -> bool:
        """Whether to begin to lead now. ``live``: our own line vouches, so that we have something to say.

        A leader whose own line is down for long is relieved by one whose line is not.
        """
        if self.leads or self._due is None or not live:
            return False
        relieved = self._dim is not None and now - self._dim > BEAT + self._late
        if now < self._due and not relieved:
            return False
        self.term = self._highest = self._highest + 1
        self._dim = None
        return True

    def _heard(self, leader: tuple[int, str], now: float) -> None:
        if self.term is not None:
            if leader < (self.term, self.id):
                self.contested = True
                return  # it will hear of us
            self.term = None
        self._other = max(leader, self._other or leader)
        self._due = now + PATIENCE + self._late
