"""The connection: keeps one line going, from whatever sign-in there is, for as long as the program runs.

A line ends by itself only when a person has to act; then the connection waits for new credentials or another try.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from rcboard.app.glance import ledger_for
from rcboard.app.line import Line
from rcboard.domain import preferences
from rcboard.domain.events import Event, LinkChanged
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.times import Clock, Times
from rcboard.host.credentials import Credentials

log = logging.getLogger(__name__)

Find = Callable[[], Awaitable[Credentials | Problem]]
"""Looks for a sign-in, or says why there is none."""


class Connection:
    """One line at a time. ``tell`` hears every event; ``find`` is asked when nobody gave credentials.

    ``chosen`` gives the settings of the way there, asked anew for each line.
    """

    def __init__(
        self,
        *,
        tell: Callable[[Sequence[Event]], None],
        find: Find,
        times: Times,
        clock: Clock,
        pages: tuple[int, int],
        chosen: Callable[[], preferences.Connection] = preferences.Connection,
    ) -> None:
        self._tell = tell
        self._find = find
        self._times = times
        self._clock = clock
        self._pages = pages
        self._chosen = chosen
        self.credentials: Credentials | None = None
        """What the line signs in with; None while nobody is signed in."""
        self._line: Line | None = None
        self._given: Credentials | None = None
        self._again = asyncio.Event()
        self._changed = False

    def use(self, credentials: Credentials) -> None:
        """Sign in with these from now on."""
        self._given = credentials
        self._again.set()
        if self._line is not None:
            self._line.stop()

    def begin_anew(self) -> None:
        """The settings of the way there changed: end the line and begin another."""
        self._changed = True
        self._again.set()
        if self._line is not None:
            self._line.stop()

    def retry(self) -> None:
        """A person wants another try now."""
        self._again.set()
        if self._line is not None:
            self._line.retry_now()

    async def run(self) -> None:
        """Keep going until cancelled; the session is then ended on the server, within ``times.close``."""
        while True:
            self._changed = False
            given = self._given
            found = given or await self._find()
            if self._given is not given:
                continue  # somebody signed in while we looked
            self.credentials = None if isinstance(found, Problem) else found
            if isinstance(found, Problem):
                self._signed_out(found)
            else:
                await self._run(found)
            if self._given is given and not self._changed:
                self._again.clear()
                await self._again.wait()

    def _signed_out(self, problem: Problem) -> None:
        self._tell([LinkChanged(Link(Phase.SIGNED_OUT, self._clock.now(), problem))])

    async def _run(self, credentials: Credentials) -> None:
        per_page, first_page = self._pages
        line = Line(
            credentials,
            tell=self._tell,
            times=self._times,
            clock=self._clock,
            per_page=per_page,
            first_page=first_page,
            connection=self._chosen(),
            heard=ledger_for(credentials).heard(self._clock.now),
        )
        self._line = line
        try:
            await line.run()
        except Exception:
            # Nobody foresaw this; the window must not go on as if the line were coming back.
            log.exception("the line failed")
            self._signed_out(Problem(ProblemKind.OURS, permanent=True))
        finally:
            self._line = None
            line.stop()
            await asyncio.shield(line.close(revoke=True))
