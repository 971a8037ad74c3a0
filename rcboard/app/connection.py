"""The connection: keeps one line going, from whatever sign-in there is, for as long as the program runs.

A line ends by itself only when a person has to act; then the connection waits for new credentials or another try.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rcboard.app.line import Line
from rcboard.app.vault import Vault
from rcboard.domain import preferences
from rcboard.domain.allowance import Allowance
from rcboard.domain.events import Event, LinkChanged
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.times import Clock, Times
from rcboard.host.credentials import Credentials
from rcboard.host.ledger import ledger_for

if TYPE_CHECKING:
    from rcboard.platform.sign_in import Grant

log = logging.getLogger(__name__)

Feed = Callable[[Callable[[Sequence[Event]], None], Clock], Awaitable[None]]
"""Tells events from somewhere else than RingCentral, until it is cancelled."""

Find = Callable[[], Awaitable[Credentials | Problem]]
"""Looks for a sign-in, or says why there is none."""


class Connection:
    """One line at a time. ``tell`` hears every event; ``find`` is asked when nobody gave credentials.

    ``chosen`` gives the settings of the way there, asked anew for each line; ``whom`` says who is shown, ``first``
    whom to read first, ``queues`` in which call queues people were last.
    ``troubled`` hears, in the loop's thread, when the keyring did not keep the sign-in.
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
        troubled: Callable[[Problem], None] = lambda problem: None,
        feed: Feed | None = None,
        whom: Callable[[], preferences.Whom] = preferences.Whom,
        first: Callable[[], Iterable[str]] = tuple,
        queues: Callable[[], Mapping[str, tuple[str, ...]]] = dict,
    ) -> None:
        """With ``feed`` the board is read from there, and nobody signs in."""
        self._feed = feed
        self._first = first
        self._queues = queues
        self._tell = tell
        self._find = find
        self._times = times
        self._clock = clock
        self._pages = pages
        self._chosen = chosen
        self._troubled = troubled
        self._whom = whom
        self.credentials: Credentials | None = None
        """What the line signs in with; None while nobody is signed in."""
        self._line: Line | None = None
        self._given: Credentials | None = None
        self._grant: Grant | None = None
        self._out = False
        self._refused: set[str] = set()
        self._wish = 0
        self._again = asyncio.Event()
        self._changed = False
        self._ended = asyncio.Event()
        self._ended.set()

    @property
    def line(self) -> Line | None:
        """The line there is now."""
        return self._line

    def use(self, credentials: Credentials, grant: "Grant | None" = None) -> None:
        """Sign in with these from now on. ``grant`` is what somebody just agreed to in the browser."""
        self._given, self._grant, self._out = credentials, grant, False
        self._begin_again()

    def look_again(self) -> None:
        """Somebody signed in elsewhere: find out with what, and use that."""
        self._given, self._grant, self._out = None, None, False
        self._begin_again()

    async def sign_out(self) -> None:
        """End the line, and begin none until somebody wants one."""
        self._given, self._grant, self._out = None, None, True
        self._begin_again()
        await self._ended.wait()

    def begin_anew(self) -> None:
        """The settings of the way there changed: end the line and begin another."""
        self._changed = True
        self._again.set()
        if self._line is not None:
            self._line.stop()

    @property
    def allowances(self) -> tuple[Allowance, ...]:
        """How often RingCentral may still be asked, by rate group; empty while there is no line."""
        return self._line.allowances if self._line is not None else ()

    @property
    def oddities(self) -> Mapping[str, int]:
        """What came on this line that did not fit, and what ended lines; empty while there is none."""
        return self._line.oddities if self._line is not None else {}

    def retry(self) -> None:
        """A person wants another try now."""
        self._out = False
        self._again.set()
        if self._line is not None:
            self._line.retry_now()

    def choose(self, whom: preferences.Whom) -> None:
        """Show these people from now on."""
        if self._line is not None:
            self._line.choose(whom)

    async def run(self) -> None:
        """Keep going until cancelled; a session that nobody else uses is then ended on the server, in time."""
        if self._feed is not None:
            self.credentials = Credentials("", "")  # whoever asks without a sign-in of his own means this board
            await self._feed(self._tell, self._clock)
            return
        while True:
            self._changed = False
            wish, given = self._wish, self._given
            found = Problem(ProblemKind.NOT_CONFIGURED, permanent=True) if self._out else given or await self._find()
            if self._wish != wish:
                continue  # somebody signed in or out while we looked
            self.credentials = None if isinstance(found, Problem) else found
            if isinstance(found, Problem):
                self._signed_out(found)
            else:
                renewed = await self._run(found)
                if self._wish == wish and given is not None:
                    self._given = renewed
            if self._wish == wish and not self._changed:
                self._again.clear()
                await self._again.wait()

    def _begin_again(self) -> None:
        self._wish += 1
        self._again.set()
        if self._line is not None:
            self._line.stop()

    def _signed_out(self, problem: Problem) -> None:
        self._tell([LinkChanged(Link(Phase.SIGNED_OUT, self._clock.now(), problem))])

    async def _run(self, credentials: Credentials) -> Credentials:
        """A line with these, to its end; the credentials as they are then: a refresh token may have come with it."""
        per_page, first_page = self._pages
        loop = asyncio.get_running_loop()

        def troubled(problem: Problem) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(self._troubled, problem)

        vault = Vault(
            credentials,
            self._times,
            self._clock,
            troubled=troubled,
            refused=self._refused,
        )
        grant, self._grant = self._grant, None
        ledger = ledger_for(credentials)
        line = Line(
            credentials,
            tell=self._tell,
            times=self._times,
            clock=self._clock,
            per_page=per_page,
            first_page=first_page,
            connection=self._chosen(),
            whom=self._whom(),
            first=self._first,
            queues=self._queues,
            heard=ledger.heard(self._clock.now),
            past=lambda: ledger.past(self._clock.now()),
            vault=vault,
            grant=grant,
        )
        self._line = line
        self._ended.clear()
        try:
            await line.run()
        except Exception:
            # Nobody foresaw this; the window must not go on as if the line were coming back.
            log.exception("the line failed")
            self._signed_out(Problem(ProblemKind.OURS, permanent=True))
        finally:
            self._line = None
            line.stop()
            try:
                # With other settings of the way the session goes on, where the next line has its refresh token.
                goes_on = self._changed and self._given is credentials
                await asyncio.shield(line.close(revoke=not goes_on))
            finally:
                self._ended.set()
        return vault.credentials
