"""Signing, as Standard Webhooks has it: HMAC-SHA256 over id, time and body, in three headers.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
import hashlib
import hmac

PREFIX = "whsec_"


def key(secret: str) -> bytes:
    """The key of a secret as receivers are given it: "whsec_" and base64, else its plain bytes."""
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def headers(secret: str, id: str, at: int, body: bytes) -> dict[str, str]:
    """The headers that prove who sent this and when; ``at`` is seconds since 1970 (UTC) of this very attempt."""
    signed = hmac.new(key(secret), f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": id,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
