"""The pulse: the mark of somebody whose phone rings swells once a second, for five seconds, and is then still.

Slower than what could harm anybody (WCAG 2.3.1) and short enough to need no switch (2.2.2); there is one nevertheless.
It begins where a tile is painted that was not ringing before, so what nobody sees costs nothing. Whoever goes out of
sight is forgotten: a phone that rings when its tile is seen again pulses anew, since nobody can say whether that is the
call that was seen before.
"""

import math
from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

PERIOD, LASTS = 1000, 5000
"""Milliseconds from one swelling to the next, and of all of them."""
STEP = 100
"""Milliseconds between two paintings."""


class Pulse(QObject):
    """Of all tiles on one view."""

    moved = Signal(str)
    """This person's tile has to be painted."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._calm = False
        self.begun: dict[str, int] = {}
        """Who rings, and since when that is shown (milliseconds of our own clock)."""
        self._clock = QElapsedTimer()
        self._clock.start()
        self._steps = QTimer(self, interval=STEP)
        self._steps.timeout.connect(self._step)

    @property
    def active(self) -> bool:
        """Whether anything moves."""
        return self._steps.isActive()

    def set_calm(self, calm: bool) -> None:
        """Move nothing, or what the system lets move."""
        self._calm = calm
        if calm:
            self.rest()

    def strength(self, id: str) -> float:
        """How strong the mark of this ringing tile is to be, 0 to 1; the first time it begins."""
        now = self._clock.elapsed()
        began = self.begun.get(id)
        if began is None:
            if not self.active:  # else it was asked when that began, and is asked with each step
                if self._still():
                    return 0.0
                self._steps.start()
            began = self.begun[id] = now
        passed = now - began
        return 0.5 - 0.5 * math.cos(2 * math.pi * passed / PERIOD) if passed < LASTS else 0.0

    def over(self, id: str) -> None:
        """This tile no longer rings."""
        self.begun.pop(id, None)

    def keep(self, seen: Iterable[str]) -> None:
        """These are in sight, and nobody else."""
        for id in self.begun.keys() - set(seen):
            del self.begun[id]

    def rest(self) -> None:
        """Nobody looks any more."""
        self.begun.clear()
        self._steps.stop()

    def _still(self) -> bool:
        from PySide6.QtWidgets import QStyle  # late: a start need not wait for all its names

        # Qt passes on here what the desktop says about animations.
        return self._calm or not self._view.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)

    def _step(self) -> None:
        now, moving = self._clock.elapsed(), tuple(self.begun.items())
        if self._still():
            self.rest()
        elif all(now - begun >= LASTS + STEP for _, begun in moving):
            self._steps.stop()
        for id, begun in moving:
            if now - begun < LASTS + STEP:
                self.moved.emit(id)
