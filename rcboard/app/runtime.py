"""Whether this Python and this Qt may run together, asked before Qt is loaded."""

import importlib
import os
import sys

FIRST_PYTHON = (3, 11)


def unfit(python: tuple[int, ...], pyside: str) -> str | None:
    """Why this pair must not start, or None.

    PySide6 6.12 counts references as Python 3.12 does: under 3.11 each void call loses one to None, until the
    interpreter aborts without a word after some thousand paints.
    """
    if python[:2] < FIRST_PYTHON:
        return f"rcboard needs Python 3.11 or newer; this is {_dotted(python)}."
    try:
        version = tuple(int(part) for part in pyside.split(".")[:2])
    except ValueError:
        return None  # a build of one's own: its maker knows
    if python[:2] < (3, 12) and version >= (6, 12):
        return (
            f"PySide6 {pyside} crashes under Python {_dotted(python)}. Install PySide6-Essentials 6.11 "
            "(pip install 'PySide6-Essentials<6.12'), or run rcboard with Python 3.12 or newer."
        )
    return None


def _dotted(python: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in python[:2])


def refusal() -> str | None:
    """Why the window cannot be opened here, or None."""
    try:
        # The package knows its version without loading Qt; the metadata would cost each start a parser of mail headers.
        pyside: str = importlib.import_module("PySide6").__version__
    except ModuleNotFoundError:
        return "Qt for Python is missing: install rcboard with its dependencies (PySide6-Essentials)."
    return unfit(tuple(sys.version_info[:3]), pyside)


def has_screen() -> bool:
    """Whether a window can be shown to somebody. Only X11 and Wayland desktops can lack a screen."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def own_command() -> list[str]:
    """How to start another rcboard: the frozen program itself, or this Python with this package."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "rcboard"]
