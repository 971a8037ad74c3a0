"""Serving: the running copy without a window: line, board, counter and outlets in one plain asyncio loop."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rcboard.app import access
from rcboard.app.actions import Actions
from rcboard.app.clock import SystemClock
from rcboard.app.connection import Connection
from rcboard.app.counter import Counter
from rcboard.app.kept_later import KeptLater
from rcboard.app.outlet_secrets import OutletSecrets
from rcboard.app.outlets import DeskWishes, Outlets
from rcboard.app.own_status import OwnStatus
from rcboard.app.tasks import Tasks
from rcboard.domain.alerts import Alert, Alerts
from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.events import Event
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.groups import own_groups
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.preferences import Whom
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from rcboard.host.files import KeptFile
from rcboard.host.folders import folders
from rcboard.host.instance import Claim
from rcboard.host.preferences import Chosen
from rcboard.outlets.live import Live
from rcboard.words import problems
from rcboard.words.language import _

TICK = 1.0
"""Seconds between two looks at the board's age while nothing happens."""
LOOK_AGAIN = 30.0
"""Seconds between two looks for another sign-in, while the one there was does not do."""


class Serving:
    """All objects of a copy without a window. ``say`` tells a sentence to whoever started it."""

    def __init__(
        self,
        *,
        profile: str,
        find: Callable[[], Awaitable[access.Found]],
        pages: tuple[int, int],
        chosen: Chosen,
        learn: Callable[..., None],
        say: Callable[[str], None],
    ) -> None:
        preferences = chosen.preferences
        self._find = find
        self._say = say
        self._told: Problem | None = None
        self.times = Times()
        self.clock = SystemClock()
        self.board = Board(self.times)
        self._executor = ThreadPoolExecutor(2, thread_name_prefix="rcboard")
        file = KeptFile(folders(profile).desk, Desk, self.clock.now)
        reading = file.read()
        if reading.notice is not None:
            say(reading.notice.text)
        self.desk_file = KeptLater(file, self._executor, "favourites, notes and watches")
        self.actions = Actions(
            board=self.board,
            desk=reading.value or Desk(),
            clock=self.clock,
            clipboard=lambda text: None,
            call=lambda number: False,
            told=self._set_desk,
        )
        self.alerts = Alerts(self.times)
        self.own_status = OwnStatus(board=self.board, line=lambda: self.connection.line, start=self._start, say=say)
        self._tasks: Tasks | None = None
        self.gatekeeper = Gatekeeper(self.board, preferences.gate, lambda: own_groups(self.actions.desk))
        self.connection = Connection(
            tell=self.take,
            find=self._found,
            times=self.times,
            clock=self.clock,
            pages=pages,
            chosen=lambda: preferences.connection,
            whom=lambda: preferences.whom,
        )
        self.counter = Counter(
            keeper=self.gatekeeper,
            clock=self.clock,
            signed_in=lambda: self.connection.credentials,
            first_page=pages[1],
            show=None,
            leaves_out=lambda: preferences.whom != Whom(),
            own_status=self.own_status,
            oddities=lambda: self.connection.oddities,
        )
        live = Live(self.gatekeeper, self.clock, DeskWishes(self.actions, self.own_status, self.clock))
        secrets = OutletSecrets(profile, self.times, learn)
        self.outlets = Outlets(
            live,
            preferences,
            secrets,
            say=say,
            outbox=folders(profile).outbox,
            understood=lambda: not chosen.notices,
        )

    async def run(self, claim: Claim) -> None:
        """Serve until cancelled; the session is then ended on the server."""
        try:
            async with Tasks() as tasks:
                self._tasks = tasks
                for name, work in (
                    ("line", self.connection.run()),
                    ("counter", self.counter.run(claim)),
                    ("outlets", self.outlets.run()),
                    ("desk file", self.desk_file.run()),
                    ("age of the board", self._age()),
                    ("sign-in", self._look_again()),
                ):
                    tasks.start(work, name=name)
        finally:
            await self.desk_file.flush()
            self._executor.shutdown(wait=False, cancel_futures=True)

    def take(self, events: Sequence[Event]) -> None:
        """Facts from the line: the board first, then all who look at it."""
        now = self.clock.now()
        changes = self.board.apply(events, now)
        if not changes:
            return
        self.gatekeeper.take(changes, now)
        self.counter.take(changes)
        self.own_status.take(changes)
        self.outlets.take(changes)
        self._alert(changes)
        if changes.link is not None:
            self._tell(changes.link)

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        if self._tasks is None:
            raise RuntimeError("nobody serves yet")
        self._tasks.start(work, name=name)

    def _alert(self, changes: Changes) -> None:
        told = self.alerts.consider(changes, self.board, self.actions.desk, self.clock.now())
        for alert in told:
            if isinstance(alert, Alert):
                self.outlets.tell(alert)
        self.actions.set_desk(self.alerts.fulfilled(told, self.actions.desk))

    def _set_desk(self, desk: Desk) -> None:
        self.desk_file.keep(desk)
        self._alert(Changes())

    async def _age(self) -> None:
        while True:
            await self.clock.sleep(TICK)
            self.take(())
            due = self.alerts.due()
            if due is not None and self.clock.now() >= due:
                self._alert(Changes())

    def _tell(self, link: Link) -> None:
        """Say what is wrong once, and when it is over: a log of turns, not of tries."""
        problem = link.problem if link.phase is Phase.SIGNED_OUT else None
        if link.live and self._told is not None:
            self._say(_("Live again."))
            self._told = None
        elif problem is not None and (self._told is None or self._told.kind is not problem.kind):
            self._told = problem
            self._say(problems.told(problem).text)

    async def _found(self) -> Credentials | Problem:
        found = await self._find()
        return found.credentials or found.problem or Problem(ProblemKind.NOT_CONFIGURED)

    async def _look_again(self) -> None:
        """Nobody sits here to press a button: whoever signs in elsewhere is noticed."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            if self.board.link.phase is Phase.SIGNED_OUT:
                found = await self._find()
                if found.credentials is not None and found.credentials != self.connection.credentials:
                    self.connection.use(found.credentials)
