"""The fleet: all lines of one feed, who is heard of on which, and which of them is to be brought up next.

With few people everybody has an event filter of his own, on one line; with many there is one filter for all. Where
that one is refused the fleet grows: shards of people, one line each.
"""

from collections.abc import Callable, Sequence

from rcboard.domain.barred import Bar, Barred
from rcboard.domain.events import MonitoringRefused
from rcboard.domain.link import Problem
from rcboard.domain.preferences import Filters
from rcboard.platform import shares
from rcboard.platform.shard import Shard
from rcboard.platform.shares import Dealing, Share

NOBODYS = -1
"""The number under which those are told for whom there is no room on any line."""


class Fleet:
    """Lines by number, made by ``launch``. ``mode`` says which filters to use."""

    def __init__(self, launch: Callable[[int], Shard], mode: Filters) -> None:
        self._launch = launch
        self._mode = mode
        self._dealing = Dealing()
        self._for_all = False
        self.refused: Problem | None = None
        """Why there is no filter for everybody, where it was asked for and we can do without."""
        self.shards: list[Shard] = []
        self._ids: tuple[str, ...] = ()
        self._left_over: frozenset[str] = frozenset()

    @property
    def standing(self) -> list[Shard]:
        """Those whose subscription stands."""
        return [shard for shard in self.shards if shard.up]

    @property
    def complete(self) -> bool:
        """Whether every line stands."""
        return bool(self.shards) and all(shard.up for shard in self.shards)

    def next(self) -> Shard | None:
        """The line to bring up next: the one lost last, which has most to recover; None when all stand."""
        down = [shard for shard in self.shards if not shard.up]
        return max(down, key=lambda shard: (shard.lost_at or float("-inf"), -shard.number), default=None)

    def stands(self, id: str) -> bool:
        """Whether the line of this person stands."""
        for shard in self.shards:  # noqa: SIM110 - any() takes twice as long, for each of ten thousand who are read
            if shard.up and (shard.share.ids is None or id in shard.share.ids):
                return True
        return False

    def members(self, shard: Shard) -> list[str]:
        """Who is heard of on this line."""
        ids = shard.share.ids
        return list(self._ids) if ids is None else [id for id in self._ids if id in ids]

    def heard_of(self) -> int:
        """How many people have a line that stands."""
        most = len(self._ids)
        return min(most, sum(most if one.share.ids is None else len(one.share.ids) for one in self.standing))

    def deal(self, ids: Sequence[str]) -> list[Shard]:
        """These are the people now: subscribe to them. Lines that are no longer needed, to be ended."""
        self._ids = tuple(ids)
        self._for_all = self._wants_all(len(ids))
        if self._for_all:
            fallback = self._dealing.deal_first(ids) if self._mode is Filters.AUTO else None
            return self._muster([shares.ACCOUNT], fallback)
        return self._muster(self._dealing.deal(ids), None)

    def fall_back(self, problem: Problem) -> list[Shard]:
        """The filter for everybody is refused, and stays so for this feed."""
        self.refused = problem
        return self.deal(self._ids)

    def left_over(self) -> MonitoringRefused | None:
        """Who has no room on any line, where that is another answer than before."""
        now = frozenset() if self._for_all else self._dealing.left_over
        if now == self._left_over:
            return None
        self._left_over = now
        return MonitoringRefused({id: Barred(Bar.NO_ROOM) for id in now}, NOBODYS)

    def forget(self) -> None:
        """Another sign-in: nothing can be recovered."""
        for shard in self.shards:
            shard.session.forget()

    def drop(self, problem: Problem) -> None:
        """Give up every line that stands."""
        for shard in self.standing:
            shard.drop(problem)

    def _wants_all(self, people: int) -> bool:
        if self._mode is not Filters.AUTO:
            return self._mode is Filters.ACCOUNT
        # Once for everybody it stays so: whoever is the five hundredth to come and go costs no new subscription.
        return self.refused is None and (people > shares.RECOMMENDED or self._for_all)

    def _muster(self, wanted: Sequence[Share], fallback: Share | None) -> list[Shard]:
        while len(self.shards) < len(wanted):
            self.shards.append(self._launch(len(self.shards)))
        spare, self.shards = self.shards[len(wanted) :], self.shards[: len(wanted)]
        for shard, share in zip(self.shards, wanted, strict=True):
            shard.monitor(share, fallback)
        return spare
