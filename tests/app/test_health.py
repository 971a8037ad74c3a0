"""What the running copy tells the doctor: numbers, and what the slow check had to correct."""

from dataclasses import replace

from rcboard.app.health import Health
from rcboard.domain.board import Board
from rcboard.domain.checkup import Verdict
from rcboard.domain.events import LinkChanged
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.presence import Presence
from rcboard.domain.times import Times
from rcboard.words import doctor as words


def live_board() -> Board:
    board = Board(Times())
    board.apply([LinkChanged(Link(Phase.LIVE, 0.0))], 0.0)
    return board


def test_what_no_event_told_of_is_counted_and_said() -> None:
    board = live_board()
    known = Presence(telephony_status="NoCall")
    board.missed.read("1", known, replace(known, telephony_status="CallConnected"), 10.0)
    board.missed.settle(30.0)
    finding = Health.of(board, {"not JSON": 2}).finding
    assert finding.verdict is Verdict.NOTE
    line = words.line(finding)
    assert "One record" in line.text
    assert "telephony_status 1" in line.text
    assert "not JSON 2" in line.text
    assert line.remedy


def test_a_line_that_does_not_stand_is_named_with_its_reason() -> None:
    board = live_board()
    board.apply([LinkChanged(Link(Phase.RECONNECTING, 1.0, Problem(ProblemKind.OFFLINE)))], 1.0)
    finding = Health.of(board, {}).finding
    assert (finding.verdict, finding.problem) == (Verdict.NOTE, Problem(ProblemKind.OFFLINE))
    board.apply([LinkChanged(Link(Phase.SIGNING_IN, 2.0))], 2.0)
    assert "not live" in words.line(Health.of(board, {}).finding).text
