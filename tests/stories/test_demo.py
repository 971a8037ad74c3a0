"""The demo, as somebody meets rcboard first: one command, nothing to sign up for, on a machine without a screen too."""

import itertools
from pathlib import Path

from PySide6.QtGui import QImage

from tests.kit.terminal import Start

NO_SCREEN = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}


def colours(file: Path) -> set[int]:
    """The colours of a grid of points; a window in which nothing stands has a handful."""
    image = QImage(str(file))
    assert image.width() >= 600
    assert image.height() >= 400
    return {image.pixel(x, y) for x, y in itertools.product(range(0, image.width(), 3), range(0, image.height(), 3))}


def at_work_in(folder: Path) -> list[str]:
    """The processes that work in this folder."""
    there = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                there.append((process / "cmdline").read_text(encoding="utf-8"))
        except OSError:  # it ended meanwhile
            continue
    return there


def test_without_a_screen_the_demo_draws_the_live_board_and_says_where(start: Start, tmp_path: Path) -> None:
    demo = start(None, "demo", "--after", "2", environment=NO_SCREEN)
    assert demo.wait(40) == 0, demo.noise
    picture = tmp_path / "board.png"
    assert str(picture) in "".join(demo.lines)
    assert len(colours(picture)) > 60
    assert at_work_in(tmp_path) == [], "the simulated office closed with it"


def test_a_screenshot_can_be_asked_for_anywhere_with_its_name_and_time(start: Start, tmp_path: Path) -> None:
    picture = tmp_path / "dark.png"
    demo = start(None, "demo", "--dark", "--screenshot", str(picture), "--after", "1", environment=NO_SCREEN)
    assert demo.wait(40) == 0, demo.noise
    assert QImage(str(picture)).pixelColor(2, 2).lightness() < 100
    assert not (tmp_path / "board.png").exists()
