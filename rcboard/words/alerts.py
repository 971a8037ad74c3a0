"""What a notification says."""

from dataclasses import dataclass

from rcboard.domain.alerts import Alert, Reason
from rcboard.domain.people import Person
from rcboard.words import states
from rcboard.words.language import _


@dataclass(frozen=True, slots=True)
class Toast:
    """Title and body, plain text."""

    title: str
    body: str


def toast(alert: Alert, person: Person) -> Toast:
    """The words of one alert: whom it is about first, since that is all that fits on some screens."""
    title = f"{person.spoken} · {person.number}" if person.number else person.spoken
    if alert.reason is Reason.WATCH:
        body = _("Free now: {word}").format(word=states.word(alert.state))
        if alert.caller:
            body = _("Free now. {caller} is waiting.").format(caller=alert.caller)
        return Toast(title, body)
    return Toast(title, states.word(alert.state))


OPEN, COPY = "default", "copy"
"""Actions of a notification: a click on it, and its button."""


def buttons(person: Person) -> dict[str, str]:
    """What a notification about this person offers."""
    copy = {COPY: _("Copy {number}").format(number=person.number)} if person.number else {}
    return {OPEN: _("Open")} | copy
