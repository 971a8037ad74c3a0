"""A day of 24 hours in some minutes: an office of 500, a fault an hour, and nothing that grows.

Looked at each hour once the line is live again: calls that RingCentral's limits refused, tasks, threads, sockets, file
descriptors and memory of this process, sessions and sockets on the server.
"""

import argparse
import asyncio
import gc
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from rcboard.domain.link import Phase
from tests.chaos import table
from tests.chaos.weather import Weather

HOUR = 3600.0
SETTLED = 4
"""Hours until whatever is made once has been made."""
MEMORY = 12.0
"""Megabytes by which memory may move after that: the allocator's, not ours."""
BACK = 900.0
"""Simulated seconds in which the line has to be live again after a fault of some minutes."""

Strike = Callable[["Day"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Hour:
    """How the process stood at the end of an hour."""

    fault: str
    refused: int
    tasks: int
    threads: int
    sockets: int
    descriptors: int
    megabytes: float
    sessions: int
    lines: int

    def line(self, number: int) -> str:
        """For people."""
        return (
            f"{number:>4}  {self.fault:<22}{self.refused:>6}{self.tasks:>7}{self.threads:>9}{self.sockets:>9}"
            f"{self.descriptors:>7}{self.megabytes:>9.1f}{self.sessions:>10}{self.lines:>7}"
        )


HEAD = (
    f"hour  {'fault':<22}{'429s':>6}{'tasks':>7}{'threads':>9}{'sockets':>9}{'files':>7}{'MB':>9}"
    f"{'sessions':>10}{'lines':>7}"
)


class Day:
    """Lives through the hours with a weather of its own."""

    def __init__(self, weather: Weather, chance: Random) -> None:
        self._weather = weather
        self._chance = chance
        self.names = itertools.cycle(_shuffled(chance))

    async def hour(self) -> Hour:
        """An hour with its fault, up to its end."""
        weather, began = self._weather, time.monotonic()
        name, strike = next(self.names)
        await self.wait(self._chance.uniform(60.0, HOUR / 4))
        await strike(self)
        await self.fault("all", on=False)
        if weather.window.link_model.phase is Phase.SIGNED_OUT:
            weather.window.connection.retry()
        if not await self.until_live(BACK):
            raise SystemError(f"after {name} the line did not come back: {weather.window.link_model.link}")
        while (left := began + weather.clock.real(HOUR) - time.monotonic()) > 0:
            await self.wait(min(60.0, left / weather.clock.real(1.0)))
        await self.until_live(BACK)
        return await self.look(name)

    async def until_live(self, seconds: float) -> bool:
        """Wait for the line; whether it came."""
        deadline = time.monotonic() + self._weather.clock.real(seconds)
        while (live := self._weather.window.link_model.phase is Phase.LIVE) is False and time.monotonic() < deadline:
            await self.wait(5.0)
        return live

    async def wait(self, seconds: float) -> None:
        """Let simulated time pass; what was shown is not kept."""
        await asyncio.sleep(self._weather.clock.real(seconds))
        self._weather.window.drain()

    async def fault(self, name: str, **fields: Any) -> None:
        """Switch a fault of the simulator's."""
        await asyncio.to_thread(self._weather.office.fault, name, **fields)

    async def end_sessions(self) -> None:
        """The administrator ends everything."""
        office = self._weather.office
        for session in (await asyncio.to_thread(office.stats))["sessions"]:
            await asyncio.to_thread(office.end_session, session["id"])

    async def look(self, fault: str) -> Hour:
        """How things stand now."""
        stats = await asyncio.to_thread(self._weather.office.stats)
        gc.collect()
        descriptors = [_target(one) for one in Path("/proc/self/fd").iterdir()]
        status = Path("/proc/self/status").read_text()
        return Hour(
            fault=fault,
            refused=stats["refusedRequests"],
            tasks=len(asyncio.all_tasks()),
            threads=_number(status, "Threads:"),
            sockets=sum(one.startswith("socket:") for one in descriptors),
            descriptors=len(descriptors),
            megabytes=_number(status, "VmRSS:") / 1024,
            sessions=len(stats["sessions"]),
            lines=len(stats["sockets"]),
        )


async def _cut(name: str, day: Day) -> None:
    await day.fault(name, once=True)
    await day.wait(60.0)


async def _lasting(name: str, day: Day) -> None:
    await day.fault(name)
    await day.fault("close_1011", once=True)
    await day.wait(120.0)


async def _events(name: str, day: Day) -> None:
    await day.fault(name, rate=0.3)
    await day.wait(600.0)


async def _evicted(day: Day) -> None:
    await day.end_sessions()
    await day.wait(60.0)


def _shuffled(chance: Random) -> list[tuple[str, Strike]]:
    cuts = ("close_1000", "close_1006", "close_4400", "idle_timeout", "absolute_timeout", "token_expired")
    lasting = (
        "overloaded", "maintenance", "bad_gateway", "plain_429", "unauthorized", "reset", "lost_answer",
        "recovery_fails", "ws_token_503", "ws_token_429", "refuse_socket", "subscription_refused",
    )  # fmt: skip
    events = ("dropped_event", "out_of_order", "unknown_type", "missing_fields")
    strikes: list[tuple[str, Strike]] = [
        *((name, partial(_cut, name)) for name in (*cuts, "silent_socket", "forget_subscription")),
        *((name, partial(_lasting, name)) for name in lasting),
        *((name, partial(_events, name)) for name in events),
        ("session ended", _evicted),
    ]
    chance.shuffle(strikes)
    return strikes


def complaints(hours: list[Hour]) -> Iterator[str]:
    """What grew or was refused in these hours, as sentences."""
    if refused := max(hour.refused for hour in hours):
        yield f"{refused} calls were refused with 429 by limits that we should have kept"
    settled = hours[SETTLED:] or hours
    for name, slack in (
        ("tasks", 1),
        ("threads", 2),
        ("sockets", 2),
        ("descriptors", 2),
        ("sessions", 1),
        ("lines", 1),
    ):
        first, last = getattr(settled[0], name), getattr(settled[-1], name)
        if last > first + slack:
            yield f"{name} grew from {first} to {last}"
    middle = sorted(hour.megabytes for hour in settled[: max(1, len(settled) // 3)])
    if settled[-1].megabytes > middle[len(middle) // 2] + MEMORY:
        yield f"memory grew from {middle[len(middle) // 2]:.1f} to {settled[-1].megabytes:.1f} MB"


async def live_through(args: argparse.Namespace, weather: Weather) -> int:
    """All hours; 0 when nothing grew and nothing was refused."""
    began = time.monotonic()
    day, hours = Day(weather, Random(args.seed)), list[Hour]()
    if not await day.until_live(BACK):
        table.say("the line never became live")
        return 1
    table.say(HEAD)
    for number in range(args.hours):
        hours.append(await day.hour())
        table.say(hours[-1].line(number + 1))
    found = [*complaints(hours), *weather.window.mistakes[:5]]
    for complaint in found:
        table.say(complaint)
    table.say(
        f"{args.hours} hours in {time.monotonic() - began:.0f} s at {args.speed:g} times the speed, seed {args.seed}: "
        f"{len(found)} complaints"
    )
    return int(bool(found))


def _target(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except OSError:
        return ""  # it was the one the listing itself used


def _number(status: str, name: str) -> int:
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name))
