"""From a change to the notifications about it: each body is written once and shared by all who read the same."""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from rcboard.simulator.documents import HIDDEN, call_item, conceals, raw
from rcboard.simulator.gateway.distortion import Distortion, Lost
from rcboard.simulator.gateway.filters import Filter
from rcboard.simulator.gateway.frames import encode
from rcboard.simulator.gateway.session import Notification
from rcboard.simulator.gateway.subscriptions import Subscription, Subscriptions
from rcboard.simulator.ground import Ground
from rcboard.simulator.office import Extension, Office, RecordChange
from rcboard.simulator.rest.directory import entry

Json = dict[str, Any]


class Notifier:
    """Listens to the office and tells the subscriptions concerned."""

    def __init__(self, office: Office, subscriptions: Subscriptions, ground: Ground, base_url: str, lost: Lost) -> None:
        self._office = office
        self._base_url = base_url
        self._subscriptions = subscriptions
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._switches = ground.switches
        self._tokens = ground.tokens
        self._distortion = Distortion(ground.faults, ground.numbers, self.prepare, lost)
        self._shown = {one.id: one.presence.allow_see_my_presence for one in office.extensions.values()}
        self.notifications = 0

    def presence_changed(self, extension: Extension) -> None:
        """Somebody's presence changed: events for the person's own filter and for the whole account."""
        written: dict[tuple[bool, bool, bool, bool], bytes] = {}
        for subscription, filter in self._subscriptions.concerning("presence", extension.id):
            self._tell_presence(extension, subscription, filter, filter.text, written)
        if extension.presence.dnd_status != extension.presence.told_dnd_status:
            for subscription, filter in self._subscriptions.concerning("dnd", extension.id):
                if not conceals(extension, subscription.owner_id):
                    status = {"extensionId": str(extension.id), "dndStatus": extension.presence.dnd_status}
                    self.tell(subscription, filter.text, encode(status))
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
        if concealed and not self._shown.get(extension.id, True):
            return  # it was hidden before and still is: the reader sees no change
        if self._distortion.awake:
            self._distortion.deliver(subscription, uri, self.presence_body(extension, filter, concealed))
            return
        self._distortion.forget()
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

    def record_changed(self, change: RecordChange) -> None:
        """Somebody was created, changed or deleted: three filters tell of it, each in its own shape."""
        extension = change.extension
        told: Json = {"extensionId": str(extension.id), "eventType": change.kind}
        if change.hints:
            told["hints"] = list(change.hints)
        listed = encode(told if self._switches.flat_extension_events else {"extensions": [told]})
        for subscription, filter in self._subscriptions.concerning("extensions"):
            self.tell(subscription, filter.text, listed)
        if change.kind != "Create":
            for subscription, filter in self._subscriptions.concerning("extension", extension.id):
                self.tell(subscription, filter.text, encode(told))
        contact = {"eventType": change.kind, **entry(extension, self._office, self._base_url)}
        for subscription, filter in self._subscriptions.concerning("directory"):
            self.tell(subscription, filter.text, encode({"contacts": [contact]}), owner=False)

    def queue_changed(self, queue: Extension, member: Extension) -> None:
        """A member takes or leaves the calls of a queue."""
        accept = member.id not in queue.declined
        body: Json = {"records": [{"member": {"id": str(member.id)}, "acceptCurrentQueueCalls": accept}]}
        if self._switches.flat_queue_presence_events:
            body = {"extensionId": str(member.id), "callQueueId": str(queue.id), "acceptCalls": accept}
        for subscription, filter in self._subscriptions.concerning("queue presence", queue.id):
            self.tell(subscription, filter.text, encode(body))

    def tell(self, subscription: Subscription, uri: str, body: bytes, *, owner: bool = True) -> None:
        """Put a body into its envelope and send it; ``owner`` says whether the envelope names the subscriber."""
        subscription.line.notify(self._enveloped(subscription, uri, body, owner=owner))

    def prepare(self, subscription: Subscription, uri: str, body: bytes) -> Callable[[], None]:
        """Put a body into its envelope; what comes back sends it, as often as it is called."""
        return partial(subscription.line.notify, self._enveloped(subscription, uri, body))

    def settle(self) -> None:
        """Send everything that a fault holds back."""
        self._distortion.release_all()

    def cancel(self) -> None:
        """Forget everything that a fault holds back."""
        self._distortion.cancel()

    def _enveloped(self, subscription: Subscription, uri: str, body: bytes, *, owner: bool = True) -> Notification:
        uuid = self._tokens.event()
        envelope: Json = {
            "uuid": uuid, "event": uri, "timestamp": self._clock.stamp(), "subscriptionId": subscription.id,
        }  # fmt: skip
        if owner:
            envelope["ownerId"] = str(subscription.owner_id)
        envelope["body"] = msgspec.Raw(body)
        self.notifications += 1
        return Notification(uuid, self._tokens.request(), encode(envelope))
