"""What a notification says, and the list of what was missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rcboard.domain.alerts import Alert, Reason
from rcboard.domain.people import Person
from rcboard.words import states
from rcboard.words.language import _, counted, named

NAMED = 4
"""So many people are named in a summary."""


@dataclass(frozen=True, slots=True)
class Toast:
    """Title and body, plain text."""

    title: str
    body: str


def toast(alert: Alert, person: Person) -> Toast:
    """The words of one alert: whom it is about first, since that is all that fits on some screens."""
    return Toast(whom(person), what(alert))


def whom(person: Person) -> str:
    """Whom it is about: "Bob Smith · 214"."""
    return f"{person.spoken} · {person.number}" if person.number else person.spoken


def what(alert: Alert) -> str:
    """What is so now: "Free now. Mrs Jones is waiting.", "On a call"."""
    if alert.reason is Reason.WATCH:
        if alert.caller:
            return _("Free now. {caller} is waiting.").format(caller=alert.caller)
        return _("Free now: {word}").format(word=states.word(alert.state))
    return states.word(alert.state)


def summary(told: Sequence[tuple[Alert, Person]]) -> Toast:
    """Many alerts as one."""
    lines = [named(person.spoken, what(alert)) for alert, person in told[:NAMED]]
    if len(told) > NAMED:
        lines.append(counted("and {n} more", "and {n} more", len(told) - NAMED))
    return Toast(counted("{n} change", "{n} changes", len(told)), "\n".join(lines))


OPEN, COPY, CALL, AGAIN = "default", "copy", "call", "again"
"""Actions of a notification: a click on it, and its buttons."""


def buttons(person: Person) -> dict[str, str]:
    """What a notification about this person offers."""
    number = {COPY: _("Copy {number}").format(number=person.number), CALL: _("Call")} if person.number else {}
    return open_button() | number | {AGAIN: _("Again in 5 min")}


def open_button() -> dict[str, str]:
    """What a click does."""
    return {OPEN: _("Open")}


def put_off(person: Person) -> str:
    """Somebody will be told of again."""
    return _("You will be told of {name} again in 5 minutes").format(name=person.spoken)


def paused(paused: bool) -> str:
    """Alerts were paused, or go on."""
    return _("Alerts are paused") if paused else _("Alerts go on")


def missed_title(count: int) -> str:
    """Above what was missed."""
    return counted("While you were away: {n} change", "While you were away: {n} changes", count)


def missed_line(alert: Alert, person: Person, at: float) -> str:
    """One of what was missed: "10:32  Bob Smith · 214: On a call". ``at`` is seconds since 1970 (UTC)."""
    return f"{datetime.fromtimestamp(at, UTC).astimezone():%H:%M}  {named(whom(person), what(alert))}"


def missed_done() -> str:
    """The button that empties the list."""
    return _("Done")


def missed_show() -> str:
    """The button that shows the whole list."""
    return _("Show all")


def missed_hide() -> str:
    """The same button while the list is shown."""
    return _("Show less")


def missed_hint() -> str:
    """What a line does, for the ear."""
    return _("Enter shows the person on the board.")
