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


def reason(barred: Barred, name: str) -> str:
    """Why, in a sentence of its own, with RingCentral's code for the administrator."""
    said = _sentence(barred, name)
    return f"{said} ({barred.code})" if barred.code else said


def _sentence(barred: Barred, name: str) -> str:
    match barred.bar:
        case Bar.BY_PERSON:
            return _("{name} does not allow others to see this presence.").format(name=name)
        case Bar.NO_PRESENCE:
            return _("The extension of {name} is of a kind that has no presence.").format(name=name)
        case Bar.PERMISSION:
            return _("You may not see the presence of {name}: the permission {permission} is missing.").format(
                name=name, permission=barred.permission or "?"
            )
        case Bar.NO_ROOM:
            return _("More people than RingCentral can tell of live: {name} is one too many. Show fewer.").format(
                name=name
            )
        case Bar.OTHER:
            return _("RingCentral does not tell of {name}.").format(name=name)
        case _:
            assert_never(barred.bar)
