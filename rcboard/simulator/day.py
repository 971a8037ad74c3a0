"""The office day: which stories begin when, and how fast they pass.

The day is a queue of stories ordered by office time. Without a rate, office time runs ``speed`` times faster than real
time. With a rate, office time jumps from one step to the next, just so that this many changes happen in a real second.
"""

import asyncio
import heapq
from collections.abc import Callable
from itertools import count
from random import Random

from rcboard.simulator.clock import Clock
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.stories import Stories, Story

BEGIN = 9 * 3600.0
WARM_UP = 1500.0
STORIES_PER_HOUR = 4.5
"""How many stories an average person is part of in a busy hour."""

BUSTLE = {7: 0.2, 8: 0.7, 9: 1.0, 10: 1.1, 11: 1.0, 12: 0.6, 13: 0.7, 14: 1.0, 15: 1.1, 16: 0.9, 17: 0.5, 18: 0.2}
"""How busy the hours of the day are; the rest is night."""

Beginning = tuple[Story, list[Extension]]


class Day:
    """Lets the office live. ``rate`` in changes a real second, None for the day's own pace, 0 for standing still."""

    def __init__(self, office: Office, chance: Random, clock: Clock, *, rate: float | None, speed: float) -> None:
        self._office = office
        self._chance = chance
        self._clock = clock
        self.rate = rate
        self.speed = speed
        self.paused = False
        self._burst_rate = 0.0
        self._burst_until = 0.0
        self.time = BEGIN - WARM_UP
        self._order = count()
        self._steps: list[tuple[float, int, Story, list[Extension]]] = []
        self._engaged: set[int] = set()
        self._left_alone: set[int] = set()
        self._crowd: list[int] = []
        self._queues: list[int] = []
        self._crowd_revision = 0
        self._stories = Stories(office, chance, self._call_time)
        self._repertoire: tuple[tuple[int, Callable[[], Beginning | None]], ...] = (
            (30, self._colleague_call),
            (28, lambda: self._alone(self._stories.call_from_outside)),
            (16, lambda: self._alone(self._stories.call_to_outside)),
            (9, self._queue_call),
            (1, self._meeting),
            (4, lambda: self._alone(self._stories.quiet_hour)),
            (3, self._queue_break),
            (4, lambda: self._alone(self._stories.busy_spell)),
            (3, lambda: self._alone(self._stories.away)),
        )
        self._weights = [weight for weight, _ in self._repertoire]
        self._admit(self._arrivals(), [])

    def leave_alone(self, someone: Extension) -> None:
        """From now on only the control plane moves this person; others in the same call are hung up on."""
        self._left_alone.add(someone.id)

    def take_back(self, someone: Extension) -> None:
        """The person takes part in the day again."""
        self._left_alone.discard(someone.id)

    def warm_up(self) -> None:
        """Let the first half hour pass at once, so that the board is alive from the first look."""
        while self.time < BEGIN:
            self._step()
        for extension in self._office.extensions.values():
            extension.presence.sequence = 0
        self._office.changes = 0

    def burst(self, rate: float, seconds: float) -> None:
        """For so many real seconds live at this many changes a second."""
        self._burst_rate = rate
        self._burst_until = asyncio.get_running_loop().time() + seconds

    async def run(self) -> None:
        """Live until cancelled."""
        tick = 0.01 if (self.rate or 0) > 100 else 0.05
        loop = asyncio.get_running_loop()
        last = loop.time()
        credit = 0.0
        made = self._office.changes
        while True:
            await asyncio.sleep(tick)
            now = loop.time()
            passed, last = min(now - last, 0.5), now
            rate = self._burst_rate if now < self._burst_until else self.rate
            if self.paused or rate == 0:
                made = self._office.changes
                continue
            if rate is None:
                self._live_until(self.time + passed * self.speed)
                continue
            credit = min(credit + passed * rate, rate)
            credit -= self._office.changes - made
            made = self._office.changes
            for _ in range(100 + int(credit) * 8):  # an empty office has steps that change nobody
                if credit < 1:
                    break
                self._step()
                credit -= self._office.changes - made
                made = self._office.changes

    def _live_until(self, until: float) -> None:
        while self._steps[0][0] <= until:
            self._step()
        self.time = until

    def _step(self) -> None:
        """Go on with the story that is due first."""
        self.time, _, story, people = heapq.heappop(self._steps)
        if not all(self._takes_part(one) for one in people):
            self._break_off(people)
            return
        try:
            pause = next(story)
        except StopIteration:
            self._engaged.difference_update(one.id for one in people)
        else:
            heapq.heappush(self._steps, (self.time + pause, next(self._order), story, people))

    def _takes_part(self, someone: Extension) -> bool:
        return someone.at_work and someone.id in self._office.extensions and someone.id not in self._left_alone

    def _break_off(self, people: list[Extension]) -> None:
        """Somebody in the story is gone or held: the others hang up and leave the meeting."""
        self._engaged.difference_update(one.id for one in people)
        for someone in people:
            presence = someone.presence
            if self._takes_part(someone) and (presence.calls or presence.meeting_status == "Connected"):
                for call in tuple(presence.calls):
                    presence.end(call)
                presence.meeting_status = "Disconnected"
                self._office.presence_changed(someone)

    def _admit(self, story: Story, people: list[Extension]) -> None:
        self._engaged.update(one.id for one in people)
        heapq.heappush(self._steps, (self.time, next(self._order), story, people))

    def _arrivals(self) -> Story:
        """The story of all stories: when the next one begins."""
        while True:
            bustle = BUSTLE.get(int(self.time // 3600) % 24, 0.05)
            yield self._chance.expovariate(max(len(self._at_work()), 1) * STORIES_PER_HOUR * bustle / 3600)
            _, begin = self._chance.choices(self._repertoire, self._weights)[0]
            beginning = begin()
            if beginning:
                self._admit(*beginning)

    def _alone(self, story: Callable[[Extension], Story]) -> Beginning | None:
        people = self._free(1)
        return (story(people[0]), people) if people else None

    def _colleague_call(self) -> Beginning | None:
        people = self._free(2)
        return (self._stories.colleague_call(*people), people) if len(people) == 2 else None

    def _meeting(self) -> Beginning | None:
        people = self._free(self._chance.randint(2, 6))
        return (self._stories.meeting(people), people) if len(people) > 1 else None

    def _queue_call(self) -> Beginning | None:
        """A queue rings at up to three members who are free and take its calls."""
        queue = self._queue()
        members = [one for one in self._members(queue) if one.presence.accept_call_queue_calls] if queue else []
        if not queue or not members:
            return None
        ringing = self._chance.sample(members, min(len(members), 3))
        return self._stories.queue_call(queue, ringing), ringing

    def _queue_break(self) -> Beginning | None:
        queue = self._queue()
        members = self._members(queue) if queue else []
        if not members:
            return None
        someone = self._chance.choice(members)
        return self._stories.queue_break(someone), [someone]

    def _at_work(self) -> list[int]:
        """The ids of all who may move; counted anew only after somebody came, went or changed."""
        if self._crowd_revision != self._office.revision:
            self._crowd_revision = self._office.revision
            extensions = self._office.extensions.values()
            self._crowd = [one.id for one in extensions if one.at_work]
            self._queues = [one.id for one in extensions if one.members]
        return self._crowd

    def _queue(self) -> Extension | None:
        self._at_work()
        return self._office.extensions[self._chance.choice(self._queues)] if self._queues else None

    def _members(self, queue: Extension) -> list[Extension]:
        return [one for id in queue.members if (one := self._office.extensions.get(id)) and self._is_free(one)]

    def _free(self, wanted: int) -> list[Extension]:
        """Up to so many people in no story, found by a bounded number of draws: the office may be full."""
        ids = self._at_work()
        found: list[Extension] = []
        for _ in range(min(len(ids), 8) * wanted):
            someone = self._office.extensions[self._chance.choice(ids)]
            if someone not in found and self._is_free(someone):
                found.append(someone)
                if len(found) == wanted:
                    break
        return found

    def _is_free(self, someone: Extension) -> bool:
        return someone.id not in self._engaged and self._takes_part(someone)

    def _call_time(self) -> float:
        """When a call is answered, on the platform's clock; during the warm-up that lies in the past."""
        return self._clock.wall() - max(0.0, BEGIN - self.time) / max(self.speed, 1.0)
