"""Shares: who is heard of through which subscription.

RingCentral recommends 500 event filters to a subscription, takes 1,000 at most, and allows 20 subscriptions to a user
and app. One filter for the whole account does for any number of people, where it is allowed; else everybody has a
filter of his own, on as few sockets as possible: a second subscription on a socket takes the place of the first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

RECOMMENDED, MOST = 500, 1000
"""Filters to a subscription: as advised, and at most."""
ADVISED_SOCKETS = 4
"""Sockets up to which the advice is kept; where more would be needed, subscriptions are filled up."""
SUBSCRIPTIONS = 20
"""Subscriptions to a user and app (RingCentral's support says 20, the API reference 30)."""

_ACCOUNT = "/restapi/v1.0/account/~"
_DETAILED = "presence?detailedTelephonyState=true"
NEWS = (f"{_ACCOUNT}/extension", f"{_ACCOUNT}/directory/entries")
"""Changes of the people themselves; on the first subscription."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one subscription is for. ``ids`` None: everybody."""

    ids: frozenset[str] | None = frozenset()
    filters: tuple[str, ...] = ()

    def covers(self, other: "Share") -> bool:
        """Whether who is subscribed to this also hears of everybody in the other."""
        if self.ids is None or other.ids is None:
            return self.ids == other.ids
        return other.ids <= self.ids and bool(self.filters or not other.filters)


ACCOUNT = Share(None, (f"{_ACCOUNT}/{_DETAILED}", *NEWS))
"""Everybody through one filter."""


def share(ids: Iterable[str], *, news: bool) -> Share:
    """These people, each with a filter of his own; and news of people besides."""
    people = tuple(ids)
    filters = [f"{_ACCOUNT}/extension/{id}/{_DETAILED}" for id in people]
    return Share(frozenset(people), (*filters, *(NEWS if news else ())))


class Dealing:
    """Deals people out to subscriptions by number. Whoever has a place keeps it: moving him would cost two re-reads."""

    def __init__(self) -> None:
        self._hands: list[dict[str, None]] = []
        self.left_over: frozenset[str] = frozenset()
        """Those for whom RingCentral's subscriptions have no room."""

    def deal(self, ids: Sequence[str]) -> list[Share]:
        """Shares for exactly these people, the first with the news. At least one, though it may be for nobody."""
        self._place(ids)
        return [share(hand, news=number == 0) for number, hand in enumerate(self._hands)]

    def deal_first(self, ids: Sequence[str]) -> Share:
        """The first of those shares: thousands of filters for the others need not be written down."""
        self._place(ids)
        return share(self._hands[0], news=True)

    def _place(self, ids: Sequence[str]) -> None:
        there = set(ids)
        self._hands = [{id: None for id in hand if id in there} for hand in self._hands]
        while len(self._hands) > 1 and not self._hands[-1]:
            self._hands.pop()
        placed = {id for hand in self._hands for id in hand}
        new = [id for id in ids if id not in placed]
        size = RECOMMENDED if _advised(len(ids)) else MOST
        if not any(self._hands):
            self._hands = self._first(new, size)
            new = new[sum(map(len, self._hands)) :]
        for index, id in enumerate(new):
            hand = self._roomiest(size)
            if hand is None:
                self.left_over = frozenset(new[index:])
                break
            hand[id] = None
        else:
            self.left_over = frozenset()

    def _first(self, ids: list[str], size: int) -> list[dict[str, None]]:
        """Hands of about the same size, in order, as few as can be: each then has room for newcomers."""
        filters = len(ids) if size < MOST else len(ids) + len(NEWS)
        count = min(SUBSCRIPTIONS, max(1, -(-filters // size)))
        each = min(-(-len(ids) // count), size)
        hands: list[dict[str, None]] = []
        begin = 0
        for number in range(count):
            end = begin + min(each, self._room(number, size))
            hands.append(dict.fromkeys(ids[begin:end]))
            begin = end
        return hands

    def _roomiest(self, size: int) -> dict[str, None] | None:
        """The hand with the fewest people that has room for one more; a new one where none has."""
        room = [hand for number, hand in enumerate(self._hands) if len(hand) < self._room(number, size)]
        if room:
            return min(room, key=len)
        if len(self._hands) >= SUBSCRIPTIONS:
            return None
        self._hands.append({})
        return self._hands[-1]

    @staticmethod
    def _room(number: int, size: int) -> int:
        return min(size, MOST - len(NEWS)) if number == 0 else size


def _advised(people: int) -> bool:
    return -(-people // RECOMMENDED) <= ADVISED_SOCKETS
