"""The support file: what the doctor found, the versions, and the whole log of the examination; nobody's name in it."""

import logging
import os
import platform
import sys
import time
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

import msgspec

import rcboard
from rcboard.domain.people import Person
from rcboard.host.logs import Redaction
from rcboard.host.scrub import Scrub

PARTS = ("ringcentral", "requests", "websockets", "aiohttp", "keyring", "msgspec", "PySide6-Essentials", "qasync")


class Record(logging.Handler):
    """Keeps the log from now on, in full, whatever is shown of it."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__(logging.DEBUG)
        self._scrub = Scrub(redaction)
        self._began = time.time()
        self._lines: list[str] = []

    @classmethod
    def begin(cls, redaction: Redaction) -> "Record":
        """Begin to keep it; what goes to standard error stays as it was."""
        root = logging.getLogger()
        for handler in root.handlers:
            handler.setLevel(max(handler.level, root.level))
        record = cls(redaction)
        root.addHandler(record)
        root.setLevel(logging.DEBUG)
        return record

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line. Its time is in seconds since the beginning."""
        try:
            line = f"{record.created - self._began:8.3f} {record.levelname} {record.name}: {record.getMessage()}"
        except Exception:  # logging's own way with a line that cannot be made
            self.handleError(record)
        else:
            self._lines.append(line)

    def meet(self, people: Iterable[Person]) -> None:
        """Take these people's names and numbers out."""
        self._scrub.learn(people)

    def write(self, path: Path, findings: Iterable[Mapping[str, object]]) -> None:
        """Write it, for the user's eyes alone until he sends it. Raises OSError."""
        content = {
            "rcboard": rcboard.__version__,
            "python": platform.python_version(),
            "system": platform.platform(),
            "frozen": bool(getattr(sys, "frozen", False)),
            "parts": {name: _version(name) for name in PARTS},
            "findings": list(findings),
            "log": self._lines,
        }
        text = msgspec.json.format(msgspec.json.encode(content), indent=1).decode()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(self._scrub(text) + "\n")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
