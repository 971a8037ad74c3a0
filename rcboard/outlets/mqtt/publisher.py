"""The publisher: keeps the broker's topics equal to the board, while it leads.

Of somebody who changes faster than the broker takes it only the newest is sent: what waits is bounded by the number of
people. A beat goes out every ten seconds, and at once when the line stands differently.
"""

import asyncio
import logging
import secrets
import ssl

import msgspec

from rcboard.domain.board import Changes
from rcboard.domain.preferences import Mqtt
from rcboard.outlets.live import Live
from rcboard.outlets.mqtt import discovery, messages
from rcboard.outlets.mqtt.address import Broker, topics
from rcboard.outlets.mqtt.client import Client, Message
from rcboard.outlets.mqtt.leadership import BEAT, Leadership
from rcboard.outlets.mqtt.messages import Beat, Lease

TICK = 0.5
"""Seconds between two looks at whether to lead or to beat."""
GOOD_BYE = 2.0
SETTLE = 5.0
"""Seconds after another leader was last heard, until everything is said again over what he said."""

log = logging.getLogger(__name__)


class Publisher:
    """One board's publisher."""

    def __init__(
        self, live: Live, wished: Mqtt, broker: Broker, password: str, *, trust: ssl.SSLContext | None, chance: float
    ) -> None:
        """``chance`` is 0 to 1: its place among those who wait to publish."""
        self._live = live
        self._wished = wished
        self._topics = topics(broker.account or wished.account)
        self.id = secrets.token_hex(6)
        self._leadership = Leadership(self.id, chance)
        self._sent: dict[str, tuple[object, int]] = {}
        self._dirty: dict[str, None] = {}
        self._kept: set[str] = set()
        self._sequence = 0
        self._sum = 0
        self._beat = 0
        self._due = 0.0
        self._again: float | None = None
        self._turn = asyncio.Event()
        will = Beat(self.id, live=False, link=messages.GONE)
        self._client = Client(
            broker,
            password,
            trust,
            id=f"rcboard-{self.id}",
            heard=self._heard,
            stands=self._stands,
            will=(self._topics.link, msgspec.json.encode(will)),
        )

    def take(self, changes: Changes) -> None:
        """The board changed."""
        if not self._leadership.leads:
            return
        board = self._live.board
        if board.link.live:
            everybody = changes.people or changes.freshness or (changes.link is not None and changes.link.live)
            for id in [person.id for person in board] if everybody else [change.id for change in changes.changed]:
                self._look(id)
            if everybody:
                for id in [id for id in self._sent if board.person(id) is None]:
                    self._dirty[id] = None
        if changes.link is not None:
            self._due = 0.0
        self._turn.set()

    async def run(self) -> None:
        """Publish until cancelled; then say good-bye, so that boards need not wait for silence."""
        self._client.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._pump(), name="MQTT publisher")
        finally:
            if self._leadership.leads and self._client.connected:
                gone = Beat(self.id, live=False, link=messages.GONE, term=self._leadership.term or 0)
                self._client.publish(self._topics.link, msgspec.json.encode(gone))
                self._client.publish(self._topics.lease, b"")
                await asyncio.shield(self._client.flush(GOOD_BYE))
            await asyncio.shield(self._client.stop())

    async def _pump(self) -> None:
        clock = self._live.clock
        while True:
            try:
                async with asyncio.timeout(clock.real(TICK)):
                    await self._turn.wait()
            except TimeoutError:
                pass
            self._turn.clear()
            if not self._client.connected:
                continue
            if self._leadership.turn(clock.monotonic(), live=self._live.board.link.live):
                self._begin()
            if self._leadership.leads:
                self._say_again(clock.monotonic())
                await self._say()

    def _begin(self) -> None:
        """Lead from now on: everybody is told anew, under the new term."""
        log.info("publishing to MQTT with term %s", self._leadership.term)
        self._sent.clear()
        self._sum = self._sequence = 0
        self._client.unsubscribe(self._topics.people)  # from here on we know what is kept
        self._everything()

    def _everything(self) -> None:
        known = [person.id for person in self._live.board]
        # What the broker keeps of people who are gone is a ghost.
        self._dirty = dict.fromkeys([*known, *(self._kept - set(known))])
        self._due = 0.0

    def _say_again(self, now: float) -> None:
        """Two led, each at a broker of its own, and their network grew together: each broker then has the other's
        messages, the older ones too. Boards that listened know better; those that come later need ours."""
        if self._leadership.contested:
            self._leadership.contested = False
            self._again = now + SETTLE
        elif self._again is not None and now >= self._again:
            self._again = None
            self._everything()

    async def _say(self) -> None:
        while self._dirty and self._client.connected and self._leadership.leads:
            await self._client.room.wait()
            id = next(iter(self._dirty))
            del self._dirty[id]
            self._put(id)
        if self._client.connected and self._leadership.leads and self._live.clock.monotonic() >= self._due:
            self._put_beat()

    def _look(self, id: str) -> None:
        person = self._live.board.person(id)
        if person is not None:
            sent = self._sent.get(id)
            if sent is None or sent[0] != messages.essence(self._live.board, person):
                self._dirty[id] = None

    def _put(self, id: str) -> None:
        board, term = self._live.board, self._leadership.term or 0
        person = board.person(id)
        _before, old = self._sent.pop(id, (None, 0))
        self._sum -= old
        prefix = self._wished.discovery
        if person is None:
            self._kept.discard(id)
            self._client.publish(self._topics.person(id), b"")
            if prefix:
                self._client.publish(discovery.topic(prefix, self._topics, id), b"")
            return
        self._sequence += 1
        self._sum += self._sequence
        if prefix and id not in self._kept:
            self._client.publish(discovery.topic(prefix, self._topics, id), discovery.config(self._topics, person))
        self._kept.add(id)
        self._sent[id] = (messages.essence(board, person), self._sequence)
        self._client.publish(self._topics.person(id), messages.person(board, person, self.id, term, self._sequence))

    def _put_beat(self) -> None:
        board, clock, term = self._live.board, self._live.clock, self._leadership.term or 0
        now = clock.now()
        self._beat += 1
        self._due = clock.monotonic() + BEAT
        heard = max((at for person in board if (at := board.heard(person.id)) is not None), default=now)
        beat = Beat(
            publisher=self.id,
            live=board.link.live,
            link=str(board.link.phase),
            term=term,
            beat=self._beat,
            people=len(self._sent),
            sum=self._sum,
            now=now,
            held=0.0 if board.link.live else max(0.0, now - heard),
            problem=str(board.link.problem.kind) if board.link.problem else "",
        )
        self._client.publish(self._topics.lease, msgspec.json.encode(Lease(self.id, term, self._beat)))
        self._client.publish(self._topics.link, msgspec.json.encode(beat))

    # -- heard

    def _stands(self, connected: bool, why: str) -> None:
        if connected:
            self._client.subscribe(self._topics.lease, self._topics.link, self._topics.people)
            self._leadership.joined(self._live.clock.monotonic())
            if self._leadership.leads:
                self._everything()  # a broker that was started anew may keep nothing
        else:
            log.info("the MQTT broker is out of reach: %s", why)
        self._turn.set()

    def _heard(self, came: list[Message]) -> None:
        now = self._live.clock.monotonic()
        for message in came:
            id = self._topics.person_of(message.topic)
            if id is not None:
                self._keep(id, message)
                continue
            led = self._leadership.leads
            try:
                if message.topic == self._topics.lease and message.payload:
                    lease = msgspec.json.decode(message.payload, type=Lease)
                    self._leadership.lease(lease, retained=message.retained, now=now)
                elif message.topic == self._topics.link:
                    self._hear_beat(msgspec.json.decode(message.payload, type=Beat), message.retained, now)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
            if led and not self._leadership.leads:
                log.info("another publisher leads: this one waits")
                self._dirty.clear()
                self._client.subscribe(self._topics.people)
        self._turn.set()

    def _hear_beat(self, beat: Beat, retained: bool, now: float) -> None:
        self._leadership.beat(beat, retained=retained, now=now)
        if self._leadership.leads and beat.link == messages.GONE and beat.publisher != self.id:
            self._due = 0.0  # the will of one who no longer led stands where our beat stood

    def _keep(self, id: str, message: Message) -> None:
        """What the broker keeps, whoever put it there."""
        if message.payload:
            self._kept.add(id)
            if message.retained and self._leadership.leads and self._live.board.person(id) is None:
                self._dirty[id] = None
                self._turn.set()
