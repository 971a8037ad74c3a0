"""The outlets as they are switched on: hosted by the window and by ``rcboard serve`` alike.

Each is imported when it is switched on, fails by itself with a sentence, and is begun anew when its settings change.
"""

import asyncio
import contextlib
import importlib
import logging
import random
import re
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from rcboard.app.actions import Actions
from rcboard.app.brokers import broker_access
from rcboard.app.outlet_secrets import API_READ, API_WRITE, OutletSecrets, webhook
from rcboard.app.own_status import OwnStatus
from rcboard.app.tasks import Tasks
from rcboard.domain.alerts import Alert
from rcboard.domain.board import Changes
from rcboard.domain.link import Problem
from rcboard.domain.own_status import Own, OwnWish
from rcboard.domain.preferences import Api, Hook, Mqtt, Preferences, Webhook, Webhooks
from rcboard.domain.times import Clock
from rcboard.host.secrets import SecretsError
from rcboard.outlets.live import Live, StaysOffError
from rcboard.words import mqtt as mqtt_words
from rcboard.words import outlets as words
from rcboard.words import problems
from rcboard.words import webhooks as webhook_words
from rcboard.words.language import _

if TYPE_CHECKING:
    from rcboard.outlets.api.server import Server
    from rcboard.outlets.webhooks.outbox import Outbox

log = logging.getLogger(__name__)

Listener = Callable[[Changes], None]


class Outlets:
    """All outlets of one board. ``say`` tells the person a sentence."""

    def __init__(
        self,
        live: Live,
        wished: Preferences,
        secrets: OutletSecrets,
        *,
        say: Callable[[str], None],
        outbox: Path,
        understood: Callable[[], bool],
    ) -> None:
        """``outbox`` is the file of what is still to be delivered; ``understood`` tells whether all settings could be
        meant: a slip in their file takes no webhook's messages away."""
        self._live = live
        self._outbox = outbox
        self._understood = understood
        self._wished = wished
        self._secrets = secrets
        self._say = say
        self._listeners: list[Listener] = []
        self._changed = asyncio.Event()
        self._server: Server | None = None

    def take(self, changes: Changes) -> None:
        """The board changed."""
        for listener in self._listeners:
            listener(changes)

    def tell(self, alert: Alert) -> None:
        """Somebody waited for is free, or a favourite changed: for whoever listens to the web API."""
        if self._server is not None:
            self._server.tell(alert)

    def renew(self, wished: Preferences) -> None:
        """Other settings are in force now."""
        before, self._wished = self._wished, wished
        self._live.keeper.adopt(wished.gate)
        if _sections(before) != _sections(wished):
            self._changed.set()

    async def run(self) -> None:
        """Host what is switched on until cancelled."""
        while True:
            self._changed.clear()
            async with Tasks() as tasks:
                if self._wished.api.on:
                    tasks.start(self._kept("web API", self._api(self._wished.api)), name="web API")
                if self._wished.webhooks.targets or self._outbox.exists():
                    tasks.start(self._kept("webhooks", self._webhooks(self._wished.webhooks)), name="webhooks")
                if self._wished.hook.command:
                    tasks.start(self._kept("command hook", self._hook(self._wished.hook)), name="hook")
                if self._wished.mqtt.publish:
                    tasks.start(self._kept(mqtt_words.name(), self._mqtt(self._wished.mqtt)), name="MQTT")
                await self._changed.wait()
                tasks.cancel()

    async def _kept(self, name: str, work: Coroutine[None, None, None]) -> None:
        """One outlet; whatever befalls it, the board and the others go on."""
        try:
            await work
        except StaysOffError as error:
            self._say(str(error))
        except Exception:
            log.exception("%s failed", name)
            self._say(words.stays_off(name, words.went_wrong()))

    async def _api(self, wished: Api) -> None:
        # Late and off this thread: aiohttp takes a fifth of a second.
        await asyncio.to_thread(importlib.import_module, "rcboard.outlets.api.server")
        from rcboard.outlets.api.server import Server, Tokens

        try:
            tokens = Tokens(
                await self._secrets.find_or_make(API_READ), await self._secrets.find_beside(API_WRITE, API_READ)
            )
        except SecretsError as error:
            raise StaysOffError(words.no_token(problems.told(error.problem).headline)) from None
        server = Server(self._live, wished, tokens)
        async with server.open() as address:
            self._server = server
            with self._told_of(server.take):
                try:
                    self._say(words.api_open(address))
                    await asyncio.Event().wait()
                finally:
                    self._server = None

    async def _webhooks(self, wished: Webhooks) -> None:
        await asyncio.to_thread(importlib.import_module, "rcboard.outlets.webhooks.outbox")
        from rcboard.outlets.webhooks.outbox import Outbox

        with ThreadPoolExecutor(1, thread_name_prefix="outbox") as executor:
            opening = executor.submit(Outbox, self._outbox)
            try:
                outbox = await asyncio.wrap_future(opening)
                if self._understood():
                    names = [target.name for target in wished.targets]
                    _log_forgotten(*await asyncio.wrap_future(executor.submit(outbox.keep_only, names)))
                if wished.targets:
                    await self._send(wished, outbox, executor)
            finally:
                # Behind the opening in the same thread: whoever is cancelled while it opens has it closed, too.
                await asyncio.shield(asyncio.wrap_future(executor.submit(_close, opening)))

    async def _send(self, wished: Webhooks, outbox: "Outbox", executor: ThreadPoolExecutor) -> None:
        await asyncio.to_thread(importlib.import_module, "rcboard.outlets.webhooks.sender")
        from rcboard.outlets.webhooks.post import Post
        from rcboard.outlets.webhooks.sender import Sender
        from rcboard.platform.way import trust

        targets = await self._signed(wished)
        context = await asyncio.to_thread(trust, self._wished.connection.ca_file)
        async with Post(context) as post:
            sender = Sender(self._live, targets, outbox, executor=executor, post=post, chance=random.random)
            with self._told_of(sender.take):
                await sender.run()

    async def _signed(self, wished: Webhooks) -> list[tuple[Webhook, str]]:
        """The targets with their secrets; nothing is ever sent unsigned."""
        targets = []
        names = [target.name for target in wished.targets]
        for target in wished.targets:
            named = re.fullmatch(r"[A-Za-z0-9_-]{1,40}", target.name) and names.count(target.name) == 1
            if not named or not re.match(r"https?://[^/]", target.url):
                self._say(webhook_words.bad_target(target.name))
                continue
            try:
                secret = await self._secrets.find(webhook(target.name))
            except SecretsError as error:
                raise StaysOffError(words.stays_off(_("Webhooks"), problems.told(error.problem).text)) from None
            if secret:
                targets.append((target, secret))
            else:
                self._say(webhook_words.no_secret(target.name))
        return targets

    async def _mqtt(self, wished: Mqtt) -> None:
        address, password, trusted = await broker_access(wished.publish, wished.ca_file, self._secrets)
        from rcboard.outlets.mqtt.publisher import Publisher  # loaded off this thread just now

        publisher = Publisher(self._live, wished, address, password, trust=trusted, chance=random.random())
        with self._told_of(publisher.take):
            await publisher.run()

    async def _hook(self, wished: Hook) -> None:
        from rcboard.outlets.hook import CommandHook  # late: only where one is set

        hook = CommandHook(self._live, wished)
        with self._told_of(hook.take):
            await hook.run()

    @contextlib.contextmanager
    def _told_of(self, listener: Listener) -> Iterator[None]:
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)


class DeskWishes:
    """What may be asked through an outlet, done as by the person at the desk. Implements ``live.Wishes``."""

    def __init__(self, actions: Actions, own_status: OwnStatus, clock: Clock) -> None:
        self._actions = actions
        self._own_status = own_status
        self._clock = clock

    def watch(self, id: str, on: bool, caller: str) -> None:
        """Wait for this person, in the name of ``caller`` if told, or no longer."""
        desk = self._actions.desk
        if desk.watch_of(id) is not None:
            desk = desk.watched(id, 0.0)
        self._actions.set_desk(desk.watched(id, self._clock.now(), caller) if on else desk)

    def watches(self) -> list[tuple[str, float, str]]:
        """Who is waited for."""
        return [(watch.id, watch.since, watch.caller) for watch in self._actions.desk.watches if watch.id]

    def own(self) -> Own | Problem:
        """How the person's own status stands."""
        return self._own_status.standing()

    async def change_own(self, wish: OwnWish) -> Own | Problem:
        """Change it."""
        return await self._own_status.change(wish)


def _sections(wished: Preferences) -> tuple[object, ...]:
    return (wished.api, wished.webhooks, wished.mqtt, wished.hook)


def _log_forgotten(messages: int, states: int) -> None:
    if messages:
        log.warning("%s", webhook_words.forgotten(messages))
    if states:
        log.info("%d states are forgotten that webhooks were told which are no longer in the settings", states)


def _close(opened: "Future[Outbox]") -> None:
    if not opened.cancelled() and opened.exception() is None:
        opened.result().close()
