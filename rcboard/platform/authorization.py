"""Authorization in the browser: where to send somebody who signs in, and what the answer that comes back means.

Authorization code with PKCE (RFC 7636) for an app that keeps no secret (RingCentral guide, "PKCE flow"). Does no input
or output. ``state`` ties the answer to this very attempt, the verifier ties the code to this process, and ``nonce``
ties an identity token to it where RingCentral sends one (its reference: only with OpenID Connect).
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import urlencode

import msgspec

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform.sign_in import Grant

PATH: Final = "/restapi/oauth/authorize"
LONGEST_CODE: Final = 4096
_CODE = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_CODE}}}")
_ERROR = re.compile(r"[A-Za-z_]{1,60}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign in. The repr shows no secret."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)

    @classmethod
    def begin(cls, draw: Callable[[int], str] = secrets.token_urlsafe) -> Self:
        """A new one; ``draw`` gives text made of so many random bytes, fit for an address."""
        return cls(draw(32), draw(32), draw(64))

    @property
    def challenge(self) -> str:
        """What RingCentral is told of the verifier: S256, since its default is "plain"."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode().rstrip("=")

    def page(self, server_url: str, client_id: str, return_address: str) -> str:
        """The address to open in the browser."""
        query = {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": return_address,
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
        }
        return f"{server_url.rstrip('/')}{PATH}?{urlencode(query)}"

    def read(self, query: Iterable[tuple[str, str]], return_address: str) -> Grant | Problem:
        """What came back to the return address.

        A problem of the kind SIGN_IN_FOREIGN is no answer to this attempt: the right one may still come.
        """
        given: dict[str, list[str]] = {}
        for name, value in query:
            given.setdefault(name, []).append(value)
        states = given.get("state", [])
        if len(states) != 1 or not hmac.compare_digest(states[0].encode(errors="replace"), self.state.encode()):
            return Problem(ProblemKind.SIGN_IN_FOREIGN)
        errors, codes = given.get("error", []), given.get("code", [])
        if errors == ["access_denied"]:
            return Problem(ProblemKind.SIGN_IN_CANCELLED, permanent=True)
        if errors or len(codes) != 1 or not _CODE.fullmatch(codes[0]):
            named = errors[0] if errors and _ERROR.fullmatch(errors[0]) else ""
            return Problem(ProblemKind.SIGN_IN_REFUSED, code=named, permanent=True)
        return Grant(codes[0], return_address, self.verifier, self.nonce)


class _Claims(msgspec.Struct):
    nonce: str | None = None


def answers(id_token: str, nonce: str) -> bool:
    """Whether an identity token was made for this attempt.

    It comes from the token endpoint itself over TLS, so its signature need not be looked at (OpenID Connect Core,
    3.1.3.7). Without one there is nothing to compare, and PKCE alone has to do.
    """
    if not id_token:
        return True
    parts = id_token.split(".")
    if len(parts) < 2:
        return False
    try:
        claims = msgspec.json.decode(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)), type=_Claims)
    except (ValueError, msgspec.DecodeError):
        return False
    return claims.nonce is not None and hmac.compare_digest(claims.nonce.encode(), nonce.encode())
