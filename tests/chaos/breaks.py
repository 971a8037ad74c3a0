"""What can be taken out of the client, to see that the table shows it: a proof that cannot fail proves nothing."""

from collections.abc import Iterable
from dataclasses import replace

from rcboard.domain import events as e
from rcboard.domain.board import Board, Changes
from rcboard.domain.times import Times

FOREVER = 1e9


class AgelessBoard(Board):
    """Never hears that a line was lost."""

    def apply(self, events: Iterable[e.Event], now: float) -> Changes:
        return super().apply([event for event in events if not self._tells_of_a_loss(event)], now)

    def _tells_of_a_loss(self, event: e.Event) -> bool:
        lost = isinstance(event, e.SubscriptionLost)
        return lost or (isinstance(event, e.LinkChanged) and self.link.live and not event.link.live)


def broken(name: str) -> tuple[Board, Times]:
    """A board and times without that; an empty name breaks nothing.

    ``age``: what was heard counts for ever, as on other boards; ``ping``: nobody asks whether the line still stands;
    ``check``: nobody looks for what no event told.
    """
    times = Times()
    match name:
        case "age":
            return AgelessBoard(replace(times, known_for=FOREVER)), times
        case "ping":
            times = replace(times, ping=FOREVER)
        case "check":
            times = replace(times, check=FOREVER, renew=FOREVER)
    return Board(times), times
