"""What the control plane says to a request it cannot follow, and reading fields with a sentence for each error."""

from typing import Any

import msgspec

Json = dict[str, Any]


class Mistake(Exception):  # noqa: N818 - it is the asker's, not an error of ours
    """A request to the control plane that makes no sense; its text is a sentence for the answer, status 400 or 404."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def json_object(body: bytes) -> Json:
    """The body of a request, which has to be a JSON object; an empty body is an empty one."""
    if not body.strip():
        return {}
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Mistake("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise Mistake("The body has to be a JSON object.")
    return value


def only(body: Json, known: tuple[str, ...] | frozenset[str]) -> None:
    """Refuse fields that nobody reads: a misspelt one would else do nothing in silence."""
    for name in body:
        if name not in known:
            raise Mistake(f"Field {name!r} is not known here; known are {', '.join(sorted(known))}.")


def choice(name: str, value: object, allowed: tuple[str, ...]) -> str:
    """One of these words."""
    if not isinstance(value, str) or value not in allowed:
        raise Mistake(f"{name} has to be one of {', '.join(allowed)}, not {value!r}.")
    return value


def flag(name: str, value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Mistake(f"{name} has to be true or false, not {value!r}.")
    return value


def text(name: str, value: object, longest: int = 200) -> str:
    """Some text."""
    if not isinstance(value, str) or len(value) > longest:
        raise Mistake(f"{name} has to be text of at most {longest} characters, not {value!r}.")
    return value


def whole(name: str, value: object) -> int:
    """A whole number not below 0."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Mistake(f"{name} has to be a whole number not below 0, not {value!r}.")
    return value
