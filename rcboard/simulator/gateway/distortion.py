"""Presence events on their way to one subscriber when faults are on: lost, doubled, late, stale, thinned, unknown."""

import asyncio
from collections.abc import Callable
from typing import Any

from rcboard.simulator.faults import SOCKETS, Faults
from rcboard.simulator.gateway.frames import encode
from rcboard.simulator.gateway.mischief import strike
from rcboard.simulator.gateway.subscriptions import Subscription
from rcboard.simulator.numbers import Numbers

Json = dict[str, Any]
Tell = Callable[[Subscription, str, bytes], Callable[[], None]]

Lost = Callable[[Json], None]
"""Hears of each event that a fault ate."""


class Distortion:
    """Delivers events through the faults. ``prepare`` puts a body into its envelope and answers how to send it."""

    def __init__(self, faults: Faults, numbers: Numbers, prepare: Tell, lost: Lost) -> None:
        self._faults = faults
        self._numbers = numbers
        self._lost = lost
        self._prepare = prepare
        self._last: dict[tuple[str, str], Json] = {}
        self._late: dict[tuple[str, str], tuple[Callable[[], None], asyncio.TimerHandle]] = {}

    @property
    def awake(self) -> bool:
        """Whether events have to come this way: a fault waits for them, or one is held back until it is overtaken."""
        return bool(self._late) or self._faults.distorting()

    def deliver(self, subscription: Subscription, uri: str, body: Json) -> None:
        """Send one event as the faults that are on would have it."""
        keys = subscription.session.keys
        who = (subscription.id, str(body["extensionId"]))
        strikes = self._faults.strikes
        for name in SOCKETS:
            if self._faults.rated(name) and strikes(name, *keys):
                strike(name, subscription.line)
        if strikes("dropped_event", *keys):
            self._lost(body)
            return
        before, self._last[who] = self._last.get(who), body
        if strikes("unknown_type", *keys):
            subscription.line.send({"type": "ServerGreeting", "messageId": "greeting-1", "status": 200, "headers": {}})
        if strikes("multipart_frame", *keys):
            meta = {"type": "ServerNotification", "messageId": "part-1", "status": 207, "headers": {}}
            subscription.line.send(
                meta, raw=b"--Boundary_1\r\nContent-Type: application/json\r\n\r\n{}\r\n--Boundary_1--"
            )
        if strikes("unknown_extension", *keys):
            self._prepare(subscription, uri, encode(body | {"extensionId": 499_999_000_001, "sequence": 1}))()
        sent = body
        if before is not None and strikes("missing_fields", *keys):
            sent = {key: value for key, value in body.items() if key in _KEPT or before.get(key) != value}
        if strikes("unknown_enum", *keys):
            sent = sent | {"telephonyStatus": "Teleporting"}
        send = self._prepare(subscription, uri, encode(sent))
        overtaken = self._late.pop(who, None)
        if overtaken is None and strikes("out_of_order", *keys):
            timer = asyncio.get_running_loop().call_later(self._numbers.late_real, self._release, who)
            self._late[who] = (send, timer)
            return
        send()
        if overtaken:
            overtaken[1].cancel()
            overtaken[0]()
        if strikes("duplicate_event", *keys):
            send()
        if strikes("stale_sequence", *keys):
            stale = body | {"sequence": body["sequence"] - 1, "presenceStatus": "Offline", "telephonyStatus": "OnHold"}
            self._prepare(subscription, uri, encode(stale))()

    def forget(self) -> None:
        """Events went out past this door: what was last sent through it says nothing of what a client knows."""
        self._last.clear()

    def release_all(self) -> None:
        """Send everything that is held back."""
        for who in tuple(self._late):
            self._release(who)

    def cancel(self) -> None:
        """Forget what is held back: the platform goes away."""
        for _, timer in self._late.values():
            timer.cancel()
        self._late.clear()

    def _release(self, who: tuple[str, str]) -> None:
        send, timer = self._late.pop(who)
        timer.cancel()
        send()


_KEPT = ("extensionId", "sequence")
