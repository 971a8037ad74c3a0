"""Signing in and out from the window: asks, lets the line try, and says what did not work.

What was typed, and what came back from the browser, goes into the keyring only when RingCentral has accepted it.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.preferences import Connection as Way
from rcboard.domain.times import Clock, Times
from rcboard.host.credentials import Credentials
from rcboard.host.settings import SettingError, server_url
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow
from rcboard.words import problems
from rcboard.words import sign_in as words
from rcboard.words.problems import Told

if TYPE_CHECKING:
    from rcboard.platform.sign_in import Grant
    from rcboard.views.sign_in_dialog import Credentials as Typed
    from rcboard.views.sign_in_dialog import SignInDialog


class Use(Protocol):
    """Begins a line with these."""

    def __call__(self, credentials: Credentials, grant: "Grant | None" = None) -> None: ...


class SignIn:
    """Drives the dialog."""

    def __init__(
        self,
        *,
        window: MainWindow,
        fonts: Fonts,
        use: Use,
        demo: Callable[[], None],
        copy: Callable[[str], None],
        start: Callable[[Coroutine[Any, Any, None], str], asyncio.Task[Any]],
        times: Times,
        clock: Clock,
        way: Callable[[], Way],
        known: tuple[str, str],
        addresses: tuple[str, ...],
        profile: str,
    ) -> None:
        """``known`` is the server's address and the client id as configured, empty where it is not; ``addresses`` is
        where the browser may come back to; ``copy`` puts text into the clipboard; ``way`` are the settings of the way.
        """
        self._window = window
        self._fonts = fonts
        self._use = use
        self._demo = demo
        self._copy = copy
        self._start = start
        self._times = times
        self._clock = clock
        self._way = way
        self._known = known
        self._addresses = addresses
        self._profile = profile
        self._dialog: SignInDialog | None = None
        self._trying = False
        self._former: Credentials | None = None
        self._asked_by_itself = False
        self._begun = False
        self._browsing: asyncio.Task[Any] | None = None

    def ask(self) -> None:
        """Show the dialog, or bring it forward."""
        if self._dialog is None:
            from rcboard.views.sign_in_dialog import SignInDialog  # late: most starts need no sign-in

            # What an option or the environment named stands there already: secrets go to no other server.
            dialog = SignInDialog(self._window.theme, self._fonts, *self._known, parent=self._window)
            dialog.sign_in_asked.connect(self._try)
            dialog.copy_asked.connect(self._copied)
            dialog.demo_asked.connect(self._demo)
            dialog.finished.connect(self._closed)
            self._dialog = dialog
        self._dialog.open()
        self._dialog.raise_()

    def take(self, link: Link) -> None:
        """The line stands differently: did the sign-in work?"""
        if not self._trying:
            first = link.problem is not None and link.problem.kind is ProblemKind.NOT_CONFIGURED
            if link.phase is Phase.SIGNED_OUT and first and not self._asked_by_itself:
                self._asked_by_itself = True
                self.ask()
            return
        # What the line before still says is no answer to what was typed now.
        self._begun |= link.phase is Phase.SIGNING_IN
        if not self._begun:
            return
        if link.phase in (Phase.READING, Phase.LIVE):
            self._trying = False
            if self._former is not None:
                self._start(self._end(self._former), "end the former session")
                self._former = None
            if self._dialog is not None:
                self._dialog.done_with()
        elif link.problem is not None:
            if link.problem.permanent:
                self._trying = False
            self._tell(link.problem)

    def unkept(self, problem: Problem) -> None:
        """The keyring did not keep the sign-in. The board runs; what failed is only that it is remembered."""
        self._window.say(words.this_run_only(problems.told(problem).headline))

    async def _sign_in(self, credentials: Credentials, grant: "Grant | None") -> None:
        self._former = await self._replaced(credentials, grant)
        self._trying = True
        self._begun = False
        self._use(credentials, grant)

    async def _replaced(self, credentials: Credentials, grant: "Grant | None") -> Credentials | None:
        """The session kept so far, which nobody can use any more once this one is kept instead."""
        from rcboard.host.secrets import Secrets, SecretsError  # late: the window is painted before

        if not credentials.profile:
            return None
        with contextlib.suppress(SecretsError):
            former = await Secrets(self._times).load(self._profile)
            if former is not None and (grant is not None or former.jwt != credentials.jwt):
                return former
        return None

    async def _end(self, former: Credentials) -> None:
        from rcboard.app import sign_out  # late, too

        await sign_out.end(former, self._times, self._clock, self._way())

    def _try(self, typed: "Typed") -> None:
        try:
            server = server_url(words.server(), typed.server_url)
        except SettingError as error:
            if self._dialog is not None:
                self._dialog.tell(Told(str(error), ""))
            return
        profile = self._profile if typed.remember else ""
        credentials = Credentials(server, typed.client_id, typed.client_secret, typed.jwt, profile=profile)
        work = self._sign_in(credentials, None) if typed.jwt else self._browse(credentials)
        self._browsing = self._start(work, "sign in")

    async def _browse(self, credentials: Credentials) -> None:
        from rcboard.app import browser_sign_in  # late: most starts need no browser
        from rcboard.host.browser import open_page
        from rcboard.platform.errors import RcError

        def show(address: str) -> None:
            if self._dialog is not None:
                self._dialog.wait_for(address)
            open_page(address)

        def note(problem: Problem) -> None:
            if self._dialog is not None:
                self._dialog.note(problems.told(problem))

        try:
            grant = await browser_sign_in.agreed(
                credentials.server_url,
                credentials.client_id,
                self._addresses,
                show=show,
                told=note,
                times=self._times,
                clock=self._clock,
            )
        except RcError as error:
            self._tell(error.problem)
            return
        if self._dialog is not None:
            self._dialog.wait_for("")
        self._window.bring_forward()
        await self._sign_in(credentials, grant)

    def _copied(self, address: str) -> None:
        self._copy(address)
        if self._dialog is not None:
            self._dialog.note(Told(words.address_copied(), ""))

    def _tell(self, problem: Problem) -> None:
        if self._dialog is not None:
            self._dialog.tell(problems.told(problem))

    def _closed(self) -> None:
        # Closing the dialog calls the browser off: its answer, should it still come, finds nobody.
        if self._browsing is not None and not self._trying:
            self._browsing.cancel()
        self._browsing = None
        self._trying = False
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
