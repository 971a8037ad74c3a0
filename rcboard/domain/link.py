"""The link: how the line to RingCentral stands, and what is wrong with it when something is."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Phase(StrEnum):
    """Where the line is. Only LIVE vouches for everybody; READING vouches for those read so far."""

    STARTING = "starting"
    SIGNING_IN = "signing_in"
    READING = "reading"
    LIVE = "live"
    RECONNECTING = "reconnecting"
    SIGNED_OUT = "signed_out"
    STOPPED = "stopped"


class ProblemKind(StrEnum):
    """Everything that can go wrong, one by one: each has its own sentence and remedy in ``rcboard.words.problems``."""

    NOT_CONFIGURED = "not_configured"
    OFFLINE = "offline"
    NAME_NOT_FOUND = "name_not_found"
    TIMED_OUT = "timed_out"
    TLS_REFUSED = "tls_refused"
    PROXY_REFUSED = "proxy_refused"
    PROXY_UNREACHED = "proxy_unreached"
    PROXY_WRONG = "proxy_wrong"
    CA_FILE_WRONG = "ca_file_wrong"
    NOT_RINGCENTRAL = "not_ringcentral"
    CREDENTIALS_REFUSED = "credentials_refused"
    APP_REFUSED = "app_refused"
    APP_STOPPED = "app_stopped"
    SESSION_ENDED = "session_ended"
    SESSION_EXPIRED = "session_expired"
    SIGN_IN_BUSY = "sign_in_busy"
    SIGN_IN_CHANGED = "sign_in_changed"
    SIGN_IN_CANCELLED = "sign_in_cancelled"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_FOREIGN = "sign_in_foreign"
    SIGN_IN_TIMED_OUT = "sign_in_timed_out"
    PORT_TAKEN = "port_taken"
    REFRESH_NOT_ISSUED = "refresh_not_issued"
    USER_DISABLED = "user_disabled"
    ACCOUNT_DISABLED = "account_disabled"
    PERMISSION_MISSING = "permission_missing"
    FEATURE_MISSING = "feature_missing"
    NOT_FOUND = "not_found"
    NOBODY = "nobody"
    RATE_LIMITED = "rate_limited"
    OVERLOADED = "overloaded"
    MAINTENANCE = "maintenance"
    SERVER_ERROR = "server_error"
    BAD_ANSWER = "bad_answer"
    LINE_LOST = "line_lost"
    LINE_SILENT = "line_silent"
    SLEPT = "slept"
    NETWORK_CHANGED = "network_changed"
    LINE_OLD = "line_old"
    SUBSCRIPTION_REFUSED = "subscription_refused"
    KEYRING_MISSING = "keyring_missing"
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_SILENT = "keyring_silent"
    PASSWORD_RETIRED = "password_retired"  # the name of a problem, not a password
    SANDBOX_GONE = "sandbox_gone"
    CLOCK_WRONG = "clock_wrong"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened. ``detail`` names a permission, a host or a code for the sentence: never a secret, never a URL."""

    kind: ProblemKind
    detail: str = ""
    code: str = ""
    """RingCentral's error code such as CMN-401, for support."""
    request_id: str = ""
    """RingCentral's RCRequestId, for support."""
    retry_after: float | None = None
    """Seconds the server asked us to wait."""
    permanent: bool = False
    """Trying again by itself cannot help: a person has to act."""


class Feature(StrEnum):
    """What the board can do without, one by one: each has its own sentence in ``rcboard.words.lacks``."""

    EXTENSION_LIST = "extension_list"
    """Everybody with type and status; without it people come from the company directory alone."""
    DIRECTORY = "directory"
    """Departments, job titles, sites and direct numbers; without it people come from the extension list alone."""
    PEOPLE_NEWS = "people_news"
    """To be told of colleagues who come, change and leave; without it the slow re-read finds them."""
    ACCOUNT_FILTER = "account_filter"
    """One event filter for everybody; without it each person has one, on as many lines as it takes."""
    CALL_QUEUES = "call_queues"
    """Who answers for which call queue; without it there are no tabs of queues, and no group is one."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A feature that RingCentral refuses. ``permission`` is the one to ask for, empty where it named none."""

    feature: Feature
    permission: str = ""
    code: str = ""
    """RingCentral's error code such as CMN-408."""


class Outcome(StrEnum):
    """What can become of a subscription. All are told (``events.SubscriptionTold``) and logged."""

    NOTIFIED = "notified"
    SUBSCRIBED = "subscribed"
    SUBSCRIBE_FAILED = "subscribe_failed"
    RENEWED = "renewed"
    RENEW_FAILED = "renew_failed"
    REMOVED = "removed"
    REMOVE_FAILED = "remove_failed"


@dataclass(frozen=True, slots=True)
class Subscription:
    """How one subscription stands: its newest outcome but ``NOTIFIED``, and how much came of it."""

    shard: int
    outcome: Outcome
    at: float
    """When, in seconds since 1970 by our clock."""
    problem: Problem | None = None
    """Why it failed."""
    notified: int = 0
    """Notifications since it was made."""
    notified_at: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """How the line stands. Times are seconds since 1970 (UTC) by our own clock."""

    phase: Phase = Phase.STARTING
    since: float = 0.0
    problem: Problem | None = None
    retry_at: float | None = None
    read: int = 0
    total: int = 0
    """People whose presence was read, and of how many, while READING."""
    lines: int = 1
    lines_up: int = 0
    """Subscriptions that stand, and how many there are to be: an account may need several, each on its own socket."""
    lacks: tuple[Lack, ...] = ()
    """What has to be done without."""
    subscriptions: tuple[Subscription, ...] = ()

    @property
    def partly(self) -> bool:
        """Whether some lines stand and others do not: then each person is vouched for by his own."""
        return 0 < self.lines_up < self.lines

    def notified(self, shard: int, count: int, at: float) -> "Link":
        """The same after so many more notifications of this subscription."""
        told = tuple(
            replace(one, notified=one.notified + count, notified_at=at) if one.shard == shard else one
            for one in self.subscriptions
        )
        return replace(self, subscriptions=told)

    @property
    def live(self) -> bool:
        return self.phase is Phase.LIVE
