"""One's own status in words: the menu, the question for its text, and what is said when it is refused."""

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.own_status import LONGEST, Own, OwnStatus
from rcboard.words import problems
from rcboard.words.language import N_, _

_WORDS = {
    OwnStatus.AVAILABLE: N_("Available"),
    OwnStatus.BUSY: N_("Busy"),
    OwnStatus.DO_NOT_DISTURB: N_("Do not disturb"),
    OwnStatus.INVISIBLE: N_("Invisible"),
}


def title() -> str:
    """The menu's name."""
    return _("My status")


def titled(status: OwnStatus | None) -> str:
    """The menu's button: "My status: Busy"."""
    return _("My status: {word}").format(word=word(status)) if status else title()


def word(status: OwnStatus) -> str:
    """One of the four."""
    return _(_WORDS[status])


def queue_calls() -> str:
    """The switch for calls of queues."""
    return _("Take queue calls")


def message() -> str:
    """The entry that asks for a text."""
    return _("Status text…")


def message_of(text: str) -> str:
    """The same where there is one."""
    return _("Status text: “{text}”…").format(text=text)


def question() -> str:
    """Above the field for the text."""
    return _("What colleagues read beside your name, {n} characters at most. Empty: nothing.").format(n=LONGEST)


def keep() -> str:
    """The button that takes the text."""
    return _("OK")


def cancel() -> str:
    """The button that leaves it."""
    return _("Cancel")


def told(own: Own) -> str:
    """How it stands, in a line: "My status: Busy; takes queue calls; status text: “back at 3”"."""
    parts = [titled(own.status) if own.status else _("My status is not known")]
    if own.queue_calls is not None:
        parts.append(_("takes queue calls") if own.queue_calls else _("takes no queue calls"))
    if own.message:
        parts.append(_("status text: “{text}”").format(text=own.message))
    return "; ".join(parts)


def unknown(problem: Problem) -> str:
    """Nobody knows how it stands."""
    return _("Your status is not known. {why}").format(why=problems.told(problem).text)


def nobody_runs() -> str:
    """There is no board whose line could change it."""
    return _("No rcboard runs here that is signed in as you. Open the board, or start “rcboard serve”, and try again.")


def too_long() -> str:
    """A status text of more than RingCentral takes."""
    return _("a status text has {n} characters at most").format(n=LONGEST)


def no_wish() -> str:
    """A request that asks for nothing, or for what there is not."""
    return _("It has to name status, queueCalls or message, with a value of those described in /v1/openapi.json.")


def refused(problem: Problem) -> str:
    """RingCentral did not grant a wish: it has been taken back."""
    if problem.kind is ProblemKind.PERMISSION_MISSING:
        return _("Your status stays as it was: the app lacks the permission EditPresence.")
    if problem.kind is ProblemKind.BAD_ANSWER:
        return _("Your status stays as it was: RingCentral does not allow that for you.")
    return _("Your status stays as it was. {why}").format(why=problems.told(problem).text)
