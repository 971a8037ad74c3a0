"""WebSocket tokens: what opens a socket at the gateway.

RingCentral guide, "WebSockets, creating a connection": asked for with an access token, valid for some seconds, and
single-use by the guide. The official JavaScript client uses one again for its reconnects, so by default a ticket is
free again once its socket is closed; the switch ``strict_ws_tokens`` keeps to the guide.
"""

from dataclasses import dataclass
from typing import Any

from rcboard.simulator.errors import refusal
from rcboard.simulator.ground import Ground
from rcboard.simulator.oauth.sessions import Session


@dataclass(slots=True, eq=False)
class Ticket:
    """One WebSocket token. ``expires`` in platform seconds; ``used`` ever, ``in_use`` by an open socket now."""

    session: Session
    expires: float
    used: bool = False
    in_use: bool = False


class Tickets:
    """Issues tickets and looks at those that are shown at the door."""

    def __init__(self, ground: Ground) -> None:
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._switches = ground.switches
        self._tokens = ground.tokens
        self._tickets: dict[str, Ticket] = {}

    def issue(self, session: Session, uri: str) -> dict[str, Any]:
        """The answer of ``wstoken``: where to connect, with what, and for how many seconds it is good."""
        now = self._clock.now()
        self._tickets = {text: one for text, one in self._tickets.items() if one.in_use or now < one.expires}
        text = self._tokens.ticket()
        self._tickets[text] = Ticket(session, now + self._numbers.ws_token)
        return {"uri": uri, "ws_access_token": text, "expires_in": self._numbers.ws_token}

    def admit(self, text: str) -> Ticket:
        """The ticket, marked as in use, or the 401 that says what is wrong with it."""
        ticket = self._tickets.get(text)
        if ticket is None or ticket.session.ended:
            raise refusal(401, "OAU-213", "Token not found", word="TokenInvalid")
        if self._clock.now() >= ticket.expires:
            raise refusal(401, "OAU-128", "WebSocket token expired", word="TokenExpired")
        if ticket.in_use or (ticket.used and self._switches.strict_ws_tokens):
            raise refusal(401, "OAU-213", "WebSocket token has been used", word="TokenInvalid")
        ticket.used = ticket.in_use = True
        return ticket
