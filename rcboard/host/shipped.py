"""What is shipped beside the code: in the package of a wheel, beside it in a working copy."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """The folder with icons, fonts and catalogues."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"
