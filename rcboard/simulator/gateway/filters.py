"""Event filters: their text, what they ask for, and why one is refused or put aside."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from rcboard.simulator.errors import Refusal, refusal
from rcboard.simulator.office import Office
from rcboard.simulator.switches import Switches

_ACCOUNT = r"/restapi/v1\.0/account/(?P<account>~|\d+)"
_EXTENSION = rf"{_ACCOUNT}/extension/(?P<id>~|\d+)"

KINDS = {
    "account presence": (f"{_ACCOUNT}/presence", "ReadPresence"),
    "presence": (f"{_EXTENSION}/presence", "ReadPresence"),
    "dnd": (f"{_EXTENSION}/presence/dnd", "ReadPresence"),
    "queue presence": (rf"{_ACCOUNT}/call-queues/(?P<id>\d+)/presence", "ReadPresence"),
    "extensions": (f"{_ACCOUNT}/extension", "ReadAccounts"),
    "extension": (_EXTENSION, "ReadAccounts"),
    "directory": (f"{_ACCOUNT}/directory/entries", "ReadAccounts"),
}
"""Each kind of filter: its path and the app permission it needs."""

_PATTERNS = {kind: re.compile(path) for kind, (path, _) in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Filter:
    """One event filter with real ids in place of ``~``. ``id`` is an extension or queue, 0 where there is none."""

    kind: str
    id: int
    path: str
    query: str

    @property
    def text(self) -> str:
        """The filter as answers and events show it."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def detailed(self) -> bool:
        """Whether it asks for calls."""
        return "detailedTelephonyState=true" in self.query

    @property
    def sip(self) -> bool:
        """Whether it asks for SIP data."""
        return "sipData=true" in self.query


def parse(text: object, account_id: int, own_id: int) -> Filter:
    """A filter from its text, or the refusal of the whole request."""
    if not isinstance(text, str) or not text.startswith("/"):
        raise refusal(400, "SUB-508", f"Event filter(s) [{text}] are not valid")
    parts = urlsplit(text)
    matches = ((kind, pattern.fullmatch(parts.path.rstrip("/"))) for kind, pattern in _PATTERNS.items())
    kind, match = next(((kind, match) for kind, match in matches if match), ("", None))
    if match is None:
        raise refusal(400, "SUB-508", f"Event filter(s) [{text}] are not valid")
    names = match.groupdict()
    if names["account"] not in ("~", str(account_id)):
        raise refusal(403, "SUB-406", "Subscription to events of another account is not allowed")
    id = names.get("id") or "0"
    path = (
        parts.path.rstrip("/")
        .replace("/account/~", f"/account/{account_id}")
        .replace("/extension/~", f"/extension/{own_id}")
    )
    query = "&".join(f"{key}={value}" for key, value in parse_qsl(parts.query))
    return Filter(kind, own_id if id == "~" else int(id), path, query)


def objection(filter: Filter, office: Office, switches: Switches) -> Refusal | None:
    """Why this filter is put aside although it is well formed: permission, unknown person, type without presence."""
    permission = KINDS[filter.kind][1]
    if not switches.app_may(permission):
        message = f"In order to call this API endpoint, application needs to have [{permission}] permission"
        return refusal(403, "CMN-401", message, permissionName=permission)
    if permission == "ReadPresence" and "ReadPresenceStatus" in switches.user_permissions_missing:
        message = "In order to call this API endpoint, user needs to have [ReadPresenceStatus] permission"
        return refusal(403, "CMN-408", message, permissionName="ReadPresenceStatus")
    if filter.kind == "account presence" and switches.account_filter_refused:
        message = "In order to call this API endpoint, user needs to have [ReadPresenceStatus] permission"
        return refusal(403, "CMN-408", message, permissionName="ReadPresenceStatus")
    if filter.id:
        extension = office.extensions.get(filter.id)
        if extension is None:
            return refusal(404, "CMN-102", "Resource for parameter [extensionId] is not found")
        if filter.kind in ("presence", "dnd") and not extension.has_presence:
            return refusal(403, "SUB-402", "Presence is not available for this type of extension")
        if filter.kind in ("presence", "dnd") and extension.number in switches.unmonitorable:
            return refusal(403, "SUB-403", "The user does not allow to be monitored")
    return None
