"""Gateway sessions by their recovery token: who may come back, and what of it is left after the window.

Outcomes after the SDK author's recovery experiments: WSG-400 for a token that is none, WSG-1003 for one of another
OAuth session or of nobody, WSG-1005 where nothing was subscribed or the time is over.
"""

import asyncio
import re
from dataclasses import dataclass

from rcboard.simulator.errors import refusal
from rcboard.simulator.gateway.session import GatewaySession
from rcboard.simulator.gateway.subscriptions import Subscriptions
from rcboard.simulator.ground import Ground
from rcboard.simulator.oauth.sessions import Session

_WSC = re.compile(r"(RTFh[A-Za-z0-9_-]{24})([0-9a-f]{1,12})")


@dataclass(frozen=True, slots=True)
class Recovery:
    """How an attempt to come back went. ``error`` is empty after success; ``sequence`` is the last frame heard."""

    line: GatewaySession
    error: str = ""
    sequence: int = 0


class Lines:
    """All gateway sessions of this process."""

    def __init__(self, subscriptions: Subscriptions, ground: Ground) -> None:
        self._subscriptions = subscriptions
        self._ground = ground
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._tokens = ground.tokens
        self.by_key: dict[str, GatewaySession] = {}
        self._past: dict[str, Session] = {}

    def open(self, oauth: Session) -> GatewaySession:
        """A new line."""
        line = GatewaySession(self._tokens.line(), oauth, self._ground)
        self.by_key[line.key] = line
        return line

    def recover(self, oauth: Session, wsc: str) -> Recovery:
        """The line of this token, or a new one and the reason; a text that is no token at all is refused."""
        match = _WSC.fullmatch(wsc)
        if match is None:
            raise refusal(400, "WSG-400", "Malformed WebSocket session context token")
        line = self.by_key.get(match[1])
        owner = line.oauth if line else self._past.get(match[1])
        if owner is not oauth:
            return Recovery(self.open(oauth), "WSG-1003")
        if line is None or line.subscription is None or self._ground.faults.strikes("recovery_fails", *oauth.keys):
            return Recovery(self.open(oauth), "WSG-1005")
        return Recovery(line, sequence=int(match[2], 16))

    def connected(self, oauth: Session) -> int:
        """How many sockets this OAuth session has open."""
        return sum(1 for line in self.by_key.values() if line.oauth is oauth and line.socket)

    def lost(self, line: GatewaySession) -> None:
        """Its socket is gone: keep what is subscribed for the recovery time."""
        at = self._clock.now()
        line.detach(at)
        if line.oauth.ended:
            self.forget(line)
            return
        wait = self._clock.real(self._numbers.recovery)
        asyncio.get_running_loop().call_later(wait, self._expire, line, at)

    def forget(self, line: GatewaySession) -> None:
        """End a line and its subscription."""
        if line.subscription:
            self._subscriptions.remove(line.subscription)
        self.by_key.pop(line.key, None)

    def session_ended(self, oauth: Session) -> None:
        """The OAuth session is over: its sockets close and nothing of it can be recovered."""
        self._past = {key: owner for key, owner in self._past.items() if owner is not oauth}
        for line in [one for one in self.by_key.values() if one.oauth is oauth]:
            self.forget(line)
            if line.socket:
                line.socket.close(1008, "session ended")

    def _expire(self, line: GatewaySession, lost_at: float) -> None:
        """The window is over, unless the client came back. The key stays known, so that the reason is right."""
        if line.lost_at == lost_at and line.key in self.by_key:
            self.forget(line)
            self._past[line.key] = line.oauth
