"""The ledger: sign-in calls of every rcboard process of this user, which together have to keep RingCentral's limit.

RingCentral counts the Auth group (token, wstoken, revoke) for each user and app over a sliding window, whichever
process asks, and a refused call costs more than the answer: a session that cannot be revoked stays open, and about
five open ones evict the oldest with its socket. So a command looks here *before* it signs in. Small, short-lived, no
secrets: times only, under a fingerprint of server and app.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rcboard.host.folders import make_private

WINDOW = 60.0
"""Seconds over which RingCentral counts (RingCentral guide, "rate limits")."""
LIMIT = 5
"""Auth calls in a window, until an answer's headers tell another figure."""
REFUSED = 429
FILE = "calls.sqlite"
_BUSY = 2.0
"""Seconds to wait for another process that writes just now."""


class Ledger:
    """One server's and app's calls. Blocking, some milliseconds. One that cannot be read stands in nobody's way."""

    def __init__(self, folder: Path, server_url: str, client_id: str) -> None:
        self._path = folder / FILE
        self._whose = hashlib.sha256(f"{server_url}\n{client_id}".encode()).hexdigest()[:16]

    def room(self, now: float) -> int:
        """How many Auth calls may be made now; ``now`` is seconds since 1970 (UTC)."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as book:
            return self._room(book, now)
        return LIMIT

    def _room(self, book: sqlite3.Connection, now: float) -> int:
        book.execute("DELETE FROM calls WHERE at < ? OR at > ?", (now - 2 * WINDOW, now + 1.0))
        calls, limit, until = book.execute(
            "SELECT count(*), coalesce(max(lim), ?), coalesce(max(until), 0) FROM calls WHERE whose = ? AND at > ?",
            (LIMIT, self._whose, now - WINDOW - 1.0),
        ).fetchone()
        return 0 if until > now else max(0, int(limit) - int(calls))

    def reserve(self, now: float, calls: int) -> bool:
        """Book this many calls ahead, if there is room for all: of two who ask at once one gets the last.

        What these calls bring is to be told with ``count=False``.
        """
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as book:
            book.execute("BEGIN IMMEDIATE")
            if self._room(book, now) < calls:
                return False
            book.executemany("INSERT INTO calls VALUES (?, ?, NULL, 0)", [(self._whose, now)] * calls)
        return True

    def opens_in(self, now: float, calls: int) -> float:
        """Seconds until there is room for this many calls; 0 for now."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as book:
            rows = book.execute(
                # What is noted for later was noted before somebody set the clock back.
                "SELECT at, lim, until FROM calls WHERE whose = ? AND at BETWEEN ? AND ? ORDER BY at",
                (self._whose, now - WINDOW - 1.0, now + 1.0),
            ).fetchall()
            limit = max((row[1] for row in rows if row[1]), default=LIMIT)
            over = len(rows) + min(calls, limit) - limit
            window = rows[over - 1][0] + WINDOW + 1.0 if over > 0 else now
            return float(max(window, *(row[2] for row in rows), now) - now) if rows else 0.0
        return 0.0

    def note(self, now: float, limit: int | None = None, penalty: float = 0.0) -> None:
        """Count an Auth call that was answered, with the limit its headers named and its penalty in seconds."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as book:
            # Another process may have looked at its clock before this one did: only a real penalty may hold it up.
            until = now + penalty if penalty else 0.0
            book.execute("INSERT INTO calls VALUES (?, ?, ?, ?)", (self._whose, now, limit, until))

    def _believe(self, limit: int) -> None:
        """What is booked counts towards this limit."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as book:
            book.execute("UPDATE calls SET lim = ? WHERE whose = ?", (limit, self._whose))

    def heard(self, now: Callable[[], float], *, count: bool = True) -> Callable[[str, int, Mapping[str, str]], None]:
        """Notes each answer to an Auth call: takes its path, HTTP status and headers; for any thread.

        Without ``count`` the calls are booked already: only what they tell of limit and penalty is noted.
        """

        def note(path: str, status: int, headers: Mapping[str, str]) -> None:
            if not path.startswith("/restapi/oauth/"):
                return
            named = headers.get("X-Rate-Limit-Limit", "")
            limit = int(named) if named.isdecimal() else None
            if count or status == REFUSED:
                penalty = headers.get("Retry-After", "") if status == REFUSED else ""
                self.note(
                    now(),
                    limit,
                    float(penalty) if penalty.isdecimal() else WINDOW if status == REFUSED else 0.0,
                )
            elif limit is not None:
                self._believe(limit)

        return note

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        make_private(self._path.parent)
        book = sqlite3.connect(self._path, timeout=_BUSY)
        try:
            with book:
                book.execute("CREATE TABLE IF NOT EXISTS calls (whose TEXT, at REAL, lim INTEGER, until REAL)")
                yield book
        finally:
            book.close()
