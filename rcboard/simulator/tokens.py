"""Random texts that must never repeat, not even in the next process: tokens, session ids, event ids."""

import base64
from itertools import count
from random import Random

TOKEN_PATTERN = r"U0pDMDFQMDE[A-Za-z0-9_-]{40,120}"
"""How every token of this platform looks; a text of this form that nobody knows was revoked, any other is garbage."""


class Tokens:
    """Draws from true randomness, so that nothing of an earlier process is valid by chance."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._events = count(chance.getrandbits(62))
        self._requests = count(chance.getrandbits(40))

    def _text(self, size: int) -> str:
        return base64.urlsafe_b64encode(self._chance.randbytes(size)).decode().rstrip("=")

    def access(self) -> str:
        """An access token."""
        return f"U0pDMDFQMDE{self._text(48)}"

    def refresh(self) -> str:
        """A refresh token."""
        return f"U0pDMDFQMDE{self._text(51)}"

    def ticket(self) -> str:
        """A WebSocket token."""
        return f"U0pDMDFQMDE{self._text(54)}"

    def code(self) -> str:
        """An authorization code."""
        return f"U0pDMDFQMDE{self._text(36)}"

    def session(self) -> str:
        """An OAuth session id."""
        return f"SJC01P01.{self._text(18)}"

    def endpoint(self) -> str:
        """An endpoint id, for clients that bring none."""
        return self._text(16)

    def line(self) -> str:
        """The key of a gateway session, the beginning of its recovery tokens: safe in a query as it is."""
        return f"RTFh{self._text(18)}"

    def uuid(self) -> str:
        """An id in the usual five groups."""
        key = f"{self._chance.getrandbits(128):032x}"
        return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"

    def event(self) -> str:
        """The id of a notification: long decimal text."""
        return str(next(self._events))

    def request(self) -> str:
        """The ``RCRequestId`` of an answer."""
        return f"{next(self._requests):012x}-{self._chance.getrandbits(32):08x}"
