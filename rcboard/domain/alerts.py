"""Alerts: what is worth telling, decided from changes alone.

Never on first load and never from a reconnect: only what was *heard* counts, and an alert that is no longer true is
withdrawn. "Free" must have held for a while, since people hang up and dial again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from rcboard.domain.board import Board, Cause, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.presence import State
from rcboard.domain.times import Times


class Reason(Enum):
    """Why somebody is told about."""

    FAVOURITE = "favourite"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Alert:
    """Tell this. One for each person: a later one replaces the earlier."""

    id: str
    state: State
    reason: Reason
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was told of this person is no longer true."""

    id: str


class Alerts:
    """Turns changes into alerts. Ask again at ``due``, too: a watched person may have held free till then."""

    def __init__(self, times: Times = Times()) -> None:
        self._times = times
        self._free_since: dict[str, float] = {}
        self._told: dict[str, State] = {}

    def consider(self, changes: Changes, board: Board, desk: Desk, now: float) -> tuple[Alert | Withdrawal, ...]:
        """What to tell after these changes. ``now`` is seconds since 1970 (UTC)."""
        return (*self._withdrawn(board), *self._favourites(changes, board, desk), *self._watches(board, desk, now))

    def due(self) -> float | None:
        """When a watched person will have been free for long enough; None when nobody is about to."""
        return min((since + self._times.free_holds for since in self._free_since.values()), default=None)

    def fulfilled(self, told: Iterable[Alert | Withdrawal], desk: Desk) -> Desk:
        """The desk without the watches that these alerts ended: each fires once."""
        for alert in told:
            if isinstance(alert, Alert) and alert.reason is Reason.WATCH and desk.watch_of(alert.id):
                desk = desk.watched(alert.id, 0.0)
        return desk

    def _favourites(self, changes: Changes, board: Board, desk: Desk) -> Iterable[Alert]:
        for change in changes.changed:
            known = change.before is not State.UNKNOWN and change.after is not State.UNKNOWN
            moved = change.before is not change.after
            if change.cause is Cause.HEARD and known and moved and change.id in desk.favourites:
                state = board.sure_state(change.id)
                if state is not State.UNKNOWN and not desk.watch_of(change.id):
                    self._told[change.id] = state
                    yield Alert(change.id, state, Reason.FAVOURITE)

    def _watches(self, board: Board, desk: Desk, now: float) -> Iterable[Alert]:
        waited = {watch.id: watch for watch in desk.watches}
        self._free_since = {id: self._free_since.get(id, now) for id in waited if board.sure_state(id).free}
        for id, since in list(self._free_since.items()):
            if now - since >= self._times.free_holds:
                del self._free_since[id]
                self._told[id] = board.sure_state(id)
                yield Alert(id, self._told[id], Reason.WATCH, waited[id].caller)

    def _withdrawn(self, board: Board) -> Iterable[Withdrawal]:
        for id, state in list(self._told.items()):
            if board.sure_state(id) is not state:
                del self._told[id]
                yield Withdrawal(id)
