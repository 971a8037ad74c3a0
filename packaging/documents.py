"""What is made from the program itself: manual page, shell completions, icons in all sizes, AppStream releases.

    .venv/bin/python packaging/documents.py FOLDER

Nothing of it is written by hand, so it cannot say anything else than ``rcboard --help`` and CHANGELOG.md do.
"""

import os
import re
import struct
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Sides of the icons in pixels, as hicolor has them."""
ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
"""Apple's types of PNG entries."""


def main() -> int:
    """Write everything into the folder named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    commands(folder)
    icons(folder / "icons")
    (folder / "version.txt").write_text(version_resource(), encoding="utf-8")
    (folder / "io.github.rcboard.rcboard.metainfo.xml").write_text(metainfo(), encoding="utf-8")
    return 0


def commands(folder: Path) -> None:
    """The manual page and completions for bash and zsh."""
    import shtab
    from argparse_manpage.manpage import Manpage

    import rcboard
    from rcboard.__main__ import whole_parser

    os.environ["COLUMNS"] = "100"
    parser = whole_parser()
    page = Manpage(parser)
    page.date = _changes()[0][1] if _changes() else ""
    page.version = rcboard.__version__
    page.manual = "rcboard"
    (folder / "rcboard.1").write_text(str(page), encoding="utf-8")
    (folder / "rcboard.bash").write_text(shtab.complete(parser, "bash"), encoding="utf-8")
    (folder / "_rcboard").write_text(shtab.complete(parser, "zsh"), encoding="utf-8")


def icons(folder: Path) -> None:
    """The drawing in every size, and in the containers of Windows and macOS."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(ROOT / "resources" / "icons" / "rcboard.svg"))
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {}
    for side in SIZES:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        file = folder / f"{side}x{side}" / "apps" / "rcboard.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        image.save(str(file))
        pictures[side] = file.read_bytes()
    (folder / "rcboard.ico").write_bytes(ico({n: pictures[n] for n in (16, 24, 32, 48, 64, 128, 256)}))
    (folder / "rcboard.icns").write_bytes(icns({n: pictures[n] for n in ICNS}))
    del application


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNG pictures (Microsoft, "ICO file format": header, directory, pictures)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    directory, body = b"", b""
    for side, png in pictures.items():
        directory += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(png), at + len(body))
        body += png
    return head + directory + body


def icns(pictures: dict[int, bytes]) -> bytes:
    """An Apple icon of PNG pictures."""
    body = b"".join(ICNS[side] + struct.pack(">I", 8 + len(png)) + png for side, png in pictures.items())
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def version_resource() -> str:
    """What Windows shows as the program's version, in the form PyInstaller reads."""
    import rcboard

    numbers = ([int(part) for part in re.findall(r"\d+", rcboard.__version__)] + [0, 0, 0, 0])[:4]
    texts = {
        "CompanyName": "The rcboard developers",
        "FileDescription": "rcboard",
        "FileVersion": rcboard.__version__,
        "InternalName": "rcboard",
        "LegalCopyright": "MIT licence",
        "OriginalFilename": "rcboard.exe",
        "ProductName": "rcboard",
        "ProductVersion": rcboard.__version__,
    }
    pairs = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    fixed = f"FixedFileInfo(filevers={tuple(numbers)}, prodvers={tuple(numbers)}, mask=0x3F, flags=0x0, OS=0x40004)"
    table = f"StringFileInfo([StringTable('040904B0', [{pairs}])])"
    return f"VSVersionInfo(ffi={fixed}, kids=[{table}, VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"


def metainfo() -> str:
    """The AppStream description, with the releases that CHANGELOG.md tells of."""
    template = (ROOT / "packaging" / "linux" / "metainfo.xml").read_text(encoding="utf-8")
    return template.replace("  <releases/>\n", _releases())


def _releases() -> str:
    lines = ["  <releases>"]
    for version, date, points in _changes():
        items = "".join(f"<li>{escape(point)}</li>" for point in points)
        lines.append(
            f'    <release version="{version}" date="{date}"><description><ul>{items}</ul></description></release>'
        )
    return "\n".join([*lines, "  </releases>", ""])


def _changes() -> list[tuple[str, str, list[str]]]:
    """Version, date and points of each release, newest first. What is not released yet is left out."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = []
    for head in re.finditer(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)\n(.*?)(?=^## |\Z)", text, re.M | re.S):
        points = re.findall(r"^- (.*?)(?=^- |^### |\Z|\n\n)", head[3], re.M | re.S)
        plain = [re.sub(r"\s+", " ", re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", point)).strip() for point in points]
        found.append((head[1], head[2], plain))
    return found


if __name__ == "__main__":
    sys.exit(main())
