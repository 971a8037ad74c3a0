"""Signals: how a program is asked from outside to end, heard in its loop."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator

NUMBERS = (signal.SIGINT, signal.SIGTERM)


@contextlib.contextmanager
def heard(loop: asyncio.AbstractEventLoop, told: Callable[[int], None]) -> Iterator[None]:
    """``told`` is called in the loop with each of these signals' numbers, until the context ends. In the main thread.

    Windows' loops hear none: there Python's own handlers wake the loop. That part is tested with such a loop on Linux
    and was not run on Windows.
    """
    with contextlib.ExitStack() as put_back:
        for number in NUMBERS:
            try:
                loop.add_signal_handler(number, told, int(number))
                put_back.callback(loop.remove_signal_handler, number)
            except NotImplementedError:
                before = signal.signal(number, lambda got, _frame: loop.call_soon_threadsafe(told, got))
                put_back.callback(signal.signal, number, before)
        yield
