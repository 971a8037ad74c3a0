"""What became of a subscription, in words."""

from collections.abc import Sequence
from typing import assert_never

from rcboard.domain.checkup import Step
from rcboard.domain.link import Outcome
from rcboard.words import problems
from rcboard.words.language import _, named, number


def course(outcomes: Sequence[Step]) -> str:
    """All of it in order: "Made; 34 notifications; taken back."."""
    said = "; ".join(_outcome(one) for one in outcomes)
    return f"{said[:1].upper()}{said[1:]}."


def _outcome(told: Step) -> str:
    said = _word(told.outcome, told.count)
    if told.problem is None:
        return said
    why = problems.told(told.problem).headline.rstrip(".")
    return named(said, f"{why} ({told.problem.code})" if told.problem.code else why)


def _word(outcome: Outcome, count: int) -> str:
    match outcome:
        case Outcome.NOTIFIED:
            return _("one notification") if count == 1 else _("{n} notifications").format(n=number(count))
        case Outcome.SUBSCRIBED:
            return _("made")
        case Outcome.SUBSCRIBE_FAILED:
            return _("not made")
        case Outcome.RENEWED:
            return _("renewed")
        case Outcome.RENEW_FAILED:
            return _("not renewed")
        case Outcome.REMOVED:
            return _("taken back")
        case Outcome.REMOVE_FAILED:
            return _("not taken back")
        case _:
            assert_never(outcome)
