"""A program hears that it is to end, whatever its loop can do."""

import asyncio
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from rcboard.app import signals


class DeafLoop(asyncio.SelectorEventLoop):
    """As on Windows: hears no signals."""

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: Any) -> None:  # type: ignore[override]  # wider than asked
        raise NotImplementedError


@pytest.mark.parametrize("loop", [asyncio.SelectorEventLoop, DeafLoop])
@pytest.mark.parametrize("number", signals.NUMBERS)
def test_both_signals_are_heard_in_the_loop_and_their_handlers_put_back(
    loop: Callable[[], asyncio.AbstractEventLoop], number: signal.Signals
) -> None:
    before = signal.getsignal(number)

    async def main() -> int:
        running = asyncio.get_running_loop()
        came: asyncio.Future[int] = running.create_future()
        with signals.heard(running, came.set_result):
            os.kill(os.getpid(), number)
            return await asyncio.wait_for(came, 10)

    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(main()) == number
    assert signal.getsignal(number) is before
