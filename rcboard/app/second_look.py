"""A second look: whoever's why-card opens is asked about anew, where that costs nobody else a call.

Most of what the card says is pushed; a colleague's status text and a few more fields never are. Nothing waits for the
answer: the card shows what is known, that RingCentral is being asked, and what it said.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from rcboard.app.line import Line
from rcboard.domain.times import Clock, Times
from rcboard.models.why_model import WhyModel
from rcboard.words.why import Asked


class SecondLook:
    """Follows the card. ``start`` begins a task of that name."""

    def __init__(
        self,
        model: WhyModel,
        *,
        line: Callable[[], Line | None],
        start: Callable[[Coroutine[Any, Any, None], str], object],
        times: Times,
        clock: Clock,
    ) -> None:
        self._model = model
        self._line = line
        self._start = start
        self._times = times
        self._clock = clock
        self._asked: dict[str, float] = {}
        """When whom, by the steady clock; only those that may not be asked about again yet."""
        model.opened.connect(self._look)

    def _look(self, id: str) -> None:
        line, now = self._line(), self._clock.monotonic()
        self._asked = {one: at for one, at in self._asked.items() if now - at < self._times.look_again}
        if line is None or id in self._asked or not line.may_look(id):
            return
        self._asked[id] = now
        self._model.tell_asked(id, Asked.ASKING)
        self._start(self._ask(line, id), "second look")

    async def _ask(self, line: Line, id: str) -> None:
        answered = await line.look_at(id)
        self._model.tell_asked(id, Asked.ANSWERED if answered else Asked.UNANSWERED)
