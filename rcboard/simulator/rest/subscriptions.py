"""Subscriptions over REST: created and changed on the socket, looked at, renewed and removed from anywhere."""

from rcboard.simulator.errors import invalid
from rcboard.simulator.gateway.session import GatewaySession
from rcboard.simulator.gateway.subscriptions import Subscription, Subscriptions
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.rest.ask import Answer, Ask, Operation
from rcboard.simulator.switches import Switches


class SubscriptionResource:
    """Answers /restapi/v1.0/subscription."""

    def __init__(self, subscriptions: Subscriptions, numbers: Numbers, switches: Switches, base_url: str) -> None:
        self._subscriptions = subscriptions
        self._numbers = numbers
        self._switches = switches
        self._base_url = base_url

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here; all stay up in limited mode."""
        all, one = "/restapi/v1.0/subscription", "/restapi/v1.0/subscription/{subscriptionId}"
        return [
            Operation("POST", all, self.create, "medium", available=True),
            Operation("GET", all, self.list, "light", available=True),
            Operation("GET", one, self.read, "light", available=True),
            Operation("PUT", one, self.update, "medium", available=True),
            Operation("POST", f"{one}/renew", self.renew, "light", available=True),
            Operation("DELETE", one, self.remove, "medium", available=True),
        ]

    def create(self, ask: Ask) -> Answer:
        """A new subscription on the socket the request came over."""
        line: GatewaySession | None = ask.socket
        if line is None:
            because = "WebSocket subscriptions are created over the socket"
            raise invalid("deliveryMode.transportType", "WebSocket", because)
        subscription = self._subscriptions.create(line, ask.json())
        return self._told(ask, subscription)

    def list(self, ask: Ask) -> Answer:
        """All subscriptions of this user with this app."""
        records = [self._subscriptions.info(one, self._base(ask)) for one in self._subscriptions.of(ask.signed_in)]
        return Answer(body={"uri": f"{self._base(ask)}/restapi/v1.0/subscription", "records": records})

    def read(self, ask: Ask) -> Answer:
        """One subscription."""
        return Answer(body=self._subscriptions.info(self._find(ask), self._base(ask)))

    def update(self, ask: Ask) -> Answer:
        """Other filters, over the socket only (API reference, "Update Subscription")."""
        subscription = self._find(ask)
        if ask.socket is None:
            raise invalid("subscriptionId", subscription.id, "WebSocket subscriptions cannot be updated via HTTP")
        self._subscriptions.update(subscription, ask.json())
        return self._told(ask, subscription)

    def renew(self, ask: Ask) -> Answer:
        """The same subscription with a new expiration time."""
        return Answer(body=self._subscriptions.info(self._find(ask), self._base(ask)))

    def remove(self, ask: Ask) -> Answer:
        """End a subscription."""
        self._subscriptions.remove(self._find(ask))
        return Answer(204)

    def _find(self, ask: Ask) -> Subscription:
        return self._subscriptions.find(ask.variables["subscriptionId"], ask.signed_in)

    def _told(self, ask: Ask, subscription: Subscription) -> Answer:
        """The answer after filters changed, and a pause: clients attach their listener only when they have read it."""
        ask.socket.hold(self._numbers.pause_after_subscription_real)
        answer = Answer(body=self._subscriptions.info(subscription))
        if self._switches.subscription_id_header:
            answer.headers["WSG-SubscriptionId"] = subscription.id
        return answer

    def _base(self, ask: Ask) -> str:
        return "" if ask.socket else self._base_url
