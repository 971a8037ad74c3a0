"""The roster: everybody once, in order."""

from rcboard.domain.people import Person
from rcboard.models.roster import Roster


def test_people_read_again_take_the_place_of_their_equals_so_that_nobody_is_held_twice() -> None:
    roster = Roster()
    assert roster.read([Person("1", "101", "Bob")])
    again = Person("1", "101", "Bob")
    assert not roster.read([again])
    assert roster["1"] is again
