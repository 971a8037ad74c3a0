"""Subscriptions: created and replaced on sockets, looked at and removed from anywhere, found by whom they concern."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from rcboard.simulator.clock import stamp
from rcboard.simulator.errors import Refusal, invalid, refusal
from rcboard.simulator.gateway.filters import Filter, objection, parse
from rcboard.simulator.ground import Ground
from rcboard.simulator.oauth.sessions import Session
from rcboard.simulator.office import Office

if TYPE_CHECKING:
    from rcboard.simulator.gateway.session import GatewaySession

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class Subscription:
    """One subscription of one gateway session. Times are platform wall time in seconds since 1970."""

    id: str
    session: Session
    line: "GatewaySession"
    register: "Subscriptions"
    created: float
    filters: list[Filter] = field(default_factory=list)
    disabled: list[Json] = field(default_factory=list)

    def end(self) -> None:
        """Be gone from the register."""
        self.register.remove(self)

    @property
    def owner_id(self) -> int:
        """The extension that subscribed."""
        return self.session.extension_id


class Subscriptions:
    """The register. ``concerning`` answers in time proportional to the listeners, not to all filters."""

    def __init__(self, office: Office, ground: Ground, chance: Random) -> None:
        self._office = office
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._switches = ground.switches
        self._tokens = ground.tokens
        self._chance = chance
        self.by_id: dict[str, Subscription] = {}
        self._index: dict[tuple[str, int], dict[Subscription, Filter]] = {}

    def create(self, line: "GatewaySession", body: Json) -> Subscription:
        """A subscription on this gateway session; the one it had is replaced (RingCentral guide: subscribing)."""
        session = line.oauth
        self._check_transport(body)
        filters, disabled = self._read(body, session)
        mine = [one for one in self.of(session) if one is not line.subscription]
        if len(mine) >= self._numbers.subscriptions_per_user:
            raise refusal(403, "SUB-505", "Subscriptions limit exceeded")
        if line.subscription:
            self.remove(line.subscription)
        subscription = Subscription(self._tokens.uuid(), session, line, self, self._clock.wall())
        self.by_id[subscription.id] = subscription
        self._put(subscription, filters, disabled)
        line.subscription = subscription
        return subscription

    def update(self, subscription: Subscription, body: Json) -> None:
        """Other filters for a subscription; without any in the body it is only renewed."""
        if "deliveryMode" in body:
            self._check_transport(body)
        if "eventFilters" in body:
            filters, disabled = self._read(body, subscription.session)
            self._take_out(subscription)
            self._put(subscription, filters, disabled)

    def remove(self, subscription: Subscription) -> None:
        """End a subscription."""
        self._take_out(subscription)
        self.by_id.pop(subscription.id, None)
        if subscription.line.subscription is subscription:
            subscription.line.subscription = None

    def of(self, session: Session) -> list[Subscription]:
        """All subscriptions of this user with this app."""
        return [
            one
            for one in self.by_id.values()
            if one.session.app is session.app and one.session.extension_id == session.extension_id
        ]

    def find(self, id: str, session: Session) -> Subscription:
        """The subscription of an id, as far as this user and app may know."""
        found = self.by_id.get(id)
        if found is None or found not in self.of(session):
            raise refusal(
                404, "CMN-102", "Resource for parameter [subscriptionId] is not found", parameterName="subscriptionId"
            )
        return found

    def concerning(self, kind: str, id: int = 0) -> Iterator[tuple[Subscription, Filter]]:
        """Whoever asked for this kind of event about this id."""
        found = self._index.get((kind, id))
        return iter(tuple(found.items())) if found else iter(())

    def info(self, subscription: Subscription, base_url: str = "") -> Json:
        """SubscriptionInfo; over the socket its ``uri`` is relative, over HTTP absolute."""
        lifetime = self._numbers.subscription_lifetime
        answer: Json = {
            "uri": f"{base_url}/restapi/v1.0/subscription/{subscription.id}",
            "id": subscription.id,
            "eventFilters": [one.text for one in subscription.filters],
            "expirationTime": stamp(self._clock.wall() + lifetime),
            "expiresIn": lifetime - 1,
            "creationTime": stamp(subscription.created),
            "deliveryMode": {"transportType": "WebSocket", "encryption": False},
            "status": "Active",
        }
        if subscription.disabled:
            answer["disabledFilters"] = subscription.disabled
        return answer

    def _check_transport(self, body: Json) -> None:
        mode = body.get("deliveryMode")
        transport = mode.get("transportType") if isinstance(mode, dict) else None
        if transport != "WebSocket":
            raise invalid("deliveryMode.transportType", str(transport), "only WebSocket is offered here")

    def _read(self, body: Json, session: Session) -> tuple[list[Filter], list[Json]]:
        """Filters that stand and filters that are put aside; when none stands, the first objection is the answer."""
        texts = body.get("eventFilters")
        if not isinstance(texts, list) or not texts:
            raise invalid("eventFilters", str(texts), "a list of at least one event filter is needed")
        if len(texts) > self._numbers.filters_per_subscription:
            most = self._numbers.filters_per_subscription
            raise refusal(400, "SUB-508", f"A subscription takes {most} event filters at most")
        filters: list[Filter] = []
        disabled: list[Json] = []
        first: Refusal | None = None
        for text in texts:
            filter = parse(text, self._office.account_id, session.extension_id)
            no = objection(filter, self._office, self._switches)
            if no is None:
                filters.append(filter)
                continue
            first = first or no
            disabled.append({"filter": filter.text, "reason": no.body["errorCode"], "message": no.body["message"]})
        if first and (not filters or (self._switches.refused_outright and first.status == 403)):
            raise first
        filters = list(dict.fromkeys(filters))
        self._chance.shuffle(filters)
        return filters, disabled

    def _put(self, subscription: Subscription, filters: list[Filter], disabled: list[Json]) -> None:
        """Enter into the index; of two filters for one resource the more detailed one delivers."""
        subscription.filters, subscription.disabled = filters, disabled
        for filter in filters:
            entries = self._index.setdefault((filter.kind, filter.id), {})
            known = entries.get(subscription)
            if known is None or (filter.sip, filter.detailed) > (known.sip, known.detailed):
                entries[subscription] = filter

    def _take_out(self, subscription: Subscription) -> None:
        for filter in subscription.filters:
            entries = self._index.get((filter.kind, filter.id), {})
            entries.pop(subscription, None)
            if not entries:
                self._index.pop((filter.kind, filter.id), None)
