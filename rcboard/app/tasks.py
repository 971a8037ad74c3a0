"""Tasks: each has a name, an owner and an end, and none fails unheard."""

import asyncio
import logging
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

log = logging.getLogger(__name__)


class Tasks:
    """The tasks of one owner. Leaving the ``async with`` block waits for all of them.

    A task that fails is logged at once, by name; the others and the owner go on, and the first failure is raised at
    the end. When the block itself fails or is cancelled, the tasks are cancelled first.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._failure: BaseException | None = None

    def start(self, work: Coroutine[Any, Any, Any], *, name: str) -> asyncio.Task[Any]:
        """Start a task; it is kept until it has ended."""
        task = asyncio.create_task(work, name=name)  # noqa: TID251 - the one place where tasks are made
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def cancel(self) -> None:
        """Ask all tasks to end."""
        for task in self._tasks:
            task.cancel()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        failure = task.exception()
        if failure is not None:
            log.error("the task %r failed", task.get_name(), exc_info=failure)
            self._failure = self._failure or failure

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self.cancel()
        while self._tasks:
            try:
                await asyncio.wait(self._tasks)
            except asyncio.CancelledError:
                self.cancel()
                if self._tasks:  # the last may have ended in the very turn in which we were cancelled
                    await asyncio.wait(self._tasks)
                raise
        # A loop may call back only on its next turn.
        await asyncio.sleep(0)
        if error is None and self._failure is not None:
            raise self._failure
