"""The guard at the web API's door: who is called, from which page, by whom, and how often.

A browser lets any page send requests to this computer, so a request must name the API's own host (else a foreign name
that was made to lead here would do, "DNS rebinding"), must not come from another page's origin, and must carry a token.
"""

import hmac
import ipaddress
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum

BURST = 10.0
"""Seconds' worth of requests that may come at once."""
WRONG_EACH_MINUTE = 10
"""Wrong tokens a minute from one address; more are not even looked at, so that nobody tries them all."""
ADDRESSES = 4096
"""Addresses kept in mind at most."""


class Right(Enum):
    """What a token allows."""

    READ = "read"
    WRITE = "write"


@dataclass(slots=True)
class _Bucket:
    """Fills with time, empties with requests."""

    left: float
    at: float


class Meter:
    """So many requests a second from each address, some in store."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, address: str, now: float, cost: float = 1.0) -> float:
        """0 when the request may pass (it is counted then), else seconds until one may. ``now`` is monotonic."""
        bucket = self._buckets.pop(address, None) or _Bucket(self._burst, now)
        self._buckets[address] = bucket
        while len(self._buckets) > ADDRESSES:
            self._buckets.popitem(last=False)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._rate)
        bucket.at = now
        if bucket.left < 1.0:
            return max(0.001, (1.0 - bucket.left) / self._rate)
        bucket.left -= cost
        return 0.0


class Guard:
    """Knows the API's names and tokens. ``write`` is empty where no write token was made."""

    def __init__(self, read: str, write: str, rate: float) -> None:
        self._read = read.encode()
        self._write = write.encode()
        self._names: frozenset[str] = frozenset()
        self._origins: frozenset[str] = frozenset()
        self._meter = Meter(rate, rate * BURST)
        self._wrong = Meter(WRONG_EACH_MINUTE / 60.0, float(WRONG_EACH_MINUTE))

    def listens(self, scheme: str, hosts: tuple[str, ...], port: int) -> None:
        """The API is reached by these host names or addresses at this port from now on."""
        usual = {"http": 80, "https": 443}[scheme]
        names = {_host(name) for name in hosts}
        ported = {f"{name}:{port}" for name in names} | (names if port == usual else set())
        self._names = frozenset(ported)
        self._origins = frozenset(f"{scheme}://{name}" for name in ported)

    def knows_host(self, host: str) -> bool:
        """Whether this Host header means us."""
        return host.lower() in self._names

    def knows_origin(self, origin: str | None, site: str | None) -> bool:
        """Whether a request of this Origin and Sec-Fetch-Site comes from our own page or from no page at all."""
        own = origin is None or origin.lower() in self._origins
        return own and site in (None, "same-origin", "none")

    def wait(self, address: str, now: float) -> float:
        """0 when this address may ask now, else seconds until it may."""
        return self._meter.wait(address, now)

    def right(self, authorization: str, address: str, now: float) -> Right | None:
        """What the token in this header allows; None for none, a wrong one, or after too many wrong ones."""
        scheme, _blank, token = authorization.partition(" ")
        given = token.strip().encode()
        if scheme.lower() != "bearer" or not given:
            return None
        if self._wrong.wait(address, now, cost=0.0) > 0:
            return None
        # Both compared in full, so that the time taken tells nothing.
        reads = hmac.compare_digest(given, self._read)
        writes = hmac.compare_digest(given, self._write) and bool(self._write)
        if not (reads or writes):
            self._wrong.wait(address, now)
            return None
        return Right.WRITE if writes else Right.READ


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach that address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _host(name: str) -> str:
    bare = name.lower().strip("[]")
    return f"[{bare}]" if ":" in bare else bare
