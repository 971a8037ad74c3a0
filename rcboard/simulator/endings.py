"""The second event after a hang-up: the first one lists the finished call, the next no longer does."""

import asyncio

from rcboard.simulator.ground import Ground
from rcboard.simulator.office import Extension, Office


class Endings:
    """Listens to the office and follows up each finished call, unless another change was quicker."""

    def __init__(self, office: Office, ground: Ground) -> None:
        self._office = office
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._due: dict[Extension, asyncio.TimerHandle] = {}

    def presence_changed(self, extension: Extension) -> None:
        """Whatever changed, it is the next event; plan another one if this one lists a finished call."""
        if timer := self._due.pop(extension, None):
            timer.cancel()
        if extension.presence.ended:
            delay = self._clock.real(self._numbers.ended_call_shown)
            self._due[extension] = asyncio.get_running_loop().call_later(delay, self._follow_up, extension)

    def settle(self) -> None:
        """Send all planned events now."""
        for extension in tuple(self._due):
            self._follow_up(extension)

    def cancel(self) -> None:
        """Plan nothing any more."""
        for timer in self._due.values():
            timer.cancel()
        self._due.clear()

    def _follow_up(self, extension: Extension) -> None:
        self._due.pop(extension).cancel()
        if extension.id in self._office.extensions:
            self._office.presence_changed(extension)
