"""What of a simulated RingCentral is secret, found in any text: a token by its look, the credentials by heart.

The patterns are those of the simulator's tokens, tickets, codes and recovery marks, so that none has to be known to be
found: also one that was used for a second and never came back.
"""

import base64
import logging
import re
from pathlib import Path
from urllib.parse import quote

from tests.kit.office import Office

_LOOKS = {
    "a token, ticket or code": re.compile(r"U0pDMDFQMDE[A-Za-z0-9_-]{20,}"),
    "a recovery mark": re.compile(r"RTFh[A-Za-z0-9_-]{24}[0-9a-f]+"),
    "a JWT": re.compile(r"\beyJ[\w-]{10,}\.[\w-]{10,}"),
    "an Authorization value": re.compile(r"(?i)\b(?:bearer|basic)\s+(?!\[hidden\])[A-Za-z0-9+/=_.~-]{16,}"),
}


class Secrets:
    """The secrets of one office; ``more`` are further texts that must not be seen, such as what a person typed."""

    def __init__(self, office: Office, *more: str) -> None:
        pair = base64.b64encode(f"{office.client_id}:{office.client_secret}".encode()).decode()
        known = {"the client secret": office.client_secret, "the JWT": office.jwt, "a Basic header": pair}
        known |= {f"a given secret ({number})": text for number, text in enumerate(more)}
        self._known = {name: {text, quote(text, safe="")} for name, text in known.items()}

    def found(self, text: str) -> list[str]:
        """What is secret in this text, by its kind."""
        kinds = [kind for kind, look in _LOOKS.items() if look.search(text)]
        return kinds + [name for name, forms in self._known.items() if any(form in text for form in forms)]

    def in_processes(self) -> list[str]:
        """What is secret in the arguments of any process of this machine."""
        found = []
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                arguments = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue  # it has ended
            found += [f"{kind} in the arguments of {file.parent.name}" for kind in self.found(arguments)]
        return found


class Eavesdropper(logging.Handler):
    """Hears every record of ours before anything is taken out of it, and every line as it is written."""

    def __init__(self, secrets: Secrets) -> None:
        super().__init__(logging.DEBUG)
        self._secrets = secrets
        self.heard = 0
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """A record as whoever logged it gave it, with its exception."""
        if record.name.startswith("rcboard"):
            self._judge(self.format(record), record.name)

    def write(self, line: str) -> None:
        """A line as the log writes it: with ``flush`` this is a stream."""
        self._judge(line, "the log")

    def flush(self) -> None:
        """Nothing is held back."""

    def _judge(self, text: str, where: str) -> None:
        self.heard += 1
        self.leaks += [f"{kind} in what {where} said" for kind in self._secrets.found(text)]
