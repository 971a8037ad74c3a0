"""The roll: keeps who there is and who answers for which call queue, read again whenever somebody may have changed.

``colleagues`` knows what the people are, ``queues`` where they answer; when to read either, and what to do about a
reading that failed, is known here.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.preferences import Whom
from rcboard.domain.times import Clock, Times
from rcboard.platform.colleagues import Colleagues
from rcboard.platform.errors import RcError
from rcboard.platform.queues import Queues
from rcboard.platform.rest import RestBridge
from rcboard.platform.telling import Telling

log = logging.getLogger(__name__)


class Roll:
    """Of one feed. ``changed`` hears the ids of before and of now after each reading that found somebody.

    ``pages`` is how many people to a page, and the first; ``queues`` the names of call queues by a person's id, as far
    as a start before knew them.
    """

    def __init__(
        self,
        rest: RestBridge,
        telling: Telling,
        *,
        clock: Clock,
        times: Times,
        pages: tuple[int, int],
        whom: Whom,
        queues: Mapping[str, tuple[str, ...]],
        changed: Callable[[list[str], list[str]], None],
    ) -> None:
        self._rest = rest
        self._telling = telling
        self._clock = clock
        self._times = times
        self._changed = changed
        self._queues = Queues(rest, telling.note, telling.lack, queues)
        self._colleagues = Colleagues(rest, pages, telling.note, telling.lack, whom, queues=self._queues.of)
        self._due = asyncio.Event()
        self._queues_due = asyncio.Event()
        self._reading = asyncio.Lock()

    def __len__(self) -> int:
        """How many there are, as last read."""
        return len(self._colleagues)

    def choose(self, whom: Whom) -> None:
        """Show these people from now on."""
        self._colleagues.choose(whom)
        self.look_again()

    def look_again(self, *, queues: bool = False) -> None:
        """Read the list again, soon; never twice at a time. ``queues``: and who answers for which."""
        self._due.set()
        if queues:
            self._queues_due.set()

    async def read(self) -> None:
        """Read who there is and tell who is new. Raises RcError, also where there is nobody."""
        async with self._reading:
            before = list(self._colleagues.ids)
            self._telling.add(await self._colleagues.read())
            self._telling.flush()
            now = list(self._colleagues.ids)
            if not now:
                raise RcError(Problem(ProblemKind.NOBODY))
            self._changed(before, now)

    async def keep(self) -> None:
        """Read the list again when it changed, until cancelled."""
        while True:
            await self._due.wait()
            await self._clock.sleep(self._times.first_retry)  # changes come in bunches
            await self._signed_in()
            self._due.clear()
            try:
                await self.read()
            except RcError as error:
                log.info("the list of people could not be read again: %s", error)
                if error.problem.kind is ProblemKind.NOBODY:
                    self._telling.say(self._telling.link.phase, error.problem)
                    self._telling.flush()
                elif not error.problem.permanent:
                    self.look_again()  # the slow check would find out, too, but somebody may have left
                    if error.problem.retry_after is None or not error.problem.code:
                        await self._clock.sleep(error.problem.retry_after or self._times.longest_retry)
                    # Else this rate gate is shut for that long already: waiting here, too, would be waiting twice.

    async def keep_queues(self) -> None:
        """Read the call queues now, and again when somebody may have come or gone there, until cancelled."""
        while True:
            await self._signed_in()
            self._queues_due.clear()
            try:
                await self._queues.read(self._place)
            except RcError as error:
                log.info("the call queues could not be read this time: %s", error)
                self._queues_due.set()
            # What refuses for good is looked at again, too: the administrator may have given the permission.
            await self._clock.sleep(max(self._times.queues, len(self._queues) * self._times.queue))
            await self._queues_due.wait()

    async def _signed_in(self) -> None:
        """Leave signing in to whoever keeps the line: each try costs a call, and a line takes two of five a minute."""
        while self._rest.wants_sign_in:
            await self._clock.sleep(self._times.longest_retry)

    def _place(self) -> None:
        self._telling.add(self._colleagues.place())
        self._telling.flush()
