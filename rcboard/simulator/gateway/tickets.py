"""WebSocket tokens: what POST /restapi/oauth/wstoken hands out and an opening socket has to bring."""

from dataclasses import dataclass
from typing import Any

from rcboard.simulator.clock import Clock
from rcboard.simulator.gateway.socket import Socket
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.oauth.sessions import Session
from rcboard.simulator.switches import Switches
from rcboard.simulator.tokens import Tokens


@dataclass(slots=True, eq=False)
class Ticket:
    """One token and the socket it opened last. ``expires`` is in platform seconds."""

    token: str
    session: Session
    expires: float
    socket: Socket | None = None


class Tickets:
    """Issues and takes tickets. The guide calls them single-use; the JavaScript SDK uses one again after a loss."""

    def __init__(self, clock: Clock, numbers: Numbers, switches: Switches, tokens: Tokens, address: str) -> None:
        self._clock = clock
        self._numbers = numbers
        self._switches = switches
        self._tokens = tokens
        self._address = address
        self._issued: dict[str, Ticket] = {}

    def issue(self, session: Session) -> dict[str, Any]:
        """A new ticket for this session, as the platform answers it."""
        now = self._clock.now()
        self._issued = {token: one for token, one in self._issued.items() if one.expires > now or one.socket}
        ticket = Ticket(self._tokens.ticket(), session, now + self._numbers.ws_token)
        self._issued[ticket.token] = ticket
        return {"uri": self._address, "ws_access_token": ticket.token, "expires_in": self._numbers.ws_token}

    def take(self, token: str) -> Ticket | None:
        """The ticket, if it still opens a socket."""
        ticket = self._issued.get(token)
        if ticket is None or ticket.session.ended or ticket.expires <= self._clock.now():
            return None
        if ticket.socket and (self._switches.strict_ws_tokens or ticket.socket.open):
            return None
        return ticket
