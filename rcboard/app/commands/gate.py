"""``rcboard gate NUMBER``: may a call go through? The exit code answers, one sentence says why."""

import argparse
import time

from rcboard.app import access, glance, headless, report
from rcboard.domain.gate import Answer, Decision, decide, find
from rcboard.domain.link import Problem
from rcboard.domain.presence import State
from rcboard.domain.times import Times
from rcboard.words import gate as words

START_AND_END = 2.0
"""Seconds of the gate's time for the program to start and to end."""


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
    number = args.number.strip()
    try:
        board = await glance.board(
            found.credentials,
            lambda person: person.number == number,
            pages=found.pages,
            times=times,
            seconds=times.gate - times.close - START_AND_END,
        )
    except glance.GlanceError as error:
        return _tell(args, Decision(Answer.NOT_KNOWN, State.UNKNOWN), 0.0, error.problem)
    return _tell(args, decide(board, find(board, number)), time.time(), None)


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
