"""What a tile says: the line under the name, its age, and what a screen reader hears."""

from rcboard.domain.people import Person
from rcboard.domain.presence import State
from rcboard.domain.sighting import Freshness, Sighting
from rcboard.words import ages, barred, states
from rcboard.words.language import _

TIMED = frozenset(
    {State.RINGING, State.ON_CALL, State.ON_HOLD, State.PARKED, State.DO_NOT_DISTURB, State.IN_MEETING, State.BUSY}
)
"""States whose length matters to somebody who waits."""

WATCHED_ENOUGH = 60.0
"""Seconds of watching after which "≥ 1 min" says more than nothing."""


def line(state: State, sighting: Sighting, now: float) -> str:
    """The state and, where it is known and matters, its length: "On a call 4:12", "Busy ≥ 4 min"."""
    said, lasts = word(state, sighting), length(state, sighting, now)
    return f"{said} {lasts}" if lasts else said


def word(state: State, sighting: Sighting) -> str:
    """The state alone, or why it is not known."""
    if sighting.barred is not None:
        return barred.word(sighting.barred)
    unread = state is State.UNKNOWN and sighting.heard is None
    return states.checking() if unread else states.word(state)


def length(state: State, sighting: Sighting, now: float) -> str:
    """The state's length alone, where it is known and matters: "4:12", "≥ 4 min"."""
    if state not in TIMED or sighting.barred is not None:
        return ""
    if sighting.since is not None:
        return ages.duration(now - sighting.since)
    if sighting.watched_since is not None and now - sighting.watched_since >= WATCHED_ENOUGH:
        return f"≥ {ages.rough(now - sighting.watched_since)}"
    return ""


def longest() -> list[str]:
    """Each state's line with the longest time that is usual, to measure how much room they want."""
    lasts = f"≥ {ages.rough(59 * 60)}"
    return [f"{states.word(state)} {lasts}" if state in TIMED else states.word(state) for state in State]


def ticks(state: State, sighting: Sighting) -> bool:
    """Whether ``line`` changes as time goes by."""
    return state in TIMED and (sighting.since is not None or sighting.watched_since is not None)


def age(freshness: Freshness, seconds: float | None) -> str:
    """What a tile says about its age: nothing while a live line vouches for it."""
    return "" if freshness is Freshness.FRESH or seconds is None else ages.age(seconds)


def short_age(freshness: Freshness, seconds: float | None) -> str:
    """The same where there is little room: "40 s"."""
    return "" if freshness is Freshness.FRESH or seconds is None else ages.rough(seconds)


def place(person: Person) -> str:
    """Number and department: "214 · Sales"."""
    return " · ".join(part for part in (person.number, person.department) if part)


def spoken(person: Person, state: State, sighting: Sighting, now: float, age: str = "") -> str:
    """A tile for the ear: "Bob Smith, 214, on a call, 4 minutes"."""
    unread = state is State.UNKNOWN and sighting.heard is None
    word = states.checking().rstrip("…") if unread else states.word(state)
    if sighting.barred is not None:
        word = barred.word(sighting.barred)
    parts = [person.spoken, person.number, word[:1].lower() + word[1:]]
    if state in TIMED and sighting.since is not None:
        parts.append(ages.spoken(now - sighting.since))
    parts.append(age)
    return ", ".join(part for part in parts if part)


def described(person: Person, note: str = "") -> str:
    """What else a screen reader may tell: department, title and the desk's note."""
    return ", ".join(part for part in (person.department, person.job_title, person.site, note) if part)


def copied(number: str) -> str:
    """What is said after copying: "Copied 214"."""
    return _("Copied {number}").format(number=number)
