"""The screen, mouse, keyboard and clipboard of the X display in ``DISPLAY``, through xdotool, xwininfo and xclip."""

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.kit.desktop import descendants, until


@dataclass(frozen=True)
class Box:
    """A place on the screen, in pixels from the upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    def holds(self, other: "Box") -> bool:
        """Whether the other place lies wholly in this one."""
        right, bottom = other.x + other.width, other.y + other.height
        across = self.x <= other.x and right <= self.x + self.width
        return across and self.y <= other.y and bottom <= self.y + self.height


@dataclass(frozen=True)
class Window:
    """A window that is on the screen."""

    id: int
    title: str
    box: Box


def run(*command: str) -> str:
    """What the command says. RuntimeError with its words when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def windows(pid: int) -> list[Window]:
    """The windows of this process and its children that can be seen now."""
    found = []
    for one in descendants(pid):
        # It fails when there is none.
        ids = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(one), "--name", ""],
            capture_output=True, text=True, timeout=20, check=False,
        ).stdout.split()  # fmt: skip
        found += [_window(int(id)) for id in ids]
    return [window for window in found if window.box.width > 4 and window.title]


def _window(id: int) -> Window:
    # Not xdotool's own answer, which counts the frame twice.
    told = run("xwininfo", "-id", str(id))
    numbers = [
        int(*re.findall(rf"^\s+{name}:\s+(-?\d+)", told, re.MULTILINE))
        for name in ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
    ]
    return Window(id, run("xdotool", "getwindowname", str(id)).rstrip("\n"), Box(*numbers))


def window(pid: int, title: str = "") -> Window:
    """Wait for a window of this process, with this in its title."""
    return until(lambda: [one for one in windows(pid) if title in one.title], f"a window {title!r}")[0]


def click(where: Box | tuple[int, int], times: int = 1, button: int = 1) -> None:
    """Click in the middle; button 1 is left, 3 right; twice is a double click."""
    x, y = where.centre if isinstance(where, Box) else where
    run("xdotool", "mousemove", str(x), str(y))
    time.sleep(0.05)  # the program must have seen the pointer come, as it would with a hand
    run("xdotool", "click", "--repeat", str(times), "--delay", "80", str(button))


def press(*keys: str) -> None:
    """Press keys by X's names, such as "ctrl+c", in the window that has the keyboard."""
    run("xdotool", "key", "--delay", "30", *keys)


def write(text: str) -> None:
    """Type ASCII; other letters xdotool garbles."""
    assert text.isascii()
    run("xdotool", "type", "--delay", "15", text)


def clipboard() -> str:
    """The clipboard's text. RuntimeError when nobody holds one."""
    return run("xclip", "-o", "-selection", "clipboard", "-t", "UTF8_STRING")


def copy(text: str) -> None:
    """Put text on the clipboard, as another program would."""
    # It stays behind to hand the text out, and must not hold on to our pipes.
    subprocess.run(
        ["xclip", "-i", "-selection", "clipboard"],
        input=text, text=True, timeout=20, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def shot(file: Path) -> None:
    """A picture of the whole screen, as PNG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    run("import", "-silent", "-window", "root", str(file))
