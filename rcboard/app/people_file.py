"""The people's file: who was on the board last, so that the next start shows everybody at once, each as Checking….

Names, numbers, departments and call queues only, never presence. It belongs to one server and one client id, and is
forgotten at sign-out. Read before anything heavy is imported, written off the window's thread.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass

from rcboard.domain.people import Person
from rcboard.host.credentials import Credentials
from rcboard.host.files import KeptFile
from rcboard.host.folders import folders

log = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds to leave between people who are news and writing them: presence is read then, for which somebody waits."""


@dataclass(frozen=True, slots=True)
class KeptPeople:
    """What the file holds."""

    server_url: str = ""
    client_id: str = ""
    people: tuple[Person, ...] = ()


def last(profile: str, now: Callable[[], float]) -> tuple[Person, ...]:
    """Who was on this profile's board last, whoever is signed in; nobody where nothing was kept. Blocking."""
    kept = KeptFile(folders(profile).people, KeptPeople, now).read().value
    return kept.people if kept is not None else ()


class PeopleFile:
    """One profile's. Writes the newest people, one write at a time; changes made meanwhile are one write more."""

    def __init__(self, profile: str, now: Callable[[], float], executor: Executor) -> None:
        self._file = KeptFile(folders(profile).people, KeptPeople, now)
        self._executor = executor
        self._of: tuple[str, str] | None = None
        self._newest: KeptPeople | None = None
        self._changed = asyncio.Event()
        self._writing = asyncio.Lock()

    def read(self, server_url: str, client_id: str) -> tuple[Person, ...]:
        """The people of this server and client id; an empty one is not known yet, as it lies in the keyring.

        Whoever asked so has to ask ``is_of`` when it is known.
        """
        reading = self._file.read()
        if reading.notice is not None and reading.notice.moved_to is not None:
            # What can be read again from RingCentral needs no keeping, and these are people's names.
            with contextlib.suppress(OSError):
                reading.notice.moved_to.unlink()
        kept = reading.value or KeptPeople()
        if kept.server_url != server_url or (client_id and kept.client_id != client_id):
            return ()
        self._of = kept.server_url, kept.client_id
        return kept.people

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
