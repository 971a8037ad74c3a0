"""Records: people, line and decisions as JSON objects, the same for commands, web API, webhooks, MQTT and hook.

Names are those of ``watch --json``; times are ISO 8601 in UTC. A state here is for others to act on: it is "unknown"
at once when no live line vouches for it.
"""

from datetime import UTC, datetime

from rcboard.domain.board import Board
from rcboard.domain.gate import Decision
from rcboard.domain.link import Link, Subscription
from rcboard.domain.own_status import Own
from rcboard.domain.people import Person
from rcboard.domain.presence import badge
from rcboard.domain.times import Times
from rcboard.words import problems

Json = dict[str, object]

KNOWN_FOR = Times().known_for
"""Seconds for which what was known last may still be shown, with its age."""


def moment(seconds: float | None) -> str | None:
    """A time as text: "2026-05-04T14:03:12.120Z" (UTC); None stays None."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def person(board: Board, person: Person) -> Json:
    """Somebody's state, as another system may act on it, and how he is found."""
    state = board.sure_state(person.id) if board.link.live else None
    sighting = board.sighting(person.id)
    return {
        "id": person.id,
        "extensionNumber": person.number,
        "name": person.spoken,
        "department": person.department,
        "jobTitle": person.job_title,
        "site": person.site,
        "state": str(state) if state else "unknown",
        "since": moment(sighting.since) if state and state.known else None,
        "heardAt": moment(board.heard(person.id)),
    }


def shown(board: Board, person_: Person, now: float) -> Json:
    """The same for a page that shows people: also what was known last, however the line stands, and since when."""
    sighting = board.sighting(person_.id)
    state = board.state(person_.id, now)
    beside = badge(sighting.presence, state)
    return person(board, person_) | {
        "label": person_.label,
        "lastState": str(state),
        "badge": str(beside) if beside else None,
        "message": sighting.presence.message if state.known else "",
        "watchedSince": moment(sighting.watched_since),
        "lastSince": moment(sighting.since) if state.known else None,
    }


def standing(board: Board, now: float) -> Json:
    """How the line stands, until when it vouched for everybody, and the time now."""
    heard = None
    if not board.link.live:
        heard = max((at for person in board if (at := board.heard(person.id)) is not None), default=None)
    return link(board.link) | {"heardAt": moment(heard), "now": moment(now), "knownFor": KNOWN_FOR}


def link(link: Link) -> Json:
    """How the line stands."""
    problem = link.problem
    said: Json | None = None
    if problem is not None:
        told = problems.told(problem)
        said = {"kind": str(problem.kind), "code": problem.code, "headline": told.headline, "remedy": told.remedy}
    return {
        "link": str(link.phase),
        "since": moment(link.since),
        "problem": said,
        "lines": {"up": link.lines_up, "of": link.lines},
        "missing": [
            {"feature": str(lack.feature), "permission": lack.permission, "code": lack.code} for lack in link.lacks
        ],
        "subscriptions": [_subscription(one) for one in link.subscriptions],
    }


def _subscription(one: Subscription) -> Json:
    reason = (one.problem.code or str(one.problem.kind)) if one.problem else None
    return {"outcome": str(one.outcome), "at": moment(one.at), "reason": reason, "notifications": one.notified}


def own(own: Own) -> Json:
    """The signed-in person's own status; null for what is not known."""
    return {
        "status": str(own.status) if own.status else None,
        "queueCalls": own.queue_calls,
        "message": own.message,
    }


def gate(decision: Decision, number: str, reason: str, *, any: str = "") -> Json:
    """A decision with its sentence. For a group (``any``) the number is that of the person found, null for nobody."""
    person = decision.person
    fields: Json = {
        "answer": decision.answer.name.lower(),
        "extensionNumber": (person.number if person else None) if any else number,
        "id": person.id if person else None,
        "name": person.spoken if person else None,
        "state": str(decision.state),
        "heardAt": moment(decision.heard),
        "reason": reason,
    }
    return fields | {"group": any} if any else fields
