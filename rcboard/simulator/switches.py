"""Where sources disagree about the platform: each switch picks a version. The default is the newest seen live."""

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
    lifetime_out_of_range_refused: bool = False
    bearer_in_any_case: bool = True
    rest_over_socket: bool = True
    refresh_tokens: bool = True
    identity_tokens: bool = False
    app_suspended: bool = False
    app_permissions_missing: set[str] = field(default_factory=set)
    user_permissions_missing: set[str] = field(default_factory=set)
    account_filter_refused: bool = False
    refused_outright: bool = False
    unmonitorable: set[str] = field(default_factory=set)

    def app_may(self, permission: str) -> bool:
        """Whether the app is registered for this, or for one that includes it (RingCentral guide: permissions)."""
        including = (permission, "EditPresence") if permission == "ReadPresence" else (permission,)
        return any(one not in self.app_permissions_missing for one in including)


LINES = {
    "subscription_id_header": "Answers to a subscription carry the header WSG-SubscriptionId, as in 2021.",
    "extension_id_as_text": "extensionId in presence events is text, as documented, instead of a number, as recorded.",
    "account_active_calls": "Detailed events of the account filter carry activeCalls and totalActiveCalls.",
    "strict_ws_tokens": "A WebSocket token opens one socket ever; else it is free again once that is closed.",
    "flat_extension_events": "Events about extensions are flat, as in the API reference; else a list, as in the guide.",
    "flat_queue_presence_events": "Events about queue members are flat, as in the API reference; else a list.",
    "lifetime_out_of_range_refused": "A token lifetime out of range gets 400; else it is brought into range.",
    "bearer_in_any_case": "The scheme of the Authorization header may be written in any case, not as Bearer alone.",
    "rest_over_socket": "Plain REST requests are served over the socket, not subscriptions alone.",
    "refresh_tokens": "The console option that has refresh tokens issued.",
    "identity_tokens": "Redeemed codes bring an id_token with the nonce of the question, as OpenID Connect has it.",
    "app_suspended": "The token endpoint knows the apps no more, as when RingCentral has suspended them.",
    "app_permissions_missing": "App permissions taken away, by name: requests that need them get 403 CMN-401.",
    "account_filter_refused": "The presence filter of the whole account is put aside with CMN-408.",
    "refused_outright": "A subscription of which a presence filter is put aside is refused as a whole with 403.",
    "unmonitorable": "Extension numbers of people who forbid being monitored: their filters are put aside, SUB-403.",
    "user_permissions_missing": "User permissions taken away, by name: requests that need them get 403 CMN-408.",
}
