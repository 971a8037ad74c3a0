"""Every number of the simulated platform in one place, in the platform's own units.

Seconds here are platform seconds: the clock lets ``--time-scale`` of them pass in one real second, so all periods are
divided by it while the numbers told to clients stay the published ones. Fields ending in ``_real`` are for the sake of
clients' own loops, or belong to faults, and are not divided. All of them can be
changed while running (``POST {control_url}/switches``).
"""

from dataclasses import dataclass, field


def _default_limits() -> dict[str, int]:
    return {"light": 50, "medium": 40, "heavy": 10, "auth": 5}


@dataclass(slots=True)
class Numbers:
    """The published or observed figures; the comment behind a field says where it comes from."""

    # OAuth (RingCentral guide: refresh tokens, authorization code flow)
    access_token: int = 3600
    access_token_minimum: int = 600
    refresh_token: int = 604_800
    refresh_token_maximum: int = 2_592_000
    authorization_code: int = 60
    refresh_replay_after_use: int = 10
    refresh_replay_unused: int = 3600
    replaced_token_corrupted: int = 10  # old access token: OAU-129 that long, then OAU-213
    sessions_per_user: int = 5

    # Rate limits (RingCentral guide: rate limits), requests per window for each user and app
    limits: dict[str, int] = field(default_factory=_default_limits)
    limit_window: int = 60
    limit_penalty: int = 60
    retry_after_maintenance: int = 12
    retry_after_plain_429: int = 30

    # Paging and batches (API reference)
    per_page: int = 100
    per_page_maximum: int = 1000
    directory_per_page: int = 1000
    directory_per_page_maximum: int = 2000
    batch: int = 30
    message_length: int = 75
    active_calls_in_event: int = 7

    # WebSocket gateway (RingCentral guide: WebSockets, connection details)
    ws_token: int = 600  # documented 30, recorded 60, the JavaScript SDK works with 600
    recovery: int = 180
    recovery_buffer: int = 100
    idle: int = 1800
    absolute: int = 86_400
    ping: int = 30
    pong: int = 10
    active_requests: int = 10
    connections_per_session: int = 50
    subscriptions_per_user: int = 20  # the API reference says 30
    filters_per_subscription: int = 1000  # no figure is documented; RingCentral's staff advises 500, at most 1,000
    subscription_lifetime: int = 86_400

    # RingOut's walk
    ring_out_answer: int = 4
    ring_out_talk: int = 20

    # What the guide leaves open
    ended_call_shown: float = 1.0  # between the event with the finished call and the next one without it

    # Kindness to clients, in real seconds: official JavaScript clients lose what comes in the same read
    pause_after_subscription_real: float = 0.2
    pause_before_replay_real: float = 0.15
    pong_at_least_real: float = 1.0
    slow_answer_real: float = 5.0
    slow_handshake_real: float = 3.0
    late_real: float = 1.0  # a held-back event comes after this although nothing overtook it
    burst_real: float = 2.0
    burst_rate: int = 500
    socket_backlog_bytes: int = 64 * 1024 * 1024
