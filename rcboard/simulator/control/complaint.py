"""What is wrong with a request to the control plane, as a sentence; and reading fields with such sentences."""

from collections.abc import Collection, Iterable
from typing import Any

Json = dict[str, Any]


class Complaint(ValueError):  # noqa: N818, it is what it says
    """A request nobody can carry out; answered with 400 and its sentence."""


def known_only(body: Json, names: Iterable[str], what: str) -> None:
    """Refuse fields that mean nothing here."""
    allowed = tuple(names)
    for name in body:
        if name not in allowed:
            raise Complaint(f"{what} has no field '{name}'; it takes {', '.join(allowed)}")


def text_of(body: Json, name: str, default: str = "") -> str:
    """A text field; numbers are taken as text."""
    value = body.get(name, default)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Complaint(f"'{name}' has to be text, not {value!r}")
    return value


def flag_of(body: Json, name: str, default: bool) -> bool:
    """A yes-or-no field."""
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise Complaint(f"'{name}' has to be true or false, not {value!r}")
    return value


def word_of(body: Json, name: str, words: Collection[str]) -> str:
    """A field with a fixed vocabulary."""
    value = body[name]
    if value not in words:
        raise Complaint(f"'{name}' cannot be {value!r}; it is one of {', '.join(words)}")
    return str(value)
