"""The pictures in docs/: a few of those that ``make pictures`` paints, made small with ImageMagick.

make pictures DOCUMENTS=yes
"""

import subprocess
import sys
from pathlib import Path

CHOSEN = {
    "why": "why-small-light",
    "waiting": "waiting-800-light",
    "note": "note-light",
    "found": "found-elsewhere-light",
    "free-now": "free-now-light",
    "old": "board-ageing-light",
    "menu": "menu-light",
    "wall": "wall-light",
    "sign-in": "sign-in-light",
}
"""Name in the documents, name among all pictures."""


def main(painted: Path, folder: Path) -> None:
    """Make those chosen from all that were painted. Flat colours: 96 of them are enough."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in CHOSEN.items():
        small = ["+dither", "-colors", "96", "-strip", "-define", "png:compression-level=9"]
        subprocess.run(["convert", painted / f"{source}.png", *small, folder / f"{name}.png"], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
