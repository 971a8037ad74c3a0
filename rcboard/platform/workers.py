"""Workers: a few threads for calls that block.

Unlike an executor's these never keep the program from ending: whoever hangs in a system call is left behind.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class _Job:
    """One call and how it came out. Its repr shows nothing of either: loops log what they are slow with."""

    def __init__(self, work: Callable[[], Any], loop: asyncio.AbstractEventLoop) -> None:
        self._work = work
        self._loop = loop
        self.done: asyncio.Future[None] = loop.create_future()
        self.value: Any = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            self.value = self._work()
        except BaseException as failure:
            self.failure = failure
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        if not self.done.done():
            self.done.set_result(None)


class Workers:
    """Daemon threads, started when needed, ``count`` of them at most."""

    def __init__(self, count: int, name: str) -> None:
        self._count = count
        self._name = name
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._busy = 0
        self._closed = False
        self._gone: Callable[[], object] = bool

    async def run(self, work: Callable[[], T]) -> T:
        """Run this in a thread. Cancelled, the call goes on to its end with nobody to hear of it."""
        if self._closed:
            raise RuntimeError("the workers have gone home")
        job = _Job(work, asyncio.get_running_loop())
        self._busy += 1
        if self._busy > len(self._threads) < self._count:
            self._start()
        self._jobs.put(job)
        try:
            await job.done
        finally:
            self._busy -= 1
        if job.failure is not None:
            raise job.failure
        value: T = job.value
        return value

    async def close(self, seconds: float) -> bool:
        """Let the threads end after what they are doing, and wait that long at most; whether all have ended.

        Nothing can be run afterwards.
        """
        self._closed = True
        idle = asyncio.Event()
        loop = asyncio.get_running_loop()
        left = len(self._threads)

        def gone() -> None:
            nonlocal left
            left -= 1
            if not left:
                idle.set()

        self._gone = lambda: loop.call_soon_threadsafe(gone)
        for _ in self._threads:
            self._jobs.put(None)
        if left:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(idle.wait(), seconds)
        for thread in self._threads:
            if not left:
                thread.join()  # it has said so with its last breath
        return not left

    def _start(self) -> None:
        thread = threading.Thread(target=self._work, name=f"{self._name} {len(self._threads) + 1}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._gone()
