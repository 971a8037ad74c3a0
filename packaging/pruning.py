"""What of Qt goes into a frozen program, and what of Python does not; read by the PyInstaller specs.

Of Qt's plug-ins only those named here go in: without that the bundle carries GTK, Qt Quick and every picture format.
"""

import sys
from pathlib import Path

PLUGINS = {
    "platforms": ("qxcb", "qoffscreen", "qwayland", "qwindows", "qcocoa"),
    "platformthemes": ("qxdgdesktopportal",),
    "platforminputcontexts": ("compose", "ibus"),
    "imageformats": ("qsvg", "qico", "qicns"),
    "iconengines": ("qsvgicon",),
    "styles": ("qmodernwindowsstyle", "qmacstyle"),
    "xcbglintegrations": (),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("bradient", "adwaita"),
}
"""Plug-ins kept, by folder and the beginning of their names (after "lib")."""
LANGUAGES = ("de", "fr", "es")
UNUSED = (
    "libQt6Qml",
    "libQt6Quick",
    "libQt6Pdf",
    "libQt6VirtualKeyboard",
    "libQt6OpenGLWidgets",
    "libQt6EglFS",
    "libQt6WlShell",
    "libQt6Test",
    "libQt6Sql",
    "libQt6Print",
    "libQt6Designer",
    "libQt6Help",
    "libQt6LabsAnimation",
    "libQt6LabsSettings",
    "libgtk-3",
    "libgdk-3",
    "libgdk_pixbuf",
    "libatk",
    "libatspi",
    "libpango",
    "libcairo",
    "libepoxy",
    "librsvg",
    "libharfbuzz",
    "libfribidi",
    "libthai",
    "libdatrie",
    "libgraphite2",
    "libpixman",
    "libwayland-server",
    "libcups",
    "libtiff",
    "libjbig",
    "libwebp",
    "libdeflate",
    "libLerc",
)
MODULES = (
    "tkinter",
    "unittest",
    "pydoc",
    "doctest",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtNetwork",
    "PySide6.QtTest",
    "PySide6.QtSql",
    "PySide6.QtPrintSupport",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtXml",
    "IPython",
    "pytest",
    "yaml",
    "hypothesis",
    "babel",
    "setuptools",
    "pkg_resources",
)
HOOKS = ("pyi_rth_setuptools", "pyi_rth_multiprocessing", *(("pyi_rth_pyside6",) if sys.platform == "linux" else ()))
"""PyInstaller's code that would run before ours, and that nothing here needs. The first loads a packaging library, the
last loads Qt for commands that have no window; PySide6 finds its plug-ins itself (Windows and macOS: not tried)."""
ARCHIVED = sys.platform != "linux"
"""Modules lie in the folder as files on Linux, which starts faster; elsewhere virus scanners would look at each."""


def wanted(destination: str) -> bool:
    """Whether a collected file stays."""
    parts = Path(destination).parts
    name = parts[-1].removeprefix("lib")
    if "plugins" in parts:
        kind = parts[parts.index("plugins") + 1]
        return name.startswith(PLUGINS.get(kind, ())) if PLUGINS.get(kind) else False
    if "translations" in parts:
        return name.startswith(tuple(f"qtbase_{language}." for language in LANGUAGES))
    return not parts[-1].startswith(UNUSED)
