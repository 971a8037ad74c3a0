"""Signing in: with what, and where the tokens that come of it are kept."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from rcboard.platform.wire import Tokens


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody agreed to in the browser: good once, and for a minute. The repr shows no secret."""

    code: str = field(repr=False)
    return_address: str
    verifier: str = field(repr=False)
    nonce: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Access:
    """What one app signs in with, at one server and nowhere else. The repr shows no secret.

    Without ``client_secret`` the app is a public one. A session is begun by ``grant`` or ``jwt``; without either only
    a refresh token can go on with one.
    """

    server_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    jwt: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    grant: Grant | None = None

    @property
    def origin(self) -> str:
        """Scheme and host of the server: the only place a secret may be sent to."""
        parts = urlsplit(self.server_url)
        return f"{parts.scheme}://{parts.netloc}".lower()

    @property
    def host(self) -> str:
        """The server's name, for sentences."""
        return urlsplit(self.server_url).hostname or self.server_url


class Vault(Protocol):
    """Where the refresh token of one sign-in is kept, for all processes that use it. Blocks; for worker threads."""

    def turn(self) -> AbstractContextManager[None]:
        """Only who has the turn may renew. Waits for it; raises RcError when it does not come."""

    def refresh_tokens(self, own: str) -> Sequence[str]:
        """What to renew with, the most promising first; ``own`` is what this process used last, or empty.

        Raises RcError when somebody signed out meanwhile.
        """

    def renewed_elsewhere(self, own: str) -> bool:
        """Whether another process has renewed since ``own`` was the newest. Raises RcError as above."""

    def keep(self, tokens: Tokens) -> bool:
        """Keep these, before their first use. Whether the session is to live on when this process ends."""

    def refused(self, token: str) -> None:
        """RingCentral refuses this refresh token for good: ``refresh_tokens`` leaves it out from now on."""


class Unkept:
    """For a sign-in that is this process's alone and ends with it."""

    def __init__(self) -> None:
        self._refused = ""

    def turn(self) -> AbstractContextManager[None]:
        """Nobody else wants it."""
        return nullcontext()

    def refresh_tokens(self, own: str) -> Sequence[str]:
        """The only one there is, unless it was refused."""
        return (own,) if own and own != self._refused else ()

    def renewed_elsewhere(self, own: str) -> bool:
        """Nobody else has it."""
        return False

    def keep(self, tokens: Tokens) -> bool:
        """It ends with us."""
        return False

    def refused(self, token: str) -> None:
        """It is not tried again."""
        self._refused = token
