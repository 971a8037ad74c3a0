"""The gate's one sentence."""

from rcboard.domain.gate import Answer, Decision
from rcboard.domain.link import Problem
from rcboard.words import ages, problems, states
from rcboard.words.language import _


def sentence(decision: Decision, number: str, now: float, problem: Problem | None = None, *, live: bool = True) -> str:
    """Whether to put the call through, why, and how old that knowledge is.

    Without a ``live`` line nobody can say that an extension does not exist.
    """
    if decision.person is None:
        if problem is not None or not live:
            return _("Not known: {why}").format(
                why=problems.told(problem).text if problem else _("The line is not live.")
            )
        return _("Not known: nobody on this account has the extension {number}.").format(number=number)
    clause = states.clause(decision.state, decision.person.spoken)
    if decision.answer is Answer.NOT_KNOWN:
        why = problems.told(problem).text if problem else _("The line is not live.")
        if decision.state.known or decision.state.value == "hidden":
            why = ""
        return " ".join(part for part in (_("Not known: {clause}.").format(clause=clause), why) if part)
    age = (
        "" if decision.heard is None else _(" (heard {age} ago)").format(age=ages.rough(max(0.0, now - decision.heard)))
    )
    answer = _("Yes: {clause}{age}.") if decision.answer is Answer.YES else _("No: {clause}{age}.")
    return answer.format(clause=clause, age=age)


def failed() -> str:
    """The gate itself broke."""
    return _("Not known: something went wrong in rcboard itself; RCBOARD_LOG=debug tells more.")
