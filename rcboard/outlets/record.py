"""Records: people, line and decisions as JSON objects, the same for commands, web API, webhooks, MQTT and hook.

Names are those of ``watch --json``; times are ISO 8601 in UTC. A state here is for others to act on: it is "unknown"
at once when no live line vouches for it.
"""

from datetime import UTC, datetime

from rcboard.domain.board import Board
from rcboard.domain.gate import Decision
from rcboard.domain.link import Link
from rcboard.domain.people import Person
from rcboard.words import problems

Json = dict[str, object]


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


def link(link: Link) -> Json:
    """How the line stands."""
    problem = link.problem
    said: Json | None = None
    if problem is not None:
        told = problems.told(problem)
        said = {"kind": str(problem.kind), "code": problem.code, "headline": told.headline, "remedy": told.remedy}
    return {"link": str(link.phase), "since": moment(link.since), "problem": said}


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
