"""The window without its pixels: its models, fed as the desktop feeds them, and a note of all that they announced.

A row counts as showing what it said when the model last announced it, as a view would have painted it: a change that
is not announced is not seen.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PySide6.QtCore import QModelIndex, QObject, QTimer

from rcboard.app import answers
from rcboard.app.connection import Connection, Find
from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.events import Event
from rcboard.domain.gate import Answer, decide
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.link import Phase
from rcboard.domain.sighting import Freshness
from rcboard.domain.times import Clock, Times
from rcboard.models.board_model import BoardModel, Role
from rcboard.models.link_model import LinkModel

log = logging.getLogger(__name__)

ASKED_EACH_TICK = 5
"""People for whom the whole gate, with its sentence, is asked each second."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile was painted: its state, and whether it shows no age (``fresh``). None as state: there is no such tile."""

    at: float
    id: str
    state: str | None
    fresh: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip says how the line stands."""

    at: float
    phase: Phase
    text: str


@dataclass(frozen=True, slots=True)
class Gate:
    """From now on the gate lets calls through to somebody, or no longer."""

    at: float
    id: str
    open: bool


Seen = Tile | Strip | Gate


class Window(QObject):
    """A board, its models and the connection that moves them."""

    def __init__(self, board: Board, *, clock: Clock, times: Times, find: Find) -> None:
        super().__init__()
        self.board = board
        self.clock = clock
        self.mistakes: list[str] = []
        """Gate answers that contradict the line."""
        self._seen: list[Seen] = []
        self._painted: dict[str, tuple[str, bool]] = {}
        self._open: set[str] = set()
        self._strip: tuple[Phase, str] | None = None
        self._chance = Random(1)
        self._was_live = False
        self.gatekeeper = Gatekeeper(board)
        self.board_model = BoardModel(board, Desk(), frame=times.frame)
        self.link_model = LinkModel(board)
        self.board_model.dataChanged.connect(self._rows_announced)
        self.board_model.modelReset.connect(self._all_announced)
        self.link_model.changed.connect(self._strip_announced)
        self.connection = Connection(tell=self.take, find=find, times=times, clock=clock, pages=(1000, 1))
        self._words_moved = time.monotonic()
        self._ticker = QTimer(self, interval=max(1, round(clock.real(1.0) * 1000)))
        self._ticker.timeout.connect(self._tick)
        self._ticker.start()

    def end(self) -> None:
        """Tick no more."""
        self._ticker.stop()

    def take(self, events: Sequence[Event]) -> None:
        """Facts from the line, as the desktop takes them."""
        now = self.clock.now()
        self._spread(self.board.apply(events, now), now)

    def drain(self) -> list[Seen]:
        """What was shown since the last time, in order."""
        seen, self._seen = self._seen, []
        return seen

    def _tick(self) -> None:
        """Once a simulated second; the words on the tiles move once in one of the machine's, which is much for all."""
        at = time.monotonic()
        now = self.clock.now()
        self._spread(self.board.apply((), now), now)
        self.link_model.tick(now)
        if at - self._words_moved >= 1.0:
            self._words_moved = at
            self.board_model.tick(now)
        self._ask_the_gate(now)

    def _spread(self, changes: Changes, now: float) -> None:
        if not changes:
            return
        self.board_model.take(changes, now)
        self.link_model.take(changes, now)
        self.gatekeeper.take(changes, now)
        at = time.monotonic()
        was, self._was_live = self._was_live, self.board.link.live
        if was != self._was_live or changes.freshness or changes.people:
            self._gates(at, self._open | {person.id for person in self.board})
        else:
            self._gates(at, {change.id for change in changes.changed})

    # -- what is announced

    def _rows_announced(self, first: QModelIndex, last: QModelIndex) -> None:
        self._paint(range(first.row(), last.row() + 1))

    def _all_announced(self) -> None:
        rows = range(self.board_model.rowCount())
        self.board_model.look_at(rows)
        at = time.monotonic()
        there = {self.board_model.index(row).data(Role.ID) for row in rows}
        for id in self._painted.keys() - there:
            del self._painted[id]
            self._seen.append(Tile(at, id, None, fresh=False))
        self._paint(rows)

    def _paint(self, rows: range) -> None:
        at, model = time.monotonic(), self.board_model
        for row in rows:
            index = model.index(row)
            id, state = model.data(index, Role.ID), str(model.data(index, Role.STATE))
            fresh = model.data(index, Role.FRESHNESS) is Freshness.FRESH and not model.data(index, Role.AGE)
            if self._painted.get(id) != (state, fresh):
                self._painted[id] = (state, fresh)
                self._seen.append(Tile(at, id, state, fresh))

    def _strip_announced(self) -> None:
        strip = (self.link_model.phase, self.link_model.sentence.text)
        if self._strip is None or strip[0] is not self._strip[0]:
            log.info("the strip: %s, %s", strip[1], self.link_model.link.problem)
        if strip != self._strip:
            self._strip = strip
            self._seen.append(Strip(time.monotonic(), *strip))

    # -- the gate

    def _gates(self, at: float, ids: set[str]) -> None:
        for id in ids:
            opened = decide(self.board, self.board.person(id)).answer is Answer.YES
            if opened != (id in self._open):
                (self._open.add if opened else self._open.discard)(id)
                self._seen.append(Gate(at, id, opened))

    def _ask_the_gate(self, now: float) -> None:
        """What the running copy answers: the same as the rest says, and never a yes while the line is not live."""
        people = list(self.board)
        for person in self._chance.sample(people, min(ASKED_EACH_TICK, len(people))):
            said = answers.gate(self.gatekeeper, person.number, now, json=False)
            if (said.code == 0) != (person.id in self._open):
                self.mistakes.append(f"the gate for {person.number} ends with {said.code} beside what it was")
            if said.code == 0 and self.link_model.phase is not Phase.LIVE:
                self.mistakes.append(f"the gate for {person.number} is open while the line is {self.link_model.phase}")
