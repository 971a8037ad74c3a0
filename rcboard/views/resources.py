"""Where our own files are: inside the wheel as ``rcboard/resources``, beside the package in a working copy."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QIcon

_PACKAGE = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """The folder with icons, fonts and catalogues."""
    shipped = _PACKAGE / "resources"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "resources"


def icon(name: str) -> QIcon:
    """One of our drawings, sharp at every size."""
    return QIcon(str(folder() / "icons" / f"{name}.svg"))


def load_fonts() -> None:
    """Make our own typeface known to the application. Needs a QGuiApplication."""
    for file in sorted((folder() / "fonts").glob("*.otf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)
