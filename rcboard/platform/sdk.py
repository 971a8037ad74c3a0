"""The SDK: RingCentral's Python package behind one door, with its traps closed.

Used are ``Platform`` (grants, bodies, addresses) and ``Auth`` (tokens); in place of its HTTP client stands ``client``.
Everything in here blocks; it is called in worker threads.
"""

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

import requests
import requests.adapters
from ringcentral.http.api_response import ApiResponse
from ringcentral.platform.platform import REVOKE_ENDPOINT, TOKEN_ENDPOINT, Platform

import rcboard
from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform import authorization, refusals, wire
from rcboard.platform.client import FORM, RcClient
from rcboard.platform.errors import RcError
from rcboard.platform.sign_in import Access, Grant, Vault

AGAIN = 2
"""Renewals for one request: another process that shares the session may renew it in the same moment."""
PAUSE = 15.0
"""Seconds after a renewal that was refused in which no request tries another on its own.

Each costs a sign-in call, of which there are five a minute, and whoever keeps the line needs those that are left. So
long, too, no token is renewed because it is refused, after one was refused that had been renewed for that very request:
the token is not what is wrong.
"""
_FINAL = (ProblemKind.SIGN_IN_CHANGED,)
"""Not RingCentral's refusal of a token, so another token does not help."""


class RcPlatform(Platform):  # type: ignore[misc]
    """The signed-in app. Tokens are renewed in good time, by exactly one thread of exactly one process.

    What others may go on with is put into ``vault`` before it is used. A renewal whose answer is lost is asked for
    again with the same refresh token, which RingCentral answers with the same tokens for a while.

    ``now`` is our wall clock in seconds; ``margin`` is how long before its end a token is no longer used.
    """

    def __init__(self, client: RcClient, access: Access, now: Callable[[], float], margin: float, vault: Vault) -> None:
        super().__init__(client, access.client_id, access.client_secret, access.server_url.rstrip("/"), "rcboard")
        self._userAgent = f"rcboard/{rcboard.__version__}"
        self._access = access
        self._now = now
        self._margin = margin
        self._vault = vault
        self._grant = access.grant
        self._lives_on = False
        self._lock = threading.RLock()
        self._good_until = 0.0
        self._trouble: Problem | None = None
        self._troubled_at = 0.0
        self._in_vain_at: float | None = None
        """When a token was last refused that had just been renewed because the one before was."""
        self.sessions = 0
        """Sessions opened so far: what the gateway keeps for one is no use to the next."""
        self.scope: frozenset[str] = frozenset()
        """The app's permissions, as the last token came with them."""
        if access.refresh_token:
            self._auth.set_data({"refresh_token": access.refresh_token})

    def _auth_header(self) -> str:
        """The scheme as registered (RFC 6750), not as the token's answer spells it: some compare letters."""
        return f"Bearer {self._auth.access_token()}"

    @property
    def owner_id(self) -> str:
        """The extension id of whoever is signed in, as the token's answer gave it."""
        return str(self._auth.data()["owner_id"] or "")

    @property
    def signed_in(self) -> bool:
        """Whether there is a session to end."""
        return bool(self._auth.access_token())

    @property
    def wants_sign_in(self) -> bool:
        """Whether ``ensure`` would call for sure: nobody is signed in, or the last renewal was refused."""
        return not self.signed_in or self._trouble is not None

    def renew_at(self) -> float:
        """When the access token has to be renewed, by our wall clock."""
        return self._good_until - self._margin

    def ensure(self) -> None:
        """Have a token that is good for a while: refresh it or sign in where it is not. Raises RcError."""
        token = self._auth.access_token()  # read first: it may be renewed before the next line
        if self._trouble is not None or self._now() >= self.renew_at():
            self._renew(token)

    def ask_without_sign_in(self, path: str) -> None:
        """GET a path that everybody may; raises RcError."""
        self.send_request(self._client.create_request("GET", path), True)

    def leave(self) -> None:
        """Have done with the session; it is ended on the server, too, unless it is kept for others. Raises RcError."""
        with self._lock:
            if self.signed_in and not self._lives_on:
                self.revoke()
            else:
                self._good_until = 0.0
                self._auth.reset()

    def revoke(self) -> None:
        """End the session, here and on the server; here also when the server cannot be reached. Raises RcError."""
        with self._lock:
            token, self._good_until = self._auth.access_token() or self._auth.refresh_token(), 0.0
            self._auth.reset()
            if token:
                self._request_token(REVOKE_ENDPOINT, {"token": token})

    def send_request(self, request: requests.Request, skip_auth_check: bool = False) -> ApiResponse:
        """Send it; with a token that was refused meanwhile, renew that and send it again. Raises RcError."""
        if skip_auth_check:
            return super().send_request(request, skip_auth_check=True)
        if (trouble := self._trouble) is not None and 0.0 <= self._now() - self._troubled_at < PAUSE:
            raise RcError(trouble)
        self.ensure()
        for turn in range(AGAIN):
            token = self._auth.access_token()
            try:
                return super().send_request(request)
            except RcError as refused:
                if refused.problem.kind is not ProblemKind.SESSION_ENDED or refused.status != 401:
                    raise
                if self._in_vain(token, again=turn > 0):
                    raise
            with self._lock:
                if self._auth.access_token() == token:
                    self._good_until = 0.0  # whoever comes next need not be refused, too: that is a call each time
            self._renew(token)
        return super().send_request(request)

    def _in_vain(self, token: str, *, again: bool) -> bool:
        """Whether to renew this refused token would not help. ``again``: it was renewed for this very request."""
        with self._lock:
            now = self._now()
            lately = self._in_vain_at is not None and 0.0 <= now - self._in_vain_at < PAUSE
            if self._auth.access_token() != token or not (again or lately):
                return False
            if self._vault.renewed_elsewhere(self._auth.refresh_token()):
                return False  # another process took it from us
            if again:
                self._in_vain_at = now
            return True

    def _ensure_authentication(self) -> None:
        """Done before; the SDK would refresh without margin and without a lock."""

    def _renew(self, stale: str) -> None:
        with self._lock:
            if self._auth.access_token() != stale:
                return  # another thread was here before
            try:
                with self._vault.turn():
                    if self._grant is not None:
                        self._redeem(self._grant)
                    else:
                        self._go_on()
            except RcError as error:
                # Where no answer came, only whoever asks again at once is given the same tokens.
                if error.status or error.problem.kind is ProblemKind.RATE_LIMITED:
                    self._trouble, self._troubled_at = error.problem, self._now()
                raise
            self._trouble = None

    def _redeem(self, grant: Grant) -> None:
        """Begin a session with what somebody agreed to in the browser."""
        body = {
            "grant_type": "authorization_code",
            "code": grant.code,
            "redirect_uri": grant.return_address,
            "code_verifier": grant.verifier,
        }
        try:
            response = self._request_token(TOKEN_ENDPOINT, body, grant.nonce)
        except RcError as refused:
            if not refused.problem.permanent:
                raise
            self._grant = None
            problem = refused.problem
            if problem.kind is ProblemKind.CREDENTIALS_REFUSED:
                problem = replace(problem, kind=ProblemKind.SIGN_IN_REFUSED)
        else:
            self._grant = None
            self._auth.set_data(response.json_dict())
            self.sessions += 1
            return
        raise RcError(problem)

    def _go_on(self) -> None:
        """Go on with the session there is, or begin another where a JWT allows that without a person."""
        refused = Problem(ProblemKind.SESSION_ENDED, permanent=True)
        for token in self._vault.refresh_tokens(self._auth.refresh_token()):
            answer = self._refresh(token)
            if answer is None:
                return
            refused = answer
        if not self._access.jwt or refused.kind is ProblemKind.APP_STOPPED:
            raise RcError(refused)
        self._auth.set_data({"refresh_token": ""})
        self.login(jwt=self._access.jwt)
        self.sessions += 1

    def _refresh(self, token: str) -> Problem | None:
        """Renew with this refresh token; or why RingCentral will not, for good."""
        try:
            response = self._request_token(TOKEN_ENDPOINT, {"grant_type": "refresh_token", "refresh_token": token})
        except RcError as error:
            refused = error.problem
            if not refused.permanent or refused.kind in _FINAL:
                raise
            if self._access.jwt and refused.kind is ProblemKind.CREDENTIALS_REFUSED:
                # There is another way in, and each try costs a sign-in call.
                self._vault.refused(token)
        else:
            self._auth.set_data(response.json_dict())
            return None
        if refused.kind is ProblemKind.APP_REFUSED:
            # It was good when the session began.
            return replace(refused, kind=ProblemKind.APP_STOPPED)
        if refused.kind is ProblemKind.CREDENTIALS_REFUSED:
            expired = refused.code == refusals.EXPIRED_CODE
            return replace(refused, kind=ProblemKind.SESSION_EXPIRED if expired else ProblemKind.SESSION_ENDED)
        return refused

    def _request_token(self, path: str = "", body: Mapping[str, str] | None = None, nonce: str = "") -> ApiResponse:
        """Ask for tokens, or end them. A public app names itself in the body and proves nothing (RFC 6749, PKCE)."""
        form, headers = dict(body or {}), {"Content-Type": FORM}
        if self._access.client_secret:
            headers["Authorization"] = f"Basic {self._api_key()}"
        else:
            form["client_id"] = self._access.client_id
        asked = self._now()
        response = self.send_request(self._client.create_request("POST", path, body=form, headers=headers), True)
        if urlsplit(path).path == TOKEN_ENDPOINT:
            tokens = wire.tokens(response.body())
            if tokens is None:
                raise RcError(Problem(ProblemKind.BAD_ANSWER, code="token"))
            if nonce and not authorization.answers(tokens.id_token, nonce):
                with contextlib.suppress(RcError):  # nobody uses it, and open sessions push out others
                    self._request_token(REVOKE_ENDPOINT, {"token": tokens.access_token})
                raise RcError(Problem(ProblemKind.SIGN_IN_REFUSED, code="nonce", permanent=True))
            # Kept before the first use: the refresh token before this one is no longer good.
            self._lives_on = self._vault.keep(tokens)
            if self.owner_id and tokens.owner_id and self.owner_id != tokens.owner_id:
                raise RcError(Problem(ProblemKind.SIGN_IN_CHANGED, permanent=True))
            self._good_until = asked + tokens.expires_in
            self.scope = tokens.scope
        return response
