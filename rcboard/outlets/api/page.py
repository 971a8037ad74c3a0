"""The page: a wall board in the browser. Its files hold no data; what they show comes over ``/v1/events``."""

from importlib import resources
from pathlib import Path
from typing import Final

import msgspec

from rcboard.words import outlets as words

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy: nothing but our own files, and no script or style within a page."""

_FILES: Final = {
    "/": ("page/index.html", "text/html"),
    "/page.css": ("page/page.css", "text/css"),
    "/page.js": ("page/page.js", "text/javascript"),
    "/tiles.js": ("page/tiles.js", "text/javascript"),
    "/stream.js": ("page/stream.js", "text/javascript"),
    "/favicon.svg": ("icons/rcboard.svg", "image/svg+xml"),
    "/regular.otf": ("fonts/RcboardSans-Regular.otf", "font/otf"),
    "/semibold.otf": ("fonts/RcboardSans-SemiBold.otf", "font/otf"),
}


def files() -> dict[str, tuple[bytes, str]]:
    """Every file of the page with its kind, by its address."""
    found: dict[str, tuple[bytes, str]] = {
        address: ((_folder() / name).read_bytes(), kind) for address, (name, kind) in _FILES.items()
    }
    found["/words.json"] = (msgspec.json.encode(words.page()), "application/json")
    return found


def _folder() -> Path:
    """In a wheel the resources lie in the package; in a checkout beside it."""
    package = Path(str(resources.files("rcboard")))
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"
