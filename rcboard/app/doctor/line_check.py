"""The line under examination: the board's own feed, followed until it is live and one notification has come."""

import importlib
import random
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rcboard.app.doctor.gauges import Gauges
from rcboard.app.doctor.witness import Witness
from rcboard.app.tasks import Tasks
from rcboard.domain.board import Board
from rcboard.domain.checkup import Check, Finding, Verdict
from rcboard.domain.link import Feature, Lack, Link, Outcome, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.preferences import Filters
from rcboard.domain.presence import State
from rcboard.domain.times import Clock, Times

if TYPE_CHECKING:
    from rcboard.platform.rest import RestBridge
    from rcboard.platform.way import Way

TO_LIVE = 30.0
"""Seconds for the line to stand."""
TO_HEAR = 10.0
"""Seconds to wait for somebody's presence to change."""
TICKET = "/restapi/oauth/wstoken"
QUEUES = "/restapi/v1.0/account/~/call-queues"
DIRECTORY = "/restapi/v1.0/account/~/directory/entries"


async def follow(
    rest: "RestBridge",
    way: "Way",
    gauges: Gauges,
    *,
    pages: tuple[int, int],
    times: Times,
    clock: Clock,
    filters: Filters,
    meet: Callable[[Iterable[Person]], None],
) -> list[Finding]:
    """What the feed does with this session, in the order of the checks."""
    assembly = importlib.import_module("rcboard.platform.assembly")  # loaded already, by who opened the session
    witness = Witness(times, clock)
    feed = assembly.feed(
        rest,
        way,
        tell=witness.take,
        clock=clock,
        times=times,
        chance=random.random,
        pages=pages,
        filters=filters,
    )
    async with Tasks() as tasks:
        tasks.start(feed.run(), name="feed under examination")
        await witness.until(lambda: witness.board.link.live or witness.problem is not None, TO_LIVE)
        if witness.problem is None and witness.subscribed_at is not None:
            await witness.until(lambda: witness.heard_at is not None, TO_HEAR)
            await witness.until(lambda: QUEUES in gauges.succeeded or _lacks(witness, Feature.CALL_QUEUES), TO_HEAR)
        link = witness.board.link
        tasks.cancel()
    # Several lines come up over some minutes; one of them at least has to stand by now.
    if not link.live and not link.lines_up and witness.problem is None:
        witness.problem = Problem(ProblemKind.TIMED_OUT)
    meet(witness.board)
    return _findings(witness, link, gauges)


def _findings(witness: Witness, link: Link, gauges: Gauges) -> list[Finding]:
    """What was seen, in the order in which each needs the one before."""
    board, people = witness.board, str(len(witness.board))
    read = {person.id for person in board} & witness.read
    subscribed = witness.subscribed_at is not None
    reached = [
        (Check.PEOPLE, len(board) > 0, {"people": people}),
        (Check.TICKET, TICKET in gauges.succeeded, {}),
        (Check.SUBSCRIPTION, subscribed, {"people": str(len(witness.heard_of))}),
        (Check.LINE, link.live or (witness.problem is None and subscribed), _lines(link)),
        (Check.PRESENCE, bool(read), {"people": str(len(read))}),
    ]
    findings, problem = [], witness.problem
    for check, well, facts in reached:
        if well:
            partly = check is Check.LINE and link.lines_up < link.lines
            findings.append(Finding(check, Verdict.NOTE if partly else Verdict.OK, facts=facts))
        elif problem is not None:
            findings.append(Finding(check, Verdict.PROBLEM, problem=problem))
            problem = None
        else:
            findings.append(Finding(check, Verdict.SKIPPED))
        if check is Check.PEOPLE:
            findings.append(_directory(board, link, gauges))
        elif check is Check.SUBSCRIPTION:
            findings += _courses(witness)
    findings += [_without(lack) for lack in link.lacks]
    findings.append(_notification(witness) if subscribed else Finding(Check.NOTIFICATION, Verdict.SKIPPED))
    for group, gauge in sorted(gauges.groups.items()):
        findings.append(Finding(Check.BUDGET, Verdict.OK, group, facts={"limit": gauge.limit, "left": gauge.left}))
    findings.append(_hidden(board) if read else Finding(Check.HIDDEN, Verdict.SKIPPED))
    return findings


def _lacks(witness: Witness, feature: Feature) -> bool:
    return any(lack.feature is feature for lack in witness.board.link.lacks)


def _lines(link: Link) -> dict[str, str]:
    return {"up": str(link.lines_up), "of": str(link.lines)}


def _directory(board: Board, link: Link, gauges: Gauges) -> Finding:
    """The list alone gives a board; whether the directory is refused is said with what is missing."""
    if DIRECTORY in gauges.succeeded:
        return Finding(Check.DIRECTORY, Verdict.OK)
    if not len(board) or any(lack.feature is Feature.DIRECTORY for lack in link.lacks):
        return Finding(Check.DIRECTORY, Verdict.SKIPPED if not len(board) else Verdict.NOTE, facts={"refused": "yes"})
    return Finding(Check.DIRECTORY, Verdict.NOTE)


def _courses(witness: Witness) -> list[Finding]:
    """What became of each subscription, by number from 1."""
    return [
        Finding(
            Check.SUBSCRIPTION,
            Verdict.NOTE if any(one.problem is not None for one in course) else Verdict.OK,
            str(shard + 1),
            facts={
                "outcomes": " ".join(str(one.outcome) for one in course),
                "notifications": str(sum(one.count for one in course if one.outcome is Outcome.NOTIFIED)),
            },
            course=tuple(course),
        )
        for shard, course in sorted(witness.courses.items())
    ]


def _without(lack: Lack) -> Finding:
    facts = {"feature": str(lack.feature), "permission": lack.permission, "code": lack.code}
    return Finding(Check.FEATURE, Verdict.NOTE, facts=facts, lack=lack)


def _notification(witness: Witness) -> Finding:
    if witness.heard_at is None or witness.subscribed_at is None:
        return Finding(Check.NOTIFICATION, Verdict.NOTE, facts={"seconds": f"{TO_HEAR:.0f}"})
    seconds = f"{witness.heard_at - witness.subscribed_at:.1f}"
    return Finding(Check.NOTIFICATION, Verdict.OK, facts={"seconds": seconds})


def _hidden(board: Board) -> Finding:
    names = sorted(one.spoken for one in board if board.sighting(one.id).state is State.HIDDEN)
    facts = {"people": str(len(names)), "names": ", ".join(names)}
    return Finding(Check.HIDDEN, Verdict.NOTE if names else Verdict.OK, facts=facts)
