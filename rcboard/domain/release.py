"""Releases: which of two versions is newer."""

import re

_TAG = re.compile(r"v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})", re.ASCII)


def version_of(tag: str) -> str | None:
    """The version a release's tag names ("v1.2.3" is "1.2.3"); None for a trial version or any other text."""
    found = _TAG.fullmatch(tag)
    return ".".join(str(int(part)) for part in found.groups()) if found else None


def is_newer(version: str, than: str) -> bool:
    """Whether a version comes after another. Both are of the form "1.2.3"."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
