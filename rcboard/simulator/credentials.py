"""What a developer gets from the console, made from the seed alone: same seed, same credentials.

Apps, account number and JWT survive a restart of the simulator; tokens, tickets and subscriptions do not.
"""

import base64
import hashlib
from dataclasses import dataclass

APP_PERMISSIONS = (
    "ReadAccounts", "ReadPresence", "EditPresence", "WebSocket", "RingOut", "ReadContacts", "ReadCallLog",
    "CallControl",
)  # fmt: skip

REDIRECT_URIS = tuple(f"http://localhost:{port}/oauth2callback" for port in (53101, 53102, 53103))
"""Loopback addresses registered for both apps: RingCentral compares them letter by letter, so the ports are fixed."""


@dataclass(slots=True, eq=False)
class App:
    """One registered app. A public one has no secret and proves itself with PKCE."""

    client_id: str
    secret: str
    name: str
    redirect_uris: tuple[str, ...] = REDIRECT_URIS

    @property
    def public(self) -> bool:
        """Whether the app keeps no secret ("client-side web app" in the console)."""
        return not self.secret


@dataclass(frozen=True, slots=True)
class Credentials:
    """The credentials of one seed. ``first_extension_id`` owns the JWT."""

    account_id: int
    first_extension_id: int
    confidential: App
    public: App
    jwt: str


def credentials(seed: int, redirect_uris: tuple[str, ...] = REDIRECT_URIS) -> Credentials:
    """The account, apps and JWT that belong to this seed."""
    account_id = 400_100_000_000 + int.from_bytes(_digest(seed, "account")[:3]) * 1000
    first = account_id + 9
    return Credentials(
        account_id=account_id,
        first_extension_id=first,
        confidential=App(
            _text(seed, "client id", 22), _text(seed, "client secret", 43), "rcboard for the office", redirect_uris
        ),
        public=App(_text(seed, "public client id", 22), "", "rcboard on the desk", redirect_uris),
        jwt=_jwt(seed, first),
    )


def _digest(seed: int, what: str) -> bytes:
    return hashlib.blake2b(f"{seed}/{what}".encode(), digest_size=48).digest()


def _text(seed: int, what: str, length: int) -> str:
    return base64.urlsafe_b64encode(_digest(seed, what)).decode()[:length]


def _jwt(seed: int, extension_id: int) -> str:
    """Three parts as in a real one. Nobody verifies the signature: the platform knows its JWTs by heart."""
    header = b'{"kid":"simulator","typ":"JWT","alg":"RS256"}'
    claims = (
        b'{"aud":"https://platform.ringcentral.com/restapi/oauth/token","sub":"%d","iss":"https://platform.ringcentral.com",'
        b'"exp":3911150400,"iat":1767225600,"jti":"%s"}' % (extension_id, _text(seed, "jti", 22).encode())
    )
    parts = (header, claims, _digest(seed, "signature"))
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
