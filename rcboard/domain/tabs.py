"""Tabs: the ways in which a board is divided, and who belongs on each."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.search import fold


class Kind(StrEnum):
    """What a tab shows."""

    ALL = "all"
    FAVOURITES = "favourites"
    GROUP = "group"
    DEPARTMENT = "department"
    SITE = "site"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. ``name`` is that of the group, department, site or call queue."""

    kind: Kind = Kind.ALL
    name: str = ""

    @property
    def key(self) -> str:
        """What stands for it in the desk's file: "department:Sales"."""
        return f"{self.kind}:{self.name}" if self.name else str(self.kind)

    def holds(self, person: Person, desk: Desk) -> bool:
        """Whether somebody belongs here, or is kept here."""
        match self.kind:
            case Kind.ALL:
                return True
            case Kind.FAVOURITES:
                return person.id in desk.favourites
            case Kind.GROUP:
                group = desk.group(self.name)
                return group is not None and person.id in group.ids
            case Kind.DEPARTMENT:
                here = person.department == self.name
            case Kind.SITE:
                here = person.site == self.name
            case Kind.QUEUE:
                here = self.name in person.queues
        return here or person.id in desk.pins.get(self.key, ())


ALL = Tab()
FAVOURITES = Tab(Kind.FAVOURITES)


def of_key(key: str) -> Tab:
    """The tab a key stands for; all of them for a key that stands for none."""
    kind, _, name = key.partition(":")
    return Tab(Kind(kind), name) if kind in set(Kind) else ALL


def tabs(people: Iterable[Person], desk: Desk) -> tuple[Tab, ...]:
    """Every tab there is now: own groups in their own order, then departments, sites and queues by name.

    A company with one site needs no tab for it, and one with one department none for that.
    """
    everybody = tuple(people)
    departments = {person.department for person in everybody}
    sites = {person.site for person in everybody}
    queues = {queue for person in everybody for queue in person.queues}
    return (
        ALL,
        FAVOURITES,
        *(Tab(Kind.GROUP, group.name) for group in desk.groups),
        *(_named(Kind.DEPARTMENT, departments) if len(departments) > 1 else ()),
        *(_named(Kind.SITE, sites) if len(sites) > 1 else ()),
        *_named(Kind.QUEUE, queues),
    )


def on_tab(tab: Tab, people: Iterable[Person], desk: Desk) -> frozenset[str]:
    """The ids of those who belong on a tab."""
    return frozenset(person.id for person in people if tab.holds(person, desk))


def _named(kind: Kind, names: set[str]) -> list[Tab]:
    return [Tab(kind, name) for name in sorted(names - {""}, key=lambda name: (fold(name), name))]
