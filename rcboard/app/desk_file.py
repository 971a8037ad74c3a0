"""The desk's file: favourites and watches, read at start, written after each change, never on the window's thread."""

import asyncio
import logging
from concurrent.futures import Executor

from rcboard.domain.desk import Desk
from rcboard.host.files import KeptFile, SetAside

log = logging.getLogger(__name__)


class DeskFile:
    """Writes the newest desk, one write at a time; changes made meanwhile are one write more."""

    def __init__(self, file: KeptFile[Desk], executor: Executor) -> None:
        self._file = file
        self._executor = executor
        self._newest: Desk | None = None
        self._changed = asyncio.Event()
        self._writing = asyncio.Lock()

    def read(self) -> tuple[Desk, SetAside | None]:
        """The desk as it was left, and a notice where the file was damaged."""
        reading = self._file.read()
        return reading.value or Desk(), reading.notice

    def keep(self, desk: Desk) -> None:
        """Write this desk soon."""
        self._newest = desk
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
            desk, self._newest = self._newest, None
            if desk is None:
                return
            try:
                await asyncio.get_running_loop().run_in_executor(self._executor, self._file.write, desk)
            except OSError as error:
                log.warning("favourites and watches could not be written: %s", error.strerror)
