"""A storm: rounds of trouble for one running line, each measured until the board is healed."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any, TypeVar

from rcboard.domain.link import Phase
from tests.chaos.crowd import Crowd
from tests.chaos.judge import Judge, Lie
from tests.chaos.troubles import TROUBLES, Trouble
from tests.chaos.truth import Truth
from tests.chaos.weather import Weather

T = TypeVar("T")

GLANCE = 0.05
"""The machine's seconds between two looks at how things stand."""
PATIENCE = 180.0
"""Simulated seconds after which a board that has not healed is given up, and the storm with it."""
UNDER_WAY = 5.0
"""Simulated seconds in which an answer of before the trouble ended may still come, and with it a button to press."""


@dataclass(slots=True)
class Round:
    """What one trouble did. Times are simulated seconds; ``heal`` is None where it never healed."""

    name: str
    heal: float | None = None
    longest: float = 0.0
    lies: list[Lie] = field(default_factory=list)
    drops: int = 0
    wanting: str = ""
    """What the board wanted in the end, if it did not heal."""
    mixed: tuple[str, ...] = ()
    """The troubles that came together, if several did."""


class Storm:
    """Strikes a window, judges it meanwhile, and knows what the troubles need."""

    def __init__(self, weather: Weather, judge: Judge, crowd: Crowd, seed: int) -> None:
        self.office = weather.office
        self.window = weather.window
        self.clock = weather.clock
        self.names = weather.names
        self.ring = weather.ring
        self.judge = judge
        self.chance = Random(seed)
        self.mixed: list[str] = []
        self._crowd = crowd
        self._truth = Truth(weather.office)
        self._pulling = asyncio.Lock()

    # -- what troubles do

    @property
    def speed(self) -> float:
        """Simulated seconds in one of the machine's."""
        return 1.0 / self.clock.real(1.0)

    def real(self, seconds: float) -> float:
        """The machine's seconds for simulated ones."""
        return self.clock.real(seconds)

    def between(self, shortest: float, longest: float) -> float:
        """A length of time by chance."""
        return self.chance.uniform(shortest, longest)

    def one_of(self, choices: Sequence[T]) -> T:
        """One by chance."""
        return self.chance.choice(choices)

    async def fault(self, name: str, **fields: Any) -> None:
        """Switch a fault of the simulator's."""
        await asyncio.to_thread(self.office.fault, name, **fields)

    async def act(self, action: str, **fields: Any) -> dict[str, Any]:
        """Change somebody's record."""
        return await asyncio.to_thread(self.office.act, action, **{k: str(v) for k, v in fields.items()})

    async def end_sessions(self) -> None:
        """End everybody's session, as an administrator does."""
        for session in (await asyncio.to_thread(self.office.stats))["sessions"]:
            await asyncio.to_thread(self.office.end_session, session["id"])

    async def restart_office(self) -> None:
        """The server begins anew, as a process that was killed; tokens and sockets are gone, the office is as at first.

        It has the same people as at first, and none that were created since.
        """
        async with self._pulling:
            await asyncio.to_thread(self.office.restart)
            await self.prepare()
            self._truth.begin_again()
            self.judge.another_office()

    async def prepare(self) -> None:
        """Leave out what the simulator does in the machine's seconds for the sake of other clients."""
        pause = {"pause_after_subscription_real": 0.0, "pause_before_replay_real": 0.0}
        await asyncio.to_thread(self.office.switch, **pause, late_real=self.real(1.0))

    async def sleep(self, seconds: int, *, steady: bool) -> None:
        """The machine wakes after so long."""
        await asyncio.to_thread(self.office.ask, "POST", "skip", {"seconds": seconds})
        self.clock.leap(float(seconds), steady=steady)
        at = time.monotonic()
        await self.mark(lambda: self.judge.woke(at))

    async def mark(self, tell: Callable[[], object]) -> None:
        """Tell the judge something that counts from now on."""
        await self.look()
        tell()

    async def wait(self, seconds: float) -> None:
        """Let so many simulated seconds pass."""
        await self.until(lambda: False, seconds)

    async def until_lost(self, seconds: float) -> None:
        """Wait until the strip says that the line is lost."""
        await self.until(lambda: self.window.link_model.phase is not Phase.LIVE, seconds)

    async def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Wait for this, at most so many simulated seconds, judging meanwhile; whether it holds."""
        deadline = time.monotonic() + self.real(seconds)
        while not holds():
            if (left := deadline - time.monotonic()) <= 0:
                return False
            await asyncio.sleep(min(GLANCE, left))
            await self.look()
        return True

    @property
    def _signed_out(self) -> bool:
        return self.window.link_model.phase is Phase.SIGNED_OUT

    # -- the storm

    async def look(self) -> None:
        """Judge what has been shown so far."""
        async with self._pulling:
            facts, until = await asyncio.to_thread(self._truth.read)
            self._crowd.look()
            for _ in self.judge.hear(facts, self.window.drain(), until):
                await asyncio.sleep(0)

    async def rest(self, seconds: float) -> bool:
        """Wait until the board is whole; whether it is."""
        return await self.until(lambda: self.judge.whole_since is not None, seconds)

    async def pause(self) -> None:
        """Let the rate limits recover from the round before: a storm is not to be one long trouble."""
        while (wait := self.judge.recovered_at(time.monotonic()) - time.monotonic()) > 0:
            await self.wait(wait * self.speed)

    async def strike(self, trouble: Trouble) -> Round:
        """One round: strike, end the trouble, and see how long the board takes to heal."""
        judge, done = self.judge, Round(trouble.name)
        await self.pause()
        judge.begin_round()
        self.mixed.clear()
        try:
            await trouble.strike(self)
        finally:
            self.names.gone = self.ring.gone = False
            await self.fault("all", on=False)
        off = time.monotonic()
        signed_out = not (await asyncio.to_thread(self.office.stats))["sessions"]
        may_heal_from = partial(judge.may_heal_from, off, signed_out=signed_out)
        await self.until(lambda: self._signed_out or judge.whole_since is not None, UNDER_WAY)
        if self._signed_out:
            self.window.connection.retry()  # the button on the strip
        await self.look()
        healed = await self.rest(PATIENCE + (may_heal_from() - off) * self.speed)
        while healed:
            # It may only not know yet that it is lost.
            await self.wait(self.between(3, 8))
            if judge.whole_since is not None:
                done.heal = judge.seconds(may_heal_from(), judge.whole_since)
                break
            healed = await self.rest(PATIENCE)
        if done.heal is None:
            done.wanting = judge.wanting()
        judge.odd_words = False
        done.mixed = tuple(self.mixed)
        done.longest, done.lies, done.drops = judge.longest, judge.lies, judge.drops_in_round
        return done


def chosen(text: str, rounds: int) -> list[Trouble]:
    """The troubles whose names contain this, in turn."""
    some = [trouble for trouble in TROUBLES if text in trouble.name]
    return [some[number % len(some)] for number in range(rounds)]


def programme(rounds: int, chance: Random) -> list[Trouble]:
    """Which troubles come, in which order: each before any comes again, as far as its weight goes."""
    pool: list[Trouble] = []
    while len(pool) < rounds:
        turn = [trouble for trouble in TROUBLES for _ in range(_times(trouble.weight, chance))]
        chance.shuffle(turn)
        pool += turn
    return pool[:rounds]


def _times(weight: float, chance: Random) -> int:
    whole = int(weight)
    return whole + (chance.random() < weight - whole)
