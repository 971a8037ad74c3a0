"""One value in one file, written after each change, never on the window's thread."""

import asyncio
import logging
from concurrent.futures import Executor
from typing import Generic, TypeVar

from rcboard.host.files import KeptFile

log = logging.getLogger(__name__)

T = TypeVar("T")


class KeptLater(Generic[T]):
    """Writes the newest value, one write at a time; changes made meanwhile are one write more."""

    def __init__(self, file: KeptFile[T], executor: Executor, what: str) -> None:
        """``what`` names it in the log."""
        self._file = file
        self._executor = executor
        self._what = what
        self._newest: T | None = None
        self._changed = asyncio.Event()
        self._writing = asyncio.Lock()

    def keep(self, value: T) -> None:
        """Write this soon."""
        self._newest = value
        self._changed.set()

    async def run(self) -> None:
        """Write what is to be kept until cancelled."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self.flush()

    async def flush(self) -> None:
        """Write now what is not written yet."""
        async with self._writing:
            value, self._newest = self._newest, None
            if value is None:
                return
            try:
                await asyncio.get_running_loop().run_in_executor(self._executor, self._file.write, value)
            except OSError as error:
                log.warning("%s could not be written: %s", self._what, error.strerror)
