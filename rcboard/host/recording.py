"""Recordings: what happened on a board, event by event, in a file of JSON lines, to be played again.

The first line says what it is; each other has the seconds since the beginning and the events of one turn. Times within
are shifted when it is played, so that what happened a minute after the beginning happens a minute after now.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final, get_args

import msgspec

from rcboard.domain.events import Event
from rcboard.words import recording as words

VERSION: Final = 1
LONGEST: Final = 64 * 1024 * 1024
"""Bytes of a line at most: the people of the largest account are a tenth of that."""

_KINDS: Final[dict[str, Any]] = {kind.__name__: kind for kind in get_args(Event)}
_TIMES: Final = frozenset({"at", "heard", "timestamp", "since", "retry_at", "start"})


class RecordingError(Exception):
    """The file is no recording, or is damaged; the text is a sentence."""


class _Head(msgspec.Struct):
    rcboard: int
    began: float
    names: bool


class _Turn(msgspec.Struct):
    at: float
    events: list[tuple[str, Any]]


class Recorder:
    """Writes a new file, readable by the person alone. Raises OSError, FileExistsError where there is one already."""

    def __init__(self, path: Path, began: float, *, names: bool) -> None:
        """``began`` is now, in seconds since 1970 (UTC); ``names`` says that people are in it as they are."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file: IO[bytes] = os.fdopen(handle, "wb")
        self._began = began
        self._put(_Head(VERSION, began, names))

    def put(self, events: Sequence[Event], now: float) -> None:
        """These happened now."""
        said: list[tuple[str, Any]] = [(type(event).__name__, event) for event in events]
        self._put(_Turn(round(now - self._began, 3), said))

    def close(self) -> None:
        """It is whole."""
        self._file.close()

    def _put(self, line: object) -> None:
        # Each line at once: a recording that is cut short is whole up to there.
        self._file.write(msgspec.json.encode(line) + b"\n")
        self._file.flush()


class Recording:
    """Reads a file. Raises RecordingError, with a sentence, for what is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                head = msgspec.json.decode(file.readline(4096), type=_Head)
        except OSError as error:
            raise RecordingError(words.unreadable(str(path), error.strerror or type(error).__name__)) from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise RecordingError(words.no_recording(str(path))) from None
        if head.rcboard != VERSION:
            raise RecordingError(words.of_another_version(str(path)))
        self._began = head.began

    def turns(self, begin: float) -> Iterator[tuple[float, list[Event]]]:
        """When, and what happened then, as if it had begun at ``begin``."""
        shift = begin - self._began
        with self._path.open("rb") as file:
            file.readline()
            number = 1
            while line := file.readline(LONGEST):
                number += 1
                try:
                    turn = msgspec.json.decode(line, type=_Turn)
                    events = [msgspec.convert(_shifted(said, shift), _KINDS[kind]) for kind, said in turn.events]
                except (msgspec.DecodeError, UnicodeDecodeError, LookupError):
                    if not line.endswith(b"\n"):
                        return  # it was cut short while it was written
                    raise RecordingError(words.damaged(str(self._path), number)) from None
                yield begin + turn.at, events


def _shifted(said: Any, by: float) -> Any:
    if isinstance(said, dict):
        return {
            name: value + by if name in _TIMES and isinstance(value, int | float) else _shifted(value, by)
            for name, value in said.items()
        }
    return [_shifted(one, by) for one in said] if isinstance(said, list) else said
