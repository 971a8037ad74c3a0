"""The board under hands: every wish by key and by pointer, and letters that only ever find."""

import string
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QImage, QInputMethodEvent, QPaintEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from rcboard.app.wishes import DOUBLE_CLICKS
from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.preferences import DoubleClick
from rcboard.domain.presence import State
from rcboard.models.board_model import BoardModel, Role
from rcboard.views.board_view import BoardView
from rcboard.views.main_window import MainWindow
from rcboard.views.theme import LIGHT
from tests.kit.hands import double_click, press, write
from tests.kit.people import NOW, office, people, presence
from tests.views.conftest import TEAM
from tests.views.test_tabs import model_of

CTRL = Qt.KeyboardModifier.ControlModifier


class Wishes(list[tuple[str, str]]):
    """Every wish a window uttered, with whom it was about."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        window.hands.wish_asked.connect(lambda wish, id: self.append((str(wish), id)))


def choose(window: MainWindow, row: int) -> BoardView:
    """Select the tile in this row."""
    window.board_view.setCurrentIndex(window.board_view.model().index(row, 0))
    return window.board_view


def middle(view: BoardView, row: int) -> QPoint:
    """The middle of a tile."""
    return view.visualRect(view.model().index(row, 0)).center()


@pytest.mark.parametrize(
    ("key", "modifier", "wish"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "copy"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "copy"),
        (Qt.Key.Key_C, CTRL, "copy"),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier, "watch"),
        (Qt.Key.Key_Asterisk, Qt.KeyboardModifier.NoModifier, "star"),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, "why"),
    ],
)
@pytest.mark.parametrize("where", ["tiles", "search box"])
def test_each_key_utters_its_wish_about_the_chosen_one(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, wish: str, where: str
) -> None:
    wishes = Wishes(window)
    view = choose(window, 3)
    press(view if where == "tiles" else window.search_box, key, modifier)
    assert wishes == [(wish, "3")]
    assert window.search_box.text() == ""


def test_a_double_click_copies(window: MainWindow, qtbot: QtBot) -> None:
    wishes = Wishes(window)
    spot = middle(window.board_view, 2)
    double_click(window.board_view.viewport(), spot)
    assert wishes == [("copy", "2")]


@pytest.mark.parametrize("set_to", DoubleClick)
def test_a_double_click_wishes_what_it_is_set_to(window: MainWindow, qtbot: QtBot, set_to: DoubleClick) -> None:
    wishes = Wishes(window)
    window.board_view.pointer.double_click = DOUBLE_CLICKS[set_to]
    double_click(window.board_view.viewport(), middle(window.board_view, 2))
    assert wishes == [({"copy": "copy", "call": "call", "open": "why"}[set_to], "2")]


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(("reason", "wished"), [("Mouse", [("menu", "2")]), ("Keyboard", [])])
def test_the_second_button_asks_for_the_menu_and_a_key_only_by_itself(
    window: MainWindow, qtbot: QtBot, reason: str, wished: list[tuple[str, str]]
) -> None:
    """A desktop sends word of the menu key beside the key: one of the two is enough."""
    wishes = Wishes(window)
    view = choose(window, 2)
    spot = middle(view, 2)
    told = view if reason == "Keyboard" else view.viewport()
    QApplication.sendEvent(told, QContextMenuEvent(QContextMenuEvent.Reason[reason], spot, told.mapToGlobal(spot)))
    assert wishes == wished


@pytest.mark.parametrize(("modifier", "by"), [(CTRL, [1]), (Qt.KeyboardModifier.NoModifier, [])])
def test_ctrl_and_the_wheel_zoom_and_the_wheel_alone_scrolls(
    open_window: Callable[[Board], MainWindow], modifier: Qt.KeyboardModifier, by: list[int]
) -> None:
    view = open_window(office(people(300))).board_view
    view.verticalScrollBar().setValue(200)
    zoomed: list[int] = []
    view.pointer.zoomed.connect(zoomed.append)
    spot = view.viewport().rect().center()
    at = view.viewport().mapToGlobal(spot)
    buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(spot, at, QPoint(), QPoint(0, 120), buttons, modifier, phase, False)
    QApplication.sendEvent(view.viewport(), turn)
    assert zoomed == by
    assert (view.verticalScrollBar().value() == 200) is bool(by)


def test_tiles_rest_once_the_pointer_has_left_them(window: MainWindow) -> None:
    view = window.board_view
    for row in (0, 1):  # from elsewhere: where another test has left the pointer in this very place, nothing moves
        QTest.mouseMove(view.viewport(), middle(view, row))
    assert not view.at_rest()
    assert view.under == "1"
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert view.at_rest()
    assert view.under == ""


@pytest.mark.parametrize(("part", "wish"), [("star", "star"), ("clock", "watch")])
def test_star_and_clock_can_be_clicked_twice_without_copying(
    window: MainWindow, qtbot: QtBot, part: str, wish: str
) -> None:
    wishes = Wishes(window)
    view = window.board_view
    layout = view.itemDelegate().layout  # type: ignore[attr-defined]
    corner = view.visualRect(view.model().index(1, 0)).topLeft()
    spot = corner + getattr(layout, part).center().toPoint()
    double_click(view.viewport(), spot)
    assert wishes == [(wish, "1")]


@pytest.mark.parametrize("letter", [*string.ascii_letters, *string.digits, "é", "ж", "λ", "-", "+", "("])
def test_typing_anything_only_finds(window: MainWindow, qtbot: QtBot, letter: str) -> None:
    wishes = Wishes(window)
    view = choose(window, 1)
    write(view, letter + "xq")
    assert window.search_box.text() == letter + "xq"
    assert wishes == []


def test_typing_finds_wherever_the_keyboard_is(window: MainWindow) -> None:
    wishes = Wishes(window)
    reached = [
        one for one in window.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    buttons = [one for one in reached if one not in (window.board_view, window.search_box)]
    assert any(isinstance(one, QAbstractButton) for one in buttons)
    for one in buttons:
        window.search_box.clear()
        one.setFocus()
        write(one, "xq7")
        assert window.search_box.text() == "xq7", one
    assert wishes == []


def test_composed_characters_find_too(window: MainWindow) -> None:
    event = QInputMethodEvent()
    event.setCommitString("é")
    QApplication.sendEvent(window.board_view, event)
    assert window.search_box.text() == "é"
    assert window.board_view.model().rowCount() > 0


def test_alt_gr_writes_and_control_does_not(window: MainWindow, qtbot: QtBot) -> None:
    view = choose(window, 0)
    press(view, Qt.Key.Key_L, CTRL)
    assert window.search_box.text() == ""
    write(view, "@", CTRL | Qt.KeyboardModifier.AltModifier)
    assert window.search_box.text() == "@"


def test_while_a_search_stands_blank_and_star_belong_to_it(window: MainWindow, qtbot: QtBot) -> None:
    wishes = Wishes(window)
    write(window.board_view, "s *")
    window.board_view.setFocus()
    write(window.board_view, "*")
    assert window.search_box.text() == "s **"
    assert wishes == []


def test_typing_chooses_the_first_match_so_that_enter_copies_it(window: MainWindow, qtbot: QtBot) -> None:
    wishes = Wishes(window)
    write(window.board_view, "dia")
    press(window.search_box, Qt.Key.Key_Return)
    assert wishes == [("copy", "3")]


def test_escape_clears_and_leaves_the_found_one_chosen(window: MainWindow, qtbot: QtBot) -> None:
    write(window.board_view, "fitz")
    press(window.search_box, Qt.Key.Key_Escape)
    assert window.board_view.model().rowCount() == len(TEAM)
    assert window.board_view.current_id() == "5"
    press(window.search_box, Qt.Key.Key_Escape)
    assert window.board_view.hasFocus()


def test_who_was_found_is_in_sight_when_all_are_shown_again(
    open_window: Callable[[Board], MainWindow], qtbot: QtBot
) -> None:
    """What is done next is done to that tile, and told on it."""
    everybody = people(300)
    window = open_window(office(everybody))
    view = window.board_view
    last = view.model().index(299, 0).data(Role.ID)
    write(view, next(person.number for person in everybody if person.id == last))
    assert view.current_id() == last
    press(window.search_box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.model().rowCount() == 300)
    assert view.current_id() == last
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_who_is_chosen_stays_in_sight_when_the_waiting_list_takes_room(
    open_window: Callable[[Board], MainWindow], qtbot: QtBot
) -> None:
    """With a tile less in each row everybody moves down."""
    window = open_window(office(people(300)))
    view, model = window.board_view, window.board_view.model()
    view.setCurrentIndex(model.index(200, 0))
    before = view.gridSize().width(), view.width()
    model_of(window).set_desk(Desk(watches=(Watch("1", NOW, "Mrs Jones"),)))
    qtbot.waitUntil(lambda: view.width() < before[1] - 200)
    assert view.width() // view.gridSize().width() < before[1] // before[0]
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_backspace_and_escape_over_the_tiles_belong_to_the_search(window: MainWindow, qtbot: QtBot) -> None:
    window.search_box.setText("dora")
    press(window.board_view, Qt.Key.Key_Backspace)
    assert window.search_box.text() == "dor"
    press(window.board_view, Qt.Key.Key_Escape)
    assert window.search_box.text() == ""


def test_arrows_move_over_the_tiles_also_while_typing(window: MainWindow, qtbot: QtBot) -> None:
    choose(window, 0)
    press(window.board_view, Qt.Key.Key_Right)
    assert window.board_view.current_id() == "1"
    press(window.search_box, Qt.Key.Key_Down)
    below = window.board_view.current_id()
    assert int(below) > 1
    press(window.search_box, Qt.Key.Key_Up)
    assert window.board_view.current_id() == "1"
    press(window.board_view, Qt.Key.Key_End)
    assert window.board_view.current_id() == "5"
    press(window.board_view, Qt.Key.Key_Home)
    assert window.board_view.current_id() == "0"


def test_pages_and_all_the_tiles_are_one_stop_of_the_tab_key(
    open_window: Callable[[Board], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(office(people(200)))
    view = choose(window, 0)
    press(view, Qt.Key.Key_PageDown)
    below = view.currentIndex().row()
    assert below > 3
    press(view, Qt.Key.Key_PageUp)
    assert view.currentIndex().row() == 0
    press(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()
    assert view.currentIndex().row() == 0
    window.focusPreviousChild()
    assert view.hasFocus()


def test_where_the_keyboard_is_there_is_a_ring_and_enter_acts(window: MainWindow, qtbot: QtBot) -> None:
    wishes = Wishes(window)
    view = window.board_view
    ring = view.visualRect(view.model().index(0, 0)).topLeft() + QPoint(60, 5)
    qtbot.waitUntil(lambda: view.viewport().grab().toImage().pixelColor(ring).name() == LIGHT.accent.lower())
    press(view, Qt.Key.Key_Return)
    assert wishes == [("copy", "0")]


def test_without_anybody_there_is_nothing_to_wish(open_window: Callable[[Board], MainWindow]) -> None:
    window = open_window(Board())
    wishes = Wishes(window)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F4, Qt.Key.Key_Asterisk):
        press(window.board_view, key)
    assert wishes == []


def test_the_chosen_one_stays_chosen_when_people_come(window: MainWindow, board: Board) -> None:
    choose(window, 2)
    model = window.board_view.model()
    assert isinstance(model, BoardModel)
    newcomer = TEAM[0].__class__("99", "199", "Aa Aa", "Aa", "Aa")
    model.take(board.apply([e.PersonRead(newcomer)], NOW), NOW)
    assert window.board_view.current_id() == "2"
    assert window.board_view.currentIndex().row() == 3


def test_only_rows_on_screen_are_announced(
    open_window: Callable[[Board], MainWindow], qtbot: QtBot, type_: object
) -> None:
    everybody = people(400)
    board = office(everybody)
    window = open_window(board)
    model = window.board_view.model()
    assert isinstance(model, BoardModel)
    seen: list[int] = []
    model.dataChanged.connect(lambda top, bottom, roles: seen.append(top.row()))
    qtbot.waitUntil(lambda: window.board_view.visualRect(model.index(399)).isValid())
    QApplication.processEvents()
    changes = board.apply([e.PresenceHeard(p.id, presence(State.BUSY, message="x"), NOW) for p in everybody], NOW)
    model.take(changes, NOW)
    assert seen
    shown = [row for row in range(400) if window.board_view.viewport().rect().intersects(rect(window, row))]
    assert set(shown) <= set(seen)
    assert len(seen) <= len(shown) + 10
    window.hide()
    seen.clear()
    model.take(board.apply([e.PresenceHeard(everybody[0].id, presence(State.AVAILABLE), NOW)], NOW), NOW)
    assert seen == []


def test_time_goes_on_in_one_line_of_a_tile_and_the_screen_is_as_if_all_had_been_painted(
    window: MainWindow, board: Board
) -> None:
    """Ann is on a call, Cem's phone rings: a minute later the screen's own pixels are those of a whole painting."""
    view, model = window.board_view, model_of(window)
    view.pulse.set_calm(True)
    states = (("0", State.ON_CALL), ("2", State.RINGING))
    model.take(board.apply([e.PresenceHeard(id, presence(state), NOW) for id, state in states], NOW), NOW)
    QApplication.processEvents()
    areas: list[QRect] = []
    seen = Areas(view.surface, areas)
    before = on_screen(window)
    model.tick(NOW + 61)
    QApplication.processEvents()
    view.surface.removeEventFilter(seen)
    after = on_screen(window)
    assert after != before
    for row in (0, 2):
        painted = [area for area in areas if area.intersects(rect(window, row))]
        assert sum(area.height() for area in painted) < view.gridSize().height() / 2
        assert painted
    view.surface.repaint()
    assert on_screen(window) == after


class Areas(QObject):
    """Notes what is painted of a widget."""

    def __init__(self, widget: QWidget, areas: list[QRect]) -> None:
        super().__init__(widget)
        self._areas = areas
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self._areas.extend(event.region())  # type: ignore[arg-type]  # the stubs do not know that one can
        return False


def on_screen(window: MainWindow) -> QImage:
    """The pixels that stand on the screen now, painted by whoever painted them."""
    return window.screen().grabWindow(window.winId()).toImage()


def rect(window: MainWindow, row: int):  # type: ignore[no-untyped-def]
    """Where a tile is within the viewport."""
    return window.board_view.visualRect(window.board_view.model().index(row, 0))


@pytest.mark.parametrize("width", [420, 700, 1000, 1400])
def test_tiles_fill_the_width_whatever_it_is(window: MainWindow, width: int) -> None:
    window.resize(width, 600)
    QApplication.processEvents()
    across = [row for row in range(len(TEAM)) if rect(window, row).top() == rect(window, 0).top()]
    free = window.board_view.viewport().width() - sum(rect(window, row).width() for row in across)
    assert len(across) == len(TEAM) or 0 <= free <= len(across) + 1


def test_said_on_the_tile_for_a_moment(window: MainWindow, qtbot: QtBot) -> None:
    view = window.board_view
    before = view.grab().toImage()
    view.say("1", "Copied 202")
    assert view.grab().toImage() != before
    qtbot.waitUntil(lambda: view.grab().toImage() == before, timeout=4000)


@pytest.mark.qt_log_ignore("This plugin does not support raise")
@pytest.mark.parametrize(
    ("part", "says"), [("star", "Favourite: tell me about changes (*)"), ("clock", "Tell me when free (F4)")]
)
def test_the_tooltip_says_what_a_click_on_a_sign_does(window: MainWindow, part: str, says: str) -> None:
    view = window.board_view
    layout = view.itemDelegate().layout  # type: ignore[attr-defined]
    spot = view.visualRect(view.model().index(1, 0)).topLeft() + getattr(layout, part).center().toPoint()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot)))
    assert QToolTip.text() == says
    QToolTip.hideText()


def test_a_tile_is_heard_whole(window: MainWindow) -> None:
    index = window.board_view.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Bob Brown, 202, available"
    assert index.data(Role.NUMBER) == "202"
    assert window.board_view.accessibleName() == "People"


def test_the_chosen_one_may_leave_the_board(window: MainWindow, board: Board, qtbot: QtBot) -> None:
    choose(window, 0)
    model = window.board_view.model()
    assert isinstance(model, BoardModel)
    model.take(board.apply([e.PeopleRead(TEAM[1:])], NOW), NOW)
    assert [model.index(row, 0).data(Role.ID) for row in range(model.rowCount())] == [one.id for one in TEAM[1:]]


def test_a_board_that_shrinks_to_a_few_while_it_is_scrolled_to_its_end_is_painted_without_the_others(
    open_window: Callable[[Board], MainWindow],
) -> None:
    everybody = people(300)
    board = office(everybody)
    window = open_window(board)
    view, model = window.board_view, window.board_view.model()
    assert isinstance(model, BoardModel)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    choose(window, 299)
    counts = []

    def paint() -> None:
        view.viewport().repaint()
        counts.append(model.rowCount())

    model.modelReset.connect(paint)  # at once, before Qt has laid anything out anew
    model.take(board.apply([e.PeopleRead(everybody[:3])], NOW), NOW)
    window.search_for(everybody[0].name)
    window.search_for("nobody at all")
    window.search_for("")
    assert counts == [3, 1, 0, 3]
    assert model.data(model.index(2), Role.ID) is not None
    assert model.data(model.createIndex(299, 0), Role.TILE) is None
