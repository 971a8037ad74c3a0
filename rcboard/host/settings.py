"""Settings: what the user configured, by name, and where each value came from.

The first that is given counts: option, environment, ``.env``, keyring, default. What lies in the keyring belongs to
one server and one client id: where either is given otherwise, the whole entry is left alone. Reads nothing itself:
everything is handed in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from typing import Final, Generic, TypeVar
from urllib.parse import SplitResult, urlsplit

from rcboard.domain.link import Problem, ProblemKind
from rcboard.host.credentials import Credentials
from rcboard.host.env_file import EnvFile
from rcboard.words.language import _

T = TypeVar("T")
Check = Callable[[str, str], T]
"""Makes the value from (name, text), or raises SettingError."""

PRODUCTION: Final = "https://platform.ringcentral.com"
SANDBOX: Final = "devtest.ringcentral.com"

SERVER_URL: Final = ("RINGCENTRAL_SERVER_URL", "RC_SERVER_URL", "RC_API_SERVER")
CLIENT_ID: Final = ("RINGCENTRAL_CLIENT_ID", "RC_CLIENT_ID", "RC_APP_KEY")
CLIENT_SECRET: Final = ("RINGCENTRAL_CLIENT_SECRET", "RC_CLIENT_SECRET", "RC_APP_SECRET")
JWT: Final = ("RINGCENTRAL_JWT_TOKEN", "RINGCENTRAL_JWT", "RC_JWT", "RC_USER_JWT")
PER_PAGE: Final = ("PER_PAGE", "RC_PER_PAGE")
PAGE: Final = ("PAGE",)
RETURN_ADDRESS: Final = ("RINGCENTRAL_REDIRECT_URI", "RC_REDIRECT_URI", "RC_REDIRECT_URL")
RETIRED: Final = ("RC_USERNAME", "RC_PASSWORD", "RC_EXTENSION")
"""RingCentral ended sign-in by password: recognised, never tried."""


class SettingError(ValueError):
    """A value that cannot be meant. The text is a sentence that names the setting, never a secret."""


class Source(StrEnum):
    """Where a value came from."""

    OPTION = "option"
    ENVIRONMENT = "environment"
    FILE = ".env"
    KEYRING = "keyring"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, and where it came from. The repr leaves the value out, as it may be a secret."""

    value: T = field(repr=False)
    source: Source
    name: str = ""
    """The option or variable it stood in; empty for keyring and default."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that was found. None: nobody gave it."""

    server_url: Found[str]
    client_id: Found[str] | None
    client_secret: Found[str] | None
    jwt: Found[str] | None
    per_page: Found[int]
    page: Found[int]
    return_addresses: Found[tuple[str, ...]] = field(default_factory=lambda: Found((), Source.DEFAULT))
    """Where the browser comes back to after signing in; empty: where it usually does."""
    kept: Credentials | None = None
    """The keyring's entry, where it belongs to this server and client id."""
    retired: tuple[str, ...] = ()
    """Names of the password sign-in that are set, and ignored."""

    @property
    def problem(self) -> Problem | None:
        """Why this cannot sign in, if it cannot."""
        if _host(self.server_url.value).endswith(SANDBOX):
            return Problem(ProblemKind.SANDBOX_GONE, permanent=True)
        if self.credentials:
            return None
        if self.retired:
            return Problem(ProblemKind.PASSWORD_RETIRED, detail=", ".join(self.retired), permanent=True)
        return Problem(ProblemKind.NOT_CONFIGURED, permanent=True)

    @property
    def credentials(self) -> Credentials | None:
        """What to sign in with, or None when something is missing."""
        if self.client_id is None or not (self.jwt or (self.kept and self.kept.refresh_token)):
            return None
        given = Credentials(
            self.server_url.value,
            self.client_id.value,
            self.client_secret.value if self.client_secret else "",
            self.jwt.value if self.jwt else "",
        )
        # Another JWT is another person: the token kept is then not his.
        if self.kept and (given.jwt, given.client_secret) == (self.kept.jwt, self.kept.client_secret):
            return self.kept
        return given


def settings(
    options: Mapping[str, str | None],
    environment: Mapping[str, str],
    env_file: EnvFile | None = None,
    kept: Credentials | None = None,
) -> Settings:
    """Find every setting. Options are named as typed ("--server-url"); secrets are never options.

    Raises :class:`SettingError` for a value that cannot be meant.
    """
    given = _Given(options, environment, env_file.values if env_file else {})
    server = given.first(("--server-url", *SERVER_URL), server_url)
    client = given.first(("--client-id", *CLIENT_ID), _word)
    if kept and not kept.belongs_to(
        server.value if server else kept.server_url, client.value if client else kept.client_id
    ):
        kept = None
    return Settings(
        server_url=server or _kept(kept.server_url if kept else "") or Found(PRODUCTION, Source.DEFAULT),
        client_id=client or _kept(kept.client_id if kept else ""),
        client_secret=given.first(CLIENT_SECRET, _word) or _kept(kept.client_secret if kept else ""),
        jwt=given.first(JWT, _word) or _kept(kept.jwt if kept else ""),
        per_page=given.first(("--per-page", *PER_PAGE), _number(1, 1000)) or Found(1000, Source.DEFAULT),
        page=given.first(("--page", *PAGE), _number(1, None)) or Found(1, Source.DEFAULT),
        return_addresses=given.first(RETURN_ADDRESS, return_addresses) or Found((), Source.DEFAULT),
        kept=kept,
        retired=tuple(name for name in RETIRED if given.first((name,), _as_is)),
    )


def server_url(name: str, text: str) -> str:
    """The server's address in one form: lower case, no slash at the end. ``name`` is whose fault a bad one is.

    Raises :class:`SettingError`. Secrets travel there, so it is https, or this very machine.
    """
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        raise SettingError(_("{name} is not a web address.").format(name=name)) from None
    if url.scheme not in ("http", "https") or not url.hostname:
        raise SettingError(_("{name} must be an address like {example}.").format(name=name, example=PRODUCTION))
    if url.username is not None or url.password is not None or url.query or url.fragment:
        raise SettingError(_("{name} must be an address alone, without a user, “?” or “#”.").format(name=name))
    if url.scheme == "http" and not _loopback(url.hostname):
        raise SettingError(_("{name} must begin with https://, or secrets could be read on the way.").format(name=name))
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    usual = {"http": 80, "https": 443}[url.scheme]
    return SplitResult(
        url.scheme, host if port in (None, usual) else f"{host}:{port}", url.path.rstrip("/"), "", ""
    ).geturl()


def return_addresses(name: str, text: str) -> tuple[str, ...]:
    """Addresses on this very computer to which a browser comes back, by comma or blank.

    Raises :class:`SettingError`. Kept letter by letter: RingCentral compares them so.
    """
    found = []
    for one in text.replace(",", " ").split():
        try:
            url = urlsplit(one)
            fits = (
                url.scheme == "http" and url.hostname in ("localhost", "127.0.0.1") and bool(url.port) and not url.query
            )
        except ValueError:
            fits = False
        if not fits:
            example = "http://localhost:53101/oauth2callback"
            raise SettingError(_("{name} must be an address like {example}.").format(name=name, example=example))
        found.append(one)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Given:
    options: Mapping[str, str | None]
    environment: Mapping[str, str]
    file: Mapping[str, str]

    def first(self, names: tuple[str, ...], check: Check[T]) -> Found[T] | None:
        """The first of these names that has a value, the nearest source first; blank is not given."""
        for source, values in self._sources():
            for name in names:
                if text := (values.get(name) or "").strip():
                    return Found(check(name, text), source, name)
        return None

    def _sources(self) -> Iterator[tuple[Source, Mapping[str, str | None]]]:
        yield Source.OPTION, self.options
        yield Source.ENVIRONMENT, dict(self.environment)
        yield Source.FILE, dict(self.file)


def _kept(value: str) -> Found[str] | None:
    return Found(value, Source.KEYRING) if value else None


def _as_is(name: str, text: str) -> str:
    return text


def _word(name: str, text: str) -> str:
    """Ids, secrets and tokens are one printable ASCII word; what is not was cut or pasted wrongly."""
    if not text.isascii() or not text.isprintable() or " " in text:
        raise SettingError(_("{name} contains blanks or signs that cannot be in it; copy it again.").format(name=name))
    return text


def _number(least: int, most: int | None) -> Check[int]:
    def check(name: str, text: str) -> int:
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else least - 1
        if number < least or (most is not None and number > most):
            reach = _("{least} or more").format(least=least) if most is None else f"{least}–{most:,}"
            raise SettingError(_("{name} must be a number, {reach}.").format(name=name, reach=reach))
        return number

    return check


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
