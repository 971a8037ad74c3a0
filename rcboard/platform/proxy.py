"""The proxy: which one lies between here and an address, by one rule for REST and for the socket.

Their libraries read the environment each in its own way (one ignores ALL_PROXY, the other WSS_PROXY and names without a
scheme), so neither is left to: both are told what is found here. Cheap to import; may read the system's settings.
"""

import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform.errors import RcError

SETTING = "connection.proxy"
"""The setting's name, for sentences."""
_SCHEMES = ("http", "https")
_REST = {"ws": "http", "wss": "https"}
"""The socket goes the way REST goes."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """What was found: the setting, and the environment's (or Windows' and macOS' own) proxies by scheme.

    The repr shows none of them: an address may hold a password.
    """

    setting: str = field(default="", repr=False)
    found: Mapping[str, str] = field(default_factory=dict, repr=False)
    bypassed: Callable[[str], object] = field(default=lambda host: False, repr=False)
    """Whether the system exempts this host, or host and port."""

    def towards(self, address: str) -> str:
        """The proxy for this address as "http://host:port", with its user and password; empty for none.

        Raises RcError where what was set cannot be meant.
        """
        parts = urlsplit(address)
        scheme, host = _REST.get(parts.scheme, parts.scheme), parts.hostname or ""
        if _is_here(host) or self._exempt(host, parts.port):
            return ""
        if self.setting:
            return _checked(self.setting, SETTING)
        for name in (scheme, "all"):
            if value := self.found.get(name, "").strip():
                return _checked(value, f"{name.upper()}_PROXY")
        return ""

    def _exempt(self, host: str, port: int | None) -> bool:
        if self.bypassed(host) or (port is not None and self.bypassed(f"{host}:{port}")):
            return True
        return any(_covers(entry.strip(), host) for entry in self.found.get("no", "").split(","))


def proxies(setting: str = "") -> Proxies:
    """What holds on this computer now."""
    return Proxies(setting, urllib.request.getproxies(), urllib.request.proxy_bypass)


def shown(proxy: str) -> str:
    """A proxy's address without user and password: "proxy.example:8080"."""
    parts = urlsplit(proxy)
    return parts.netloc.rpartition("@")[2]


def _checked(text: str, where: str) -> str:
    wrong = RcError(Problem(ProblemKind.PROXY_WRONG, detail=where, permanent=True))
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        raise wrong from None
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise wrong
    user, at, _ = parts.netloc.rpartition("@")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return SplitResult(parts.scheme, f"{user}{at}{host}:{port}", "", "", "").geturl()


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _covers(entry: str, host: str) -> bool:
    """Whether an entry of NO_PROXY is a network ("10.0.0.0/8") this host is in; the system knows names alone."""
    try:
        return "/" in entry and ip_address(host) in ip_network(entry, strict=False)
    except ValueError:
        return False
