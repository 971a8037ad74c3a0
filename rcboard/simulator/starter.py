"""The starter: whoever started the simulator and holds the other end of its standard input.

A program that is killed cannot end those it started, but its system closes its pipes, and every system does.
"""

import asyncio
import contextlib
import os
import threading

STANDARD_INPUT = 0


def end_with_starter(stop: asyncio.Event) -> None:
    """Set ``stop`` once standard input has ended. What is written there is not looked at; where there is none it stays
    unset."""
    loop = asyncio.get_running_loop()

    def wait() -> None:
        try:
            # Not through sys.stdin: a thread that waits in it holds a lock which Python wants when it ends.
            while os.read(STANDARD_INPUT, 4096):
                pass
        except OSError:
            return
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=wait, name="starter", daemon=True).start()
