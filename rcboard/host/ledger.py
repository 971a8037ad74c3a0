"""The ledger: calls of every rcboard process of this user, which together have to keep RingCentral's limits.

RingCentral counts for each user, app and group over a sliding window, whichever process asks. A refused sign-in call
costs more than its answer: a session that cannot be revoked stays open, and about five open ones evict the oldest with
its socket. And a call during a penalty starts the penalty again. So a command looks here *before* it asks. Small,
short-lived, no secrets: times only, under a fingerprint of server and app.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rcboard.domain.allowance import Group, Spent
from rcboard.host.credentials import Credentials
from rcboard.host.folders import folders, make_private

WINDOW = 60.0
"""Seconds over which RingCentral counts (RingCentral guide, "rate limits")."""
_KEPT = WINDOW + 1.0
"""Seconds for which a call is kept: it may be counted a moment later over there."""
LIMIT = 5
"""Auth calls in a window, until an answer's headers tell another figure."""
REFUSED, UNKNOWN = 429, 401
FILE = "calls.sqlite"
_BUSY = 2.0
"""Seconds to wait for another process that writes just now."""
_ALL = ""
"""In place of a group's name: another limiter refused, of the account, the address or the service."""


class Ledger:
    """One server's and app's calls. Blocking, some milliseconds. One that cannot be read stands in nobody's way.

    Every ``now`` is in seconds since 1970 (UTC).
    """

    def __init__(self, folder: Path, server_url: str, client_id: str) -> None:
        self._path = folder / FILE
        self._whose = hashlib.sha256(f"{server_url}\n{client_id}".encode()).hexdigest()[:16]

    def past(self, now: float) -> dict[Group, Spent]:
        """What was asked, and is not to be asked yet, for each group there is anything to tell of."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as book:
            return self._past(book, now)
        return {}

    def room(self, now: float) -> int:
        """How many Auth calls may be made now."""
        return _room(self.past(now))

    def reserve(self, now: float, calls: int) -> bool:
        """Book this many Auth calls ahead, if there is room for all: of two who ask at once one gets the last.

        What these calls bring is to be told as ``booked``.
        """
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as book:
            book.execute("BEGIN IMMEDIATE")
            if _room(self._past(book, now)) < calls:
                return False
            book.executemany("INSERT INTO asked VALUES (?, ?, ?, NULL, 0)", [(self._whose, Group.AUTH, now)] * calls)
        return True

    def opens_in(self, now: float, calls: int) -> float:
        """Seconds until there is room for this many Auth calls; 0 for now."""
        spent = self.past(now).get(Group.AUTH, Spent())
        limit = spent.limit or LIMIT
        over = len(spent.ages) + min(calls, limit) - limit
        return max(spent.shut, _KEPT - spent.ages[over - 1] if over > 0 else 0.0)

    def note(self, now: float, group: str = Group.AUTH, *, limit: int | None = None, penalty: float = 0.0) -> None:
        """Count a call that was answered, with the limit its headers named and its penalty in seconds."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as book:
            # What is of later was noted before somebody set the clock back.
            book.execute("DELETE FROM asked WHERE (at < ? AND until < ?) OR at > ?", (now - _KEPT, now, now + _KEPT))
            # Another process may have looked at its clock before this one did: only a real penalty may hold it up.
            until = now + penalty if penalty else 0.0
            book.execute("INSERT INTO asked VALUES (?, ?, ?, ?, ?)", (self._whose, group, now, limit, until))

    def heard(self, now: Callable[[], float], *, booked: bool = False) -> Callable[[str, int, Mapping[str, str]], None]:
        """Notes each answer: takes its path, HTTP status (0 for a lost one) and headers; for any thread.

        Auth calls that are ``booked`` are not counted again: only what they tell of limit and penalty is noted.
        """

        def note(path: str, status: int, headers: Mapping[str, str]) -> None:
            limit = int(named) if (named := headers.get("X-Rate-Limit-Limit", "")).isdecimal() else None
            group: str = headers.get("X-Rate-Limit-Group", "").lower()
            if group not in set(Group):
                group = Group.AUTH if path.startswith("/restapi/oauth/") else _ALL
            if status == REFUSED:
                penalty = headers.get("Retry-After", "")
                self.note(now(), group, limit=limit, penalty=float(penalty) if penalty.isdecimal() else WINDOW)
            elif status == UNKNOWN and limit is None:
                return  # limits are a user's, and over there nobody knew whose request it was
            elif group == Group.AUTH and booked:
                if limit is not None:
                    self._believe(limit)
            elif group != _ALL:
                self.note(now(), group, limit=limit)

        return note

    def _believe(self, limit: int) -> None:
        """What is booked counts towards this limit."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as book:
            book.execute("UPDATE asked SET lim = ? WHERE whose = ? AND grp = ?", (limit, self._whose, Group.AUTH))

    def _past(self, book: sqlite3.Connection, now: float) -> dict[Group, Spent]:
        rows = book.execute(
            "SELECT grp, at, lim, until FROM asked WHERE whose = ? AND at <= ? AND (at > ? OR until > ?) ORDER BY at",
            (self._whose, now + 1.0, now - _KEPT, now),
        ).fetchall()
        return {group: spent for group in Group if (spent := _spent(rows, group, now)) != Spent()}

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        make_private(self._path.parent)
        book = sqlite3.connect(self._path, timeout=_BUSY)
        damaged = False
        try:
            # Each answer waits for this, and would for the disk, some 10 ms and on an old one 50. But a computer that
            # lost its power is not back within the minute that this tells of.
            book.execute("PRAGMA synchronous = OFF")
            with book:
                book.execute("CREATE TABLE IF NOT EXISTS asked (whose TEXT, grp TEXT, at REAL, lim INT, until REAL)")
                yield book
        except sqlite3.Error as error:
            # Its lowest byte says what it is, the others more of it; not there where it is Python's own objection.
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            damaged = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
            raise
        finally:
            book.close()
            if damaged:
                self._path.unlink(missing_ok=True)  # the next begins another


def _spent(rows: list[tuple[str, float, int | None, float]], group: Group, now: float) -> Spent:
    of_group = [row for row in rows if row[0] == group]
    until = max((row[3] for row in rows if row[0] in (group, _ALL)), default=0.0)
    return Spent(
        ages=tuple(now - at for _, at, _, _ in of_group if at > now - _KEPT),
        limit=max((row[2] for row in of_group if row[2]), default=None),
        shut=max(0.0, until - now),
    )


def _room(past: Mapping[Group, Spent]) -> int:
    spent = past.get(Group.AUTH, Spent())
    return 0 if spent.shut else max(0, (spent.limit or LIMIT) - len(spent.ages))


def ledger_for(credentials: Credentials) -> Ledger:
    """The ledger of this sign-in's server and app."""
    return Ledger(folders().cache, credentials.server_url, credentials.client_id)
