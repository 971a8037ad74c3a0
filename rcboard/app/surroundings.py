"""The surroundings: notices that the computer slept, is about to, or is on another network, and tells the line.

Three witnesses: logind, where there is one; the clocks, which drift apart while a computer sleeps; the addresses that
packets would be sent from. Whichever is first counts. All of it costs some microseconds every ten seconds.
"""

import asyncio
from collections.abc import Awaitable, Callable

from rcboard.app.tasks import Tasks
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Clock, Times
from rcboard.host import network, sleep

Listen = Callable[[Callable[[bool], None]], Awaitable[None]]
"""Tells of sleep: True before, False after."""


class Surroundings:
    """``changed`` is told what happened, once for each sleep and each new network.

    ``goes_to_sleep`` is told before, where somebody says so; ``back`` that the network of before is there again.
    """

    def __init__(
        self,
        *,
        changed: Callable[[Problem], None],
        goes_to_sleep: Callable[[], None],
        back: Callable[[], None],
        clock: Clock,
        times: Times,
        addresses: Callable[[], frozenset[str]] = network.addresses,
        listen: Listen = sleep.listen,
    ) -> None:
        self._changed = changed
        self._goes_to_sleep = goes_to_sleep
        self._back = back
        self._clock = clock
        self._times = times
        self._addresses = addresses
        self._listen = listen
        self._known: frozenset[str] = frozenset()
        self._last: frozenset[str] = frozenset()
        self._seen = (0.0, 0.0)

    async def run(self) -> None:
        """Watch until cancelled."""
        async with Tasks() as tasks:
            tasks.start(self._hear_of_sleep(), name="sleep")
            tasks.start(self._look(), name="addresses and clocks")
            await asyncio.Event().wait()

    async def _hear_of_sleep(self) -> None:
        await self._listen(self._told)

    def _told(self, before: bool) -> None:
        if before:
            self._goes_to_sleep()
        else:
            self._seen = self._both()  # the clocks need not tell it again
            self._changed(Problem(ProblemKind.SLEPT))

    async def _look(self) -> None:
        self._known = self._last = self._addresses()
        self._seen = self._both()
        while True:
            await self._clock.sleep(self._times.address_look)
            before, self._seen = self._seen, self._both()
            if (self._seen[0] - before[0]) - (self._seen[1] - before[1]) > self._times.slept:
                self._changed(Problem(ProblemKind.SLEPT))
            self._compare(self._addresses())

    def _compare(self, now: frozenset[str]) -> None:
        """Without any address there is nothing to connect from: that the line notices; here its return counts."""
        before, self._last = self._last, now
        if not now:
            return
        if now != self._known:
            known, self._known = self._known, now
            if known:
                self._changed(Problem(ProblemKind.NETWORK_CHANGED))
                return
        if not before:
            self._back()

    def _both(self) -> tuple[float, float]:
        return self._clock.now(), self._clock.monotonic()
