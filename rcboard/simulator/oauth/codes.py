"""Authorization codes: asked for by a browser, redeemed once by an app (RingCentral guide: PKCE)."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

from rcboard.simulator.credentials import App
from rcboard.simulator.errors import oauth
from rcboard.simulator.ground import Ground


@dataclass(frozen=True, slots=True)
class Pledge:
    """What the app gave with its question, to know its answer by."""

    challenge: str
    method: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to. ``expires`` in platform seconds; ``method`` is plain or S256, the default is plain."""

    app: App
    extension_id: int
    redirect_uri: str
    challenge: str
    method: str
    nonce: str
    expires: float


class Codes:
    """The codes that wait to be redeemed."""

    def __init__(self, ground: Ground) -> None:
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._tokens = ground.tokens
        self._waiting: dict[str, Consent] = {}

    def issue(self, app: App, extension_id: int, redirect_uri: str, pledge: Pledge) -> str:
        """A code that is good for a minute."""
        now = self._clock.now()
        self._waiting = {code: one for code, one in self._waiting.items() if now < one.expires}
        code = self._tokens.code()
        expires = now + self._numbers.authorization_code
        self._waiting[code] = Consent(
            app, extension_id, redirect_uri, pledge.challenge, pledge.method or "plain", pledge.nonce, expires
        )
        return code

    def redeem(self, app: App, code: str, redirect_uri: str, verifier: str) -> Consent:
        """What was agreed to; the code is spent, whether everything else fits or not."""
        consent = self._waiting.pop(code, None)
        if consent is None:
            raise oauth(400, "invalid_grant", "OAU-106", "Authorization code is invalid or was used before")
        if self._clock.now() >= consent.expires:
            raise oauth(400, "invalid_grant", "OAU-108", "Authorization code expired")
        if consent.app is not app:
            raise oauth(400, "invalid_grant", "OAU-110", "Authorization code was issued to another application")
        if consent.redirect_uri != redirect_uri:
            raise oauth(400, "invalid_grant", "OAU-109", "Redirect URIs do not match")
        if consent.challenge and challenge_of(verifier, consent.method) != consent.challenge:
            raise oauth(400, "invalid_grant", "OAU-116", "Code verifier does not match the code challenge")
        return consent


def challenge_of(verifier: str, method: str) -> str:
    """The challenge that belongs to a verifier (RFC 7636)."""
    if method == "plain":
        return verifier
    return _base64(hashlib.sha256(verifier.encode()).digest())


def identity_token(consent: Consent, issuer: str, now: float, key: bytes) -> str:
    """Who agreed, and to which question (OpenID Connect Core, section 2); signed with a key that nobody else has."""
    claims = {
        "iss": issuer, "aud": consent.app.client_id, "sub": str(consent.extension_id), "iat": int(now),
        "exp": int(now) + 3600, "nonce": consent.nonce,
    }  # fmt: skip
    head, body = (_base64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    signature = hmac.new(key, f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{_base64(signature)}"


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
