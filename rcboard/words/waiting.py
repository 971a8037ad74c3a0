"""The waiting list in words."""

from rcboard.words import ages
from rcboard.words.language import _, counted


def title(count: int) -> str:
    """Above the list."""
    return counted("{n} caller waits", "{n} callers wait", count)


def name() -> str:
    """The list for the ear."""
    return _("Waiting callers")


def somebody() -> str:
    """A caller whose name was not told."""
    return _("Somebody")


def gone() -> str:
    """The awaited left the company."""
    return _("somebody who is not on the board any more")


def whom(name: str, does: str) -> str:
    """For whom a caller waits, and what she does: "for Bob Smith · On a call 4:12"."""
    return " · ".join(part for part in (_("for {name}").format(name=name), does) if part)


def first_free(group: str) -> str:
    """Anybody of a group will do."""
    return _("anybody of {group}").format(group=group)


def free(count: int) -> str:
    """How many of a group are free."""
    return counted("{n} free", "{n} free", count) if count else _("nobody free")


def since(at: float) -> str:
    """Since when: "since 10:32"."""
    return _("since {time}").format(time=ages.clock(at))


def spoken(caller: str, whom: str, word: str, since: str) -> str:
    """A line for the ear."""
    waits = _("{caller} waits for {whom}").format(caller=caller, whom=whom)
    return ", ".join(part for part in (waits, since, word) if part)


def stop(caller: str) -> str:
    """The cross at the end of a line."""
    return _("{caller} waits no longer (Del)").format(caller=caller)
