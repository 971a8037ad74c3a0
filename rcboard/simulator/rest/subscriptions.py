"""Subscriptions over REST: made on a socket, looked at and removed from anywhere (API reference: subscriptions)."""

from rcboard.simulator.errors import invalid, refusal
from rcboard.simulator.gateway.subscriptions import Subscription, Subscriptions
from rcboard.simulator.ground import Ground
from rcboard.simulator.rest.ask import Answer, Ask, Operation

PATH = "/restapi/v1.0/subscription"


class SubscriptionResource:
    """Answers the subscription endpoints; ``ask.line`` tells whether the request came over a socket."""

    def __init__(self, subscriptions: Subscriptions, ground: Ground, base_url: str) -> None:
        self._subscriptions = subscriptions
        self._switches = ground.switches
        self._faults = ground.faults
        self._base_url = base_url

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        one = f"{PATH}/{{subscriptionId}}"
        return [
            Operation("POST", PATH, self.create, "medium", available=True),
            Operation("GET", PATH, self.list, "light", available=True),
            Operation("GET", one, self.single, "light", available=True),
            Operation("PUT", one, self.change, "medium", available=True),
            Operation("POST", f"{one}/renew", self.single, "light", available=True),
            Operation("DELETE", one, self.remove, "medium", available=True),
        ]

    def create(self, ask: Ask) -> Answer:
        """Subscribe on the socket over which the request came."""
        body = ask.json()
        if ask.line is None:
            raise invalid("deliveryMode.transportType", "WebSocket", "send this request over the WebSocket itself")
        self._stumble(ask)
        subscription = self._subscriptions.create(ask.line, body)
        ask.line.quiet_after_answer()
        return self._answer(ask, subscription)

    def list(self, ask: Ask) -> Answer:
        """All subscriptions of this user with this app."""
        mine = self._subscriptions.of(ask.signed_in)
        records = [self._subscriptions.info(one, self._base_url) for one in mine]
        return Answer(body={"uri": f"{self._base_url}{PATH}", "records": records})

    def single(self, ask: Ask) -> Answer:
        """One of them. Renewing answers the same: a WebSocket subscription lives as long as its socket."""
        return self._answer(ask, self._find(ask))

    def change(self, ask: Ask) -> Answer:
        """Other filters, over the socket only (API reference: "Update Subscription")."""
        subscription = self._find(ask)
        if ask.line is None:
            raise refusal(405, "SUB-511", "A WebSocket subscription cannot be updated via HTTP")
        self._stumble(ask)
        self._subscriptions.update(subscription, ask.json())
        subscription.line.quiet_after_answer()
        return self._answer(ask, subscription)

    def remove(self, ask: Ask) -> Answer:
        """End it: 204 and no body."""
        self._subscriptions.remove(self._find(ask))
        return Answer(204)

    def _stumble(self, ask: Ask) -> None:
        """Refuse when a fault asks for it."""
        if self._faults.strikes("subscription_refused", *ask.signed_in.keys):
            raise refusal(503, "CMN-211", "Service is overloaded, please retry later")

    def _find(self, ask: Ask) -> Subscription:
        return self._subscriptions.find(ask.variables["subscriptionId"], ask.signed_in)

    def _answer(self, ask: Ask, subscription: Subscription) -> Answer:
        answer = Answer(body=self._subscriptions.info(subscription, "" if ask.line else self._base_url))
        if ask.line and self._switches.subscription_id_header:
            answer.headers["WSG-SubscriptionId"] = subscription.id
        return answer
