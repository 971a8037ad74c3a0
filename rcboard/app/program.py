"""The program: one Qt application and one loop around a desktop, from its first paint to its good-bye."""

import asyncio
import contextlib
import signal
from concurrent.futures import ThreadPoolExecutor

import qasync
from PySide6.QtWidgets import QApplication

import rcboard.app.plain_import  # noqa: F401  # before all others of ours
from rcboard.app import desktop, garbage, speech
from rcboard.app.plan import Plan
from rcboard.app.tasks import Tasks
from rcboard.views import qt_words, resources


def run(plan: Plan) -> int:
    """Open the board and stay until it is quit; the exit code."""
    garbage.hold()
    app = QApplication(["rcboard"])
    app.setApplicationName("rcboard")
    app.setDesktopFileName("rcboard")
    app.setQuitOnLastWindowClosed(False)
    resources.dress(app)
    qt_words.translate(app, speech.begin(plan.profile, otherwise=qt_words.system_language()))
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(_main(plan))


async def _main(plan: Plan) -> int:
    loop = asyncio.get_running_loop()
    executor = ThreadPoolExecutor(4, thread_name_prefix="rcboard")
    # qasync's own default pool loses a thread to each BaseException and is never shut down.
    loop.set_default_executor(executor)
    stop = asyncio.Event()
    try:
        # Signals are ours until all is said and done: a second one must not cut the good-bye short.
        with _signals(loop, stop):
            async with Tasks() as tasks:
                running = desktop.Desktop(plan, tasks, executor, stop)
                try:
                    running.show()
                    await stop.wait()
                finally:
                    tasks.cancel()
                    await running.end()
        return running.code
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def _signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event):  # type: ignore[no-untyped-def]
    numbers = (signal.SIGINT, signal.SIGTERM)
    with contextlib.suppress(NotImplementedError):  # Windows
        for number in numbers:
            loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError):
            for number in numbers:
                loop.remove_signal_handler(number)
