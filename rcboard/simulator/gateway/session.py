"""What outlives a socket: a gateway session with its sequence, its subscription and the newest notifications.

RingCentral guide, "session recovery", and the SDK author's experiments: within the recovery time a client that comes
back with its newest ``wsc`` token finds its subscription and is sent what it missed, the newest hundred at most.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

import msgspec

from rcboard.simulator.gateway.frames import encode, frame, multipart_frame
from rcboard.simulator.gateway.socket import Socket
from rcboard.simulator.gateway.subscriptions import Subscription
from rcboard.simulator.ground import Ground
from rcboard.simulator.oauth.sessions import Session

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification ready to be sent, and sent again: ``text`` is its encoded body with the envelope."""

    uuid: str
    request_id: str
    text: bytes


class GatewaySession:
    """One client's line. ``lost_at`` is the platform time at which its socket went, None while it has one."""

    def __init__(self, key: str, oauth: Session, ground: Ground) -> None:
        self.key = key
        self.oauth = oauth
        self.subscription: Subscription | None = None
        self.socket: Socket | None = None
        self.lost_at: float | None = None
        self.sequence = 0
        self.sent = 0
        self.last_notice = ground.clock.now()
        self._clock = ground.clock
        self._numbers = ground.numbers
        self._tokens = ground.tokens
        self._newest: deque[tuple[int, Notification]] = deque(maxlen=ground.numbers.recovery_buffer)
        self._held: deque[Notification] = deque()
        self._release: asyncio.TimerHandle | None = None

    def wsc(self) -> Json:
        """The next recovery mark: the token says up to where the client has heard."""
        self.sequence += 1
        return {"token": f"{self.key}{self.sequence:x}", "sequence": self.sequence}

    def send(self, meta: Json, body: Any = None, *, raw: bytes | None = None) -> None:
        """Send a frame that carries a recovery mark."""
        if self.socket is None:
            return
        meta = meta | {"wsc": self.wsc()}
        self.socket.write(frame(meta, body) if raw is None else multipart_frame(meta, raw))

    def complain(self, status: int, code: str, message: str) -> None:
        """An Error frame."""
        id = self._tokens.uuid()
        meta = {"type": "Error", "messageId": id, "status": status, "headers": {"RCRequestId": id}}
        self.send(meta, {"errorCode": code, "message": message})

    def end(self, code: str, message: str) -> None:
        """An Error frame, then the close."""
        if self.socket:
            self.complain(408, code, message)
            self.socket.close(1000, message)

    def expire(self) -> None:
        """Let the access token run out now, which closes the socket."""
        self.oauth.access_expires = self._clock.now()
        if self.socket:
            self.socket.close(1008, "access token expired")

    def forget_subscription(self) -> None:
        """Lose the subscription and tell nobody."""
        if self.subscription:
            self.subscription.end()

    def notify(self, notification: Notification) -> None:
        """Deliver now, after the pause that clients need, or to the buffer while nobody listens."""
        if self._release is not None:
            self._held.append(notification)
            return
        mark = self.wsc()
        self._newest.append((self.sequence, notification))
        if self.socket is not None:
            self.sent += 1
            self.last_notice = self._clock.now()
            self.socket.write(_text(notification, mark))

    def hold(self, seconds: float) -> None:
        """Keep notifications back for so many real seconds."""
        if self._release is not None:
            self._release.cancel()
        self._release = asyncio.get_running_loop().call_later(seconds, self.let_go)

    def quiet_after_answer(self) -> None:
        """Leave official clients time to take note of a subscription before its first notification."""
        self.hold(self._numbers.pause_after_subscription_real)

    def let_go(self) -> None:
        """Send what was held back, in order."""
        if self._release is not None:
            self._release.cancel()
            self._release = None
        held, self._held = self._held, deque()
        for notification in held:
            self.notify(notification)

    def detach(self, now: float) -> None:
        """The socket is gone. What was held back becomes part of what was missed."""
        self.socket = None
        self.lost_at = now
        self.let_go()

    def attach(self, socket: Socket) -> None:
        """A first socket, or another one after a loss."""
        self.socket = socket
        self.lost_at = None

    def missed_since(self, sequence: int) -> None:
        """Line up what came after this mark, to be sent when the pause is over."""
        missed = [notification for at, notification in self._newest if at > sequence]
        self._newest.clear()
        self._held.extendleft(reversed(missed))

    @property
    def written(self) -> bool:
        """Whether everything there is to send has been written."""
        return self.socket is None or (not self._held and self.socket.written)


def _text(notification: Notification, mark: Json) -> bytes:
    meta = {
        "type": "ServerNotification", "messageId": notification.uuid, "status": 200,
        "headers": {"RCRequestId": notification.request_id}, "wsc": mark,
    }  # fmt: skip
    return encode([meta, msgspec.Raw(notification.text)])
