"""Life: the loop around a desktop, from its first paint to its good-bye."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import qasync
from PySide6.QtWidgets import QApplication

from rcboard.app import signals
from rcboard.app.desktop import Desktop
from rcboard.app.face import Face
from rcboard.app.tasks import Tasks


def run(app: QApplication, face: Face) -> int:
    """Run what stands behind this face until it is quit; the exit code."""
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(_main(face))


async def _main(face: Face) -> int:
    loop = asyncio.get_running_loop()
    executor = ThreadPoolExecutor(4, thread_name_prefix="rcboard")
    # qasync's own default pool loses a thread to each BaseException and is never shut down.
    loop.set_default_executor(executor)
    stop = asyncio.Event()
    try:
        # Signals are ours until all is said and done: a second one must not cut the good-bye short.
        with signals.heard(loop, lambda _number: stop.set()):
            async with Tasks() as tasks:
                running = Desktop(face, tasks, executor, stop)
                try:
                    running.begin()
                    await stop.wait()
                finally:
                    tasks.cancel()
                    await running.end()
        return running.code
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
