"""Bodies: what a receiver is sent, in the standard form or in one of its own."""

import re
from collections.abc import Mapping

import msgspec

from rcboard.outlets.record import Json

_FIELD = re.compile(r"\$(?:\$|\{(\w+)\})")


def standard(type: str, at: str | None, data: Json) -> bytes:
    """Standard Webhooks' own form: type, timestamp, data."""
    return msgspec.json.encode({"type": type, "timestamp": at, "data": data})


def filled(template: str, fields: Mapping[str, object], *, json: bool) -> bytes:
    """The template with each ``${field}`` put in; ``$$`` is a dollar sign, and an unknown field is left empty.

    For JSON a value is escaped so that no name can break out of the text it stands in.
    """

    def value(found: re.Match[str]) -> str:
        if found[1] is None:
            return "$"
        text = "" if (given := fields.get(found[1])) is None else str(given)
        return msgspec.json.encode(text).decode()[1:-1] if json else text

    return _FIELD.sub(value, template).encode()
