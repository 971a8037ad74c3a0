"""Where sources disagree about the platform each switch picks a version; the default is the newest observed live."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Switches:
    """One field for each disagreement or console setting; ``LINES`` says what it does."""

    subscription_id_header: bool = False
    extension_id_as_text: bool = False
    account_active_calls: bool = True
    strict_ws_tokens: bool = False
    flat_extension_events: bool = False
    flat_queue_presence_events: bool = False
    refresh_tokens: bool = True
    app_permissions_missing: set[str] = field(default_factory=set)
    user_permissions_missing: set[str] = field(default_factory=set)


LINES = {
    "subscription_id_header": "answers to a subscription over the socket carry the header WSG-SubscriptionId (2021)",
    "extension_id_as_text": "extensionId in presence events is text, as documented, not a number, as recorded",
    "account_active_calls": "account events with detailedTelephonyState carry activeCalls and totalActiveCalls",
    "strict_ws_tokens": "a WebSocket token opens one socket ever; else it may be used again after its socket closed",
    "flat_extension_events": "events about extensions are flat (API reference), not a list (guide)",
    "flat_queue_presence_events": "events about queue members are flat (API reference), not a list (guide)",
    "refresh_tokens": "the console option that has refresh tokens issued",
    "app_permissions_missing": "app permissions taken away, by name: requests that need them get 403 CMN-401",
    "user_permissions_missing": "user permissions taken away, by name: requests that need them get 403 CMN-408",
}
"""What each switch does, in one line."""
