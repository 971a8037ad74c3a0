"""What people do in an office, each as a story: a generator that changes people and yields seconds to wait.

Seconds are office seconds. A story that finds its call gone (hung up by the control plane) ends quietly.
"""

from collections.abc import Callable, Iterator
from random import Random

from rcboard.simulator.calls import Exchange, Side, side
from rcboard.simulator.names import CALLERS, MESSAGES
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.presence import Call

Story = Iterator[float]


class Stories:
    """The repertoire of one office."""

    def __init__(self, office: Office, chance: Random, now: Callable[[], float]) -> None:
        self._office = office
        self._chance = chance
        self._now = now
        self._exchange = Exchange(chance)

    def colleague_call(self, caller: Extension, callee: Extension) -> Story:
        """One colleague calls another: both show a leg of it."""
        session = self._exchange.session()
        here = self._exchange.leg("Outbound", side(caller), side(callee), "Ringing", session=session, party=1)
        there = self._exchange.leg("Inbound", side(caller), side(callee), "Ringing", session=session, party=2)
        return self._two_legs((caller, here), (callee, there))

    def call_from_outside(self, callee: Extension) -> Story:
        """Somebody from outside calls."""
        there = self._outside_leg("Inbound", callee)
        self._add(callee, there)
        yield self._chance.uniform(4, 14)
        if self._chance.random() < 0.15:
            self._end((callee, there))
            return
        yield from self._talk((callee, there))

    def call_to_outside(self, caller: Extension) -> Story:
        """Somebody calls a number outside."""
        here = self._outside_leg("Outbound", caller)
        self._add(caller, here)
        yield self._chance.uniform(5, 20)
        if self._chance.random() < 0.2:
            self._end((caller, here))
            return
        yield from self._talk((caller, here))

    def queue_call(self, queue: Extension, members: list[Extension]) -> Story:
        """A call to a queue rings at some members; one answers and it stops ringing at the others."""
        caller = Side(*reversed(self._chance.choice(CALLERS)))
        session = self._exchange.session()
        legs = [
            (
                one,
                self._exchange.leg(
                    "Inbound", caller, side(queue), "Ringing", session=session, party=n + 2, queue_call=True
                ),
            )
            for n, one in enumerate(members)
        ]
        for member, leg in legs:
            self._add(member, leg)
        yield self._chance.uniform(5, 15)
        answering = self._chance.choice(legs)
        for one in legs:
            if one is not answering:
                self._end(one)
        yield from self._talk(answering)

    def meeting(self, people: list[Extension]) -> Story:
        """Some people meet; they join and leave within a minute or so."""
        for someone in people:
            self._set(someone, meeting_status="Connected")
            yield self._chance.uniform(1, 40)
        yield self._chance.uniform(900, 3000)
        for someone in people:
            self._set(someone, meeting_status="Disconnected")
            yield self._chance.uniform(1, 30)

    def quiet_hour(self, someone: Extension) -> Story:
        """Do not disturb, as the app sets it: busy, and no calls."""
        someone.presence.set_dnd("DoNotAcceptAnyCalls")
        self._set(someone, user_status="Busy")
        yield self._chance.uniform(900, 3600)
        someone.presence.set_dnd_personal("TakeAllCalls")
        self._set(someone, user_status="Available")

    def queue_break(self, someone: Extension) -> Story:
        """A queue member takes no queue calls for a while, or nothing else."""
        someone.presence.set_dnd(self._chance.choice(("DoNotAcceptDepartmentCalls", "TakeDepartmentCallsOnly")))
        self._office.presence_changed(someone)
        yield self._chance.uniform(600, 2400)
        someone.presence.set_dnd("TakeAllCalls")
        self._office.presence_changed(someone)

    def busy_spell(self, someone: Extension) -> Story:
        """Busy by own choice, sometimes with a word about it."""
        if self._chance.random() < 0.5:
            someone.presence.message = self._chance.choice(MESSAGES)
        self._set(someone, user_status="Busy")
        yield self._chance.uniform(600, 3600)
        someone.presence.message = ""
        self._set(someone, user_status="Available")

    def away(self, someone: Extension) -> Story:
        """Gone from the desk: out for lunch, out for errands."""
        self._set(someone, user_status="Offline")
        yield self._chance.uniform(900, 5400)
        self._set(someone, user_status="Available")

    def _two_legs(self, outbound: tuple[Extension, Call], inbound: tuple[Extension, Call]) -> Story:
        self._add(*outbound)
        self._add(*inbound)
        yield self._chance.uniform(3, 12)
        if self._chance.random() < 0.2:
            self._end(inbound)
            self._end(outbound)
            return
        yield from self._talk(outbound, inbound)

    def _talk(self, *legs: tuple[Extension, Call]) -> Story:
        """Answer, talk, perhaps hold or park, hang up."""
        answered = self._now()
        for _, leg in legs:
            leg.start = answered
        if not self._turn("CallConnected", *legs):
            return
        talk = min(1800.0, self._chance.lognormvariate(5.0, 0.8))
        holder = legs[-1]
        what = self._chance.random()
        yield talk * 0.5
        if what < 0.15 and self._turn("OnHold", holder):
            yield self._chance.uniform(10, 90)
            if not self._turn("CallConnected", holder):
                return
        elif what < 0.2 and self._turn("ParkedCall", holder):
            yield self._chance.uniform(20, 120)
            if not self._turn("CallConnected", holder):
                return
        yield talk * 0.5
        for one in legs:
            self._end(one)

    def _outside_leg(self, direction: str, someone: Extension) -> Call:
        name, number = self._chance.choice(CALLERS)
        far, near = Side(number, name), side(someone)
        caller, callee = (far, near) if direction == "Inbound" else (near, far)
        return self._exchange.leg(direction, caller, callee, "Ringing", session=self._exchange.session(), party=1)

    def _add(self, someone: Extension, call: Call) -> None:
        someone.presence.calls.append(call)
        self._office.presence_changed(someone)

    def _turn(self, status: str, *legs: tuple[Extension, Call]) -> bool:
        """Put the legs into this status; False when none of them is there any more."""
        there = [(someone, call) for someone, call in legs if call in someone.presence.calls]
        for someone, call in there:
            call.status = status
            self._office.presence_changed(someone)
        return bool(there)

    def _end(self, leg: tuple[Extension, Call]) -> None:
        someone, call = leg
        if someone.presence.end(call):
            self._office.presence_changed(someone)

    def _set(self, someone: Extension, *, user_status: str = "", meeting_status: str = "") -> None:
        if user_status:
            someone.presence.user_status = user_status
        if meeting_status:
            someone.presence.meeting_status = meeting_status
        self._office.presence_changed(someone)
