"""Recovery marks (``wsc`` tokens): url-safe, recognisable as ours, saying which line and up to where it was heard."""

import base64
import hashlib
import re
from dataclasses import dataclass
from random import Random

_KEY = re.compile(r"([A-Za-z0-9_-]{16})([A-Za-z0-9_-]{8})([0-9a-f]{1,12})")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line's key and the sequence of the last frame its client heard."""

    key: str
    sequence: int


class Marks:
    """Issues keys and reads tokens. A seal made from the seed lets those of an earlier process be well formed."""

    def __init__(self, chance: Random, seed: int) -> None:
        self._chance = chance
        self._seed = str(seed).encode()

    def key(self) -> str:
        """A key for a new line; the sequence in hexadecimal is put behind it."""
        body = base64.urlsafe_b64encode(self._chance.randbytes(12)).decode()
        return body + self._seal(body)

    def read(self, token: str) -> Mark | None:
        """What a token says; None for one that is not of this platform's making."""
        match = _KEY.fullmatch(token)
        if match is None or self._seal(match[1]) != match[2]:
            return None
        return Mark(match[1] + match[2], int(match[3], 16))

    def _seal(self, body: str) -> str:
        digest = hashlib.blake2b(body.encode(), key=self._seed, digest_size=6).digest()
        return base64.urlsafe_b64encode(digest).decode()
