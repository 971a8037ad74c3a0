"""Groups: people taken together by department, site, call queue or a group of the desk's own, found by name."""

from collections.abc import Collection, Mapping

from rcboard.domain.board import Board
from rcboard.domain.people import Person
from rcboard.domain.search import fold

Named = Mapping[str, Collection[str]]
"""Groups that are not written in a person's own record: name to ids of members."""


def members(board: Board, name: str, named: Named | None = None) -> tuple[Person, ...]:
    """Everybody in the group of that name, without regard to case and accents; nobody where there is no such group.

    The nearest meaning wins: the desk's own groups and call queues (``named``), then departments, then sites.
    """
    wanted = fold(name).strip()
    if not wanted:
        return ()  # whoever has no department is no group
    for own, ids in (named or {}).items():
        if fold(own).strip() == wanted:
            return tuple(person for id in ids if (person := board.person(id)) is not None)
    by_department = tuple(person for person in board if fold(person.department).strip() == wanted)
    return by_department or tuple(person for person in board if fold(person.site).strip() == wanted)


def is_member(person: Person, names: Collection[str], named: Named | None = None) -> bool:
    """Whether this person is in any group of these names."""
    wanted = {fold(name).strip() for name in names}
    if wanted & {fold(person.department).strip(), fold(person.site).strip()} - {""}:
        return True
    return any(fold(own).strip() in wanted and person.id in ids for own, ids in (named or {}).items())
