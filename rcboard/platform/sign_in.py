"""Signing in: with what, and what is to be done with the tokens that come of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rcboard.platform.wire import Tokens

Keep = Callable[[Tokens], None]
"""Told of each new pair of tokens before the first use; called in a worker thread."""


@dataclass(frozen=True, slots=True)
class Access:
    """What one app signs in with, at one server and nowhere else. The repr shows no secret.

    Without ``client_secret`` the app is a public one; without ``jwt`` only ``refresh_token`` can open a session.
    """

    server_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    jwt: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)

    @property
    def origin(self) -> str:
        """Scheme and host of the server: the only place a secret may be sent to."""
        parts = urlsplit(self.server_url)
        return f"{parts.scheme}://{parts.netloc}".lower()

    @property
    def host(self) -> str:
        """The server's name, for sentences."""
        return urlsplit(self.server_url).hostname or self.server_url
