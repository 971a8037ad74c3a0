"""About: what is in the program stands there, from the menu to the list."""

from importlib import metadata

from pytestqt.qtbot import QtBot

from rcboard.app import about
from rcboard.domain.desk import Desk
from rcboard.domain.preferences import Look
from rcboard.host import licences
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.views.about import AboutDialog
from rcboard.views.fonts import fonts
from rcboard.views.main_window import MainWindow
from tests.kit.people import office, people


async def test_about_lists_every_package_with_its_licence(qtbot: QtBot) -> None:
    board = office(people(3))
    window = MainWindow(BoardModel(board, Desk()), LinkModel(board), fonts(), Look())
    qtbot.addWidget(window)
    await about.show(window, fonts())
    (dialog,) = window.findChildren(AboutDialog)
    said = dialog.list.toPlainText()
    for name in ("ringcentral", "qasync", "websockets", "msgspec", "keyring", "paho-mqtt"):
        assert f"{name} {metadata.version(name)}: " in said
    assert "PySide6" in said
    assert ": unknown" not in said
    dialog.close()


def test_the_menu_asks_for_it(qtbot: QtBot) -> None:
    board = office(people(3))
    window = MainWindow(BoardModel(board, Desk()), LinkModel(board), fonts(), Look())
    qtbot.addWidget(window)
    menu = window.header.menu
    with qtbot.waitSignal(menu.about_asked):
        next(action for action in menu.actions() if action.text().startswith("About")).trigger()


def test_only_what_is_installed_and_handed_out_is_listed() -> None:
    found = licences.packages()
    assert "msgspec" in found
    assert not found & {"pytest", "ruff", "pyinstaller", "mypy"}
