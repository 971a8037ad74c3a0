"""Vouching: which subscriptions stand, whom each is for, and until when those that are gone did.

A subscription's number (epoch) says who is vouched for: a person is fresh while the subscription stands under which
the whole record was read. A large account is split into shards, each with a subscription of its own: when one breaks,
its people are not vouched for any more, at once, and nobody else is touched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rcboard.domain.sighting import NEVER

REMEMBERED = 256
"""Epochs whose end is remembered: more than twice the subscriptions RingCentral allows, many times over."""


@dataclass(slots=True)
class _Shard:
    epoch: int
    standing: bool


class Vouching:
    """Shards by number. Someone whom no shard names belongs to the one that is for everybody, if there is one."""

    def __init__(self) -> None:
        self._shards: dict[int, _Shard] = {}
        self._shard_of: dict[str, int] = {}
        self._everybodys: int | None = None
        self.standing: set[int] = set()
        """The epochs vouched for now. What was read under another may be otherwise by now."""
        self._until: dict[int, float] = {}
        self._newest = 0

    def begin(self, at: float, shard: int, ids: frozenset[str] | None) -> None:
        """A new subscription for these people, None meaning everybody, takes the place of the shard's former one."""
        before = self._shards.get(shard)
        if before is not None:
            self.standing.discard(before.epoch)
        self._newest += 1
        self._shards[shard] = _Shard(self._newest, standing=True)
        self.standing.add(self._newest)
        self._until[self._newest] = at
        for epoch in range(min(self._until), self._newest - REMEMBERED):
            self._until.pop(epoch, None)
        if ids is None:
            self._everybodys = shard
            self._shard_of.clear()
            return
        if self._everybodys == shard:
            self._everybodys = None
        self._shard_of = {id: other for id, other in self._shard_of.items() if other != shard or id in ids}
        self._shard_of.update(dict.fromkeys(ids, shard))

    def lose(self, heard: float, shard: int) -> bool:
        """The shard's subscription broke, and was last heard then. Whether it stood."""
        known = self._shards.get(shard)
        if known is None or not known.standing:
            return False
        known.standing = False
        self.standing.discard(known.epoch)
        self._until[known.epoch] = heard
        return True

    def resume(self, shard: int) -> None:
        """The same subscription goes on."""
        known = self._shards.get(shard)
        if known is not None:
            known.standing = True
            self.standing.add(known.epoch)

    def until(self, epoch: int, default: float) -> float:
        """Until when this epoch's subscription vouched; ``default`` where that is not known (any more)."""
        return self._until.get(epoch, default)

    def epochs(self) -> dict[int, int]:
        """The epoch of each shard that stands now: what a read asked at this moment will be vouched for by."""
        return {number: shard.epoch for number, shard in self._shards.items() if shard.standing}

    def epoch_of(self, id: str, epochs: Mapping[int, int]) -> int:
        """Which of these vouches for a person; NEVER where none does."""
        return epochs.get(self._of(id), NEVER)

    def is_present(self, id: str, epoch: int) -> bool:
        """Whether this is the epoch of the person's shard as it is now, standing or to be resumed."""
        known = self._shards.get(self._of(id))
        return known is not None and known.epoch == epoch

    def is_of(self, id: str, shard: int) -> bool:
        """Whether that shard is the person's."""
        return self._of(id) == shard

    def members(self, shard: int, everybody: Iterable[str]) -> list[str]:
        """Those of everybody whose shard it is."""
        return [id for id in everybody if self._of(id) == shard]

    def _of(self, id: str) -> int:
        found = self._shard_of.get(id, self._everybodys)
        return -1 if found is None else found
