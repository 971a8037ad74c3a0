"""Files: what is kept between runs, as versioned JSON that survives a crash, a full disk and a wrong edit.

A file is written beside its place, forced to the disk and moved there, so it is always whole; the content before it
stays as NAME.last-good. What cannot be read is set aside and said, never deleted. Blocking: call it in a thread.
"""

import contextlib
import logging
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from rcboard.host.folders import make_private
from rcboard.words.language import _

T = TypeVar("T")
Upgrade = Callable[[Any], Any]
"""Makes plain JSON data of the next version from that of one version."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file could not be understood, and was moved out of the way."""

    path: Path
    moved_to: Path | None
    """None where it could not even be moved or opened."""
    restored: bool
    """Whether the last good content stands in for it."""

    @property
    def text(self) -> str:
        """The sentence that tells the person."""
        if self.moved_to is None:
            return _("{path} cannot be read; nothing from it is shown.").format(path=self.path)
        if self.restored:
            said = _("{path} was damaged. The last good version was taken; the damaged one is kept as {name}.")
        else:
            said = _("{path} was damaged. It is kept as {name}; this is a fresh start.")
        return said.format(path=self.path, name=self.moved_to.name)


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What was read: None where there was nothing, and a notice where something was wrong."""

    value: T | None
    notice: SetAside | None = None


class _Paper(msgspec.Struct, frozen=True):
    version: int
    data: msgspec.Raw


class KeptFile(Generic[T]):
    """One file that holds one value of a dataclass. Used by one thread at a time."""

    def __init__(self, path: Path, type: type[T], now: Callable[[], float], upgrades: Sequence[Upgrade] = ()) -> None:
        """``upgrades`` leads from version 1 to today's, one step each; ``now`` is seconds since 1970 (UTC)."""
        self._path = path
        self._last_good = path.with_name(f"{path.name}.last-good")
        self._type = type
        self._now = now
        self._upgrades = upgrades
        self._known: tuple[int, int] | None = None
        """The print of the last good content. Not the content: ten thousand people are 4 MB of text."""

    def read(self) -> Reading[T]:
        """What the file says, else its last good content. Raises nothing: see the notice."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return Reading(self._stand_in())
        except OSError as error:
            _log.warning("%s cannot be read: %s", self._path, error.strerror)
            return Reading(None, SetAside(self._path, None, restored=False))
        try:
            value = self._decoded(content)
        except (ValueError, LookupError, TypeError):
            return self._damaged()
        self._known = _print(content)
        return Reading(value)

    def write(self, value: T) -> None:
        """Keep this value. Raises OSError when the disk is full or the folder closed; the former content stays."""
        raw = msgspec.Raw(msgspec.json.encode(value, order="deterministic"))
        content = msgspec.json.format(msgspec.json.encode(_Paper(1 + len(self._upgrades), raw)), indent=1) + b"\n"
        if _print(content) == self._known:
            return
        make_private(self._path.parent)
        before = None
        with contextlib.suppress(OSError):  # what cannot be read any more can still be written anew
            before = self._path.read_bytes()
        if before is not None and _print(before) == self._known:
            write_whole(self._last_good, before)
        write_whole(self._path, content)
        self._known = _print(content)

    def remove(self) -> None:
        """Forget the value and its last good content. Raises OSError."""
        self._known = None
        self._path.unlink(missing_ok=True)
        self._last_good.unlink(missing_ok=True)

    def _decoded(self, content: bytes) -> T:
        paper = msgspec.json.decode(content, type=_Paper)
        if paper.version == 1 + len(self._upgrades):
            return msgspec.json.decode(paper.data, type=self._type)
        if not 0 < paper.version <= len(self._upgrades):
            raise ValueError("of a version to come")
        data = msgspec.json.decode(paper.data)
        for upgrade in self._upgrades[paper.version - 1 :]:
            data = upgrade(data)
        return msgspec.convert(data, self._type)

    def _stand_in(self) -> T | None:
        try:
            content = self._last_good.read_bytes()
            value = self._decoded(content)
        except (OSError, ValueError, LookupError, TypeError):
            return None
        self._known = _print(content)
        return value

    def _damaged(self) -> Reading[T]:
        value = self._stand_in()
        date = datetime.fromtimestamp(self._now(), UTC).strftime("%Y-%m-%dT%H%M%SZ")
        try:
            aside = self._path.replace(self._path.with_name(f"{self._path.name}.damaged-{date}"))
        except OSError:
            notice = SetAside(self._path, None, restored=value is not None)
        else:
            notice = SetAside(self._path, aside, restored=value is not None)
        _log.warning("%s", notice.text)
        return Reading(value, notice)


def _print(content: bytes) -> tuple[int, int]:
    """What tells one content from another within this run of the program."""
    return len(content), hash(content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file all or nothing, for the user alone. Raises OSError. Blocking."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # its mode is 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":  # the move itself reaches the disk with the folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
