"""How the line stands, as the strip and the tray read it."""

from dataclasses import replace

from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.presence import State
from rcboard.models.link_model import LinkModel
from rcboard.models.tray_model import Standing, TrayModel
from rcboard.words.problems import Button
from tests.kit.people import NOW, office, people, presence

EVERYBODY = people(5)


def lost(board: Board) -> Changes:
    """The line of this board breaks."""
    link = Link(Phase.RECONNECTING, NOW, Problem(ProblemKind.LINE_LOST), retry_at=NOW + 60)
    return board.apply([e.SubscriptionLost(NOW), e.LinkChanged(link)], NOW)


def test_a_broken_line_says_how_old_the_board_is_and_offers_to_try_now(qtbot: QtBot) -> None:
    board = office(EVERYBODY)
    model = LinkModel(board)
    assert model.sentence.text == "Live"
    spy = QSignalSpy(model.changed)
    model.take(lost(board), NOW)
    model.tick(NOW + 40)
    assert spy.count() == 2
    assert model.sentence.text == "40 s old, next try in 20 s"
    assert model.sentence.button is Button.RETRY


def test_a_live_line_is_silent_at_every_tick(qtbot: QtBot) -> None:
    model = LinkModel(office(EVERYBODY))
    spy = QSignalSpy(model.changed)
    model.tick(NOW + 1)
    assert spy.count() == 0


def test_progress_is_there_while_reading_only(qtbot: QtBot) -> None:
    board = Board()
    model = LinkModel(board)
    model.take(board.apply([e.LinkChanged(Link(Phase.READING, NOW, read=3400, total=10000))], NOW), NOW)
    assert model.progress == (3400, 10000)
    assert "3,400" in model.sentence.text
    model.take(board.apply([e.LinkChanged(Link(Phase.LIVE, NOW))], NOW), NOW)
    assert model.progress is None


def test_the_tray_counts_free_favourites_and_knows_nobody_without_a_line(qtbot: QtBot) -> None:
    board = office(EVERYBODY)
    for person in EVERYBODY:
        board.apply([e.PresenceHeard(person.id, presence(State.AVAILABLE), NOW)], NOW)
    model = TrayModel(board, Desk(favourites=frozenset(person.id for person in EVERYBODY[:3])))
    assert (model.standing, model.tooltip) == (Standing.LIVE, "3 of 3 favourites free · live")
    spy = QSignalSpy(model.changed)
    model.take(board.apply([e.PresenceHeard(EVERYBODY[0].id, presence(State.BUSY), NOW)], NOW))
    assert model.tooltip == "2 of 3 favourites free · live"
    model.take(board.apply([e.PresenceHeard(EVERYBODY[4].id, presence(State.BUSY), NOW)], NOW))
    assert spy.count() == 1, "nobody's favourite"
    model.take(lost(board))
    assert (model.standing, model.tooltip) == (Standing.RECONNECTING, "0 of 3 favourites free · reconnecting")


def test_the_tray_tells_when_somebody_waited_for_is_free(qtbot: QtBot) -> None:
    board = office(EVERYBODY)
    board.apply([e.PresenceHeard(EVERYBODY[1].id, presence(State.ON_CALL, NOW), NOW)], NOW)
    model = TrayModel(board, Desk())
    model.set_desk(Desk().watched(EVERYBODY[1].id, NOW))
    standings = [model.standing]
    model.take(board.apply([e.PresenceHeard(EVERYBODY[1].id, presence(State.AVAILABLE), NOW)], NOW))
    standings.append(model.standing)
    model.take(board.apply([e.LinkChanged(Link(Phase.SIGNED_OUT, NOW))], NOW))
    standings.append(model.standing)
    assert standings == [Standing.LIVE, Standing.FREE, Standing.SIGNED_OUT]


def test_the_tray_tells_when_the_first_of_a_group_is_free(qtbot: QtBot) -> None:
    board = office(EVERYBODY)
    board.apply([e.PresenceHeard(person.id, presence(State.BUSY), NOW) for person in EVERYBODY], NOW)
    here, *others = EVERYBODY
    there = next(person for person in others if person.department != here.department)
    model = TrayModel(board, Desk())
    model.set_desk(Desk().waited(Watch("", NOW, "Mrs Jones", f"department:{here.department}")))
    standings = [model.standing]
    for event in (
        e.PresenceHeard(there.id, presence(State.AVAILABLE), NOW),
        e.PresenceHeard(here.id, presence(State.AVAILABLE), NOW),
        e.PersonRead(replace(here, department="Moved")),
        e.PersonRead(replace(there, department=here.department)),
    ):
        model.take(board.apply([event], NOW))
        standings.append(model.standing)
    live, free = Standing.LIVE, Standing.FREE
    assert standings == [live, live, free, live, free], "nobody, a stranger, one of them, he left, the stranger joined"
