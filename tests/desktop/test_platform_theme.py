"""The desktop's own theme reaches the program, the frozen one, too, of which everything unused was left out."""

from pathlib import Path

from tests.desktop.conftest import Start
from tests.kit.program import RCBOARD


def test_the_platform_theme_is_loaded(start: Start, tmp_path: Path) -> None:
    told = {"QT_DEBUG_PLUGINS": "1", "QT_QPA_PLATFORMTHEME": "xdgdesktopportal", "PYTHONWARNINGS": "default"}
    running = start(*RCBOARD, "--self-test", environment=told, folder=tmp_path)
    assert running.wait(60.0) == 0, running.output
    assert "rcboard works" in running.output
    loaded = [line for line in running.output.splitlines() if line.endswith('libqxdgdesktopportal.so" loaded library')]
    assert loaded, "Qt looked for it and did not find it"
