"""RingOut: has RingCentral make a call, and tells its walk: one's own phone rings first, then the other one.

One call at a time is followed, by looking how it stands a little less often each time; whoever is connected needs no
board any more. Until one's own phone was answered RingCentral takes a call back.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from rcboard.app.actions import digits
from rcboard.app.line import Line
from rcboard.domain.board import Board
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.ring_out import Stage, Step
from rcboard.domain.times import Clock, Times
from rcboard.words import problems
from rcboard.words import ring_out as words


class Shown(Protocol):
    """Where the person reads how the call stands."""

    def show_call(self, text: str, *, under_way: bool = False, may_be_cancelled: bool = False) -> None:
        """It stands so; an empty text: there is none."""


ASKED = Step(Stage.ASKED)


@dataclass(slots=True, eq=False)
class _Call:
    name: str
    number: str
    step: Step = ASKED
    id: str = ""
    taken_back: bool = False
    """The person wants it cancelled."""

    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return not self.step.stage.under_way


class RingOut:
    """Makes the calls. ``ring_first`` is the phone the person chose; ``say`` tells a sentence in passing."""

    def __init__(
        self,
        *,
        board: Board,
        line: Callable[[], Line | None],
        start: Callable[[Coroutine[Any, Any, None], str], object],
        shown: Shown,
        say: Callable[[str], None],
        ring_first: Callable[[], str],
        times: Times,
        clock: Clock,
    ) -> None:
        self._board = board
        self._line = line
        self._start = start
        self._shown = shown
        self._say = say
        self._ring_first = ring_first
        self._times = times
        self._clock = clock
        self._call: _Call | None = None

    def call(self, number: str, name: str) -> None:
        """Call this number; asked again for the same while one's own phone still rings, cancel."""
        call = self._call
        if call is not None and not call.is_over():
            if call.number == number and call.step.stage.may_be_cancelled:
                self.cancel()
            else:
                self._say(words.one_at_a_time(call.name))
            return
        line, own = self._line(), self._own_phone()
        if line is None:
            self._shown.show_call(words.signed_out())
        elif not own:
            self._shown.show_call(words.no_own_phone())
        else:
            self._call = call = _Call(name, number)
            self._show(call)
            self._start(self._make(line, own, call), "RingOut")

    def cancel(self) -> None:
        """Take the call back."""
        call, line = self._call, self._line()
        if call is None or call.taken_back or not call.step.stage.may_be_cancelled or line is None:
            return
        call.taken_back = True
        if call.id:
            self._start(self._take_back(line, call), "cancel RingOut")

    def done(self) -> None:
        """What became of the call has been read."""
        if self._call is None or self._call.is_over():
            self._call = None
            self._shown.show_call("")

    def _own_phone(self) -> str:
        """The phone to ring first: the one chosen, one's direct number, or one's extension."""
        if chosen := self._ring_first():
            return chosen
        me = next((person for person in self._board if person.own), None)
        return digits(next(iter(me.direct_numbers), me.number)) if me is not None else ""

    async def _make(self, line: Line, own: str, call: _Call) -> None:
        made = await line.ring_out(own, call.number)
        if isinstance(made, Problem):
            self._end(call, words.refused(made, call.name))
            return
        call.id = made.id
        self._reach(call, made.step)
        if call.taken_back:
            await self._take_back(line, call)
        await self._follow(line, call)
        if call.step.stage in (Stage.CONNECTED, Stage.CANCELLED):
            await self._clock.sleep(self._times.ring_out_told)
            if self._call is call:
                self.done()

    async def _follow(self, line: Line, call: _Call) -> None:
        """Look how it stands until it is over, or nobody can tell any more."""
        wait, until = self._times.ring_out_look, self._clock.monotonic() + self._times.ring_out
        while not call.is_over():
            await self._clock.sleep(wait)
            wait = min(1.5 * wait, self._times.ring_out_longest_look)
            if call.is_over():
                return  # cancelled meanwhile
            now = await line.ring_out_now(call.id)
            if not isinstance(now, Problem):
                self._reach(call, now.step)
            elif now.permanent or now.kind is ProblemKind.NOT_FOUND:
                self._end(call, words.lost(call.name))
            if self._clock.monotonic() > until and not call.is_over():
                self._end(call, words.lost(call.name))

    async def _take_back(self, line: Line, call: _Call) -> None:
        refused = await line.cancel_ring_out(call.id)
        if refused is None:
            self._reach(call, Step(Stage.CANCELLED))
            return
        call.taken_back = False
        late = refused.kind in (ProblemKind.BAD_ANSWER, ProblemKind.NOT_FOUND)
        self._say(words.too_late() if late else problems.told(refused).text)

    def _reach(self, call: _Call, step: Step) -> None:
        """The call has come so far; what is over stays over, whatever an older answer says."""
        if not call.is_over() and step != call.step:
            call.step = step
            self._show(call)

    def _end(self, call: _Call, text: str) -> None:
        if not call.is_over():
            call.step = Step(Stage.FAILED)
            self._shown.show_call(text)

    def _show(self, call: _Call) -> None:
        stage = call.step.stage
        self._shown.show_call(
            words.sentence(call.step, call.name), under_way=stage.under_way, may_be_cancelled=stage.may_be_cancelled
        )
