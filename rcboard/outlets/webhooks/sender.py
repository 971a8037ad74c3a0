"""The sender: writes chosen changes into the outbox, and empties it, each target at its own pace.

A change is on disk before it is sent, and with it that its target was told. After a start, and whenever the line has
come back, everybody's state is compared with what each target was told last: what nobody saw happen is told then.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import TypeVar

from rcboard.domain.board import Changes
from rcboard.domain.people import Person
from rcboard.domain.preferences import Webhook
from rcboard.domain.presence import State
from rcboard.outlets import record
from rcboard.outlets.choice import Choice
from rcboard.outlets.live import Live
from rcboard.outlets.webhooks import body, signing
from rcboard.outlets.webhooks.outbox import Message, Outbox, Told
from rcboard.outlets.webhooks.post import Outcome, Post
from rcboard.words import webhooks as words

T = TypeVar("T")

FIRST, LONGEST = 2.0, 3600.0
"""Seconds until the second try, and between two at most; doubled from the one to the other."""
TRIES = 18
"""Tries until a message is a dead letter: within about eleven hours."""
AT_ONCE = 4
"""Messages under way to one target."""
LINE = ""
"""Stands for the line among the people a target is told of."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Target:
    """One receiver, its secret, and what it was told."""

    wished: Webhook
    secret: str = field(repr=False)
    told: dict[str, str] = field(default_factory=dict)
    turn: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def choice(self) -> Choice:
        return Choice(self.wished.people, self.wished.groups, self.wished.states)


class Sender:
    """All targets of one board. ``executor`` has one thread, the outbox's own; ``chance`` gives 0 to 1."""

    def __init__(
        self,
        live: Live,
        targets: list[tuple[Webhook, str]],
        outbox: Outbox,
        *,
        executor: Executor,
        post: Post,
        chance: Callable[[], float],
    ) -> None:
        self._live = live
        self._targets = [_Target(wished, secret) for wished, secret in targets]
        self._outbox = outbox
        self._executor = executor
        self._post = post
        self._chance = chance
        self._messages: list[Message] = []
        self._told: list[Told] = []
        self._pending = asyncio.Event()
        self._ready = False

    def take(self, changes: Changes) -> None:
        """The board changed."""
        if not self._ready:
            return
        board = self._live.board
        if changes.link is not None:
            self._tell_line(board.link.live)
        if board.link.live:
            everybody = changes.people or changes.freshness or (changes.link is not None and changes.link.live)
            ids = [person.id for person in board] if everybody else [change.id for change in changes.changed]
            for id in ids:
                if (person := board.person(id)) is not None:
                    self._tell(person, board.sure_state(id))
        if self._messages or self._told:
            self._pending.set()

    async def run(self) -> None:
        """Write and deliver until cancelled."""
        for target in self._targets:
            target.told = await self._work(lambda target=target: self._outbox.told(target.wished.name))  # type: ignore[misc]
        self._ready = True
        if self._live.board.link.live:
            self.take(Changes(freshness=True))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._write(), name="outbox")
            for target in self._targets:
                tasks.create_task(self._deliver(target), name=f"webhook {target.wished.name}")

    def _tell(self, person: Person, state: State) -> None:
        for target in self._targets:
            before = target.told.get(person.id)
            if before == state.value or not state.known:
                continue
            named = self._live.keeper.named()
            if not Choice(target.wished.people, target.wished.groups).holds(person, state, named):
                continue
            target.told[person.id] = state.value
            self._told.append(Told(target.wished.name, person.id, state.value))
            # Whom a target hears of for the first time is where it begins, no change.
            if before is not None and target.choice.holds(person, state, named):
                data = record.person(self._live.board, person) | {"before": before}
                self._put(target, "presence.changed", data)

    def _tell_line(self, live: bool) -> None:
        said = "live" if live else "lost"
        for target in self._targets:
            before = target.told.get(LINE)
            if before == said or (before is None and not live):
                continue
            target.told[LINE] = said
            self._told.append(Told(target.wished.name, LINE, said))
            if before is not None and not target.wished.states:
                self._put(target, "link.changed", record.link(self._live.board.link))

    def _put(self, target: _Target, type: str, data: record.Json) -> None:
        now = self._live.clock.now()
        at = record.moment(now)
        wished = target.wished
        if wished.template:
            is_json = "json" in wished.content_type
            content = body.filled(wished.template, data | {"type": type, "timestamp": at}, json=is_json)
        else:
            content = body.standard(type, at, data)
        id = f"msg_{secrets.token_hex(16)}"
        self._messages.append(Message(id, wished.name, now, wished.content_type, content, due=now))

    async def _write(self) -> None:
        while True:
            await self._pending.wait()
            self._pending.clear()
            messages, told = self._messages, self._told
            self._messages, self._told = [], []
            try:
                dropped = await self._work(lambda: self._outbox.put(messages, told))  # noqa: B023 - waited for here
            except Exception as error:
                # A full disk: what happened is kept in memory and put again, with what comes meanwhile.
                log.warning("the outbox cannot be written (%s); it is tried again", error)
                self._messages, self._told = messages + self._messages, told + self._told
                await self._live.clock.sleep(FIRST)
                self._pending.set()
                continue
            if dropped:
                log.warning("%s", words.room_made(dropped))
            for target in self._targets:
                target.turn.set()

    async def _deliver(self, target: _Target) -> None:
        clock = self._live.clock
        while True:
            target.turn.clear()
            waiting = await self._work(lambda: self._outbox.next(target.wished.name, AT_ONCE))
            now = clock.now()
            due = [message for message in waiting if message.due <= now]
            if due:
                async with asyncio.TaskGroup() as tasks:
                    for message in due:
                        tasks.create_task(self._attempt(target, message), name=message.id)
                continue
            pause = min(waiting[0].due - now, 60.0) if waiting else 60.0  # another process may send letters again
            try:
                async with asyncio.timeout(clock.real(max(0.05, pause))):
                    await target.turn.wait()
            except TimeoutError:
                continue

    async def _attempt(self, target: _Target, message: Message) -> None:
        at = int(self._live.clock.now())
        headers = signing.headers(target.secret, message.id, at, message.body) | {
            "Content-Type": message.kind,
            "User-Agent": "rcboard",
        }
        wished = target.wished
        outcome = await self._post.send(wished.url, headers, message.body, private_redirects=wished.private_redirects)
        if outcome.delivered:
            await self._work(lambda: self._outbox.delivered(message.id))
            return
        log.info("webhook %s: %s", wished.name, outcome.why)
        due = self._next_try(message, outcome)
        await self._work(lambda: self._outbox.failed(message.id, outcome.why, due))

    def _next_try(self, message: Message, outcome: Outcome) -> float | None:
        if outcome.final or message.tries + 1 >= TRIES:
            return None
        pause = min(FIRST * 2.0**message.tries, LONGEST) * (0.5 + self._chance() / 2)
        return self._live.clock.now() + max(pause, outcome.retry_after or 0.0)

    async def _work(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)
