"""Replay: a recording as the source of a board, as it happened or faster."""

import asyncio
from collections.abc import Callable, Sequence

from rcboard.app.connection import Feed
from rcboard.domain.events import Event, LinkChanged, SubscriptionLost
from rcboard.domain.link import Link, Phase
from rcboard.domain.times import Clock
from rcboard.host.recording import Recording


def feed(recording: Recording) -> Feed:
    """The recording as a feed; the clock it is played by sets its speed. It raises RecordingError."""

    async def run(tell: Callable[[Sequence[Event]], None], clock: Clock) -> None:
        turns = recording.turns(clock.now())
        while (turn := await asyncio.to_thread(next, turns, None)) is not None:
            at, events = turn
            while (wait := at - clock.now()) > 0:
                await clock.sleep(wait)
            tell(events)
        now = clock.now()
        # Nobody says what happened afterwards: the tiles grow old like any others.
        tell([SubscriptionLost(now), LinkChanged(Link(Phase.STOPPED, now))])

    return run
