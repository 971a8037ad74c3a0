"""Where our own files are: inside the wheel as ``rcboard/resources``, beside the package in a working copy."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from rcboard.views.fonts import fonts

_PACKAGE = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """The folder with icons, fonts and catalogues."""
    shipped = _PACKAGE / "resources"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "resources"


def icon(name: str) -> QIcon:
    """One of our drawings, sharp at every size."""
    return QIcon(str(folder() / "icons" / f"{name}.svg"))


def dress(app: QApplication) -> None:
    """The one style that looks the same everywhere, and our typeface; our own colours lie over them.

    A dialog over a window with a style sheet hands its own font to nobody, so its parts take that of the application.
    """
    app.setStyle("Fusion")
    load_fonts()
    app.setFont(fonts().line)


def load_fonts() -> None:
    """Make our own typeface known to the application. Needs a QGuiApplication."""
    for file in sorted((folder() / "fonts").glob("*.otf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)
