"""Many desks in one process: ``python -m tests.scale.desks URL COUNT``. Each line of input gets one of output.

``look`` answers with each desk's state: whether it is live, and a digest of what it shows; the first also with that
itself. ``wait ID STATE`` answers, when every desk shows this state of that person, how long after the question.
"""

import asyncio
import hashlib
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from rcboard.app.clock import SystemClock
from rcboard.domain.board import Board
from rcboard.domain.events import Event
from rcboard.outlets.mqtt.address import broker
from rcboard.outlets.mqtt.source import MqttSource


class Desk:
    """One board on the broker."""

    def __init__(self, url: str, clock: SystemClock) -> None:
        self.board = Board()
        self.clock = clock
        self.events = 0
        self.source = MqttSource(broker(url), "", None, tell=self.take, clock=clock)

    def take(self, events: Sequence[Event]) -> None:
        self.events += len(events)
        self.board.apply(events, self.clock.now())

    def shows(self) -> dict[str, str]:
        live = self.board.link.live
        return {person.id: str(self.board.sure_state(person.id)) if live else "unknown" for person in self.board}


async def main(url: str, count: int) -> None:
    clock = SystemClock()
    desks = [Desk(url, clock) for _ in range(count)]
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(desk.source.run()) for desk in desks]
        while line := await asyncio.to_thread(sys.stdin.readline):
            word, *rest = line.split()
            print(json.dumps(await answer(desks, word, rest)), flush=True)
        for task in running:
            task.cancel()


async def answer(desks: list[Desk], word: str, rest: list[str]) -> Any:
    if word == "wait":
        begun = time.time()
        while not all(desk.shows().get(rest[0]) == rest[1] for desk in desks):
            await asyncio.sleep(0.002)
            if time.time() - begun > 30:
                return None
        return time.time() - begun
    shown = [desk.shows() for desk in desks]
    digests = [hashlib.sha256(json.dumps(one, sort_keys=True).encode()).hexdigest()[:12] for one in shown]
    live = sum(desk.board.link.live for desk in desks)
    return {"live": live, "digests": digests, "first": shown[0], "processor": time.process_time()}


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
