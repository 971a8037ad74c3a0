"""Several resources in one request: status 207 in its two forms (RingCentral guide: batch requests)."""

from collections.abc import Callable
from typing import Any

import msgspec

from rcboard.simulator.errors import Refusal
from rcboard.simulator.rest.ask import Answer, Ask

VENDOR_TYPE = "application/vnd.ringcentral.multipart+json"


def batched(ask: Ask, ids: list[str], one: Callable[[str], Any], href: Callable[[str], str], boundary: str) -> Answer:
    """The answer for many ids. Each has a status of its own; the form follows the ``Accept`` header."""
    parts = []
    for id in ids:
        try:
            parts.append((id, 200, one(id)))
        except Refusal as no:
            parts.append((id, no.status, no.body))
    if VENDOR_TYPE in ask.headers.get("Accept", ""):
        entries = [{"resourceId": id, "status": status, "body": body} for id, status, body in parts]
        return Answer(207, entries, content_type=VENDOR_TYPE)
    overview = [
        {"href": href(id), "status": status, "responseDescription": "OK" if status == 200 else "Not Found"}
        for id, status, _ in parts
    ]
    texts = [msgspec.json.encode({"response": overview}), *(msgspec.json.encode(body) for _, _, body in parts)]
    lines = [b"--%s\r\nContent-Type: application/json\r\n\r\n%s\r\n" % (boundary.encode(), text) for text in texts]
    raw = b"".join(lines) + b"--%s--" % boundary.encode()
    return Answer(207, raw=raw, content_type=f"multipart/mixed; boundary={boundary}")
