"""From a change to the notifications about it: each body is written once and shared by all who read the same."""

from typing import Any

import msgspec

from rcboard.simulator.documents import HIDDEN, call_item, conceals, raw
from rcboard.simulator.gateway.filters import Filter
from rcboard.simulator.gateway.frames import encode
from rcboard.simulator.gateway.session import Notification
from rcboard.simulator.gateway.subscriptions import Subscription, Subscriptions
from rcboard.simulator.ground import Ground
from rcboard.simulator.office import Extension

Json = dict[str, Any]


class Notifier:
    """Listens to the office and tells the subscriptions concerned."""

    def __init__(self, subscriptions: Subscriptions, ground: Ground) -> None:
        self._subscriptions = subscriptions
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._switches = ground.switches
        self._tokens = ground.tokens
        self._shown: dict[int, bool] = {}
        self.notifications = 0

    def presence_changed(self, extension: Extension) -> None:
        """Somebody's presence changed: events for the person's own filter and for the whole account."""
        written: dict[tuple[bool, bool, bool, bool], bytes] = {}
        for subscription, filter in self._subscriptions.concerning("presence", extension.id):
            self._tell_presence(extension, subscription, filter, filter.text, written)
        for subscription, filter in self._subscriptions.concerning("account presence"):
            path = filter.path.removesuffix("/presence")
            uri = f"{path}/extension/{extension.id}/presence{'?' + filter.query if filter.query else ''}"
            self._tell_presence(extension, subscription, filter, uri, written)
        self._shown[extension.id] = extension.presence.allow_see_my_presence

    def _tell_presence(
        self, extension: Extension, subscription: Subscription, filter: Filter, uri: str,
        written: dict[tuple[bool, bool, bool, bool], bytes],
    ) -> None:  # fmt: skip
        concealed = conceals(extension, subscription.owner_id)
        if concealed and not self._shown.get(extension.id, extension.presence.sequence == 1):
            return  # it was hidden before and still is: the reader sees no change
        key = (filter.kind == "account presence", filter.detailed, filter.sip, concealed)
        if key not in written:
            written[key] = encode(self.presence_body(extension, filter, concealed))
        self.tell(subscription, uri, written[key])

    def presence_body(self, extension: Extension, filter: Filter, concealed: bool) -> Json:
        """The body of a presence event."""
        presence = extension.presence
        id = str(extension.id) if self._switches.extension_id_as_text else extension.id
        body: Json = {"extensionId": id, "sequence": presence.sequence}
        body |= HIDDEN if concealed else raw(presence)
        account = filter.kind == "account presence"
        if not account and not filter.detailed:
            body["aggregatedTelephonyStatus"] = "NoCall" if concealed else presence.aggregated_telephony_status
            body["cxTelephonyStatus"] = "NoCall" if concealed else presence.cx_telephony_status
        if filter.detailed and (not account or self._switches.account_active_calls):
            calls = [] if concealed else [call_item(call, sip=filter.sip) for call in presence.calls]
            ended = [] if concealed else [call_item(call, ended=True, sip=filter.sip) for call in presence.ended]
            body["activeCalls"] = (ended + calls)[-self._numbers.active_calls_in_event :]
            body["totalActiveCalls"] = len(calls)
        return body

    def tell(self, subscription: Subscription, uri: str, body: bytes) -> None:
        """Put the body into its envelope and hand it to the subscriber's line."""
        uuid = self._tokens.event()
        envelope = {
            "uuid": uuid, "event": uri, "timestamp": self._clock.stamp(), "subscriptionId": subscription.id,
            "ownerId": str(subscription.owner_id), "body": msgspec.Raw(body),
        }  # fmt: skip
        self.notifications += 1
        subscription.line.notify(Notification(uuid, self._tokens.request(), encode(envelope)))
