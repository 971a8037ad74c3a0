"""Recovery: the session context with which a returning client is given its subscription back, and for how long."""

from rcboard.platform import frames
from rcboard.platform.deeds import Moment
from rcboard.platform.frames import Wsc

WINDOW = 180.0
"""Seconds after a loss within which a session can be recovered, until the gateway tells its own figure."""
BUFFER = 100
"""Notifications kept meanwhile, the newest; until the gateway tells its own figure."""


class Recovery:
    """Of one session."""

    def __init__(self) -> None:
        self._wsc: Wsc | None = None
        self._window = WINDOW
        self.buffer = BUFFER

    def hear(self, frame: frames.Frame) -> None:
        """Keep the newest context; what describes a recovery replaces it in any case."""
        details = frame.content if isinstance(frame.content, frames.Details) else None
        if details is not None:
            self._window = details.window if details.window and details.window > 0 else WINDOW
            self.buffer = details.buffer if details.buffer and details.buffer > 0 else BUFFER
        if frame.wsc is not None and (details or self._wsc is None or frame.wsc.sequence >= self._wsc.sequence):
            self._wsc = frame.wsc

    def forget(self) -> None:
        """Recover nothing."""
        self._wsc = None

    def context(self, moment: Moment, life: Moment) -> str:
        """The token to reconnect with; empty where the last sign of ``life`` is too long ago."""
        away = max(moment.steady - life.steady, moment.wall - life.wall)
        return self._wsc.token if self._wsc is not None and away < self._window else ""
