"""Names are somebody else's text: whatever they contain is shown, and nothing of it is obeyed."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from rcboard.domain.alerts import Alert, Reason
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.people import Person
from rcboard.domain.preferences import Preferences
from rcboard.domain.presence import State
from rcboard.domain.setting import SETTINGS
from rcboard.models.away_model import AwayModel
from rcboard.views import plain
from rcboard.views.away_panel import AwayPanel
from rcboard.views.editors import Several
from rcboard.views.fonts import Fonts
from rcboard.views.giving_way import GivingWay
from rcboard.views.main_window import MainWindow
from rcboard.views.waiting_line import cross_of
from rcboard.views.welcome_panel import WelcomePanel
from tests.kit.people import NOW
from tests.views.test_tabs import model_of

NAMES = ["<b>x</b>", '<img src="http://127.0.0.1:1/x.png">', "&lt;b&gt;x", "Legal & Compliance", "a < b", "Bob Smith"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def read(tip: str) -> str:
    """What a person reads of a tooltip, which Qt takes for HTML if it looks like it."""
    page = QTextDocument()
    if tip.startswith("<qt>"):
        page.setHtml(tip)
    else:
        assert not {"<", "&"} & set(tip), "Qt may take it for HTML"
        page.setPlainText(tip)
    return page.toPlainText()


def rest_on(widget: QWidget, at: QPoint) -> str:
    """Rest the pointer there; the tooltip that comes."""
    QToolTip.hideText()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    return QToolTip.text()


@pytest.mark.parametrize("name", NAMES)
def test_a_tip_says_what_it_was_given(name: str, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    plain.give_tip(button, name)
    assert read(button.toolTip()) == name


@pytest.mark.parametrize("name", NAMES)
def test_a_callers_name_is_read_in_the_tip_of_her_cross(name: str, window: MainWindow) -> None:
    model_of(window).set_desk(Desk(watches=(Watch("1", NOW, name),)))
    list = window.waiting.list
    cross = cross_of(list.visualRect(list.model().index(0, 0)).adjusted(2, 2, -2, -2), mirrored=False)
    assert read(rest_on(list.viewport(), cross.center().toPoint())) == f"{name} waits no longer (Del)"


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_that_gives_way_is_read_in_its_tip(name: str, type_: Fonts, qtbot: QtBot) -> None:
    label = GivingWay()
    qtbot.addWidget(label)
    label.setText(f"{name} is free now, and has been for quite some time")
    label.resize(40, 20)
    label.show()
    assert read(rest_on(label, label.rect().center())) == label.text()


@pytest.mark.parametrize("name", NAMES)
def test_a_missed_change_is_read_in_its_tip(name: str, type_: Fonts, qtbot: QtBot) -> None:
    model = AwayModel(lambda: NOW)
    panel = AwayPanel(model, type_)
    qtbot.addWidget(panel)
    model.add(Alert("1", State.AVAILABLE, Reason.RULE), Person("1", "201", name, name, ""))
    panel.resize(600, 200)
    panel.show()
    panel.open_list()
    line = panel.list.visualRect(model.index(0)).center()
    assert name in read(rest_on(panel.list.viewport(), line))


def test_an_ampersand_is_no_underline_in_menus_boxes_and_buttons(type_: Fonts, qtbot: QtBot) -> None:
    name = "Legal & Compliance"
    panel = WelcomePanel(type_, Preferences(), (), None)  # type: ignore[arg-type]  # alone
    qtbot.addWidget(panel)
    panel.offer([name])
    chosen = panel.menu.actions()[1]
    chosen.trigger()
    boxes = Several(SETTINGS["whom.departments"], [(name, name)])
    qtbot.addWidget(boxes)
    assert chosen.text() == "Legal && Compliance"
    assert boxes.boxes[name].text() == "Legal && Compliance"
    assert boxes.boxes[name].accessibleName().endswith(name)


def test_a_balloon_has_no_mark_up_whoever_shows_it() -> None:
    said = plain.balloon('<img src="x">Bob</b> & Co')
    assert not {"<", ">"} & set(said)
    assert said == '‹img src="x"›Bob‹/b› & Co'
