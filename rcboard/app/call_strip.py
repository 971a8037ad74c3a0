"""The strip of a call that RingCentral makes, put into the window."""

from collections.abc import Callable, Coroutine
from typing import Any

from rcboard.app.line import Line
from rcboard.app.ring_out import RingOut
from rcboard.domain.board import Board
from rcboard.domain.times import Clock, Times
from rcboard.models.call_model import CallModel
from rcboard.views.call_panel import CallPanel
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow


def put_into(
    window: MainWindow,
    fonts: Fonts,
    *,
    board: Board,
    line: Callable[[], Line | None],
    start: Callable[[Coroutine[Any, Any, None], str], object],
    ring_first: Callable[[], str],
    times: Times,
    clock: Clock,
) -> RingOut:
    """The strip, hidden until there is a call; and who makes the calls."""
    model = CallModel(window)
    ring_out = RingOut(
        board=board,
        line=line,
        start=start,
        shown=model,
        say=window.say,
        ring_first=ring_first,
        times=times,
        clock=clock,
    )
    panel = CallPanel(model, fonts, window)
    panel.cancel_asked.connect(ring_out.cancel)
    panel.done_asked.connect(ring_out.done)
    window.add_panel(panel)
    return ring_out
