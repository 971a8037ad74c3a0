"""Who cannot be heard of, in words: what stands on the tile, and why."""

from typing import assert_never

from rcboard.domain.barred import Bar, Barred
from rcboard.domain.presence import State
from rcboard.words import states
from rcboard.words.language import _


def word(barred: Barred) -> str:
    """What stands on the tile in place of a state."""
    match barred.bar:
        case Bar.BY_PERSON:
            return states.word(State.HIDDEN)
        case Bar.NO_PRESENCE:
            return _("No presence")
        case Bar.PERMISSION | Bar.NO_ROOM | Bar.OTHER:
            return _("Not monitored")
        case _:
            assert_never(barred.bar)


def reason(barred: Barred) -> str:
    """Why, in a sentence, with RingCentral's code for the administrator."""
    said = _sentence(barred)
    return f"{said} ({barred.code})" if barred.code else said


def _sentence(barred: Barred) -> str:
    match barred.bar:
        case Bar.BY_PERSON:
            return _("Does not allow others to see this presence.")
        case Bar.NO_PRESENCE:
            return _("This kind of extension has no presence.")
        case Bar.PERMISSION:
            return _("You may not see this presence: the permission {name} is missing; ask the administrator.").format(
                name=barred.permission or "?"
            )
        case Bar.NO_ROOM:
            return _("RingCentral cannot tell of so many people live; show fewer (settings, “Whom to show”).")
        case Bar.OTHER:
            return _("RingCentral does not tell of this person.")
        case _:
            assert_never(barred.bar)
