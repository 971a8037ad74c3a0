"""The desk: what belongs to the person in front of the board, not to RingCentral: favourites, notes, watches."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody is waited for. ``since`` is seconds since 1970 (UTC); ``caller`` is who waits on the phone, if told."""

    id: str
    since: float
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Favourites, notes and watches, by extension id. Frozen: each wish makes a new desk, which is how undo works."""

    favourites: frozenset[str] = frozenset()
    notes: dict[str, str] = field(default_factory=dict)
    watches: tuple[Watch, ...] = ()

    def starred(self, id: str) -> "Desk":
        """With this person's star switched."""
        return replace(self, favourites=self.favourites ^ {id})

    def watched(self, id: str, since: float, caller: str = "") -> "Desk":
        """With this person's watch switched."""
        if self.watch_of(id):
            return replace(self, watches=tuple(watch for watch in self.watches if watch.id != id))
        return replace(self, watches=(*self.watches, Watch(id, since, caller)))

    def watch_of(self, id: str) -> Watch | None:
        """Who waits for this person, if anybody."""
        return next((watch for watch in self.watches if watch.id == id), None)
