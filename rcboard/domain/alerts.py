"""Alerts: what is worth telling, decided from changes alone.

Never on first load and never from a reconnect: only what was *heard* counts, and an alert that is no longer true is
withdrawn. "Free" must have held for a while, since people hang up and dial again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from rcboard.domain.board import Board, Cause, Change, Changes
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
        self._waited: frozenset[str] | None = None
        self._told: dict[str, State] = {}

    def consider(self, changes: Changes, board: Board, desk: Desk, now: float) -> tuple[Alert | Withdrawal, ...]:
        """What to tell after these changes. ``now`` is seconds since 1970 (UTC)."""
        heard = {change.id: change for change in changes.changed if change.cause is Cause.HEARD}
        # Alerts first: whoever is told of again is replaced where he stands, not withdrawn.
        alerts = (*self._favourites(heard, board, desk), *self._watches(heard, board, desk, now))
        return (*self._withdrawn(board), *alerts)

    def due(self) -> float | None:
        """When a watched person will have been free for long enough; None when nobody is about to."""
        return min((since + self._times.free_holds for since in self._free_since.values()), default=None)

    def fulfilled(self, told: Iterable[Alert | Withdrawal], desk: Desk) -> Desk:
        """The desk without the watches that these alerts ended: each fires once."""
        for alert in told:
            if isinstance(alert, Alert) and alert.reason is Reason.WATCH and desk.watch_of(alert.id):
                desk = desk.watched(alert.id, 0.0)
        return desk

    def _favourites(self, heard: Mapping[str, Change], board: Board, desk: Desk) -> list[Alert]:
        alerts = []
        for id, change in heard.items():
            known = change.before is not State.UNKNOWN and change.after is not State.UNKNOWN
            if known and change.before is not change.after and id in desk.favourites and not desk.watch_of(id):
                state = board.sure_state(id)
                if state is not State.UNKNOWN:
                    self._told[id] = state
                    alerts.append(Alert(id, state, Reason.FAVOURITE))
        return alerts

    def _watches(self, heard: Mapping[str, Change], board: Board, desk: Desk, now: float) -> list[Alert]:
        waited = frozenset(watch.id for watch in desk.watches)
        # Who was waited for before the start is told about when he becomes free, not because he is found free.
        new = waited - (waited if self._waited is None else self._waited)
        self._waited = waited
        began = {id for id, change in heard.items() if change.after.free and not change.before.free} | new
        for id in waited:
            if not board.sure_state(id).free:
                self._free_since.pop(id, None)
            elif id in began:
                self._free_since.setdefault(id, now)
        self._free_since = {id: since for id, since in self._free_since.items() if id in waited}
        alerts = []
        for id, since in list(self._free_since.items()):
            watch = desk.watch_of(id)
            if watch is not None and now - since >= self._times.free_holds:
                del self._free_since[id]
                self._told[id] = board.sure_state(id)
                alerts.append(Alert(id, self._told[id], Reason.WATCH, watch.caller))
        return alerts

    def _withdrawn(self, board: Board) -> list[Withdrawal]:
        over = [id for id, state in self._told.items() if board.sure_state(id) is not state]
        for id in over:
            del self._told[id]
        return [Withdrawal(id) for id in over]
