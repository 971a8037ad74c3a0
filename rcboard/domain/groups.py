"""Groups: people taken together by department, site, call queue or a group of the desk's own, found by name."""

from collections.abc import Collection, Mapping

from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.search import fold

Named = Mapping[str, Collection[str]]
"""Groups that are not written in a person's own record: name to ids of members."""


def own_groups(desk: Desk) -> Named:
    """The desk's own groups."""
    return {group.name: group.ids for group in desk.groups}


def is_named(name: str, named: Named) -> bool:
    """Whether one of these groups has that name, without regard to case and accents."""
    return any(_plain(own) == _plain(name) for own in named)


def members(board: Board, name: str, named: Named | None = None) -> tuple[Person, ...]:
    """Everybody in the group of that name, without regard to case and accents; nobody where there is no such group.

    The nearest meaning wins: the desk's own groups (``named``), then call queues, departments, sites.
    """
    wanted = _plain(name)
    if not wanted:
        return ()  # whoever has no department is no group
    for own, ids in (named or {}).items():
        if _plain(own) == wanted:
            return tuple(person for id in ids if (person := board.person(id)) is not None)
    return (
        tuple(person for person in board if any(_plain(queue) == wanted for queue in person.queues))
        or tuple(person for person in board if _plain(person.department) == wanted)
        or tuple(person for person in board if _plain(person.site) == wanted)
    )


def is_member(person: Person, names: Collection[str], named: Named | None = None) -> bool:
    """Whether this person is in any group of these names."""
    wanted = {_plain(name) for name in names} - {""}
    if wanted & {_plain(name) for name in (person.department, person.site, *person.queues)}:
        return True
    return any(_plain(own) in wanted and person.id in ids for own, ids in (named or {}).items())


def _plain(name: str) -> str:
    return fold(name).strip()
