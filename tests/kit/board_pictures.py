"""Pictures of what appears on and beside the tiles; ``tests.kit.pictures`` paints them with all others."""

import itertools
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Watch
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.preferences import Density, Look
from rcboard.domain.presence import NO_QUEUE_CALLS, Call, State
from rcboard.models.board_model import BoardModel, Role
from rcboard.views.key_sheet import KeySheet
from rcboard.views.main_window import MainWindow
from tests.kit.people import NOW, office, people, presence

Keep = Callable[..., None]
Open = Callable[..., MainWindow]
SMALL, LARGE, HUGE = QSize(800, 600), QSize(1280, 800), QSize(2560, 1440)


def broken(board: Board, seconds: float) -> float:
    """Break the line of a board and let so many seconds pass; the time it is then."""
    problem = Problem(ProblemKind.LINE_SILENT)
    link = Link(Phase.RECONNECTING, NOW, problem, retry_at=NOW + seconds + 8)
    board.apply([e.SubscriptionLost(NOW), e.LinkChanged(link)], NOW)
    board.apply([], NOW + seconds)
    return NOW + seconds


def sizes(look: Look, keep: Keep, window: Open) -> None:
    """Every size of window with few and many people, in every density, at scale 1 and 2."""
    for size, count in itertools.product((SMALL, LARGE, HUGE), (12, 200, 2000)):
        keep(f"size-{size.width()}-{count}-{look.theme}", window(office(people(count)), look, size))
    for density, size in itertools.product(Density, (SMALL, LARGE)):
        dense = replace(look, density=density)
        keep(f"{density}-{size.width()}-{look.theme}", window(office(people(200)), dense, size))
        keep(f"{density}-{size.width()}-{look.theme}-scale-2", window(office(people(200)), dense, size), 2)
        board = office(people(200))
        keep(f"{density}-{size.width()}-{look.theme}-ageing", window(board, dense, size, broken(board, 40.0)))
    for zoom in (60, 200):
        keep(f"zoom-{zoom}-{look.theme}", window(office(people(60)), replace(look, zoom=zoom), LARGE))
    keep(f"narrow-{look.theme}", window(office(people(60)), look, QSize(320, 760)))


def appearances(look: Look, keep: Keep, window: Open) -> None:
    """Why-card, note, menus, waiting callers, tabs, wall, keys, and the empty states of tabs and switches."""

    def opened(size: QSize, state: State = State.ON_CALL) -> tuple[MainWindow, BoardModel, str]:
        board = office(people(60))
        shown = window(board, look, size)
        model = shown.board_view.model()
        assert isinstance(model, BoardModel)
        id: str = model.index(4).data(Role.ID)
        busy(board, model, id, state)
        shown.board_view.setCurrentIndex(model.index(4))
        QApplication.processEvents()  # the waiting list has come
        return shown, model, id

    for name, size, state in (("why", LARGE, State.ON_CALL), ("why-small", SMALL, State.BUSY)):
        shown, _, id = opened(size, state)
        shown.beside.ask_why(id, by_hand=True)
        keep(f"{name}-{look.theme}", shown)
    shown, _, id = opened(SMALL)
    shown.beside.ask_note(id)
    keep(f"note-{look.theme}", shown)
    shown, _, id = opened(SMALL)
    shown.beside.tile_menu(id)
    keep(f"menu-{look.theme}", _popup())
    shown.header.menu.popup(shown.pos())
    keep(f"menu-view-{look.theme}", shown.header.menu)
    keys = KeySheet(shown.hands.keys, shown.theme, shown.type_)
    keys.show()
    keep(f"keys-{look.theme}", keys)
    shown.close()
    for size in (LARGE, SMALL):
        shown, model, id = opened(size)
        waits = (Watch(id, NOW - 700, "Mrs Jones"), Watch("", NOW - 60, "Mr Brown", "department:Support"))
        model.set_desk(replace(model.desk, watches=(*waits, *model.desk.watches)))
        keep(f"waiting-{size.width()}-{look.theme}", shown)
    shown, _, _ = opened(LARGE)
    shown.header.tabs.choose_number(5)
    shown.search_box.setText("sup")
    keep(f"found-elsewhere-{look.theme}", shown)
    shown, _, _ = opened(SMALL)
    shown.header.free_now.setChecked(True)
    keep(f"free-now-{look.theme}", shown)
    wall = window(office(people(200)), look, QSize(1920, 1080))
    wall.wall.switch()
    wall.resize(1920, 1080)
    QApplication.processEvents()
    wall.wall.turn()
    keep(f"wall-{look.theme}", wall)
    shown, model, _ = opened(SMALL)
    model.set_desk(replace(model.desk, favourites=frozenset()))
    shown.header.tabs.choose_number(2)
    keep(f"empty-favourites-{look.theme}", shown)
    gone = office(people(60))
    gone.apply([e.SubscriptionLost(NOW)], NOW)
    shown = window(gone, look, SMALL)
    shown.header.free_now.setChecked(True)
    keep(f"empty-free-now-{look.theme}", shown)


def busy(board: Board, model: BoardModel, id: str, state: State) -> None:
    """Somebody with everything a tile and a card can say."""
    call = Call("1", "Inbound", "CallConnected", "+44 20 7946 0958", "Customer Jones", start=NOW - 252, queue_call=True)
    raw = replace(presence(state, NOW - 252, "back at 3"), active_calls=(call,), dnd_status=NO_QUEUE_CALLS)
    model.set_desk(model.desk.noted(id, "asks for Eva").watched(id, NOW, "Mrs Miller"))
    model.take(board.apply([e.PresenceHeard(id, raw, NOW)], NOW), NOW)


def _popup() -> QWidget:
    menu = QApplication.activePopupWidget()
    assert menu is not None
    return menu
