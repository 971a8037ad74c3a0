"""The doctor's words: each outcome of a subscription and each missing feature can be said."""

import pytest

from rcboard.domain.checkup import Check, Finding, Step, Verdict
from rcboard.domain.link import Feature, Lack, Outcome, Problem, ProblemKind
from rcboard.words import doctor


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_word_of_its_own(outcome: Outcome) -> None:
    said = {one: doctor.line(Finding(Check.SUBSCRIPTION, Verdict.OK, "1", course=(Step(one),))).text for one in Outcome}
    assert sum(text == said[outcome] for text in said.values()) == 1


def test_a_course_says_why_something_failed_and_how_much_came() -> None:
    refused = Problem(ProblemKind.OVERLOADED, code="CMN-211")
    course = (Step(Outcome.SUBSCRIBE_FAILED, refused), Step(Outcome.SUBSCRIBED), Step(Outcome.NOTIFIED, count=1200))
    line = doctor.line(Finding(Check.SUBSCRIPTION, Verdict.NOTE, "1", course=course))
    assert line.title == "Subscription 1"
    assert line.text == "Not made: RingCentral is overloaded (CMN-211); made; 1,200 notifications."


@pytest.mark.parametrize("feature", Feature)
def test_every_missing_feature_names_the_permission(feature: Feature) -> None:
    line = doctor.line(Finding(Check.FEATURE, Verdict.NOTE, lack=Lack(feature, "SomePermission", "CMN-408")))
    assert line.text.endswith(".")
    assert "SomePermission" in line.remedy


def test_lines_that_are_still_to_come_up_are_no_problem() -> None:
    line = doctor.line(Finding(Check.LINE, Verdict.NOTE, facts={"up": "1", "of": "3"}))
    assert line.text.startswith("1 of 3 stand")
