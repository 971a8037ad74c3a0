"""The vault: one sign-in's refresh token in the profile's keyring entry, shared by every process of the profile.

An access token is never kept. So a process that comes later renews with the kept refresh token, which takes the access
token from those that came before; they find out with their next request, and go on with what is kept then. Within
seconds of such a renewal they use their own refresh token once more: RingCentral answers it with the very tokens the
other process got, and nobody takes anything from anybody.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Clock, Times
from rcboard.host.credentials import Credentials
from rcboard.host.folders import folders
from rcboard.host.turn import Turn, TurnError

if TYPE_CHECKING:
    from rcboard.host.secrets import Secrets
    from rcboard.platform.sign_in import Access, Grant
    from rcboard.platform.wire import Tokens

log = logging.getLogger(__name__)

LEAST_TURN = 1.0
"""The machine's seconds to wait for the turn at least, however fast the clock."""


def access_of(assembly: Any, credentials: Credentials, grant: "Grant | None" = None) -> "Access":
    """What the platform signs in with. ``assembly`` is ``rcboard.platform.assembly``, whose import takes long."""
    access: Access = assembly.Access(
        credentials.server_url,
        credentials.client_id,
        credentials.client_secret,
        credentials.jwt,
        credentials.refresh_token,
        grant,
    )
    return access


class Vault:
    """Implements ``rcboard.platform.sign_in.Vault``. ``credentials`` has the newest refresh token.

    ``troubled`` is told, in a worker thread, when the keyring could not keep it: the sign-in then ends with this run.
    A sign-in of this run only (without a profile) is remembered here and nowhere else.
    """

    def __init__(
        self,
        credentials: Credentials,
        times: Times,
        clock: Clock,
        *,
        secrets: "Secrets | None" = None,
        troubled: Callable[[Problem], None] = lambda problem: None,
        refused: set[str] | None = None,
    ) -> None:
        """``refused`` holds refresh tokens that RingCentral refused for good, for whoever uses this sign-in next."""
        self.credentials = credentials
        self.trouble: Problem | None = None
        """Why the keyring did not keep the newest."""
        self._times = times
        self._clock = clock
        self._secrets = secrets
        self._troubled = troubled
        self._refused = set[str]() if refused is None else refused
        self._written: Credentials | None = None
        self._new = not credentials.refresh_token
        place = folders(credentials.profile).turn if credentials.profile else None
        self._turn = Turn(place, max(LEAST_TURN, clock.real(times.turn))) if place else None

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Only who has the turn may renew. Raises RcError when another process keeps it too long."""
        if self._turn is None:
            yield
            return
        from rcboard.platform.errors import RcError  # late: it decodes with msgspec

        held = contextlib.ExitStack()
        try:
            held.enter_context(self._turn.taken())
        except TurnError:
            raise RcError(Problem(ProblemKind.SIGN_IN_BUSY)) from None
        with held:
            yield

    def refresh_tokens(self, own: str) -> Sequence[str]:
        """What to renew with. Raises RcError when somebody signed out, or signed in otherwise, meanwhile."""
        own = own or self.credentials.refresh_token
        if not self.credentials.profile:
            return (own,) if own and own not in self._refused else ()
        kept = self._kept()
        if kept is None:
            return (own,) if own and own not in self._refused else ()
        self._new, self._written = False, kept
        # Where the keyring would not take the newest, what it holds is older than what this process has.
        several = (own, kept.refresh_token) if self.trouble is not None or self._replayed() else (kept.refresh_token,)
        return tuple(dict.fromkeys(token for token in several if token and token not in self._refused))

    def renewed_elsewhere(self, own: str) -> bool:
        """Whether the keyring holds what another process got since. Raises RcError as ``refresh_tokens``."""
        if not self.credentials.profile or self.trouble is not None:
            return False
        kept = self._kept()
        return kept is not None and kept.refresh_token != own

    def refused(self, token: str) -> None:
        """RingCentral refuses it for good."""
        self._refused.add(token)

    def keep(self, tokens: "Tokens") -> bool:
        """Keep them, before their first use. Whether the session is to live on when this process ends."""
        until = self._clock.now() + tokens.refresh_expires_in if tokens.refresh_token else 0.0
        renewed = replace(self.credentials, refresh_token=tokens.refresh_token, refresh_until=until)
        self.credentials = renewed
        if not renewed.complete:
            self._trouble(Problem(ProblemKind.REFRESH_NOT_ISSUED, permanent=True))
            return False
        if not renewed.profile:
            return False
        there = self._written is not None and self._written.refresh_token == renewed.refresh_token
        # Without a refresh token nobody else could go on with the session.
        return (there or self._write(renewed)) and bool(tokens.refresh_token)

    def _write(self, credentials: Credentials) -> bool:
        from rcboard.host.secrets import SecretsError

        try:
            self._ring().save_now(credentials.profile, credentials)
        except SecretsError as error:
            # What was kept before is no longer good, or soon; but who works now goes on working.
            log.warning("the keyring did not keep the sign-in: %s", error.problem.kind)
            self._trouble(error.problem)
            return not self._new
        self.trouble = None
        self._written = credentials
        self._new = False
        if self._turn is not None:
            self._turn.renewed()
        return True

    def _trouble(self, problem: Problem) -> None:
        self.trouble = problem
        self._troubled(problem)

    def _kept(self) -> Credentials | None:
        """The keyring's entry; None where it cannot be read just now, or nothing was put there yet."""
        from rcboard.host.secrets import SecretsError  # late: most runs that only ask a copy never come here
        from rcboard.platform.errors import RcError

        mine = self.credentials
        try:
            kept = self._ring().load_now(mine.profile)
        except SecretsError as error:
            log.warning("the keyring cannot be asked for the sign-in: %s", error.problem.kind)
            return None
        if kept is None:
            if self._new or self.trouble is not None:
                return None
            raise RcError(Problem(ProblemKind.NOT_CONFIGURED, permanent=True))
        if not kept.belongs_to(mine.server_url, mine.client_id) or kept.jwt != mine.jwt:
            if self._new:
                return None  # the former sign-in, which this one is about to replace
            raise RcError(Problem(ProblemKind.SIGN_IN_CHANGED, permanent=True))
        return kept

    def _replayed(self) -> bool:
        """Whether the refresh token used last is still answered, with what another process got for it."""
        return self._turn is not None and self._turn.since_renewed() < self._clock.real(self._times.replayed)

    def _ring(self) -> "Secrets":
        from rcboard.host.secrets import Secrets

        if self._secrets is None:
            self._secrets = Secrets(self._times)
        return self._secrets
