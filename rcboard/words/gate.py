"""The gate's one sentence."""

from typing import assert_never

from rcboard.domain.gate import Answer, Decision
from rcboard.domain.link import Feature, Lack, Problem
from rcboard.words import ages, lacks, problems, states
from rcboard.words.language import _, counted

A_WHILE = 60.0
"""Seconds after which it has to be said that what was heard still holds: with a live line it does."""


def sentence(decision: Decision, number: str, now: float, problem: Problem | None = None, *, live: bool = True) -> str:
    """Whether to put the call through, why, and how old that knowledge is.

    Without a ``live`` line nobody can say that an extension does not exist.
    """
    if decision.person is None:
        return _answered(decision, _nobody(number, problem, live))
    clause = states.clause(decision.state, decision.person.spoken)
    if decision.answer is Answer.NOT_KNOWN:
        why = problems.told(problem).text if problem else _("The line is not live.")
        if decision.state.known or decision.state.value == "hidden":
            why = ""
        return " ".join(part for part in (_("Not known: {clause}.").format(clause=clause), why) if part)
    return _answered(decision, f"{clause}{_age(decision, now)}.")


def group_sentence(
    decision: Decision,
    group: str,
    now: float,
    problem: Problem | None = None,
    *,
    live: bool = True,
    missing: tuple[Lack, ...] = (),
) -> str:
    """Whom of a group to put the call through to, or why nobody. ``missing`` is what the board has to do without."""
    if decision.person is not None:
        clause = states.clause(decision.state, decision.person.spoken)
        who = _("{clause}, extension {number}").format(clause=clause, number=decision.person.number)
        return _answered(decision, f"{who}{_age(decision, now)}.")
    if problem is not None or not live:
        return _answered(decision, problems.told(problem).text if problem else _("The line is not live."))
    if not decision.members:
        nothing = _("there is no group, department, site or call queue “{group}” here.").format(group=group)
        unread = lacks.told(tuple(lack for lack in missing if lack.feature is Feature.CALL_QUEUES))
        return _answered(decision, f"{nothing} {unread}".strip())
    people = counted("the {n} person", "the {n} people", decision.members)
    if decision.answer is Answer.NOT_KNOWN:
        return _answered(
            decision, _("nobody of {group} is known to be free, and not everybody shows it.").format(group=group)
        )
    return _answered(decision, _("nobody is free of {people} of {group}.").format(people=people, group=group))


def _nobody(number: str, problem: Problem | None, live: bool) -> str:
    if problem is not None or not live:
        return problems.told(problem).text if problem else _("The line is not live.")
    return _("nobody on this account has the extension {number}.").format(number=number)


def _answered(decision: Decision, why: str) -> str:
    match decision.answer:
        case Answer.YES:
            return _("Yes: {why}").format(why=why)
        case Answer.NO:
            return _("No: {why}").format(why=why)
        case Answer.NOT_KNOWN:
            return _("Not known: {why}").format(why=why)
        case _:
            assert_never(decision.answer)


def _age(decision: Decision, now: float) -> str:
    if decision.heard is None:
        return ""
    age = max(0.0, now - decision.heard)
    said = _(" (heard {age} ago)") if age < A_WHILE else _(" (heard {age} ago, and nothing else since)")
    return said.format(age=ages.rough(age))


def failed() -> str:
    """The gate itself broke."""
    return _("Not known: something went wrong in rcboard itself; RCBOARD_LOG=debug tells more.")
