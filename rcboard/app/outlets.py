"""The outlets as they are switched on: hosted by the window and by ``rcboard serve`` alike.

Each is imported when it is switched on, fails by itself with a sentence, and is begun anew when its settings change.
"""

import asyncio
import importlib
import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from rcboard.app.actions import Actions
from rcboard.app.outlet_secrets import API_READ, API_WRITE, OutletSecrets
from rcboard.app.tasks import Tasks
from rcboard.domain.alerts import Alert
from rcboard.domain.board import Changes
from rcboard.domain.preferences import Api, Preferences
from rcboard.domain.times import Clock
from rcboard.host.secrets import SecretsError
from rcboard.outlets.live import Live, StaysOffError
from rcboard.words import outlets as words
from rcboard.words import problems

if TYPE_CHECKING:
    from rcboard.outlets.api.server import Server

log = logging.getLogger(__name__)

Listener = Callable[[Changes], None]


class Outlets:
    """All outlets of one board. ``say`` tells the person a sentence."""

    def __init__(self, live: Live, wished: Preferences, secrets: OutletSecrets, say: Callable[[str], None]) -> None:
        self._live = live
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
        self._live.keeper.policy = wished.gate
        if _sections(before) != _sections(wished):
            self._changed.set()

    async def run(self) -> None:
        """Host what is switched on until cancelled."""
        while True:
            self._changed.clear()
            async with Tasks() as tasks:
                if self._wished.api.on:
                    tasks.start(self._kept("web API", self._api(self._wished.api)), name="web API")
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
            tokens = Tokens(await self._secrets.find_or_make(API_READ), await self._secrets.find(API_WRITE))
        except SecretsError as error:
            raise StaysOffError(words.no_token(problems.told(error.problem).headline)) from None
        server = Server(self._live, wished, tokens)
        async with server.open() as address:
            self._listeners.append(server.take)
            self._server = server
            try:
                self._say(words.api_open(address))
                await asyncio.Event().wait()
            finally:
                self._listeners.remove(server.take)
                self._server = None


class DeskWishes:
    """What may be asked through an outlet, done as by the person at the desk. Implements ``live.Wishes``."""

    def __init__(self, actions: Actions, clock: Clock) -> None:
        self._actions = actions
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


def _sections(wished: Preferences) -> tuple[object, ...]:
    return (wished.api, wished.webhooks, wished.mqtt, wished.hook)
