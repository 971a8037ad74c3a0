"""The sign-in dialog: asks for no more than it must, keeps secrets out of sight and says what is wrong."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from rcboard.domain.link import Problem, ProblemKind
from rcboard.views.fonts import Fonts
from rcboard.views.sign_in_dialog import PRODUCTION, Credentials, SignInDialog
from rcboard.views.theme import DARK, LIGHT, Theme, contrast
from rcboard.words import problems
from rcboard.words import sign_in as words
from tests.kit.hands import click, press


@pytest.fixture
def dialog(qtbot: QtBot, type_: Fonts) -> SignInDialog:
    """An open dialog."""
    dialog = SignInDialog(LIGHT, type_)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def said(dialog: SignInDialog) -> str:
    """What is wrong, as it stands in the dialog."""
    wrong = [label for label in dialog.findChildren(QLabel) if label.property("wrong") and label.isVisible()]
    return wrong[0].text() if wrong else ""


def fill(dialog: SignInDialog) -> None:
    """Type what is needed for a JWT."""
    dialog.by_jwt.click()
    dialog.client_id.setText(" an-id ")
    dialog.client_secret.setText("a secret")
    dialog.jwt.setText("one.two\n.three")


def test_what_was_typed_is_asked_for_once_and_cannot_be_asked_again_meanwhile(
    dialog: SignInDialog, qtbot: QtBot
) -> None:
    asked = QSignalSpy(dialog.sign_in_asked)
    fill(dialog)
    press(dialog.jwt, Qt.Key.Key_Return)
    click(dialog.go)
    assert asked.count() == 1
    assert asked.at(0)[0] == Credentials(PRODUCTION, "an-id", "a secret", "one.two.three", remember=True)
    assert not dialog.go.isEnabled()
    assert dialog.isVisible()


def test_secrets_are_not_shown_and_not_kept(dialog: SignInDialog) -> None:
    fill(dialog)
    for field in (dialog.client_secret, dialog.jwt):
        assert field.echoMode() is QLineEdit.EchoMode.Password
    spy = QSignalSpy(dialog.sign_in_asked)
    dialog.go.click()
    assert "secret" not in repr(spy.at(0)[0])
    assert "three" not in repr(spy.at(0)[0])
    dialog.done_with()
    assert not dialog.isVisible()
    assert dialog.client_secret.text() == dialog.jwt.text() == ""


@pytest.mark.parametrize("field", ["client_id", "jwt"])
def test_an_empty_field_is_named_and_chosen(dialog: SignInDialog, field: str) -> None:
    asked = QSignalSpy(dialog.sign_in_asked)
    fill(dialog)
    getattr(dialog, field).clear()
    dialog.go.click()
    assert asked.count() == 0
    assert said(dialog) == f"{getattr(dialog, field).accessibleName()} is needed."
    assert dialog.focusWidget() is getattr(dialog, field)


def test_the_browser_needs_the_client_id_alone_and_waits_for_the_person(dialog: SignInDialog) -> None:
    asked, copied = QSignalSpy(dialog.sign_in_asked), QSignalSpy(dialog.copy_asked)
    assert dialog.by_browser.isChecked()
    assert not dialog.client_secret.isVisible()
    assert not dialog.jwt.isVisible()
    dialog.client_id.setText("an-id")
    assert dialog.by_browser.text() == words.by_browser()
    dialog.go.click()
    assert asked.at(0)[0] == Credentials(PRODUCTION, "an-id", "", "", remember=True)
    assert not dialog.copy.isVisible()
    dialog.wait_for("https://platform.ringcentral.com/restapi/oauth/authorize?x=y")
    dialog.copy.click()
    assert copied.at(0) == ["https://platform.ringcentral.com/restapi/oauth/authorize?x=y"]
    dialog.note(problems.told(Problem(ProblemKind.SIGN_IN_FOREIGN)))
    assert not dialog.go.isEnabled(), "it goes on waiting"
    dialog.tell(problems.told(Problem(ProblemKind.SIGN_IN_CANCELLED)))
    assert dialog.go.isEnabled()
    assert not dialog.copy.isVisible()


def test_what_was_typed_for_a_jwt_is_not_sent_with_the_browser(dialog: SignInDialog) -> None:
    fill(dialog)
    dialog.by_browser.click()
    asked = QSignalSpy(dialog.sign_in_asked)
    dialog.go.click()
    assert (asked.at(0)[0].client_secret, asked.at(0)[0].jwt) == ("", "")


def test_the_server_stands_under_advanced_and_must_be_safe(dialog: SignInDialog) -> None:
    assert not dialog.server.isVisible()
    asked = QSignalSpy(dialog.sign_in_asked)
    fill(dialog)
    dialog.server.setText("http://platform.ringcentral.com")
    dialog.go.click()
    assert asked.count() == 0
    assert "https://" in said(dialog)
    assert dialog.server.isVisible()
    dialog.server.setText("http://127.0.0.1:8080/")
    dialog.go.click()
    assert asked.at(0)[0].server_url == "http://127.0.0.1:8080"


def test_a_refusal_is_told_and_can_be_mended(dialog: SignInDialog) -> None:
    fill(dialog)
    dialog.go.click()
    told = problems.told(Problem(ProblemKind.CREDENTIALS_REFUSED))
    dialog.tell(told)
    assert said(dialog) == told.text
    assert dialog.go.isEnabled()
    assert dialog.jwt.text()


def test_the_demo_is_one_click_away(dialog: SignInDialog) -> None:
    asked = QSignalSpy(dialog.demo_asked)
    dialog.demo.click()
    assert asked.count() == 1


def test_every_line_has_its_height(dialog: SignInDialog) -> None:
    dialog.go.click()
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() >= layout.totalHeightForWidth(dialog.width())


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_choice_can_be_read_on_its_ground(theme: Theme, qtbot: QtBot, type_: Fonts) -> None:
    dialog = SignInDialog(theme, type_)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.client_id.setFocus()
    for choice in (dialog.by_browser, dialog.by_jwt, dialog.remember):
        image = dialog.grab().toImage().copy(QRect(choice.mapTo(dialog, QPoint()), choice.size()))
        text = range(30, choice.fontMetrics().horizontalAdvance(choice.text()))
        inks = {image.pixelColor(x, y).name() for x in text for y in range(image.height())}
        assert max(contrast(ink, image.pixelColor(image.width() - 1, 4).name()) for ink in inks) > 7, choice.text()


def test_tab_goes_from_the_top_to_the_bottom(dialog: SignInDialog, qtbot: QtBot) -> None:
    """The keyboard begins in the first field, and what is seen below is reached later."""
    dialog.by_jwt.setChecked(True)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.client_id.hasFocus)
    places = []
    for _part in range(9):
        at = dialog.focusWidget()
        assert at is not None
        place = at.mapTo(dialog, at.rect().topLeft())
        places.append((place.y() // 30 * 30, place.x()))
        press(at, Qt.Key.Key_Tab)
    assert places == sorted(places)
