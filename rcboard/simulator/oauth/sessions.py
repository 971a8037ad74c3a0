"""OAuth sessions: tokens that live, are replaced, may be asked for again, and die.

RingCentral guide, "refresh tokens" and "access tokens": a refresh replaces both tokens; the old access token dies at
once; the old refresh token gives the same new pair again until the new access token has been used for some seconds, or
for an hour while it is not used; about five sessions live for each user and app, one more silently ends the oldest.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rcboard.simulator.credentials import APP_PERMISSIONS, App
from rcboard.simulator.errors import Refusal, oauth, refusal
from rcboard.simulator.ground import Ground
from rcboard.simulator.oauth.lifetimes import Lifetimes
from rcboard.simulator.tokens import TOKEN_PATTERN

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class Session:
    """One sign-in of one user through one app. Times are platform seconds."""

    id: str
    app: App
    extension_id: int
    endpoint_id: str
    access_token: str = ""
    access_expires: float = 0.0
    refresh_token: str = ""
    refresh_expires: float = 0.0
    spent_refresh_token: str = ""
    replayed_answer: Json = field(default_factory=dict)
    replaced_at: float = 0.0
    first_used: float | None = None
    ended: bool = False

    @property
    def keys(self) -> tuple[str, str, str]:
        """The names under which a fault may mean this client: its app, its session, its endpoint."""
        return self.app.client_id, self.id, self.endpoint_id


class Sessions:
    """All sessions of this process; tells listeners when one is over (``ended``) or got new tokens (``refreshed``)."""

    def __init__(self, ground: Ground) -> None:
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._tokens = ground.tokens
        self._switches = ground.switches
        self.live: dict[str, Session] = {}
        self.end_listeners: list[Callable[[Session], None]] = []
        self.refresh_listeners: list[Callable[[Session], None]] = []
        self._by_access: dict[str, Session] = {}
        self._by_refresh: dict[str, Session] = {}
        self._replaced: dict[str, float] = {}

    def begin(self, app: App, extension_id: int, *, endpoint_id: str = "", ttl: Lifetimes | None = None) -> Json:
        """Sign a user in and answer the tokens; ends the user's oldest session when there are too many."""
        self._forget_expired()
        mine = [one for one in self.live.values() if one.app is app and one.extension_id == extension_id]
        for oldest in mine[: max(0, len(mine) + 1 - self._numbers.sessions_per_user)]:
            self.end(oldest)
        session = Session(
            id=self._tokens.session(),
            app=app,
            extension_id=extension_id,
            endpoint_id=endpoint_id or self._tokens.endpoint(),
        )
        self.live[session.id] = session
        return self._issue(session, ttl or Lifetimes())

    def refresh(self, app: App, token: str, ttl: Lifetimes) -> Json:
        """New tokens for an old refresh token; the same new pair again while the guide's grace lasts."""
        session = self._by_refresh.get(token)
        now = self._clock.now()
        if session is None or session.app is not app:
            raise oauth(400, "invalid_grant", "OAU-213", "Token not found")
        if token == session.spent_refresh_token:
            if self._grace_over(session, now):
                raise oauth(400, "invalid_grant", "OAU-213", "Token not found")
            return session.replayed_answer
        if now >= session.refresh_expires:
            raise oauth(400, "invalid_grant", "OAU-210", "Token expired")
        self._by_refresh.pop(session.spent_refresh_token, None)
        self._by_access.pop(session.access_token, None)
        self._replaced[session.access_token] = now
        session.spent_refresh_token = token
        session.replaced_at, session.first_used = now, None
        session.replayed_answer = self._issue(session, ttl)
        for listener in self.refresh_listeners:
            listener(session)
        return session.replayed_answer

    def authenticate(self, token: str) -> Session:
        """The session of an access token, or the 401 that says why there is none."""
        session = self._by_access.get(token)
        now = self._clock.now()
        if session is None:
            raise self._no_session(token, now)
        if now >= session.access_expires:
            raise refusal(401, "OAU-128", "Access token expired", word="TokenExpired")
        if session.first_used is None:
            session.first_used = now
        return session

    def find(self, token: str) -> Session | None:
        """The session to which an access or refresh token belongs."""
        return self._by_access.get(token) or self._by_refresh.get(token)

    def end(self, session: Session) -> None:
        """Revoke, evict or end by the administrator: all tokens die, listeners close what hangs on it."""
        if session.ended:
            return
        session.ended = True
        self.live.pop(session.id, None)
        self._by_access.pop(session.access_token, None)
        for token in (session.refresh_token, session.spent_refresh_token):
            self._by_refresh.pop(token, None)
        for listener in self.end_listeners:
            listener(session)

    def _issue(self, session: Session, ttl: Lifetimes) -> Json:
        now = self._clock.now()
        lifetime = ttl.access(self._numbers)
        refresh_lifetime = ttl.refresh(self._numbers)
        session.access_token = self._tokens.access()
        session.access_expires = now + lifetime
        self._by_access[session.access_token] = session
        answer: Json = {"access_token": session.access_token, "token_type": "bearer", "expires_in": lifetime}
        session.refresh_token = ""
        session.refresh_expires = session.access_expires
        if self._switches.refresh_tokens and refresh_lifetime:
            session.refresh_token = self._tokens.refresh()
            session.refresh_expires = now + refresh_lifetime
            self._by_refresh[session.refresh_token] = session
            answer |= {"refresh_token": session.refresh_token, "refresh_token_expires_in": refresh_lifetime}
        return answer | {
            "scope": " ".join(one for one in APP_PERMISSIONS if one not in self._switches.app_permissions_missing),
            "owner_id": str(session.extension_id),
            "endpoint_id": session.endpoint_id,
            "session_id": session.id,
        }

    def _grace_over(self, session: Session, now: float) -> bool:
        if session.first_used is None:
            return now - session.replaced_at > self._numbers.refresh_replay_unused
        return now - session.first_used > self._numbers.refresh_replay_after_use

    def _no_session(self, token: str, now: float) -> Refusal:
        """Just replaced, revoked some time ago, or never one of ours."""
        replaced = self._replaced.get(token)
        if replaced is not None and now - replaced <= self._numbers.replaced_token_corrupted:
            return refusal(401, "OAU-129", "Access token corrupted", word="TokenInvalid")
        if re.fullmatch(TOKEN_PATTERN, token):
            return refusal(401, "OAU-213", "Token not found", word="TokenInvalid")
        return refusal(401, "OAU-149", "OAuth token is invalid", word="TokenInvalid")

    def _forget_expired(self) -> None:
        now = self._clock.now()
        for session in [one for one in self.live.values() if now >= max(one.access_expires, one.refresh_expires)]:
            self.end(session)
        corrupted = self._numbers.replaced_token_corrupted
        self._replaced = {token: at for token, at in self._replaced.items() if now - at <= corrupted}
