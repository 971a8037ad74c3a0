"""What can go wrong on demand: a menu of faults, each off until switched on for everybody or for one client.

A fault strikes at its opportunities: a request, a notification, a socket. ``once`` takes the first opportunity (for
sockets: each that is open now), ``rate`` takes each with that chance, otherwise all are taken until it is switched off.
"""

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import Any

REQUESTS = {
    "overloaded": "503 CMN-211 with Retry-After to every request that is not served in limited mode",
    "maintenance": "503 MaintenanceMode with Retry-After, also to /restapi/v1.0/status; limited mode is served",
    "bad_gateway": "502 with an HTML page, as a load balancer answers",
    "empty_gateway": "504 without any body",
    "plain_429": "429 CMN-301 with Retry-After and without X-Rate-Limit headers: the limiter of somebody else",
    "unauthorized": "401 OAU-213 although the access token is good",
    "slow_answer": "answers only after 'seconds' (default 5), in real time",
    "reset": "the connection is reset before the request is looked at",
    "lost_answer": "the request is carried out and the connection reset before the answer",
    "sign_in_refused": "POST /restapi/oauth/token is refused with 400 invalid_grant OAU-213",
    "ws_token_429": "POST /restapi/oauth/wstoken is refused with 429",
    "ws_token_503": "POST /restapi/oauth/wstoken is refused with 503",
    "subscription_refused": "creating or changing a subscription over the socket is answered with 503",
}
NOTIFICATIONS = {
    "dropped_event": "a presence event gets lost; recovery does not bring it back",
    "duplicate_event": "a presence event comes twice, with the same uuid",
    "out_of_order": "a presence event comes after the next one of the same person",
    "stale_sequence": "after a presence event an older one of the same person comes again, with other content",
    "missing_fields": "a presence event leaves out what has not changed since the last one",
    "unknown_enum": "a presence event carries a telephonyStatus nobody knows",
    "unknown_extension": "besides a presence event there comes one for an extension that is on no list",
    "unknown_type": "before an event there comes a frame of an unknown type",
    "multipart_frame": "before an event there comes a frame that is not JSON",
}
SOCKETS = {
    "close_1000": "the socket is closed with 1000",
    "close_1001": "the socket is closed with 1001",
    "close_1006": "the connection is cut without a closing handshake",
    "close_1011": "the socket is closed with 1011",
    "close_4400": "the socket is closed with 4400",
    "idle_timeout": "Error frame WSG-902, then close",
    "absolute_timeout": "Error frame WSG-903, then close",
    "token_expired": "the access token is treated as run out: it gets 401 OAU-128, and its sockets close",
    "silent_socket": "the socket stays open and nothing comes through any more, in either direction",
    "forget_subscription": "the subscription is gone and nobody is told",
}
OPENINGS = {
    "slow_handshake": "ConnectionDetails comes only after 'seconds' (default 3), in real time",
    "refuse_socket": "the upgrade is accepted, then an Error frame with 503 comes and the socket closes",
    "recovery_fails": "a wsc that would recover is answered with recoveryState Failed",
    "heartbeat_unanswered": "heartbeat frames are not echoed",
}
OFFICE = {"burst": "500 changes a second over the whole office for 'seconds' (default 2)"}

MENU = REQUESTS | NOTIFICATIONS | SOCKETS | OPENINGS | OFFICE
"""Every fault with one line about what it does."""


@dataclass(slots=True, eq=False)
class Fault:
    """One fault switched on. ``seconds`` are real.

    ``client`` is a client id, an OAuth session id or empty for all. ``path`` narrows faults of requests to paths that
    end so, such as ``/oauth/wstoken``.
    """

    name: str
    client: str = ""
    once: bool = False
    rate: float | None = None
    seconds: float | None = None
    path: str = ""

    def as_json(self) -> dict[str, Any]:
        """As the control plane shows it."""
        shown = {
            "name": self.name,
            "client": self.client,
            "once": self.once,
            "rate": self.rate,
            "seconds": self.seconds,
            "path": self.path,
        }
        return {key: value for key, value in shown.items() if value not in (None, "", False)}


class Faults:
    """The faults that are on. ``chance`` decides about rates, so the same seed strikes alike."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._on: dict[str, list[Fault]] = {}
        self.struck: Counter[str] = Counter()

    def switch_on(self, fault: Fault) -> None:
        """Put a fault on; one of the same name for the same client is replaced."""
        self.switch_off(fault.name, fault.client)
        self._on.setdefault(fault.name, []).append(fault)

    def switch_off(self, name: str = "", client: str = "") -> None:
        """Take faults off: of one name, for one client, or all."""
        for known in [name] if name else list(self._on):
            left = [fault for fault in self._on.pop(known, []) if client and fault.client != client]
            if left:
                self._on[known] = left

    def on(self) -> list[Fault]:
        """All faults that are on."""
        return [fault for faults in self._on.values() for fault in faults]

    def distorting(self) -> bool:
        """Whether any fault waits for notifications: nearly never, and asked for each."""
        return any(name in NOTIFICATIONS or (name in SOCKETS and self.rated(name)) for name in self._on)

    def rated(self, name: str) -> bool:
        """Whether this fault is on with a rate."""
        return any(fault.rate is not None for fault in self._on.get(name, ()))

    def strikes(self, name: str, *keys: str, path: str = "") -> Fault | None:
        """The fault that strikes this opportunity, if any. ``keys`` name the client: client id, session id."""
        for fault in self._on.get(name, ()):
            if (fault.client and fault.client not in keys) or not path.endswith(fault.path):
                continue
            if fault.rate is not None and self._chance.random() >= fault.rate:
                continue
            self.struck[name] += 1
            if fault.once:
                self.remove(fault)
            return fault
        return None

    def reseed(self, seed: int) -> None:
        """Begin the sequence of chances anew."""
        self._chance.seed(seed)

    def remove(self, fault: Fault) -> None:
        """Take this very fault off."""
        left = [one for one in self._on.pop(fault.name, []) if one is not fault]
        if left:
            self._on[fault.name] = left
