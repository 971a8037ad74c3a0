"""The session: the gateway's protocol without its transport.

What arrived and the time go in, a list of things to do comes out. One session lives through many sockets: it keeps the
session context (``wsc``) of the last one, so that a line that comes back in time is given its subscription again
(RingCentral guide, "session recovery"). Who opens sockets, waits and tries again is not its business.
"""

import math
from collections.abc import Sequence
from enum import Enum

from rcboard.domain import events as e
from rcboard.domain.events import Event
from rcboard.domain.link import Outcome, Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.platform import deeds as d
from rcboard.platform import frames, objections, refusals
from rcboard.platform.deeds import Deed, Deliver, Drop, Moment, Note, Read, Send
from rcboard.platform.pulse import Beat, Pulse
from rcboard.platform.recovery import Recovery
from rcboard.platform.renewal import Renewal
from rcboard.platform.replay import Replay
from rcboard.platform.shares import Share


class Stage(Enum):
    """How far the present socket has come."""

    CLOSED = "closed"
    OPENED = "opened"
    ASKED = "asked"
    LIVE = "live"


class Session:
    """One line's protocol state, that of ``shard``. Not for use by two sockets at a time."""

    def __init__(self, times: Times, shard: int = 0) -> None:
        self._times = times
        self._shard = shard
        self._wanted = self._share = Share()
        self._fallback: Share | None = None
        self._stage = Stage.CLOSED
        self._pulse = Pulse(times)
        self._recovery = Recovery()
        self._renewal = Renewal(times)
        self._subscription = ""
        self._carrying = False
        self._asked = self._removing = ""
        self._requests = 0
        self._deadline = 0.0
        self._replay: Replay | None = None
        self._old_at = math.inf
        """When the present socket is to be given up before the gateway cuts it (steady clock)."""

    @property
    def stage(self) -> Stage:
        """How far the present socket has come."""
        return self._stage

    @property
    def settled(self) -> bool:
        """Whether the subscription carries and all that was missed has been replayed."""
        return self._stage is Stage.LIVE and self._carrying

    def monitor(self, share: Share, moment: Moment, fallback: Share | None = None) -> list[Deed]:
        """Whom to subscribe to from now on, and what to ask for where that is refused.

        A subscription that lacks somebody is replaced, and never taken up again; one that has more serves.
        """
        self._wanted, self._fallback = share, fallback
        if self._share.covers(share):
            return []
        self._recovery.forget()
        return [self._subscribe(moment)] if self._stage in (Stage.ASKED, Stage.LIVE) else []

    def forget(self) -> None:
        """Recover nothing: another sign-in has begun, and the gateway gives a session back only to the old one."""
        self._recovery.forget()

    def context(self, moment: Moment) -> str:
        """The ``wsc`` token to reconnect with; empty where there is nothing to recover any more."""
        return self._recovery.context(moment, self._pulse.life) if self._subscription else ""

    def due(self) -> float:
        """When ``tick`` is next of use, by the steady clock."""
        if self._stage is not Stage.LIVE:
            return self._deadline
        answer = self._deadline if self._asked else self._renewal.due()
        return min(answer, self._old_at, self._replay.over_at if self._replay else math.inf, self._pulse.due())

    # -- what happens

    def opened(self, moment: Moment) -> list[Deed]:
        """A socket is open. Nothing may be sent before the gateway has described it."""
        self._stage = Stage.OPENED
        self._deadline = moment.steady + self._times.handshake
        self._old_at = moment.steady + self._times.line_age
        self._pulse.begin(moment)
        self._replay = None
        return []

    def received(self, texts: Sequence[str | bytes], moment: Moment) -> list[Deed]:
        """These frames came, in this order. Notifications in a row are delivered together."""
        deeds = self._after_sleep(moment)
        heard: list[Event] = []
        notified = 0
        for text in texts:
            if self._stage is Stage.CLOSED:
                break
            self._pulse.lives(moment, frame=True)
            frame = frames.decode_frame(text, moment.wall)
            deeds += [Note(reason) for reason in frame.odd]
            self._recovery.hear(frame)
            content = frame.content
            if isinstance(content, frames.Notification):
                notified += self._notified(content, heard, deeds, moment)
                continue
            if heard:
                deeds.append(Deliver(tuple(heard)))
                heard = []
            deeds += self._take(content, moment)
        if notified:
            self._renewal.proved = moment
            heard.append(self._told(Outcome.NOTIFIED, moment, count=notified))
        if heard:
            deeds.append(Deliver(tuple(heard)))
        return deeds

    def ponged(self, moment: Moment) -> list[Deed]:
        """The answer to our ping came: the line stands."""
        deeds = self._after_sleep(moment)
        if self._stage is not Stage.CLOSED:
            self._pulse.lives(moment)
        return deeds

    def tick(self, moment: Moment) -> list[Deed]:
        """Time has passed."""
        deeds = self._after_sleep(moment)
        if self._stage is Stage.CLOSED:
            return deeds
        if (self._asked or self._stage is Stage.OPENED) and moment.steady >= self._deadline:
            return [*deeds, *self._end(Problem(ProblemKind.TIMED_OUT), moment)]
        if self._stage is not Stage.LIVE:
            return deeds
        if self._replay is not None and moment.steady >= self._replay.over_at:
            deeds += self._settle(self._replay, moment)
        if moment.steady >= self._old_at and self.settled:
            return [*deeds, *self._end(Problem(ProblemKind.LINE_OLD), moment)]
        for beat in self._pulse.beats(moment):
            match beat:
                case Beat.SILENT:
                    return [*deeds, *self._end(Problem(ProblemKind.LINE_SILENT), moment)]
                case Beat.HEARTBEAT:
                    deeds.append(Send(frames.heartbeat(self._next_id())))
                case Beat.PING:
                    deeds.append(d.Ping())
        return [*deeds, *self._renew(moment)]

    def leaving(self, moment: Moment) -> list[Deed]:
        """The socket is to be closed on purpose: take the subscription back first. Its answer brings a ``Drop``."""
        if not self.settled or self._asked or self._removing:
            return [Drop(Problem(ProblemKind.LINE_LOST))]
        self._removing = self._next_id()
        return [Send(frames.remove(self._removing, self._subscription))]

    def lost(self, problem: Problem, moment: Moment) -> list[Deed]:
        """The socket is gone, whoever closed it."""
        return [] if self._stage is Stage.CLOSED else self._end(problem, moment)

    # -- what it means

    def _after_sleep(self, moment: Moment) -> list[Deed]:
        slept = self._pulse.slept(moment) and self._stage is not Stage.CLOSED
        return self._end(Problem(ProblemKind.SLEPT), moment) if slept else []

    def _take(self, content: frames.Content, moment: Moment) -> list[Deed]:
        match content:
            case frames.Details():
                return self._described(content, moment)
            case frames.Answer():
                return self._answered(content, moment)
            case frames.Fault():
                return self._faulted(content, moment)
            case frames.Odd(reason=reason):
                return [Note(reason)]
            case _:
                return []

    def _described(self, details: frames.Details, moment: Moment) -> list[Deed]:
        if self._stage is not Stage.OPENED:
            return [Note("details again")]
        if details.recovery == "Successful" and self._subscription:
            self._stage = Stage.LIVE
            self._replay = Replay(details.created, self._recovery.buffer, moment, self._times)
            return []
        deeds: list[Deed] = []
        if details.recovery and self._subscription:
            gone = Problem(ProblemKind.NOT_FOUND, code=details.recovery_code)
            deeds.append(Deliver((self._told(Outcome.RENEW_FAILED, moment, gone),)))
        self._subscription = ""
        self._stage = Stage.ASKED
        return [*deeds, self._subscribe(moment)]

    def _subscribe(self, moment: Moment) -> Send:
        """Ask for everything in one subscription: a second one on a socket takes the place of the first."""
        self._share = self._wanted
        self._asked, self._deadline = self._next_id(), moment.steady + self._times.request
        self._renewal.asked = ""
        return Send(frames.subscribe(self._asked, self._share.filters))

    def _answered(self, answer: frames.Answer, moment: Moment) -> list[Deed]:
        good = 200 <= answer.status < 300
        problem = None if good else refusals.problem(answer.status, answer.headers, answer.body)
        match answer.message_id:
            case "":
                return [Note("answer to nothing asked")]
            case self._asked:
                self._asked = ""
                return self._subscribed(answer, problem, moment)
            case self._renewal.asked:
                return self._renewed(problem, moment)
            case self._removing:
                return self._removed(problem, moment)
            case _:
                return [Note("answer to nothing asked")]

    def _subscribed(self, answer: frames.Answer, problem: Problem | None, moment: Moment) -> list[Deed]:
        made = frames.subscribed(answer.body) if problem is None else None
        if problem is None:
            problem = objections.to_all(made, self._share)
        if problem is not None or made is None:
            return self._refused(problem or objections.UNREADABLE, answer.status, moment)
        self._subscription = made.id
        self._stage, self._carrying, self._replay = Stage.LIVE, True, None
        self._renewal.prove(moment)
        # Somebody whose filter is disabled for a reason we cannot read off it is counted, at least.
        odd = [Note("filters disabled of nobody known")] if made.disabled > len(made.barred) else []
        began = e.SubscriptionBegan(moment.wall, self._shard, self._share.ids)
        barred = e.MonitoringRefused(made.barred, self._shard)
        made_known = Deliver((self._told(Outcome.SUBSCRIBED, moment), began, barred))
        return [made_known, d.Without(objections.lacks(made)), *odd, Read()]

    def _refused(self, problem: Problem, status: int, moment: Moment) -> list[Deed]:
        """Fall back, where that helps: on one filter each, where the one for everybody is not allowed."""
        forbidden = 200 <= status < 300 or status == 403
        if self._fallback is None or self._share.ids is not None or not forbidden or problem.code == "SUB-505":
            return self._end(problem, moment, asked=True)
        self._wanted, self._fallback = self._fallback, None
        told = self._told(Outcome.SUBSCRIBE_FAILED, moment, problem)
        return [Deliver((told,)), d.FellBack(problem), self._subscribe(moment)]

    def _settle(self, replay: Replay, moment: Moment) -> list[Deed]:
        """What was missed has been replayed, and only now does the subscription vouch again.

        Where some of it may be lost it is as good as a new subscription, under which everybody has to be read.
        """
        self._replay, self._carrying = None, True
        self._renewal.prove(moment)
        told = self._told(Outcome.RENEWED, moment)
        if replay.may_lack_some:
            return [Deliver((told, e.SubscriptionBegan(moment.wall, self._shard, self._share.ids))), Read()]
        return [Deliver((told, e.SubscriptionResumed(moment.wall, self._shard))), d.Resumed()]

    def _renew(self, moment: Moment) -> list[Deed]:
        if self._renewal.is_late(moment):
            return self._renewed(Problem(ProblemKind.TIMED_OUT), moment)
        if self._asked or not self._carrying or not self._renewal.is_due(moment):
            return []
        return [Send(frames.renew(self._renewal.ask(self._next_id(), moment), self._subscription))]

    def _renewed(self, problem: Problem | None, moment: Moment) -> list[Deed]:
        if problem is None:
            self._renewal.prove(moment)
            return [Deliver((self._told(Outcome.RENEWED, moment),))]
        self._renewal.wait(moment)
        told = self._told(Outcome.RENEW_FAILED, moment, problem)
        if not Renewal.is_gone(problem):
            return [Deliver((told,))]
        # Nobody knows since when: what was vouched for ends where it was last known to be there.
        lost = e.SubscriptionLost(self._renewal.proved.wall, self._shard)
        self._subscription, self._carrying = "", False
        return [Deliver((told, lost)), *self._end(Problem(ProblemKind.LINE_LOST, code=problem.code), moment)]

    def _removed(self, problem: Problem | None, moment: Moment) -> list[Deed]:
        self._removing = self._subscription = ""
        outcome = Outcome.REMOVED if problem is None else Outcome.REMOVE_FAILED
        ended = self._end(Problem(ProblemKind.LINE_LOST), moment)
        return [Deliver((self._told(outcome, moment, problem),)), *ended]

    def _notified(
        self, notification: frames.Notification, heard: list[Event], deeds: list[Deed], moment: Moment
    ) -> bool:
        """Whether it was our subscription's."""
        if self._stage is not Stage.LIVE:
            deeds.append(Note("notification before its time"))
            return False
        if self._replay is not None and not self._replay.holds(notification.timestamp, moment):
            if heard:
                deeds.append(Deliver(tuple(heard)))
                heard.clear()
            deeds += self._settle(self._replay, moment)
        if not self._subscription or notification.subscription_id not in ("", self._subscription):
            deeds.append(Note("notification of another subscription"))
            return False
        if notification.heard is not None:
            heard.append(notification.heard)
        else:
            deeds.append(d.ReadPeople() if notification.about_people else Note("notification without presence"))
        return True

    def _faulted(self, fault: frames.Fault, moment: Moment) -> list[Deed]:
        """An Error frame comes before the end: idle or too old a connection, or a context it does not take."""
        if self._asked and fault.message_id == self._asked:
            return self._end(refusals.problem(fault.status, {}, fault.body), moment)
        if self._stage is Stage.OPENED:
            self._recovery.forget()  # whatever it did not like, it may have been this
        codes = refusals.decode(fault.body).codes
        return self._end(Problem(ProblemKind.LINE_LOST, code=codes[0] if codes else ""), moment)

    def _end(self, problem: Problem, moment: Moment, *, asked: bool = False) -> list[Deed]:
        told: list[Event] = []
        if asked or self._asked:
            told.append(self._told(Outcome.SUBSCRIBE_FAILED, moment, problem))
        if self._removing:
            told.append(self._told(Outcome.REMOVE_FAILED, moment, problem))
        if self._carrying:
            told.append(e.SubscriptionLost(self._pulse.life.wall, self._shard))
        self._stage, self._carrying = Stage.CLOSED, False
        self._asked = self._removing = self._renewal.asked = ""
        self._pulse.end()
        return [*([Deliver(tuple(told))] if told else []), Drop(problem)]

    def _told(
        self, outcome: Outcome, moment: Moment, problem: Problem | None = None, count: int = 1
    ) -> e.SubscriptionTold:
        return e.SubscriptionTold(outcome, moment.wall, self._shard, problem, count)

    def _next_id(self) -> str:
        self._requests += 1
        return f"rcboard-{self._requests}"
