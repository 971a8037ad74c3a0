"""RingOut's three statuses: which step of a call they mean."""

import pytest

from rcboard.domain.ring_out import Stage, Step, step
from rcboard.words.ring_out import sentence


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("InProgress", "InProgress", "InProgress"), Step(Stage.OWN_RINGS)),
        (("InProgress", "", ""), Step(Stage.OWN_RINGS)),
        (("InProgress", "Success", "InProgress"), Step(Stage.OTHER_RINGS)),
        (("Success", "Success", "Success"), Step(Stage.CONNECTED)),
        (("CannotReach", "NoAnswer", "InProgress"), Step(Stage.OWN_FAILED, "NoAnswer")),
        (("CannotReach", "Success", "Busy"), Step(Stage.OTHER_FAILED, "Busy")),
        (("CannotReach", "Success", "Success"), Step(Stage.FAILED, "CannotReach")),
        (("Finished", "Finished", "Finished"), Step(Stage.CANCELLED)),
        (("NoSessionFound", "", ""), Step(Stage.FAILED, "NoSessionFound")),
        (("", "", ""), Step(Stage.FAILED)),
    ],
)
def test_what_the_statuses_mean(statuses: tuple[str, str, str], expected: Step) -> None:
    assert step(*statuses) == expected


def test_a_word_nobody_foresaw_is_quoted() -> None:
    assert sentence(Step(Stage.OTHER_FAILED, "Levitated"), "Bob Smith") == (
        "The call to Bob Smith did not come about; RingCentral says “Levitated”."
    )
    assert "does not say why" in sentence(Step(Stage.FAILED), "Bob Smith")


def test_only_while_the_own_phone_rings_may_a_call_be_taken_back() -> None:
    assert [stage for stage in Stage if stage.may_be_cancelled] == [Stage.ASKED, Stage.OWN_RINGS]
