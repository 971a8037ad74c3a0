"""The outbox: what is still to be delivered, on disk before anything is sent, so that no crash loses it.

Also the state each target was told last: what changed while nobody ran is found by comparing, and told then. A message
stays until its receiver has accepted it, or becomes a dead letter after the last try. SQLite's write-ahead log lets
``rcboard webhooks`` look in while the running copy writes. Blocking: used in a thread of its own.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LONGEST = 100_000
"""Messages kept for one target; a receiver that is dead for days must not fill the disk."""
_BUSY = 5.0

_TABLES = """
CREATE TABLE IF NOT EXISTS message (
    id TEXT PRIMARY KEY, target TEXT NOT NULL, made REAL NOT NULL, due REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
    dead INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS message_due ON message (target, dead, due);
CREATE TABLE IF NOT EXISTS told (target TEXT, person TEXT, state TEXT, PRIMARY KEY (target, person));
"""


@dataclass(frozen=True, slots=True)
class Message:
    """One POST to be made. Times are seconds since 1970 (UTC); ``kind`` is its content type."""

    id: str
    target: str
    made: float
    kind: str
    body: bytes
    due: float = 0.0
    tries: int = 0
    dead: bool = False
    why: str = ""
    """What went wrong last."""


@dataclass(frozen=True, slots=True)
class Told:
    """A target has been told that this person is in this state."""

    target: str
    person: str
    state: str


class Outbox:
    """The file. One thread at a time; several processes may have it open."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._book = sqlite3.connect(path, timeout=_BUSY, check_same_thread=False, isolation_level=None)
        path.chmod(0o600)
        # On disk at the end of each transaction, also when the power goes; what is taken out of it is overwritten.
        self._book.executescript(
            f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; {_TABLES}"
        )

    def put(self, messages: Iterable[Message], told: Iterable[Told]) -> int:
        """Keep these, all or none, with what their targets are told by them; how many old ones had to make room."""
        book = self._book
        book.execute("BEGIN IMMEDIATE")
        try:
            targets = set()
            for one in messages:
                targets.add(one.target)
                row = (one.id, one.target, one.made, one.due, one.kind, one.body)
                book.execute("INSERT INTO message (id, target, made, due, kind, body) VALUES (?, ?, ?, ?, ?, ?)", row)
            book.executemany(
                "INSERT INTO told VALUES (?, ?, ?) ON CONFLICT (target, person) DO UPDATE SET state = excluded.state",
                [(one.target, one.person, one.state) for one in told],
            )
            dropped = sum(self._trim(target) for target in targets)
            book.execute("COMMIT")
            return dropped
        except BaseException:
            book.execute("ROLLBACK")
            raise

    def told(self, target: str) -> dict[str, str]:
        """The state this target was told last, by person."""
        return dict(self._book.execute("SELECT person, state FROM told WHERE target = ?", (target,)).fetchall())

    def next(self, target: str, most: int) -> list[Message]:
        """This target's messages that fall due first, due or not."""
        return self._read("target = ? AND dead = 0 ORDER BY due, made LIMIT ?", (target, most))

    def delivered(self, id: str) -> None:
        """It arrived."""
        self._book.execute("DELETE FROM message WHERE id = ?", (id,))

    def failed(self, id: str, why: str, due: float | None) -> None:
        """It did not arrive; try again when ``due``, or never (None)."""
        self._book.execute(
            "UPDATE message SET tries = tries + 1, why = ?, dead = ?, due = coalesce(?, due) WHERE id = ?",
            (why, due is None, due, id),
        )

    def all(self) -> list[Message]:
        """Everything in it, oldest first."""
        return self._read("1 ORDER BY made", ())

    def resend(self, chosen: str, now: float) -> int:
        """Send dead letters again: one by id, a target's, or all ("" ); how many."""
        where, values = _chosen(chosen)
        return self._book.execute(
            f"UPDATE message SET dead = 0, tries = 0, due = ? WHERE dead = 1 AND {where}", (now, *values)
        ).rowcount

    def purge(self, chosen: str) -> int:
        """Throw dead letters away; how many."""
        where, values = _chosen(chosen)
        return self._book.execute(f"DELETE FROM message WHERE dead = 1 AND {where}", values).rowcount

    def keep_only(self, targets: Iterable[str]) -> tuple[int, int]:
        """Forget every other target: how many messages it had, and how many people's states it was told."""
        names = list(targets)
        others = f"target NOT IN ({', '.join('?' * len(names))})"
        book = self._book
        book.execute("BEGIN IMMEDIATE")
        try:
            messages = book.execute(f"DELETE FROM message WHERE {others}", names).rowcount
            told = book.execute(f"DELETE FROM told WHERE {others}", names).rowcount
            book.execute("COMMIT")
        except BaseException:
            book.execute("ROLLBACK")
            raise
        return messages, told

    def close(self) -> None:
        """Let go of the file."""
        self._book.close()

    def _trim(self, target: str) -> int:
        return self._book.execute(
            "DELETE FROM message WHERE id IN (SELECT id FROM message WHERE target = ? ORDER BY made DESC LIMIT -1 "
            "OFFSET ?)",
            (target, LONGEST),
        ).rowcount

    def _read(self, where: str, values: tuple[object, ...]) -> list[Message]:
        columns = "id, target, made, kind, body, due, tries, dead, why"
        rows = self._book.execute(f"SELECT {columns} FROM message WHERE {where}", values).fetchall()
        return [Message(*row) for row in rows]


def _chosen(chosen: str) -> tuple[str, tuple[str, ...]]:
    return ("(id = ? OR target = ?)", (chosen, chosen)) if chosen else ("1", ())
