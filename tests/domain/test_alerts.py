"""Alerts: what is told, and what never is."""

from rcboard.domain import events as e
from rcboard.domain.alerts import Alert, Alerts, Reason, Withdrawal
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.link import Link, Phase
from rcboard.domain.presence import Presence, State
from tests.domain.test_board import BOB, ON_CALL, RINGING, heard
from tests.domain.test_presence import FREE

STARRED = Desk(favourites=frozenset({"1"}))
WAITING = Desk().watched("1", 100.0, "Mrs Jones")


def start(alerts: Alerts, desk: Desk, first: Presence = FREE) -> Board:
    board = Board()
    changes = board.apply(
        [e.PeopleRead((BOB,)), e.SubscriptionBegan(100.0), e.ReadAsked(1), e.PresenceRead(1, 100.0, (("1", first),))],
        100.0,
    )
    assert alerts.consider(changes, board, desk, 100.0) == ()
    live(alerts, board, desk, 100.0)
    return board


def live(alerts: Alerts, board: Board, desk: Desk, now: float) -> None:
    changes = board.apply([e.ReadEnded(1), e.LinkChanged(Link(Phase.LIVE, now))], now)
    assert alerts.consider(changes, board, desk, now) == ()


def test_a_favourite_that_changes_is_told_and_the_next_change_takes_its_place() -> None:
    alerts = Alerts()
    board = start(alerts, STARRED)
    changes = board.apply([heard(RINGING, 110.0, 1)], 110.0)
    assert alerts.consider(changes, board, STARRED, 110.0) == (Alert("1", State.RINGING, Reason.RULE),)
    changes = board.apply([heard(FREE, 115.0, 2)], 115.0)
    assert alerts.consider(changes, board, STARRED, 115.0) == (Alert("1", State.AVAILABLE, Reason.RULE),)


def test_what_is_told_and_no_longer_true_is_withdrawn() -> None:
    alerts = Alerts()
    board = start(alerts, STARRED)
    alerts.consider(board.apply([heard(RINGING, 110.0, 1)], 110.0), board, STARRED, 110.0)
    changes = board.apply([heard(FREE, 115.0, 2)], 115.0)
    assert alerts.consider(changes, board, Desk(), 115.0) == (Withdrawal("1"),)


def test_others_are_not_told() -> None:
    alerts = Alerts()
    board = start(alerts, Desk())
    assert alerts.consider(board.apply([heard(RINGING, 110.0, 1)], 110.0), board, Desk(), 110.0) == ()


def test_a_reconnect_tells_nothing_but_withdraws() -> None:
    alerts = Alerts()
    board = start(alerts, STARRED)
    alerts.consider(board.apply([heard(RINGING, 110.0, 1)], 110.0), board, STARRED, 110.0)
    lost = e.LinkChanged(Link(Phase.RECONNECTING, 111.0))
    changes = board.apply([e.SubscriptionLost(111.0), lost], 111.0)
    assert alerts.consider(changes, board, STARRED, 111.0) == (Withdrawal("1"),)
    changes = board.apply(
        [e.SubscriptionBegan(112.0), e.ReadAsked(2), e.PresenceRead(2, 113.0, (("1", ON_CALL),))], 113.0
    )
    assert alerts.consider(changes, board, STARRED, 113.0) == ()


def test_a_watched_person_is_told_once_free_has_held() -> None:
    alerts = Alerts()
    desk = WAITING
    board = start(alerts, desk, ON_CALL)
    changes = board.apply([heard(FREE, 110.0, 1)], 110.0)
    assert alerts.consider(changes, board, desk, 110.0) == ()
    assert alerts.due() == 115.0
    assert alerts.consider(board.apply([], 114.9), board, desk, 114.9) == ()
    told = alerts.consider(board.apply([], 115.0), board, desk, 115.0)
    assert told == (Alert("1", State.AVAILABLE, Reason.WATCH, WAITING.watches[0]),)
    assert alerts.fulfilled(told, desk).watches == ()


def test_free_that_does_not_hold_starts_again() -> None:
    alerts = Alerts()
    board = start(alerts, WAITING, ON_CALL)
    alerts.consider(board.apply([heard(FREE, 110.0, 1)], 110.0), board, WAITING, 110.0)
    alerts.consider(board.apply([heard(RINGING, 112.0, 2)], 112.0), board, WAITING, 112.0)
    assert alerts.due() is None
    alerts.consider(board.apply([heard(FREE, 114.0, 3)], 114.0), board, WAITING, 114.0)
    assert alerts.consider(board.apply([], 116.0), board, WAITING, 116.0) == ()
    assert alerts.due() == 119.0


def test_nothing_is_told_of_a_person_whom_no_line_vouches_for() -> None:
    alerts = Alerts()
    board = start(alerts, WAITING, ON_CALL)
    alerts.consider(board.apply([heard(FREE, 110.0, 1)], 110.0), board, WAITING, 110.0)
    assert alerts.consider(board.apply([e.SubscriptionLost(111.0)], 120.0), board, WAITING, 120.0) == ()
    assert alerts.due() is None


def test_a_replay_after_a_recovery_tells_nothing() -> None:
    alerts = Alerts()
    board = start(alerts, STARRED)
    board.apply([e.SubscriptionLost(111.0), e.LinkChanged(Link(Phase.RECONNECTING, 111.0))], 111.0)
    changes = board.apply([e.SubscriptionResumed(115.0), heard(RINGING, 115.0, 9, 112.0)], 115.0)
    assert alerts.consider(changes, board, STARRED, 115.0) == ()
    live(alerts, board, STARRED, 115.0)
    changes = board.apply([heard(FREE, 116.0, 10)], 116.0)
    assert alerts.consider(changes, board, STARRED, 116.0) == (Alert("1", State.AVAILABLE, Reason.RULE),)


def test_a_watch_kept_from_yesterday_is_not_told_on_the_first_load() -> None:
    alerts = Alerts()
    board = start(alerts, WAITING, FREE)
    assert alerts.due() is None
    alerts.consider(board.apply([heard(ON_CALL, 110.0, 1)], 110.0), board, WAITING, 110.0)
    alerts.consider(board.apply([heard(FREE, 120.0, 2)], 120.0), board, WAITING, 120.0)
    assert alerts.due() == 125.0


def test_a_watch_for_somebody_who_is_free_already_is_told_soon() -> None:
    alerts = Alerts()
    board = start(alerts, Desk(), FREE)
    alerts.consider(board.apply([], 110.0), board, WAITING, 110.0)
    assert alerts.due() == 115.0
