"""Everything the window says, in a language nobody speaks: nothing is hard-coded and nothing is cut off."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rcboard.domain import events as e
from rcboard.domain.alerts import Alert, Reason
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk, Group
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.own_status import Own, OwnStatus
from rcboard.domain.preferences import Look, Palette, Preferences
from rcboard.domain.presence import State
from rcboard.domain.setting import SETTINGS
from rcboard.domain.tabs import Kind, Tab
from rcboard.models.away_model import AwayModel
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.models.own_model import OwnModel
from rcboard.models.tray_model import TrayModel
from rcboard.views import qt_words, tile_menu
from rcboard.views.away_panel import AwayPanel
from rcboard.views.fonts import Fonts
from rcboard.views.key_editor import KeyLine
from rcboard.views.key_sheet import KeySheet
from rcboard.views.keys import TABLE, Keys
from rcboard.views.main_window import MainWindow
from rcboard.views.own_menu import OwnMenu, TextDialog
from rcboard.views.settings_dialog import PAGES, SettingsDialog, Surroundings
from rcboard.views.sign_in_dialog import SignInDialog
from rcboard.views.theme import LIGHT
from rcboard.views.tile_menu import Granting
from rcboard.views.tray import Tray
from rcboard.views.welcome_panel import WelcomePanel
from rcboard.words import keys as key_words
from rcboard.words import language, problems
from tests.kit import looks, pseudo
from tests.kit.people import NOW, office, presence
from tests.views.conftest import TEAM

DATA = {
    *(part for person in TEAM for part in (person.name, person.spoken, person.department, person.number)),
    *(f"{person.last_name}, {person.first_name}" for person in TEAM),
    *language.LANGUAGES.values(),
    *("rcboard", "lunch", "Mrs Jones", "https://platform.ringcentral.com"),
    *("Ctrl", "Shift", "Alt", "Esc", "Menu", "Space", "Enter", "Return", "Tab", "Del", "Press shortcut"),
    *("Scroll Left", "Scroll Right"),
}
"""Names, keys, and words that Qt says itself: no sentences of ours."""

Make = Callable[[Fonts, QtBot], QWidget]


@pytest.fixture(autouse=True)
def nobody_speaks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The language, for one test."""
    folder = tmp_path_factory.getbasetemp() / "pseudo"
    if not folder.exists():
        folder.mkdir()
        pseudo.write(folder)
    assert language.use(pseudo.LANGUAGE, folder) == pseudo.LANGUAGE
    yield
    language.use("en", folder)


def settings(page: str, size: QSize | None = None) -> Make:
    def make(type_: Fonts, qtbot: QtBot) -> QWidget:
        lines = [KeyLine(line.token, key_words.wish(line.token), line.keys[0]) for line in TABLE]
        locks = {"alerts.sounds": "⟦ľöčķéđ⟧"}
        around = Surroundings({"whom.departments": [("Sales", "Sales")]}, lines, lambda key: None, locks)
        preferences = Preferences(look=Look(palette=Palette.OWN, own_colours={"available": "#B03A2E"}))
        dialog = SettingsDialog(LIGHT, type_, preferences, around)
        dialog.show_preferences(preferences, SETTINGS["look.theme"])
        dialog.open_page(page)
        if size is not None:
            dialog.resize(size)
        return dialog

    return make


def board_window(prepare: Callable[[Board], None], desk: Desk | None = None) -> Callable[..., MainWindow]:
    def make(type_: Fonts, qtbot: QtBot) -> MainWindow:
        board = office(TEAM)
        prepare(board)
        model, link = BoardModel(board, desk or Desk(), frame=0), LinkModel(board)
        window = MainWindow(model, link, type_, looks.LIGHT)
        model.setParent(window)
        link.setParent(window)
        link.take(board.apply([e.LinkChanged(board.link)], NOW), NOW)
        return window

    return make


def busy(board: Board) -> None:
    states = (State.AVAILABLE, State.ON_CALL, State.DO_NOT_DISTURB, State.OFFLINE, State.IN_MEETING, State.RINGING)
    board.apply([e.PresenceHeard(p.id, presence(s), NOW) for p, s in zip(TEAM, states, strict=True)], NOW)


def lost(board: Board) -> None:
    link = Link(Phase.RECONNECTING, NOW, Problem(ProblemKind.LINE_SILENT), retry_at=NOW + 30)
    board.apply([e.SubscriptionLost(NOW), e.LinkChanged(link)], NOW)


def signed_out(board: Board) -> None:
    link = Link(Phase.SIGNED_OUT, NOW, Problem(ProblemKind.CREDENTIALS_REFUSED, permanent=True))
    board.apply([e.PeopleRead(()), e.LinkChanged(link)], NOW)


def with_panels(type_: Fonts, qtbot: QtBot) -> QWidget:
    window = board_window(busy, Desk(frozenset("0"), {"1": "lunch"}).watched("1", NOW, "Mrs Jones"))(type_, qtbot)
    missed = AwayModel(lambda: NOW, window)
    away = AwayPanel(missed, type_, window)
    window.add_panel(away)
    missed.add(Alert("1", State.AVAILABLE, Reason.WATCH), TEAM[1])
    away.open_list()
    welcome = WelcomePanel(type_, Preferences(), (), window)
    welcome.offer(["Sales"])
    window.add_panel(welcome)
    model = OwnModel(window)
    model.show_own(Own(OwnStatus.BUSY, True, "lunch"), allowed=True)
    window.header.add_own_menu(OwnMenu(model, window))
    window.show()
    window.resize(1280, 800)
    window.beside.ask_why("1", by_hand=True)
    return window


def kept(parent: QWidget, qtbot: QtBot) -> QWidget:
    """A parent that lives as long as the test."""
    qtbot.addWidget(parent)
    qtbot.kept = [*getattr(qtbot, "kept", []), parent]  # type: ignore[attr-defined]  # ours
    return parent


def menu_of_tile(type_: Fonts, qtbot: QtBot) -> QWidget:
    desk = Desk(groups=(Group("Sales"),)).watched("0", NOW)
    grant = Granting(*(lambda *_wish: None,) * 6)
    parent = kept(QWidget(), qtbot)
    return tile_menu.of_tile(TEAM[0], desk, Tab(Kind.DEPARTMENT, "Sales"), keys=Keys(), grant=grant, parent=parent)


def menu_of_tab(type_: Fonts, qtbot: QtBot) -> QWidget:
    desk = Desk(groups=(Group("Sales"),))
    grant = Granting(*(lambda *_wish: None,) * 6)
    return tile_menu.of_tab(Tab(Kind.GROUP, "Sales"), desk, Keys(), grant, kept(QWidget(), qtbot))


def tray(type_: Fonts, qtbot: QtBot) -> QWidget:
    board = office(TEAM)
    made = Tray(TrayModel(board, Desk()))
    made.menu.made = made  # type: ignore[attr-defined]  # kept with the menu
    return made.menu


def sign_in(type_: Fonts, qtbot: QtBot) -> QWidget:
    dialog = SignInDialog(LIGHT, type_, "https://platform.ringcentral.com")
    dialog.tell(problems.told(Problem(ProblemKind.APP_REFUSED)))
    return dialog


MADE: dict[str, Make] = {
    **{f"settings: {page}": settings(page, QSize(860, 700)) for page in PAGES},
    "board": board_window(busy),
    "line lost": board_window(lost),
    "signed out": board_window(signed_out),
    "panels": with_panels,
    "menu of a tile": menu_of_tile,
    "menu of a tab": menu_of_tab,
    "menu of the tray": tray,
    "sign-in": sign_in,
    "status text": lambda type_, qtbot: TextDialog(LIGHT, type_, "lunch"),
    "keys": lambda type_, qtbot: KeySheet(Keys(), LIGHT, type_),
}


@pytest.fixture
def shown(request: pytest.FixtureRequest, type_: Fonts, qtbot: QtBot) -> Iterator[QWidget]:
    widget = MADE[request.param](type_, qtbot)
    qtbot.addWidget(widget)
    if not isinstance(widget, QMenu):
        widget.show()
    QApplication.sendPostedEvents()
    yield widget
    if isinstance(widget, MainWindow):
        widget.end()


def texts(widget: QWidget) -> Iterator[str]:
    """All that is read, pointed at or heard of a widget and its parts."""
    for part in [widget, *widget.findChildren(QWidget)]:
        yield from (part.toolTip(), part.accessibleName(), part.accessibleDescription(), part.windowTitle())
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        if isinstance(part, QLineEdit):
            yield part.placeholderText()
        if isinstance(part, QComboBox):
            yield from (part.itemText(place) for place in range(part.count()))
    for action in widget.findChildren(QAction):
        yield from (action.text(), action.toolTip())


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("shown", MADE, indirect=True)
def test_nothing_is_hard_coded(shown: QWidget) -> None:
    wrong = {text: left for text in texts(shown) if (left := pseudo.hard_coded(text.replace("&", ""), DATA))}
    assert wrong == {}


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("shown", MADE, indirect=True)
def test_nothing_is_cut_off(shown: QWidget) -> None:
    for part in shown.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QAbstractButton) or not part.text():
            continue
        if isinstance(part.parent(), QLineEdit):
            continue  # a sign within a line: its words are only heard
        gives_way = part.sizePolicy().horizontalPolicy() is part.sizePolicy().Policy.Ignored
        if isinstance(part, QLabel) and part.wordWrap():
            assert part.height() >= part.heightForWidth(part.width()), part.text()
        elif not gives_way:
            assert part.width() >= part.minimumSizeHint().width(), part.text()
            assert part.height() >= min(part.sizeHint().height(), part.minimumSizeHint().height()), part.text()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_no_page_of_the_settings_is_cut_off_at_its_side(type_: Fonts, qtbot: QtBot) -> None:
    for page in PAGES:
        dialog = settings(page)(type_, qtbot)
        dialog.show()
        QApplication.processEvents()
        scroll = next(area for area in dialog.findChildren(QScrollArea) if area.isVisible())
        inner = scroll.widget()
        assert inner is not None
        assert inner.width() <= scroll.viewport().width(), page
        dialog.close()


@pytest.mark.parametrize("code", ["de", "fr", "es"])
def test_qts_own_dialogs_speak_the_language(qapp: QApplication, code: str) -> None:
    translator = qt_words.translate(qapp, code)
    assert translator is not None
    try:
        words = {QCoreApplication.translate("QPlatformTheme", text) for text in ("Cancel", "Close", "Save")}
        assert not words & {"Cancel", "Close", "Save"}
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        assert box.buttons()[0].text().replace("&", "") in words
    finally:
        qapp.removeTranslator(translator)
        assert qt_words.translate(qapp, "en") is None
