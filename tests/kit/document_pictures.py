"""The pictures in docs/: a few of those that ``make pictures`` paints, made small with ImageMagick.

make pictures DOCUMENTS=yes
"""

import subprocess
import sys
from pathlib import Path

from rcboard.domain.presence import State
from rcboard.views.theme import LIGHT

CHOSEN = {
    "why": "why-small-light",
    "waiting": "waiting-800-light",
    "note": "note-light",
    "found": "found-elsewhere-light",
    "free-now": "free-now-light",
    "old": "board-ageing-light",
    "menu": "menu-light",
    "wall": "wall-light",
    "sign-in": "sign-in-empty-light",
    "welcome": "welcome-light",
    "away": "away-light",
    "call": "call-light",
    "my-status": "own-status-light",
    "view-menu": "menu-view-light",
    "settings": "settings-alerts-light",
}
"""Name in the documents, name among all pictures."""
SMALL = ["+dither", "-colors", "96", "-strip", "-define", "png:compression-level=9"]
"""Flat colours: 96 of them are enough."""


def main(painted: Path, folder: Path) -> None:
    """Make those chosen from all that were painted."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in CHOSEN.items():
        subprocess.run(["convert", painted / f"{source}.png", *SMALL, folder / f"{name}.png"], check=True)
    states(painted / "states-light.png", folder / "states.png")


def states(painted: Path, picture: Path) -> None:
    """Each state's tile, fresh: the first of the four columns at half the size, laid out three in a row."""
    width, height = (int(side) for side in _said("identify", "-format", "%w %h", painted).split())
    column = ["-crop", f"{width // 4}x{height}+0+0", "+repage"]
    rows = ["-crop", f"{width // 4}x{height // len(State)}", "+repage", "-resize", "50%"]
    tiles = _said("convert", painted, *column, *rows, "miff:-")
    paper = ["-tile", "3x", "-geometry", "+0+0", "-background", LIGHT.window, "-depth", "8"]
    sheet = _said("montage", "-", *paper, "miff:-", given=tiles)
    _said("convert", "-", *SMALL, f"png8:{picture}", given=sheet)


def _said(*command: str | Path, given: bytes = b"") -> bytes:
    return subprocess.run(command, input=given, check=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
