"""Choices: which changes a webhook or hook is told of, by person, group and state."""

from dataclasses import dataclass

from rcboard.domain.groups import Named, is_member
from rcboard.domain.people import Person
from rcboard.domain.presence import State


@dataclass(frozen=True, slots=True)
class Choice:
    """Extension numbers, groups and tokens of states. What is empty leaves nobody and nothing out."""

    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    def holds(self, person: Person, state: State, named: Named) -> bool:
        """Whether it is told that this person is in this state now."""
        if self.states and state.value not in self.states:
            return False
        if not self.people and not self.groups:
            return True
        return person.number in self.people or is_member(person, self.groups, named)
