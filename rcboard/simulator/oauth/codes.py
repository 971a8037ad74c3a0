"""Authorization codes with PKCE: issued when a person agrees, taken once, within a minute."""

import base64
import hashlib
from dataclasses import dataclass

from rcboard.simulator.clock import Clock
from rcboard.simulator.credentials import App
from rcboard.simulator.errors import oauth
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to. ``method`` is ``plain`` or ``S256``; an empty challenge means no PKCE."""

    app: App
    redirect_uri: str
    extension_id: int
    challenge: str
    method: str
    expires: float = 0.0


class Codes:
    """All codes not yet taken."""

    def __init__(self, clock: Clock, numbers: Numbers, tokens: Tokens) -> None:
        self._clock = clock
        self._numbers = numbers
        self._tokens = tokens
        self._open: dict[str, Consent] = {}

    def issue(self, app: App, redirect_uri: str, extension_id: int, challenge: str, method: str) -> str:
        """A code for this consent."""
        code = self._tokens.code()
        expires = self._clock.now() + self._numbers.authorization_code
        self._open[code] = Consent(app, redirect_uri, extension_id, challenge, method, expires)
        return code

    def owner(self, code: str) -> int | None:
        """Whose code this is, without taking it."""
        consent = self._open.get(code)
        return consent.extension_id if consent else None

    def take(self, code: str, app: App, redirect_uri: str, verifier: str) -> Consent:
        """The consent behind a code, once; every mismatch has its own error code (RingCentral guide: errors)."""
        consent = self._open.pop(code, None)
        if consent is None:
            raise oauth(400, "invalid_grant", "OAU-106", "Authorization code is invalid")
        if consent.app is not app:
            raise oauth(400, "invalid_grant", "OAU-110", "Authorization code was issued for another application")
        if self._clock.now() > consent.expires:
            raise oauth(400, "invalid_grant", "OAU-108", "Authorization code is expired")
        if redirect_uri != consent.redirect_uri:
            raise oauth(400, "invalid_grant", "OAU-109", "Redirect URIs do not match")
        if consent.challenge and not _matches(consent, verifier):
            raise oauth(400, "invalid_grant", "OAU-106", "Code verifier does not match the code challenge")
        return consent


def _matches(consent: Consent, verifier: str) -> bool:
    if consent.method == "plain":
        return verifier == consent.challenge
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=") == consent.challenge
