"""Signing in from the window: asks, lets the line try, keeps what worked in the keyring, and says what did not."""

from collections.abc import Callable, Coroutine
from typing import Any

from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from rcboard.host.folders import DEFAULT_PROFILE
from rcboard.host.secrets import Secrets, SecretsError
from rcboard.host.settings import SettingError, server_url
from rcboard.models.link_model import LinkModel
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.sign_in_dialog import Credentials as Typed
from rcboard.views.sign_in_dialog import SignInDialog
from rcboard.words import problems
from rcboard.words import sign_in as words
from rcboard.words.problems import Told


class SignIn:
    """Drives the dialog. What was typed is kept only after RingCentral has accepted it."""

    def __init__(
        self,
        *,
        window: MainWindow,
        fonts: Fonts,
        link: LinkModel,
        use: Callable[[Credentials], None],
        demo: Callable[[], None],
        start: Callable[[Coroutine[Any, Any, None], str], object],
        times: Times,
        known: tuple[str, str],
    ) -> None:
        """``known`` is the server's address and the client id as configured, empty where it is not."""
        self._window = window
        self._fonts = fonts
        self._link = link
        self._use = use
        self._demo = demo
        self._start = start
        self._known = known
        self._secrets = Secrets(times)
        self._dialog: SignInDialog | None = None
        self._trying: tuple[Credentials, bool] | None = None
        self._asked_by_itself = False
        self._begun = False

    def ask(self) -> None:
        """Show the dialog, or bring it forward."""
        if self._dialog is None:
            # What an option or the environment named stands there already: secrets go to no other server.
            dialog = SignInDialog(self._window.theme, self._fonts, *self._known, parent=self._window)
            dialog.sign_in_asked.connect(self._try)
            dialog.demo_asked.connect(self._demo)
            dialog.finished.connect(self._closed)
            self._dialog = dialog
        self._dialog.open()
        self._dialog.raise_()

    def take(self, link: Link) -> None:
        """The line stands differently: did the sign-in work?"""
        if self._trying is None:
            first = link.problem is not None and link.problem.kind is ProblemKind.NOT_CONFIGURED
            if link.phase is Phase.SIGNED_OUT and first and not self._asked_by_itself:
                self._asked_by_itself = True
                self.ask()
            return
        # What the line before still says is no answer to what was typed now.
        self._begun |= link.phase is Phase.SIGNING_IN
        if not self._begun:
            return
        credentials, remember = self._trying
        if link.phase in (Phase.READING, Phase.LIVE):
            self._trying = None
            if remember:
                self._start(self._keep(credentials), "keep the sign-in")
            elif self._dialog is not None:
                self._dialog.done_with()
        elif link.problem is not None:
            if link.problem.permanent:
                self._trying = None
            self._tell(link.problem)

    def _try(self, typed: Typed) -> None:
        try:
            server = server_url(words.server(), typed.server_url)
        except SettingError as error:
            if self._dialog is not None:
                self._dialog.tell(Told(str(error), ""))
            return
        credentials = Credentials(server, typed.client_id, typed.client_secret, typed.jwt)
        self._trying = (credentials, typed.remember)
        self._begun = False
        self._use(credentials)

    async def _keep(self, credentials: Credentials) -> None:
        try:
            await self._secrets.save(DEFAULT_PROFILE, credentials)
        except SecretsError as error:
            # The board runs already; what failed is only that it is remembered.
            self._window.say(words.this_run_only(problems.told(error.problem).headline))
        if self._dialog is not None:
            self._dialog.done_with()

    def _tell(self, problem: Problem) -> None:
        if self._dialog is not None:
            self._dialog.tell(problems.told(problem))

    def _closed(self) -> None:
        self._trying = None
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
