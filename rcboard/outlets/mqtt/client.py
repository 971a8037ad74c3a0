"""The client: paho in its own thread, told and heard from the loop. Keeps trying to reach the broker by itself."""

import asyncio
import contextlib
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from rcboard.outlets.mqtt.address import Broker

KEEPALIVE = 10
"""Seconds: a broker takes a client for dead, and tells its last will, after one and a half of it."""
IN_FLIGHT = 100
"""Messages the broker has not confirmed yet, at most: all others wait with us, where a newer one takes their place."""
FIRST, LONGEST = 1, 15
"""Seconds between two tries to reach the broker."""


@dataclass(frozen=True, slots=True)
class Message:
    """What came."""

    topic: str
    payload: bytes
    retained: bool


class Client:
    """One connection to a broker. ``heard`` is called in the loop, with all that came in one go."""

    def __init__(
        self,
        broker: Broker,
        password: str,
        trust: ssl.SSLContext | None,
        *,
        id: str,
        heard: Callable[[list[Message]], None],
        stands: Callable[[bool, str], None],
        will: tuple[str, bytes] | None = None,
    ) -> None:
        """``stands`` is told when the broker is reached (True) or lost, with the reason."""
        self._broker = broker
        self._heard = heard
        self._stands = stands
        self._loop = asyncio.get_running_loop()
        self._came: deque[Message] = deque()
        self._unconfirmed: set[int] = set()
        self.connected = False
        self._quiet = asyncio.Event()
        self.room = asyncio.Event()
        """There is room for another message."""
        self._paho = paho.Client(CallbackAPIVersion.VERSION2, client_id=id, clean_session=True)
        self._paho.max_inflight_messages_set(IN_FLIGHT)
        self._paho.reconnect_delay_set(FIRST, LONGEST)
        if broker.user or password:
            self._paho.username_pw_set(broker.user, password or None)
        if broker.tls:
            self._paho.tls_set_context(trust)
        if will is not None:
            self._paho.will_set(will[0], will[1], qos=1, retain=True)
        self._paho.on_connect = self._on_connect
        self._paho.on_connect_fail = lambda client, userdata: self._call(self._stood, False, "unreachable")
        self._paho.on_disconnect = self._on_disconnect
        self._paho.on_message = self._on_message
        self._paho.on_publish = self._on_publish

    def start(self) -> None:
        """Begin to connect, in a thread."""
        self._paho.connect_async(self._broker.host, self._broker.port, KEEPALIVE)
        self._paho.loop_start()

    async def stop(self) -> None:
        """Say good-bye; the thread has ended then. The last will is not told."""
        self._paho.disconnect()
        await asyncio.to_thread(self._paho.loop_stop)

    def subscribe(self, *filters: str, qos: int = 1) -> None:
        """Hear these from now on, and what the broker keeps of them at once."""
        self._paho.subscribe([(one, qos) for one in filters])

    def unsubscribe(self, *filters: str) -> None:
        """Hear these no more."""
        self._paho.unsubscribe(list(filters))

    def publish(self, topic: str, payload: bytes, *, retain: bool = True) -> None:
        """Say this; call only while connected, and wait for ``room`` when there is much to say."""
        info = self._paho.publish(topic, payload, qos=1, retain=retain)
        self._unconfirmed.add(info.mid)
        if len(self._unconfirmed) >= IN_FLIGHT:
            self.room.clear()

    async def flush(self, seconds: float) -> None:
        """Wait until all is confirmed, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._unconfirmed and self.connected:
                    self._quiet.clear()
                    await self._quiet.wait()

    # -- in paho's thread

    def _on_connect(self, client: Any, userdata: Any, flags: Any, reason: Any, properties: Any) -> None:
        self._call(self._stood, not reason.is_failure, str(reason))

    def _on_disconnect(self, client: Any, userdata: Any, flags: Any, reason: Any, properties: Any) -> None:
        self._call(self._stood, False, str(reason))

    def _on_message(self, client: Any, userdata: Any, message: Any) -> None:
        self._came.append(Message(message.topic, bytes(message.payload), bool(message.retain)))
        if len(self._came) == 1:
            self._call(self._deliver)

    def _on_publish(self, client: Any, userdata: Any, mid: int, reason: Any, properties: Any) -> None:
        self._call(self._confirmed, mid)

    def _call(self, work: Callable[..., None], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody is left to be told
            self._loop.call_soon_threadsafe(work, *arguments)

    # -- in the loop

    def _stood(self, connected: bool, why: str) -> None:
        self.connected = connected
        self._unconfirmed.clear()
        self._quiet.set()
        self.room.set()
        self._stands(connected, why)

    def _deliver(self) -> None:
        came = []
        while self._came:
            came.append(self._came.popleft())
        if came:
            self._heard(came)

    def _confirmed(self, mid: int) -> None:
        self._unconfirmed.discard(mid)
        self._quiet.set()
        if len(self._unconfirmed) < IN_FLIGHT // 2:
            self.room.set()
