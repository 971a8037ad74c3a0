"""The source: a broker in place of RingCentral. The board it feeds signs in to nothing."""

import asyncio
import secrets
import ssl
from collections.abc import Callable, Sequence

from rcboard.domain.events import Event, LinkChanged
from rcboard.domain.link import Link, Phase
from rcboard.domain.times import Clock
from rcboard.outlets.mqtt.address import Broker, topics
from rcboard.outlets.mqtt.client import Client, Message
from rcboard.outlets.mqtt.hearing import Hearing

TICK = 1.0


class MqttSource:
    """Tells what a broker says, as events. ``run`` until cancelled."""

    def __init__(
        self,
        broker: Broker,
        password: str,
        trust: ssl.SSLContext | None,
        *,
        tell: Callable[[Sequence[Event]], None],
        clock: Clock,
    ) -> None:
        self._topics = topics(broker.account or "main")
        self._hearing = Hearing(self._topics)
        self._tell = tell
        self._clock = clock
        self._qos = 1
        self._client = Client(
            broker,
            password,
            trust,
            id=f"rcboard-{secrets.token_hex(6)}",
            heard=self._heard,
            stands=self._stands,
        )

    async def run(self) -> None:
        """Listen until cancelled."""
        self._tell([LinkChanged(Link(Phase.STARTING, self._clock.now()))])
        self._client.start()
        try:
            while True:
                await self._clock.sleep(TICK)
                self._put(self._hearing.tick(self._clock.now(), self._clock.monotonic()))
        finally:
            await asyncio.shield(self._client.stop())
            self._tell([LinkChanged(Link(Phase.STOPPED, self._clock.now()))])

    def _stands(self, connected: bool, why: str) -> None:
        if connected:
            # Everybody first: the order in which a broker answers is that in which it was asked.
            self._client.subscribe(self._topics.people, qos=self._qos)
            self._client.subscribe(self._topics.link)
            self._tell([LinkChanged(Link(Phase.READING, self._clock.now()))])
        else:
            self._put(self._hearing.cut(self._clock.now()))

    def _heard(self, came: list[Message]) -> None:
        now, steady = self._clock.now(), self._clock.monotonic()
        events: list[Event] = []
        for one in came:
            events += self._hearing.take(one.topic, one.payload, retained=one.retained, now=now, steady=steady)
        self._put(events)
        if self._hearing.incomplete:
            self._hearing.incomplete = False
            self._ask_again()

    def _ask_again(self) -> None:
        """Messages are missing. Some brokers keep so many for a client and drop the rest, but not those of QoS 0."""
        self._qos = 1 - self._qos
        self._client.unsubscribe(self._topics.people)
        self._client.subscribe(self._topics.people, qos=self._qos)

    def _put(self, events: list[Event]) -> None:
        if events:
            self._tell(events)
