"""``rcboard gate NUMBER``: may a call go through? The exit code answers, one sentence says why."""

import argparse

from rcboard.app import access, headless, report
from rcboard.domain.board import Board
from rcboard.domain.gate import Answer, Decision, decide, find
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.presence import State
from rcboard.domain.times import Times
from rcboard.words import gate as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard gate``."""
    access.add_arguments(parser)
    parser.add_argument("number", metavar="NUMBER", help="the extension number")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a sentence")


def run(args: argparse.Namespace) -> int:
    """0: available. 1: not available. 2: wrong usage. 3: not known. Always within 15 s."""
    return headless.run(lambda: _gate(args))


async def _gate(args: argparse.Namespace) -> int:
    times = Times()
    found = await access.find(args)
    if found.credentials is None:
        return _tell(args, Decision(Answer.NOT_KNOWN, State.UNKNOWN), 0.0, found.problem)
    async with headless.live(
        found.credentials, per_page=found.per_page, first_page=found.first_page, times=times
    ) as live:
        # The good-bye at the end counts, too.
        await live.until(lambda: live.board.link.live, times.gate - times.close - 1.0)
        decision = decide(live.board, find(live.board, args.number))
        return _tell(args, decision, live.clock.now(), _why(live.board))


def _why(board: Board) -> Problem | None:
    """What stands between us and knowing."""
    if board.link.live:
        return None
    return board.link.problem or Problem(ProblemKind.TIMED_OUT)


def _tell(args: argparse.Namespace, decision: Decision, now: float, problem: Problem | None) -> int:
    sentence = words.sentence(decision, args.number, now, problem)
    if args.json:
        person = decision.person
        report.put(
            {
                "answer": decision.answer.name.lower(),
                "extensionNumber": args.number,
                "id": person.id if person else None,
                "name": person.spoken if person else None,
                "state": str(decision.state),
                "heardAt": report.moment(decision.heard),
                "reason": sentence,
            }
        )
    else:
        report.put(sentence)
    return int(decision.answer)
