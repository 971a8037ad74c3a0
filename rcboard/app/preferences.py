"""The preferences while the program runs: changed by hand, told at once to whoever listens, written off this thread."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor

from rcboard.app.access import Preferred
from rcboard.domain.preferences import Preferences
from rcboard.domain.setting import Setting, differing
from rcboard.host.preferences import Chosen

REMEMBERED = 50
"""Changes that can be taken back."""

log = logging.getLogger(__name__)

Listener = Callable[[Preferences, Preferences], None]
"""Told of a change: the preferences before it, and now."""


class LivePreferences:
    """What is in force now. ``now`` is frozen: a change makes a new one, which is how undo works."""

    def __init__(self, preferred: Preferred, executor: Executor) -> None:
        self.chosen: Chosen = preferred.chosen
        self._file = preferred.file
        self._again = preferred.again
        self._executor = executor
        self._listeners: list[Listener] = []
        self._before: list[Preferences] = []
        self._changed = asyncio.Event()
        self._writing = asyncio.Lock()
        self._unwritten = False

    @property
    def now(self) -> Preferences:
        """The preferences in force."""
        return self.chosen.preferences

    @property
    def chose_anything(self) -> bool:
        """Whether the person has ever chosen otherwise than the default."""
        return bool(self._file.kept)

    def listen(self, listener: Listener) -> None:
        """Call this after every change from now on."""
        self._listeners.append(listener)

    @property
    def undoable(self) -> Setting | None:
        """The setting whose last change ``undo`` would take back."""
        return differing(self._before[-1], self.now)[0] if self._before else None

    def change(self, wished: Preferences) -> Preferences:
        """Choose these; what came of it, since a locked setting stays. The file is written soon."""
        before = self.now
        self._choose(wished)
        if self.now != before:
            self._before = [*self._before[1 - REMEMBERED :], before]
            self._tell(before)
        return self.now

    def undo(self) -> Preferences:
        """Take the last change back, if there is one."""
        if self._before:
            before = self.now
            self._choose(self._before.pop())
            self._tell(before)
        return self.now

    def _choose(self, wished: Preferences) -> None:
        before = self.now
        for setting in differing(wished, before):
            source = self.chosen.source(setting.name)
            if not source.origin.fixed:
                self._file.put(setting, setting.of(wished), source.usual)
        self.chosen = self._again(self._file.kept)

    def _tell(self, before: Preferences) -> None:
        self._unwritten = True
        self._changed.set()
        for listener in self._listeners:
            listener(before, self.now)

    async def run(self) -> None:
        """Write what was changed, until cancelled."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self.flush()

    async def flush(self) -> None:
        """Write now what is not written yet."""
        async with self._writing:
            if not self._unwritten:
                return
            self._unwritten = False
            kept = self._file.kept
            try:
                await asyncio.get_running_loop().run_in_executor(self._executor, self._file.write, kept)
            except OSError as error:
                log.warning("the settings could not be written: %s", error.strerror)
