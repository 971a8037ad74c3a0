"""The program's test of itself, as an administrator runs it after an installation."""

from pathlib import Path

from tests.kit.terminal import Start


def test_the_self_test_sees_a_tile_change_and_says_so(start: Start) -> None:
    test = start(None, "--self-test", environment={"QT_QPA_PLATFORM": "offscreen"})
    assert test.wait() == 0, test.noise
    assert test.lines[-1].startswith("rcboard works: ")


def test_a_command_without_a_window_loads_no_qt_frozen_or_not(start: Start) -> None:
    served = start(None, "simulate")
    served.until(lambda printed: printed and "server_url" in printed[0], "what it serves")
    assert "Qt6" not in Path(f"/proc/{served.process.pid}/maps").read_text()
    served.end()
