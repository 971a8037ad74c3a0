"""Alerts: what is worth telling, decided from changes alone.

Never on first load and never from a reconnect: only what was *heard* counts, and an alert that is no longer true is
withdrawn. "Free" must have held for a while, since people hang up and dial again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from rcboard.domain import preferences
from rcboard.domain.board import Board, Cause, Change, Changes
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.preferences import TellAbout, Turn
from rcboard.domain.presence import State
from rcboard.domain.times import Times

Members = Callable[[str], Collection[str]]
"""The ids of everybody on a tab, by its key."""

TURNS: Mapping[State, Turn] = {
    State.AVAILABLE: Turn.FREE,
    State.AVAILABLE_NO_QUEUE: Turn.FREE,
    State.RINGING: Turn.ON_PHONE,
    State.ON_CALL: Turn.ON_PHONE,
    State.ON_HOLD: Turn.ON_PHONE,
    State.PARKED: Turn.ON_PHONE,
    State.DO_NOT_DISTURB: Turn.BUSY,
    State.IN_MEETING: Turn.BUSY,
    State.BUSY: Turn.BUSY,
    State.QUEUE_ONLY: Turn.BUSY,
    State.OFFLINE: Turn.OFFLINE,
}
"""Which change it is to come into a state. Nobody is told that somebody is not known, or hides."""


class Reason(Enum):
    """Why somebody is told about."""

    RULE = "rule"
    """A change chosen in the settings: of a favourite, or of anybody."""
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Alert:
    """Tell this. One for each person: a later one replaces the earlier."""

    id: str
    state: State
    reason: Reason
    watch: Watch | None = None
    """The wait that is over."""

    @property
    def caller(self) -> str:
        """Who waits on the phone, if told."""
        return self.watch.caller if self.watch else ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was told of this person is no longer true."""

    id: str


class Alerts:
    """Turns changes into alerts. Ask again at ``due``, too: a watched person may have held free till then."""

    def __init__(self, times: Times = Times(), members: Members = lambda tab: ()) -> None:
        self._times = times
        self._members = members
        self._free_since: dict[str, float] = {}
        self._waits: tuple[Watch, ...] | None = None
        self._told: dict[str, State] = {}

    def consider(
        self, changes: Changes, board: Board, desk: Desk, now: float, rules: preferences.Alerts = preferences.Alerts()
    ) -> tuple[Alert | Withdrawal, ...]:
        """What to tell after these changes. ``now`` is seconds since 1970 (UTC)."""
        if not (self._told or desk.watches or self._waits != () or self._meant(changes, desk, rules)):
            return ()  # as after nearly every event of a large board
        heard = {change.id: change for change in changes.changed if change.cause is Cause.HEARD}
        watched = self._watches(heard, board, desk, now)
        waited = {watch.id for watch in desk.watches}
        # Alerts first: whoever is told of again is replaced where he stands, not withdrawn.
        alerts = (*self._by_rule(heard, board, desk, rules, waited | {alert.id for alert in watched}), *watched)
        for alert in alerts:
            self._told[alert.id] = alert.state
        return (*self._withdrawn(board), *alerts)

    @staticmethod
    def _meant(changes: Changes, desk: Desk, rules: preferences.Alerts) -> bool:
        """Whether a rule is about anybody who changed."""
        if rules.about is TellAbout.FAVOURITES:
            return any(change.id in desk.favourites for change in changes.changed) if desk.favourites else False
        return rules.about is TellAbout.EVERYONE_SHOWN

    def due(self) -> float | None:
        """When a watched person will have been free for long enough; None when nobody is about to."""
        if not self._free_since:
            return None
        return min(self._free_since.values()) + self._times.free_holds

    def fulfilled(self, told: Iterable[Alert | Withdrawal], desk: Desk) -> Desk:
        """The desk without the watches that these alerts ended: each fires once."""
        for alert in told:
            if isinstance(alert, Alert) and alert.watch is not None and alert.watch in desk.watches:
                desk = desk.without(alert.watch)
        return desk

    def _by_rule(
        self,
        heard: Mapping[str, Change],
        board: Board,
        desk: Desk,
        rules: preferences.Alerts,
        otherwise: Collection[str],
    ) -> list[Alert]:
        everybody = rules.about is TellAbout.EVERYONE_SHOWN
        if not everybody and rules.about is not TellAbout.FAVOURITES:
            return []
        alerts = []
        for id, change in heard.items():
            known = change.before is not State.UNKNOWN and change.after is not State.UNKNOWN
            meant = (everybody or id in desk.favourites) and id not in otherwise
            if known and meant and change.before is not change.after:
                state = board.sure_state(id)
                if TURNS.get(state) in rules.turns:
                    alerts.append(Alert(id, state, Reason.RULE))
        return alerts

    def _watches(self, heard: Mapping[str, Change], board: Board, desk: Desk, now: float) -> list[Alert]:
        if not desk.watches:
            self._waits = ()
            self._free_since.clear()
            return []
        # A wait kept from before the start is told about when somebody becomes free, not because she is found free.
        new = [] if self._waits is None else [watch for watch in desk.watches if watch not in self._waits]
        self._waits = desk.watches
        wanted = {watch: self._wanted(watch) for watch in desk.watches}
        anybody = {id for ids in wanted.values() for id in ids}
        began = {id for id, change in heard.items() if change.after.free and not change.before.free}
        began.update(id for watch in new for id in wanted[watch])
        for id in anybody:
            if not board.sure_state(id).free:
                self._free_since.pop(id, None)
            elif id in began:
                self._free_since.setdefault(id, now)
        self._free_since = {id: since for id, since in self._free_since.items() if id in anybody}
        alerts = []
        held = {id for id, since in self._free_since.items() if now - since >= self._times.free_holds}
        for watch in desk.watches:  # who waits longest comes first, and a free person takes one call
            free = sorted(held.intersection(wanted[watch]), key=self._free_since.__getitem__)
            if free:
                held.discard(free[0])
                alerts.append(Alert(free[0], board.sure_state(free[0]), Reason.WATCH, watch))
        for id, since in list(self._free_since.items()):
            if now - since >= self._times.free_holds:
                del self._free_since[id]
        return alerts

    def _wanted(self, watch: Watch) -> Collection[str]:
        """Whose being free ends this wait."""
        return (watch.id,) if watch.id else self._members(watch.group)

    def _withdrawn(self, board: Board) -> list[Withdrawal]:
        over = [id for id, state in self._told.items() if board.sure_state(id) is not state]
        for id in over:
            del self._told[id]
        return [Withdrawal(id) for id in over]
