"""Credentials: what one sign-in needs, and the one server and app it belongs to."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credentials:
    """A sign-in, bound to its server and client id: never to be sent anywhere else. The repr shows no secret.

    ``client_secret`` is empty for a public app, ``jwt`` for somebody who signed in by browser, ``refresh_token``
    until there is one.
    """

    server_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    jwt: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    refresh_until: float = 0.0
    """Seconds since 1970 (UTC) until when the refresh token is good."""
    profile: str = field(default="", compare=False)
    """The profile whose keyring entry this is, or shall be; empty for a sign-in of this run only."""

    @property
    def complete(self) -> bool:
        """Whether one can sign in with it without a person."""
        return bool(self.jwt or self.refresh_token)

    def belongs_to(self, server_url: str, client_id: str) -> bool:
        """Whether it may be sent there. Both addresses in the form :mod:`rcboard.host.settings` gives them."""
        return (self.server_url, self.client_id) == (server_url, client_id)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be read in a log."""
        return tuple(filter(None, (self.client_secret, self.jwt, self.refresh_token)))
