"""The program's test of itself, as an administrator runs it after an installation."""

from tests.kit.terminal import Start


def test_the_self_test_sees_a_tile_change_and_says_so(start: Start) -> None:
    test = start(None, "--self-test", environment={"QT_QPA_PLATFORM": "offscreen"})
    assert test.wait() == 0, test.noise
    assert test.lines[-1].startswith("rcboard works: ")
