"""The session: the gateway's protocol without its transport.

What arrived and the time go in, a list of things to do comes out. One session lives through many sockets: it keeps the
session context (``wsc``) of the last one, so that a line that comes back in time is given its subscription again
(RingCentral guide, "session recovery"). Who opens sockets, waits and tries again is not its business.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from rcboard.domain.events import Event, MonitoringRefused, SubscriptionBegan, SubscriptionLost, SubscriptionResumed
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.platform import frames, refusals
from rcboard.platform.frames import Wsc

RECOVERY_WINDOW = 180.0
"""Seconds after a loss within which a session can be recovered, until the gateway tells its own figure."""
RECOVERY_BUFFER = 100
"""Notifications kept meanwhile, the newest; until the gateway tells its own figure."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, by both clocks: ``wall`` in seconds since 1970, ``steady`` for measuring."""

    wall: float
    steady: float


@dataclass(frozen=True, slots=True)
class Send:
    """Write this frame."""

    text: str


@dataclass(frozen=True, slots=True)
class Ping:
    """Send a WebSocket ping; ``Session.ponged`` wants to hear of its answer."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """These happened, in this order."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """Everybody's presence has to be read: nothing older is vouched for."""


@dataclass(frozen=True, slots=True)
class ReadPeople:
    """The list of people has changed."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The line stands as before the loss; what was read under it still holds."""


@dataclass(frozen=True, slots=True)
class Drop:
    """The socket is of no more use. ``problem.permanent`` says that another one would not be either."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd came and was left out."""

    reason: str


Deed = Send | Ping | Deliver | Read | ReadPeople | Resumed | Drop | Note


class Stage(Enum):
    """How far the present socket has come."""

    CLOSED = "closed"
    OPENED = "opened"
    ASKED = "asked"
    LIVE = "live"


class Session:
    """One line's protocol state. Not for use by two sockets at a time."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._filters: tuple[str, ...] = ()
        self._stage = Stage.CLOSED
        self._wsc: Wsc | None = None
        self._window = RECOVERY_WINDOW
        self._buffer = RECOVERY_BUFFER
        self._subscription = ""
        self._carrying = False
        self._asked = ""
        self._requests = 0
        self._deadline = 0.0
        self._life = Moment(0.0, 0.0)
        self._traffic = 0.0
        self._pinged: float | None = None
        self._seen: Moment | None = None
        self._created = 0.0
        self._replayed = 0
        self._settled_at: float | None = None
        """While missed notifications are being replayed: when, if none follows, that is over."""

    @property
    def stage(self) -> Stage:
        """How far the present socket has come."""
        return self._stage

    def monitor(self, filters: Iterable[str], moment: Moment) -> list[Deed]:
        """What to subscribe to from now on. A subscription to something else is replaced, and never taken up again."""
        wanted = tuple(filters)
        if wanted == self._filters:
            return []
        self._filters = wanted
        self._wsc = None
        return [self._subscribe(moment)] if self._stage in (Stage.ASKED, Stage.LIVE) else []

    def forget(self) -> None:
        """Recover nothing: another sign-in has begun, and the gateway gives a session back only to the old one."""
        self._wsc = None

    def context(self, moment: Moment) -> str:
        """The ``wsc`` token to reconnect with; empty where there is nothing to recover any more."""
        if self._wsc is None or not self._subscription:
            return ""
        away = max(moment.steady - self._life.steady, moment.wall - self._life.wall)
        return self._wsc.token if away < self._window else ""

    def due(self) -> float:
        """When ``tick`` is next of use, by the steady clock."""
        if self._stage is not Stage.LIVE:
            return self._deadline
        answer = min(self._deadline if self._asked else math.inf, self._settled_at or math.inf)
        if self._pinged is not None:
            return min(answer, self._pinged + self._times.pong)
        return min(answer, self._life.steady + self._times.ping, self._traffic + self._times.heartbeat)

    # -- what happens

    def opened(self, moment: Moment) -> list[Deed]:
        """A socket is open. Nothing may be sent before the gateway has described it."""
        self._stage = Stage.OPENED
        self._deadline = moment.steady + self._times.handshake
        self._seen = moment
        self._traffic = moment.steady
        self._pinged = None
        self._created, self._replayed, self._settled_at = 0.0, 0, None
        return []

    def received(self, texts: Sequence[str | bytes], moment: Moment) -> list[Deed]:
        """These frames came, in this order. Notifications in a row are delivered together."""
        deeds = self._after_sleep(moment)
        heard: list[Event] = []
        for text in texts:
            if self._stage is Stage.CLOSED:
                break
            self._live(moment)
            self._traffic = moment.steady
            frame = frames.decode_frame(text, moment.wall)
            deeds += [Note(reason) for reason in frame.odd]
            self._keep(frame)
            content = frame.content
            if isinstance(content, frames.Notification):
                self._notified(content, heard, deeds, moment)
                continue
            if heard:
                deeds.append(Deliver(tuple(heard)))
                heard = []
            deeds += self._take(content, moment)
        if heard:
            deeds.append(Deliver(tuple(heard)))
        return deeds

    def ponged(self, moment: Moment) -> list[Deed]:
        """The answer to our ping came: the line stands."""
        deeds = self._after_sleep(moment)
        if self._stage is not Stage.CLOSED:
            self._live(moment)
        return deeds

    def tick(self, moment: Moment) -> list[Deed]:
        """Time has passed."""
        deeds = self._after_sleep(moment)
        if self._stage is Stage.CLOSED:
            return deeds
        if (self._asked or self._stage is Stage.OPENED) and moment.steady >= self._deadline:
            return [*deeds, *self._end(Problem(ProblemKind.TIMED_OUT))]
        if self._stage is not Stage.LIVE:
            return deeds
        if self._settled_at is not None and moment.steady >= self._settled_at:
            deeds += self._settle(moment)
        if self._pinged is not None:
            silent = moment.steady >= self._pinged + self._times.pong
            return [*deeds, *self._end(Problem(ProblemKind.LINE_SILENT))] if silent else deeds
        if moment.steady >= self._traffic + self._times.heartbeat:
            # Pings may not count as traffic to the gateway's idle limit; a heartbeat does.
            self._traffic = moment.steady
            deeds.append(Send(frames.heartbeat(self._next_id())))
        if moment.steady >= self._life.steady + self._times.ping:
            self._pinged = moment.steady
            deeds.append(Ping())
        return deeds

    def lost(self, problem: Problem) -> list[Deed]:
        """The socket is gone, whoever closed it."""
        return [] if self._stage is Stage.CLOSED else self._end(problem)

    # -- what it means

    def _live(self, moment: Moment) -> None:
        self._life = moment
        self._pinged = None

    def _after_sleep(self, moment: Moment) -> list[Deed]:
        """A machine that slept has lost its line, even where the socket does not know it yet."""
        before, self._seen = self._seen, moment
        if before is None or self._stage is Stage.CLOSED:
            return []
        passed = moment.steady - before.steady
        drift = (moment.wall - before.wall) - passed
        # Somebody looks every few seconds: where both clocks went on through a sleep, the gap itself tells.
        return (
            self._end(Problem(ProblemKind.LINE_SILENT))
            if drift > self._times.slept or passed > self._times.unseen
            else []
        )

    def _keep(self, frame: frames.Frame) -> None:
        """Keep the newest session context; what describes a recovery replaces it in any case."""
        if frame.wsc is None:
            return
        if isinstance(frame.content, frames.Details) or self._wsc is None or frame.wsc.sequence >= self._wsc.sequence:
            self._wsc = frame.wsc

    def _take(self, content: frames.Content, moment: Moment) -> list[Deed]:
        match content:
            case frames.Details():
                return self._described(content, moment)
            case frames.Answer():
                return self._answered(content, moment)
            case frames.Fault():
                return self._faulted(content)
            case frames.Odd(reason=reason):
                return [Note(reason)]
            case _:
                return []

    def _described(self, details: frames.Details, moment: Moment) -> list[Deed]:
        if self._stage is not Stage.OPENED:
            return [Note("details again")]
        self._window = details.window if details.window and details.window > 0 else RECOVERY_WINDOW
        self._buffer = details.buffer if details.buffer and details.buffer > 0 else RECOVERY_BUFFER
        if details.recovery == "Successful" and self._subscription:
            self._stage = Stage.LIVE
            self._created = details.created or 0.0
            self._replayed = 0 if details.created else self._buffer  # without its date nothing can be counted
            self._settled_at = moment.steady + self._times.settle
            return []
        self._subscription = ""
        self._stage = Stage.ASKED
        return [self._subscribe(moment)]

    def _subscribe(self, moment: Moment) -> Send:
        """Ask for everything in one subscription: a second one on a socket takes the place of the first."""
        self._asked, self._deadline = self._next_id(), moment.steady + self._times.request
        return Send(frames.subscribe(self._asked, self._filters))

    def _answered(self, answer: frames.Answer, moment: Moment) -> list[Deed]:
        if not self._asked or answer.message_id != self._asked:
            return [Note("answer to nothing asked")]
        self._asked = ""
        if not 200 <= answer.status < 300:
            return self._end(refusals.problem(answer.status, answer.headers, answer.body))
        made = frames.subscribed(answer.body)
        if made is None:
            return self._end(Problem(ProblemKind.BAD_ANSWER, code="subscription"))
        if made.disabled >= sum(map(frames.about_presence, self._filters)):
            code = min(made.codes, default="")
            return self._end(Problem(ProblemKind.SUBSCRIPTION_REFUSED, code=code, permanent=True))
        self._subscription = made.id
        self._stage, self._carrying, self._settled_at = Stage.LIVE, True, None
        # Somebody whose filter is disabled for a reason we cannot read off it is counted, at least.
        odd = [Note("filters disabled of nobody known")] if made.disabled > len(made.refused) else []
        return [Deliver((SubscriptionBegan(moment.wall), MonitoringRefused(made.refused))), *odd, Read()]

    def _settle(self, moment: Moment) -> list[Deed]:
        """What was missed has been replayed, and only now does the subscription vouch again.

        As many as the gateway keeps: there may have been more, and nothing tells of those dropped. Then it is as good
        as a new subscription, under which everybody has to be read.
        """
        self._settled_at, self._carrying = None, True
        if self._replayed >= self._buffer:
            return [Deliver((SubscriptionBegan(moment.wall),)), Read()]
        return [Deliver((SubscriptionResumed(moment.wall),)), Resumed()]

    def _notified(
        self, notification: frames.Notification, heard: list[Event], deeds: list[Deed], moment: Moment
    ) -> None:
        if self._stage is not Stage.LIVE:
            deeds.append(Note("notification before its time"))
            return
        if self._settled_at is not None:
            if notification.timestamp is None or notification.timestamp <= self._created:
                self._replayed += 1
                self._settled_at = moment.steady + self._times.settle
            else:
                if heard:
                    deeds.append(Deliver(tuple(heard)))
                    heard.clear()
                deeds += self._settle(moment)
        if not self._subscription or notification.subscription_id not in ("", self._subscription):
            deeds.append(Note("notification of another subscription"))
            return
        if notification.heard is None:
            deeds.append(ReadPeople() if notification.about_people else Note("notification without presence"))
            return
        heard.append(notification.heard)

    def _faulted(self, fault: frames.Fault) -> list[Deed]:
        """An Error frame comes before the end: idle or too old a connection, or a context it does not take."""
        if self._asked and fault.message_id == self._asked:
            return self._end(refusals.problem(fault.status, {}, fault.body))
        if self._stage is Stage.OPENED:
            self._wsc = None  # whatever it did not like, it may have been this
        codes = refusals.decode(fault.body).codes
        return self._end(Problem(ProblemKind.LINE_LOST, code=codes[0] if codes else ""))

    def _end(self, problem: Problem) -> list[Deed]:
        self._stage = Stage.CLOSED
        self._asked = ""
        self._pinged = None
        deeds: list[Deed] = []
        if self._carrying:
            self._carrying = False
            deeds.append(Deliver((SubscriptionLost(self._life.wall),)))
        return [*deeds, Drop(problem)]

    def _next_id(self) -> str:
        self._requests += 1
        return f"rcboard-{self._requests}"
