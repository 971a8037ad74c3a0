"""The ``.env`` file: read only where the user owns it, since whoever wrote it decides where our secrets go."""

import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rcboard.words.language import _


@dataclass(frozen=True, slots=True)
class EnvFile:
    """What a ``.env`` file said, and whether it was believed. The repr shows no value."""

    path: Path
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    refused: str = ""
    """A sentence why it was left alone; empty when it was read, or is not there."""


def read_env_file(path: Path) -> EnvFile:
    """Read it if it is there and the user's own. Values stand as written: nothing in them is filled in."""
    try:
        with path.open(encoding="utf-8") as stream:
            if not _own(path, os.fstat(stream.fileno())):
                why = _("{path} is ignored: it does not belong to you, or others may write to it.")
                return EnvFile(path, refused=why.format(path=path))
            # Late: most machines have no such file.
            from dotenv import dotenv_values

            return EnvFile(
                path, {name: value for name, value in dotenv_values(stream=stream, interpolate=False).items() if value}
            )
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return EnvFile(path)
    except (OSError, UnicodeDecodeError):
        return EnvFile(path, refused=_("{path} is ignored: it cannot be read.").format(path=path))


def _own(path: Path, status: os.stat_result) -> bool:
    if sys.platform == "win32":  # no owner to be had from there without more libraries; a home folder is one's own
        return path.resolve().is_relative_to(Path.home())
    return status.st_uid == os.getuid() and not status.st_mode & stat.S_IWOTH
