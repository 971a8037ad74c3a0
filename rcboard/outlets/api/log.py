"""The log of events: what the board told, numbered, so that a listener who lost the line can go on where it was.

It holds the last few thousand events as the bytes that are sent, made once for all listeners. A listener who is further
behind than that, or comes from another run, begins again with everybody.
"""

import secrets
from collections import deque

import msgspec

from rcboard.domain.alerts import Alert
from rcboard.domain.board import Board, Changes
from rcboard.domain.times import Clock
from rcboard.outlets import record
from rcboard.words import alerts as alert_words

ROOM = 4096
"""Events to go back at most; about two megabytes."""


class EventLog:
    """One run's events. An event's id is "RUN-NUMBER"; numbers count up by one."""

    def __init__(self, board: Board, clock: Clock, room: int = ROOM) -> None:
        self._board = board
        self._clock = clock
        self._run = secrets.token_hex(4)
        self._events: deque[bytes] = deque(maxlen=room)
        self._sent: dict[str, bytes] = {}
        self._everybody: tuple[int, float, list[bytes]] = (-1, 0.0, [])
        self.newest = 0
        """The number of the newest event."""

    def take(self, changes: Changes) -> None:
        """The board changed. States are told only while the line is live: without one nobody's is known."""
        if changes.link is not None:
            self._add("link", self._link())
        board = self._board
        if changes.people:
            for id in [id for id in self._sent if board.person(id) is None]:
                del self._sent[id]
                self._add("gone", msgspec.json.encode({"id": id}))
        became_live = changes.link is not None and changes.link.live
        if became_live or (board.link.live and (changes.people or changes.freshness)):
            told = [person.id for person in board]
        else:
            told = [change.id for change in changes.changed] if board.link.live else []
        for id in told:
            self._tell(id)

    def tell(self, alert: Alert) -> None:
        """Something is worth telling a person: in words, and about whom."""
        person = self._board.person(alert.id)
        if person is not None:
            toast = alert_words.toast(alert, person)
            fields = {"id": alert.id, "reason": alert.reason.value, "state": str(alert.state), "caller": alert.caller}
            self._add("alert", msgspec.json.encode(fields | {"title": toast.title, "text": toast.body}))

    def after(self, last: str) -> int | None:
        """The number to go on after, for a listener whose last event had this id; None: it begins again."""
        run, _dash, digits = last.partition("-")
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else -1
        oldest = self.newest - len(self._events)
        return number if run == self._run and oldest <= number <= self.newest else None

    def since(self, number: int, most: int) -> list[bytes] | None:
        """At most so many events after this number; None when the log does not reach back that far."""
        start = len(self._events) - (self.newest - number)
        if start < 0:
            return None
        return [self._events[at] for at in range(start, min(start + most, len(self._events)))]

    def everybody(self) -> list[bytes]:
        """The beginning for a new listener: everybody and the link, in pieces; the same bytes for all who come now."""
        number, made, pieces = self._everybody
        now = self._clock.monotonic()
        if number != self.newest or now - made > 1.0:
            pieces = self._snapshot()
            self._everybody = (self.newest, now, pieces)
        return pieces

    def beat(self) -> bytes:
        """A sign of life, with the time and how the line stands."""
        return b"event: beat\ndata: " + self._link() + b"\n\n"

    def _snapshot(self) -> list[bytes]:
        now = self._clock.now()
        pieces = [b"event: begin\ndata: " + self._link() + b"\n\n"]
        people = [record.shown(self._board, person, now) for person in self._board]
        for start in range(0, len(people), 50):
            data = msgspec.json.encode({"people": people[start : start + 50]})
            pieces.append(b"event: people\ndata: " + data + b"\n\n")
        pieces.append(f"id: {self._run}-{self.newest}\nevent: complete\ndata: {{}}\n\n".encode())
        return pieces

    def _tell(self, id: str) -> None:
        person = self._board.person(id)
        if person is None:
            return
        fields = record.shown(self._board, person, self._clock.now())
        # Being heard again is no change: only what it says is.
        said = msgspec.json.encode({name: value for name, value in fields.items() if name != "heardAt"})
        if self._sent.get(id) != said:
            self._sent[id] = said
            self._add("person", msgspec.json.encode(fields))

    def _link(self) -> bytes:
        return msgspec.json.encode(record.standing(self._board, self._clock.now()))

    def _add(self, event: str, data: bytes) -> None:
        self.newest += 1
        self._events.append(f"id: {self._run}-{self.newest}\nevent: {event}\ndata: ".encode() + data + b"\n\n")
