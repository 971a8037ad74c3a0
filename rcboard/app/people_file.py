"""The people's file, kept up to date: written off the window's thread, forgotten at sign-out."""

import asyncio
import logging
from collections.abc import Iterable
from concurrent.futures import Executor

from rcboard.app.last_people import KeptPeople
from rcboard.domain.people import Person
from rcboard.host.credentials import Credentials
from rcboard.host.files import KeptFile

log = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds to leave between people who are news and writing them: presence is read then, for which somebody waits."""


class PeopleFile:
    """One profile's. Writes the newest people, one write at a time; changes made meanwhile are one write more."""

    def __init__(self, file: KeptFile[KeptPeople], read: KeptPeople, executor: Executor) -> None:
        """``read`` is what was read of it for the first paint."""
        self._file = file
        self._of = read.server_url, read.client_id
        self._executor = executor
        self._newest: KeptPeople | None = None
        self._changed = asyncio.Event()
        self._writing = asyncio.Lock()

    def is_of(self, credentials: Credentials | None) -> bool:
        """Whether the people read belong to this sign-in."""
        return credentials is not None and self._of == (credentials.server_url, credentials.client_id)

    def keep(self, people: Iterable[Person], credentials: Credentials) -> None:
        """Write these soon."""
        self._newest = KeptPeople(credentials.server_url, credentials.client_id, tuple(people))
        self._changed.set()

    async def forget(self) -> None:
        """Remove the file; nothing that was to be written still is."""
        self._newest = None
        async with self._writing:
            try:
                await asyncio.get_running_loop().run_in_executor(self._executor, self._file.remove)
            except OSError as error:
                log.warning("the people read last could not be removed: %s", error.strerror)

    async def run(self) -> None:
        """Write what is to be kept until cancelled."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(PAUSE)
            self._changed.clear()
            await self.flush()

    async def flush(self) -> None:
        """Write now what is not written yet."""
        async with self._writing:
            newest, self._newest = self._newest, None
            if newest is None:
                return
            try:
                await asyncio.get_running_loop().run_in_executor(self._executor, self._file.write, newest)
            except OSError as error:
                log.warning("the people read last could not be kept: %s", error.strerror)
