"""Frames of the gateway: a JSON array of meta and body, compact, in a WebSocket text frame.

RingCentral guide, "WebSockets". A multipart answer of REST follows its meta as raw text, so that frame is no JSON.
"""

from typing import Any

import msgspec

encode = msgspec.json.Encoder().encode


def frame(meta: dict[str, Any], body: Any = None) -> bytes:
    """The text of a frame; without a body it has one element."""
    return encode([meta] if body is None else [meta, body])


def multipart_frame(meta: dict[str, Any], raw: bytes) -> bytes:
    """The text of a frame whose body is multipart."""
    return b"[%s,%s]" % (encode(meta), raw)


def packed(text: bytes) -> bytes:
    """One unmasked WebSocket text frame, ready to be written."""
    size = len(text)
    if size < 126:
        return b"\x81%c%b" % (size, text)
    if size < 65536:
        return b"\x81\x7e%b%b" % (size.to_bytes(2), text)
    return b"\x81\x7f%b%b" % (size.to_bytes(8), text)
