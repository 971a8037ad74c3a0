"""The gateway: who may open a socket, what a returning client gets back, and when a line is over."""

from dataclasses import dataclass
from typing import Any

from rcboard.simulator.clock import Clock
from rcboard.simulator.errors import Refusal, refusal
from rcboard.simulator.gateway.marks import Marks
from rcboard.simulator.gateway.session import GatewaySession
from rcboard.simulator.gateway.socket import Socket
from rcboard.simulator.gateway.subscriptions import Subscriptions
from rcboard.simulator.gateway.tickets import Tickets
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.oauth.sessions import Session

Json = dict[str, Any]

SESSION_OVER = 4401
"""Close code when the OAuth session behind a socket ends. No source names the real one; clients treat all alike."""


class TurnedAway(Exception):  # noqa: N818, being turned away is no error of ours
    """A socket that is accepted and closed at once: with an Error frame where there is one, and a close code."""

    def __init__(self, code: int, reason: str, error: Refusal | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.error = error


@dataclass(frozen=True, slots=True)
class Opening:
    """How a socket begins: its line, and the recovery part of ConnectionDetails (empty without ``wsc``)."""

    line: GatewaySession
    recovery: Json


class Gateway:
    """All lines, with or without a socket."""

    def __init__(
        self, tickets: Tickets, subscriptions: Subscriptions, marks: Marks, clock: Clock, numbers: Numbers
    ) -> None:
        self.lines: dict[str, GatewaySession] = {}
        self.opened = 0
        self.recovered = 0
        self._tickets = tickets
        self._subscriptions = subscriptions
        self._marks = marks
        self._clock = clock
        self._numbers = numbers
        self._past: dict[str, Session] = {}

    def open(self, token: str | None, wsc: str | None, socket: Socket) -> Opening:
        """Let a socket in by its ticket and give it a line, new or recovered."""
        if not token:
            raise TurnedAway(4400, "did not receive authorization")
        ticket = self._tickets.take(token)
        if ticket is None:
            raise TurnedAway(4400, "not authorized", refusal(401, "OAU-213", "Token not found", word="TokenInvalid"))
        session = ticket.session
        sockets = sum(1 for line in self.lines.values() if line.socket and line.oauth is session)
        if sockets >= self._numbers.connections_per_session:
            raise TurnedAway(4400, "too many", refusal(403, "WSG-429", "Connections limit for this session exceeded"))
        opening = Opening(self._new_line(session), {}) if wsc is None else self._recover(wsc, session)
        ticket.socket = socket
        line = opening.line
        if line.socket is not None:
            line.socket.close(1000, "replaced by another connection")
        line.attach(socket)
        self.opened += 1
        return opening

    def lost(self, line: GatewaySession, socket: Socket) -> None:
        """A socket ended; unless another one took its line over, the recovery time begins."""
        if line.socket is socket:
            line.detach(self._clock.now())

    def end_session(self, session: Session) -> None:
        """The OAuth session is over: its sockets close, its lines and subscriptions are gone."""
        for line in [one for one in self.lines.values() if one.oauth is session]:
            if line.socket is not None:
                line.socket.close(SESSION_OVER, "session ended")
            self._drop(line)

    def sweep(self) -> None:
        """Drop lines nobody came back for, and close sockets whose access token ran out without a refresh."""
        now = self._clock.now()
        for line in list(self.lines.values()):
            if line.lost_at is not None and now - line.lost_at > self._numbers.recovery:
                self._drop(line)
            elif line.socket is not None and line.socket.open and now >= line.oauth.access_expires:
                line.socket.close(SESSION_OVER, "access token expired")

    def details(self, recovery: Json, creation_time: str) -> Json:
        """The body of ConnectionDetails."""
        numbers = self._numbers
        return {
            "creationTime": creation_time, "maxConnectionsPerSession": numbers.connections_per_session,
            "recoveryBufferSize": numbers.recovery_buffer, "recoveryTimeout": numbers.recovery,
            "idleTimeout": numbers.idle, "absoluteTimeout": numbers.absolute,
            "maxActiveRequests": numbers.active_requests, **recovery,
        }  # fmt: skip

    def _new_line(self, session: Session) -> GatewaySession:
        line = GatewaySession(self._marks.key(), session, self._numbers)
        self.lines[line.key] = line
        return line

    def _recover(self, wsc: str, session: Session) -> Opening:
        mark = self._marks.read(wsc)
        if mark is None:
            no = refusal(400, "WSG-400", "Malformed WebSocket session context token")
            raise TurnedAway(4400, "malformed wsc", no)
        line = self.lines.get(mark.key)
        if (line.oauth if line else self._past.get(mark.key)) is not session:
            return self._failed(session, "WSG-1003")
        if line is None or line.subscription is None:
            return self._failed(session, "WSG-1005")
        self.recovered += 1
        line.missed_since(mark.sequence)
        return Opening(line, {"recoveryState": "Successful"})

    def _failed(self, session: Session, code: str) -> Opening:
        return Opening(self._new_line(session), {"recoveryState": "Failed", "recoveryErrorCode": code})

    def _drop(self, line: GatewaySession) -> None:
        if line.subscription is not None:
            self._subscriptions.remove(line.subscription)
        self.lines.pop(line.key, None)
        self._past[line.key] = line.oauth
        if len(self._past) > 1000:
            del self._past[next(iter(self._past))]
