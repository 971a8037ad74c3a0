"""Logs: what the program says to support, on stderr, with every secret taken out.

Redaction is done on the finished text, so it reaches arguments, tracebacks and exceptions' words alike.
"""

import base64
import logging
import re
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Final, TextIO
from urllib.parse import quote

HIDDEN: Final = "[hidden]"
PINNED: Final = ("websockets", "urllib3", "aiohttp.access", "qasync")
"""Loggers kept at warning: on debug they write down frames, addresses, headers and what callbacks are given."""

_NAMES = "access_token|refresh_token|id_token|client_secret|assertion|password|jwt|token|secret|wsc|code_verifier"
_PATTERNS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"""(?i)(\bauthorization\b["']?\s*[:=,]\s*["']?)(?:[a-z]+\s+)?[^\s"',;)}]+"""), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), rf"\1 {HIDDEN}"),
    (re.compile(rf"""(?i)\b({_NAMES})(["']?\s*[=:]\s*["']?)[^\s"'&,;)}}]+"""), rf"\1\2{HIDDEN}"),
    # Short numbers after "code" are of errors and closed sockets, and wanted.
    (re.compile(r"""(?i)\b(code)(["']?\s*[=:]\s*["']?)[\w.~+/-]{12,}"""), rf"\1\2{HIDDEN}"),
    (re.compile(r"\beyJ[\w-]{5,}(?:\.[\w-]*){0,4}"), HIDDEN),
)


class Redaction:
    """Takes secrets out of text: what looks like one, and those made known while the program runs."""

    def __init__(self) -> None:
        self._known: tuple[str, ...] = ()

    def learn(self, *secrets: str) -> None:
        """Hide these from now on, also where they are part of an address or a Basic header. May be repeated."""
        forms = {form for secret in secrets if len(secret) > 3 for form in _forms(secret)}
        self._known = tuple(sorted(forms.union(self._known), key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """The same text without its secrets."""
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        for pattern, instead in _PATTERNS:
            text = pattern.sub(instead, text)
        return text


class RedactedFormat(logging.Formatter):
    """Time, level, logger and text of a record, redacted as a whole."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        """The record as it is written."""
        return self._redaction(super().format(record))


def start_log(level: str | None, stream: TextIO | None = None) -> Redaction:
    """Log to stderr from now on, at the level of ``RCBOARD_LOG`` (default warning); called once, by the entry point.

    Uncaught exceptions go the same way, in any thread. Returns the redaction, to be told each secret as it is read.
    """
    redaction = Redaction()
    sink = logging.StreamHandler(stream or sys.stderr)
    sink.setFormatter(RedactedFormat(redaction))
    root = logging.getLogger()
    root.addHandler(sink)
    wanted = (level or "warning").strip().upper()
    chosen = logging.getLevelNamesMapping().get(wanted)
    root.setLevel(logging.WARNING if chosen is None else chosen)
    for name in PINNED:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))
    logging.captureWarnings(capture=True)
    sys.excepthook = _last_words(root)
    threading.excepthook = _thread_s_last_words(root)
    if chosen is None:
        root.warning("RCBOARD_LOG=%s is not a level; use debug, info, warning or error", wanted.lower())
    return redaction


def _last_words(root: logging.Logger) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            root.critical("rcboard ends with an error", exc_info=(kind, error, trace))

    return hook


def _thread_s_last_words(root: logging.Logger) -> Callable[[threading.ExceptHookArgs], None]:
    def hook(left: threading.ExceptHookArgs) -> None:
        if left.exc_value is not None and not issubclass(left.exc_type, SystemExit):
            name = left.thread.name if left.thread else "?"
            root.error("thread %s ended", name, exc_info=(left.exc_type, left.exc_value, left.exc_traceback))

    return hook


def _forms(secret: str) -> set[str]:
    """How a secret may look on its way: as it is, in an address, in a Python or JSON text."""
    return {secret, quote(secret, safe=""), repr(secret)[1:-1], base64.b64encode(secret.encode()).decode()}
