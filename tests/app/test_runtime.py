"""The pair of Python and Qt that crashes is refused with a sentence, before it crashes."""

import pytest

from rcboard.app.runtime import refusal, unfit


@pytest.mark.parametrize(
    ("python", "pyside"),
    [((3, 11, 7), "6.11.3"), ((3, 12, 1), "6.12.0"), ((3, 13, 0), "6.12.0"), ((3, 11, 2), "local-build")],
)
def test_good_pairs_run(python: tuple[int, ...], pyside: str) -> None:
    assert unfit(python, pyside) is None


@pytest.mark.parametrize(("python", "pyside"), [((3, 11, 7), "6.12.0"), ((3, 11, 2), "6.13.1"), ((3, 10, 1), "6.9.0")])
def test_bad_pairs_are_refused_with_a_way_out(python: tuple[int, ...], pyside: str) -> None:
    said = unfit(python, pyside)
    assert said is not None
    assert "3.1" in said


def test_the_locked_pair_of_this_environment_is_good() -> None:
    assert refusal() is None
