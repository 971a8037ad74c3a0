"""The desk: what belongs to the person in front of the board, not to RingCentral: favourites, notes, groups, waits."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody is waited for. ``since`` is seconds since 1970 (UTC); ``caller`` is who waits on the phone, if told."""

    id: str
    """Whom the wait is for; empty where the first free of ``group`` will do."""
    since: float
    caller: str = ""
    group: str = ""
    """The key of a tab, such as "department:Sales"."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of one's own, in the order in which people were put into it."""

    name: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """All of it, by extension id. Frozen: each wish makes a new desk, which is how undo works."""

    favourites: frozenset[str] = frozenset()
    notes: dict[str, str] = field(default_factory=dict)
    watches: tuple[Watch, ...] = ()
    """In the order in which people began to wait."""
    groups: tuple[Group, ...] = ()
    """In the order of their tabs."""
    pins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Tab key to people kept on that tab, though they are not of that department, site or queue."""

    # -- one person

    def starred(self, id: str) -> "Desk":
        """With this person's star switched."""
        return replace(self, favourites=self.favourites ^ {id})

    def noted(self, id: str, note: str) -> "Desk":
        """With this note on somebody; none where it is empty."""
        notes = {other: text for other, text in self.notes.items() if other != id}
        text = " ".join(note.split())
        return replace(self, notes=notes | {id: text} if text else notes)

    def pinned(self, tab: str, id: str) -> "Desk":
        """With somebody kept on a tab, or no longer."""
        kept = self.pins.get(tab, ())
        kept = tuple(one for one in kept if one != id) if id in kept else (*kept, id)
        others = {key: ids for key, ids in self.pins.items() if key != tab}
        return replace(self, pins=others | {tab: kept} if kept else others)

    # -- waits

    def watched(self, id: str, since: float, caller: str = "") -> "Desk":
        """With this person waited for, or by nobody any longer."""
        if self.watch_of(id):
            return replace(self, watches=tuple(watch for watch in self.watches if watch.id != id))
        return self.waited(Watch(id, since, caller))

    def waited(self, watch: Watch) -> "Desk":
        """With one more wait, at the end of the line."""
        return replace(self, watches=(*self.watches, watch))

    def without(self, watch: Watch) -> "Desk":
        """With this wait over."""
        return replace(self, watches=tuple(one for one in self.watches if one != watch))

    def named(self, watch: Watch, caller: str) -> "Desk":
        """With the caller of this wait called so."""
        name = " ".join(caller.split())
        return replace(self, watches=tuple(replace(one, caller=name) if one == watch else one for one in self.watches))

    def watch_of(self, id: str) -> Watch | None:
        """The first who waits for this person, if anybody."""
        for watch in self.watches:  # a generator is not made for each tile that is painted, as a rule for no watch
            if watch.id == id:
                return watch
        return None

    def watch_of_group(self, tab: str) -> Watch | None:
        """The first who waits for anybody on this tab."""
        return next((watch for watch in self.watches if not watch.id and watch.group == tab), None)

    # -- groups

    def group(self, name: str) -> Group | None:
        """The group of this name."""
        return next((group for group in self.groups if group.name == name), None)

    def grouped(self, name: str, id: str) -> "Desk":
        """With somebody in this group, which is made where there is none, or no longer in it."""
        name = " ".join(name.split())
        old = self.group(name)
        if old is None:
            return replace(self, groups=(*self.groups, Group(name, (id,) if id else ()))) if name else self
        ids = tuple(one for one in old.ids if one != id) if id in old.ids else (*old.ids, id)
        return self._with_group(old, Group(name, ids))

    def ungrouped(self, name: str) -> "Desk":
        """Without this group."""
        return replace(self, groups=tuple(group for group in self.groups if group.name != name))

    def regrouped(self, name: str, new: str) -> "Desk":
        """With a group called otherwise; as it was where that name is taken or empty."""
        old, new = self.group(name), " ".join(new.split())
        if old is None or not new or self.group(new):
            return self
        watches = tuple(
            replace(one, group=f"group:{new}") if one.group == f"group:{name}" else one for one in self.watches
        )
        return replace(self._with_group(old, Group(new, old.ids)), watches=watches)

    def moved_group(self, name: str, by: int) -> "Desk":
        """With a group's tab so many places further."""
        groups = list(self.groups)
        place = next((i for i, group in enumerate(groups) if group.name == name), None)
        if place is None:
            return self
        moved = groups.pop(place)
        groups.insert(min(max(place + by, 0), len(groups)), moved)
        return replace(self, groups=tuple(groups))

    def _with_group(self, old: Group, new: Group) -> "Desk":
        return replace(self, groups=tuple(new if group is old else group for group in self.groups))

    # -- undo

    def undone(self, before: "Desk", after: "Desk") -> "Desk":
        """This desk without what led from ``before`` to ``after``; whatever else has happened since stays."""
        came = [watch for watch in after.watches if watch not in before.watches]
        went = [watch for watch in before.watches if watch not in after.watches]
        watches = [watch for watch in self.watches if watch not in came]
        watches += [watch for watch in went if watch not in watches]
        notes = dict(self.notes)
        for id in {id for id, _ in before.notes.items() ^ after.notes.items()}:
            notes.pop(id, None)
            if id in before.notes:
                notes[id] = before.notes[id]
        return Desk(
            favourites=(self.favourites - (after.favourites - before.favourites))
            | (before.favourites - after.favourites),
            notes=notes,
            watches=tuple(sorted(watches, key=lambda watch: watch.since)),
            groups=before.groups if before.groups != after.groups else self.groups,
            pins=before.pins if before.pins != after.pins else self.pins,
        )
