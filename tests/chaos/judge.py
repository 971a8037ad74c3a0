"""The judge: lays what was shown over what was true, in order of time, and measures each difference."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from rcboard.domain.link import Phase
from tests.chaos.crowd import Crowd
from tests.chaos.truth import FREE, UNKNOWN, Answered, Fact, Turned, Withheld
from tests.chaos.window import Gate, Seen, Strip, Tile

log = logging.getLogger(__name__)

ROOM = {"auth": 5, "heavy": 8}
"""Calls a minute by rate group. A line that alone is to stand uses all of the five; of the ten two are the user's."""
MINUTE = 60.0
OPEN = "open"

MOST_TOLD = 5
"""Lies of a round that are put down in detail."""
TURN = 200
"""Moments judged in one go."""


class Column(Enum):
    """Which D counts for a difference."""

    WORKING = "working line"
    SILENT = "silent line"
    UNTOLD = "never told"


LIMITS = {Column.WORKING: 3.0, Column.SILENT: 40.0, Column.UNTOLD: 615.0}
"""D in simulated seconds; a check interval has the time of its own reading with it."""


@dataclass(frozen=True, slots=True)
class Lie:
    """Somebody's tile, or the gate (``by``), said ``said`` although it was ``true``, for ``age`` seconds and more."""

    by: str
    column: Column
    id: str
    said: str
    true: str
    age: float


@dataclass(slots=True)
class _Difference:
    said: str
    since: float
    column: Column
    told: bool = False
    """It has been counted as a lie."""


class _Voice:
    """One who claims something about everybody: the tiles, or the gate."""

    def __init__(self, by: str) -> None:
        self.by = by
        self.said: dict[str, str] = {}
        self.left: dict[tuple[str, str], float] = {}
        """When somebody's truth ceased to be a state: what says it from then on is wrong since then."""
        self.differences: dict[str, _Difference] = {}


class Judge:
    """Takes both sides of each moment. ``speed`` is simulated seconds in one of the machine's.

    ``pages`` is how many calls it takes to read everybody's presence.
    """

    def __init__(self, speed: float, pages: int, crowd: Crowd) -> None:
        self._speed = speed
        self._crowd = crowd
        self._pending: list[Fact | Seen] = []
        self._true: dict[str, str] = {}
        self._tiles = _Voice("tile")
        self._gates = _Voice("gate")
        self._fresh: set[str] = set()
        self._unsure: set[str] = set()
        self._excused: set[str] = set()
        self._withheld: set[str] = set()
        """Of whose newest change the server told nobody."""
        self._missing: set[str] = set()
        """Who has a tile and is not there, or the other way round."""
        self._live = False
        self._now = Column.WORKING
        self._calls: dict[str, deque[float]] = {group: deque(maxlen=50) for group in ROOM}
        self._needs = {"auth": 1, "heavy": pages}
        self._asked_to_wait_until = 0.0
        self.whole_since: float | None = None
        """Since when the board is healed (the machine's seconds); None while it is not."""
        self._painted_last: dict[str, deque[Tile]] = {}
        self.lies: list[Lie] = []
        self.longest = 0.0
        """The longest a tile differed from the truth without saying so; simulated seconds."""
        self.odd_words = False
        """The server sends words nobody knows: a tile that says so is as whole as can be."""
        self.drops_in_round = 0
        """How often the line was lost."""

    # -- what the storm tells

    def begin_round(self) -> None:
        """Count anew."""
        self.lies, self.longest, self.drops_in_round = [], 0.0, 0

    def another_office(self) -> None:
        """The server began anew: what was true before says nothing of when its truth ceased to be another."""
        for voice in (self._tiles, self._gates):
            voice.left.clear()
        self._withheld.clear()

    def silenced(self) -> None:
        """From now on the line is dead without a word, until the strip says so."""
        self._now = Column.SILENT

    def forgotten(self) -> None:
        """From now on the server tells nothing, and nobody could know; until the line breaks."""
        self._now = Column.UNTOLD

    def woke(self, at: float) -> None:
        """The machine slept until now: before, nobody could look."""
        self._now = Column.WORKING
        for voice in (self._tiles, self._gates):
            for difference in voice.differences.values():
                if difference.column is Column.SILENT:
                    difference.since, difference.column = at, Column.WORKING

    def seconds(self, since: float, until: float) -> float:
        """Simulated seconds between two of the machine's moments, without those in which it let us wait."""
        return max(0.0, until - since - self._crowd.waited(since, until)) * self._speed

    def may_heal_from(self, off: float, *, signed_out: bool) -> float:
        """When healing begins to count, for a fault that is off at ``off`` (the machine's seconds).

        Whoever is ``signed_out`` then needs a token before a socket.
        """
        begins = max(off, self._asked_to_wait_until)
        needs = self._needs | ({"auth": 2} if signed_out else {})
        return max(begins, *(self.room_from(group, need, begins) for group, need in needs.items()))

    def recovered_at(self, now: float) -> float:
        """When there is room for a common round: a socket that has to be opened twice, everybody read twice."""
        return max(self.room_from("auth", 4, now), self.room_from("heavy", 2 * self._needs["heavy"], now))

    def room_from(self, group: str, need: int, at: float) -> float:
        """From when on, not before ``at``, the published limits allow so many calls more (the machine's seconds)."""
        window, over = MINUTE / self._speed, ROOM[group] - need
        recent = [call for call in self._calls[group] if at - window < call <= at]
        return at if len(recent) <= over else recent[-over - 1] + window

    @property
    def differing(self) -> int:
        """Tiles that say something else than the truth at this moment."""
        return len(self._tiles.differences)

    def wanting(self) -> str:
        """What keeps the board from being whole."""
        parts = {"no tile for": self._true.keys() - self._tiles.said.keys()}
        parts |= {
            "a tile too many for": self._tiles.said.keys() - self._true.keys(),
            "nobody vouches for": self._unsure,
        }
        told = [f"{what} {len(ids)}: {', '.join(sorted(ids)[:3])}" for what, ids in parts.items() if ids]
        return "; ".join(told if self._live else ["the line is not live", *told])

    @property
    def untold(self) -> int:
        """Tiles that are wrong because the server never told."""
        return sum(difference.column is Column.UNTOLD for difference in self._tiles.differences.values())

    # -- judging

    def hear(self, facts: Iterable[Fact], seen: Iterable[Seen], until: float) -> Iterator[None]:
        """Judge everything up to ``until``, before which nothing more will come from either side.

        Gives the turn back now and then: whoever measures must not hold up what is measured.
        """
        self._pending += [*facts, *seen]
        self._pending.sort(key=lambda one: one.at)
        due = next((n for n, one in enumerate(self._pending) if one.at > until), len(self._pending))
        ready, self._pending = self._pending[:due], self._pending[due:]
        for number, one in enumerate(ready):
            self._take(one)
            self._look_whole(one.at)
            if number % TURN == TURN - 1:
                yield
        for voice in (self._tiles, self._gates):
            for id in voice.differences:
                self._measure(voice, id, until)

    def _take(self, one: Fact | Seen) -> None:
        match one:
            case Turned(at, id, state):
                self._turned(at, id, state)
            case Withheld(at, id):
                self._withheld.add(id)
                for voice in (self._tiles, self._gates):
                    if id in voice.differences:
                        voice.differences[id].column = Column.UNTOLD
            case Answered(at, group, wait_until):
                if group:
                    self._calls[group].append(at)
                self._asked_to_wait_until = max(self._asked_to_wait_until, wait_until or 0.0)
            case Tile():
                self._painted(one)
            case Gate(at, id, opened):
                self._say(self._gates, id, OPEN if opened else None, at)
            case Strip(at, phase, _):
                self._strip(at, phase is Phase.LIVE)

    def _painted(self, tile: Tile) -> None:
        self._painted_last.setdefault(tile.id, deque(maxlen=5)).append(tile)
        if tile.fresh and tile.state == UNKNOWN and self.odd_words:
            self._excused.add(tile.id)
        elif tile.state != UNKNOWN:
            self._excused.discard(tile.id)
        self._say(self._tiles, tile.id, tile.state, tile.at)
        (self._fresh.add if tile.fresh else self._fresh.discard)(tile.id)
        sure = tile.fresh and (tile.state != UNKNOWN or tile.id in self._excused)
        (self._unsure.discard if sure or tile.state is None else self._unsure.add)(tile.id)

    def _say(self, voice: _Voice, id: str, said: str | None, at: float) -> None:
        if id in voice.differences:
            self._measure(voice, id, at)
        if said is None:
            voice.said.pop(id, None)
        else:
            voice.said[id] = said
        self._compare(voice, id, at)

    def _compare(self, voice: _Voice, id: str, at: float) -> None:
        """Whether somebody's tile or gate differs from the truth from now on."""
        said, true = voice.said.get(id), self._true.get(id)
        if voice is self._tiles:
            (self._missing.discard if (said is None) == (true is None) else self._missing.add)(id)
        if said is None or true is None or said == UNKNOWN:
            differs = False  # who comes or goes is a matter of healing, and "Not known" claims nothing
        elif voice is self._gates:
            differs = true not in FREE
        else:
            differs = said != true
        known = voice.differences.get(id)
        if known is not None and (not differs or known.said != said):
            self._measure(voice, id, at)
            del voice.differences[id]
        if differs and said is not None and id not in voice.differences:
            column = Column.UNTOLD if id in self._withheld else self._now
            voice.differences[id] = _Difference(said, voice.left.get((id, said), at), column)
        elif not differs and said == true:
            self._withheld.discard(id)  # whatever the server kept to itself, it is known now

    def _turned(self, at: float, id: str, state: str | None) -> None:
        """Somebody's truth is another: what it was, and what the gate may have made of it, ends here."""
        untold = id in self._withheld
        self._withheld.discard(id)
        before = self._true.pop(id, None)
        if state is not None:
            self._true[id] = state
        if before is not None and before != state:
            self._tiles.left[id, before] = at
        if (before in FREE or untold) and state not in FREE:
            # Of a change that nobody was told of the next that is told is the first anybody could know of.
            self._gates.left[id, OPEN] = at
        self._compare(self._tiles, id, at)
        self._compare(self._gates, id, at)

    def _measure(self, voice: _Voice, id: str, at: float) -> None:
        """How old a difference is at a moment at which it is claimed with confidence."""
        if voice is self._tiles and not (self._live and id in self._fresh):
            return
        difference = voice.differences[id]
        age = self.seconds(difference.since, at)
        if voice is self._tiles:
            self.longest = max(self.longest, age)
        if age > LIMITS[difference.column] and not difference.told:
            difference.told = True
            said, true = difference.said, self._true.get(id, "")
            if len(self.lies) < MOST_TOLD:
                painted = [(f"{one.at:.3f}", one.state, one.fresh) for one in self._painted_last.get(id, ())]
                log.info("%s of %s at %.3f: %s for %s; painted %s", voice.by, id, at, said, true, painted)
            self.lies.append(Lie(voice.by, difference.column, id, said, true, age))

    def _strip(self, at: float, live: bool) -> None:
        if self._live and not live:
            for id in self._tiles.differences:
                self._measure(self._tiles, id, at)
            self._now = Column.WORKING
            self.drops_in_round += 1
        self._live = live

    def _look_whole(self, at: float) -> None:
        whole = self._live and not self._unsure and not self._missing
        if whole != (self.whole_since is not None):
            self.whole_since = at if whole else None
