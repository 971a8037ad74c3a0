"""Refusals: what RingCentral means when it answers with an error, told apart by status and code, never by message.

RingCentral guide, "errors" and "rate limits": older services put ``errorCode`` at the top, newer ones only into
``errors``, OAuth sends ``error``; gateways in between send HTML or nothing. ``Retry-After`` counts for 429 and 503.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from rcboard.domain.barred import Bar, Barred
from rcboard.domain.link import Problem, ProblemKind


class _Entry(msgspec.Struct, rename="camel"):
    error_code: object = None
    message: object = None
    permission_name: object = None


class _Body(msgspec.Struct, rename="camel"):
    error_code: object = None
    message: object = None
    permission_name: object = None
    error: object = None
    errors: object = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """The codes and the permission a body names. ``codes`` holds all words RingCentral used, the precise one first."""

    codes: tuple[str, ...] = ()
    permission: str = ""
    from_ringcentral: bool = False


_CODE = re.compile(r"[A-Z]{2,5}-\d{1,6}")
_WORD = re.compile(r"[A-Za-z_]{1,60}")
_PERMISSION = re.compile(r"\[([A-Za-z]{2,60})\] permission")

APP_CODES = frozenset(
    [
        "OAU-120",
        "OAU-121",
        "OAU-125",
        "OAU-134",
        "OAU-123",
        "OAU-146",
        "OAU-151",
        "OAU-153",
        "OAU-163",
        "OAU-164",
        "OAU-165",
        "invalid_client",
        "unauthorized_client",
        "unsupported_grant_type",
        "OAU-112",
        "OAU-113",
    ]
)
"""The app itself is refused: client id, secret, or the grant it was not given."""

USER_CODES = frozenset(["OAU-105", "OAU-119", "OAU-136", "OAU-141", "OAU-232", "OAU-236"])
"""The extension may not sign in: disabled, frozen, deleted, or of a kind that never may."""

ACCOUNT_CODES = frozenset(["OAU-142", "OAU-147", "OAU-148", "OAU-222"])
"""The whole account may not: suspended, locked after too many wrong passwords, or gone."""

EXPIRED_CODE = "OAU-210"
"""A refresh token that was not used for too long."""

TOKEN_CODES = frozenset(
    [
        "OAU-128",
        "OAU-129",
        "OAU-149",
        "OAU-210",
        "OAU-213",
        "OAU-127",
        "TokenInvalid",
        "TokenExpired",
        "AGW-401",
        "AGW-402",
        "CMN-405",
    ]
)
"""The token is at fault, not the person behind it."""


def decode(body: bytes) -> Refusal:
    """What an error body says, in any of its shapes; an empty refusal for what is not RingCentral's."""
    try:
        top = msgspec.json.decode(body, type=_Body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Refusal()
    entries = [entry for item in (top.errors if isinstance(top.errors, list) else []) if (entry := _entry(item))]
    words = [entry.error_code for entry in entries] + [top.error_code, top.error]
    texts = [top.message] + [entry.message for entry in entries]
    named = [top.permission_name] + [entry.permission_name for entry in entries]
    codes = [word for word in words if isinstance(word, str) and (_CODE.fullmatch(word) or _WORD.fullmatch(word))]
    codes.sort(key=lambda word: not _CODE.fullmatch(word))
    return Refusal(tuple(dict.fromkeys(codes)), _permission(named, texts), bool(codes))


def _entry(item: object) -> _Entry | None:
    try:
        return msgspec.convert(item, _Entry)
    except msgspec.ValidationError:
        return None


def _permission(named: list[object], texts: list[object]) -> str:
    for name in named:
        if isinstance(name, str) and _WORD.fullmatch(name):
            return name
    for text in texts:
        found = _PERMISSION.search(text) if isinstance(text, str) else None
        if found:
            return found[1]
    return ""


def problem(status: int, headers: Mapping[str, str], body: bytes, *, signing_in: bool = False) -> Problem:
    """What an HTTP answer with an error status means. ``signing_in``: it answers a request for tokens."""
    refusal = decode(body)
    kind, permanent = _kind(status, refusal, signing_in)
    named = kind in (ProblemKind.PERMISSION_MISSING, ProblemKind.FEATURE_MISSING)
    return Problem(
        kind,
        detail=refusal.permission if named else "",
        code=refusal.codes[0] if refusal.codes else "",
        request_id=_plain(headers.get("RCRequestId", "")),
        retry_after=seconds(headers.get("Retry-After")),
        permanent=permanent,
    )


def _kind(status: int, refusal: Refusal, signing_in: bool) -> tuple[ProblemKind, bool]:
    codes = set(refusal.codes)
    if signing_in and codes & {"CMN-302", "CMN-303"}:
        return ProblemKind.APP_REFUSED, True  # "unknown application": waiting does not help
    if status == 429:
        return ProblemKind.RATE_LIMITED, False
    if "MaintenanceMode" in codes:
        return ProblemKind.MAINTENANCE, False
    if status == 503 or codes & {"CMN-211", "CMN-201"}:
        return ProblemKind.OVERLOADED, False
    if status >= 500:
        return ProblemKind.SERVER_ERROR, False
    if status == 407:
        return ProblemKind.PROXY_REFUSED, False
    if status == 408:
        return ProblemKind.TIMED_OUT, False
    if not refusal.from_ringcentral:
        # A captive portal, a proxy's own page, another web server.
        return ProblemKind.NOT_RINGCENTRAL, False
    if signing_in:
        return _kind_at_sign_in(codes), True
    if status == 401 or codes & TOKEN_CODES:
        return ProblemKind.SESSION_ENDED, False
    if codes & {"SUB-402", "CMN-109", "CMN-403"}:
        return ProblemKind.FEATURE_MISSING, True
    if any(code.startswith("SUB-") for code in codes):
        return ProblemKind.SUBSCRIPTION_REFUSED, "SUB-505" not in codes
    if status == 403:
        return ProblemKind.PERMISSION_MISSING, True
    if status == 404:
        return ProblemKind.NOT_FOUND, False
    return ProblemKind.BAD_ANSWER, False


_BARS = {
    "SUB-403": Bar.BY_PERSON,
    "SUB-402": Bar.NO_PRESENCE,
    "CMN-109": Bar.NO_PRESENCE,
    "CMN-403": Bar.NO_PRESENCE,
    "CMN-401": Bar.PERMISSION,
    "CMN-402": Bar.PERMISSION,
    "CMN-404": Bar.PERMISSION,
    "CMN-408": Bar.PERMISSION,
    "InsufficientPermissions": Bar.PERMISSION,
}
"""What the reason of a disabled filter means (RingCentral guide, "errors")."""


def barred(code: str, message: str) -> Barred:
    """Why a filter was put aside. The message is looked at for the name of a permission alone."""
    known = code if _CODE.fullmatch(code) or _WORD.fullmatch(code) else ""
    bar = _BARS.get(known, Bar.OTHER)
    return Barred(bar, known, _permission([], [message]) if bar is Bar.PERMISSION else "")


def _kind_at_sign_in(codes: set[str]) -> ProblemKind:
    """Who is not let in: the user and the account are named precisely; "invalid_client" may stand beside them."""
    if codes & USER_CODES:
        return ProblemKind.USER_DISABLED
    if codes & ACCOUNT_CODES:
        return ProblemKind.ACCOUNT_DISABLED
    return ProblemKind.APP_REFUSED if codes & APP_CODES else ProblemKind.CREDENTIALS_REFUSED


def seconds(text: str | None) -> float | None:
    """A header's number of seconds; None where it is missing or odd. A date there is odd, too: none was ever seen."""
    try:
        value = float(text) if text else None
    except ValueError:
        return None
    return value if value is not None and 0 <= value < 86_400 else None


def _plain(text: str) -> str:
    """An id fit for a sentence: header values come from outside."""
    return text if re.fullmatch(r"[\w.:-]{1,80}", text) else ""
