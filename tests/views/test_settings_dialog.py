"""The settings dialog: every setting is there, named and applied at once; what is locked says so and stays."""

from dataclasses import replace
from enum import StrEnum
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QKeySequenceEdit, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rcboard.domain.preferences import Look, Palette, Preferences, Privacy, TellAbout, Theme, Turn
from rcboard.domain.presence import State
from rcboard.domain.setting import SETTINGS
from rcboard.views.colour_editor import ColourEditor
from rcboard.views.editors import Choice, Line, Number, Several, Tick
from rcboard.views.fonts import Fonts, fonts
from rcboard.views.key_editor import KeyEditor, KeyLine
from rcboard.views.settings_dialog import PAGES, SettingsDialog, Surroundings
from rcboard.views.theme import LIGHT
from rcboard.words import settings as words
from tests.kit.hands import press, write

AROUND = Surroundings(
    offers={"whom.departments": [("Sales", "Sales"), ("Legal", "Legal")]},
    keys=(KeyLine("find", "find somebody", "Ctrl+F"), KeyLine("watch", "tell me when free", "F4")),
    refusal=lambda key: "that would write" if key in "ABC" else None,
    locks={"alerts.about": "Locked by your company's policy (/etc/policy)."},
)
FOR_SYSTEMS = {"gate", "api", "webhooks", "mqtt", "hook"}
"""Sections for whoever connects other systems: by file, policy and command."""
SEEN = [n for n, one in SETTINGS.items() if not one.bounds.get("unseen") and one.section not in FOR_SYSTEMS]


@pytest.fixture
def dialog(qtbot: QtBot, type_: Fonts) -> SettingsDialog:
    """An open dialog whose wishes are granted."""
    dialog = SettingsDialog(LIGHT, type_, Preferences(), AROUND)
    qtbot.addWidget(dialog)
    dialog.change_asked.connect(dialog.show_preferences)
    dialog.open()
    return dialog


def row(dialog: SettingsDialog, name: str) -> QWidget:
    """The editor of a setting, on the page that shows it."""
    dialog.open_page(SETTINGS[name].section or name)
    return dialog.rows[name].editor


def wishes(dialog: SettingsDialog) -> list[Preferences]:
    """What is asked for from now on."""
    asked: list[Preferences] = []
    dialog.change_asked.connect(asked.append)
    return asked


def test_every_setting_stands_on_a_page_and_none_twice(dialog: SettingsDialog) -> None:
    assert list(dialog.rows) == sorted(SEEN, key=lambda name: PAGES.index(SETTINGS[name].section or name))
    assert {setting.section or setting.name for setting in SETTINGS.values()} == set(PAGES) | FOR_SYSTEMS


@pytest.mark.parametrize("name", SEEN)
def test_every_setting_and_each_of_its_choices_has_words(name: str) -> None:
    setting = SETTINGS[name]
    assert words.label(setting)
    kinds = [type(setting.default), *get_args(setting.type)]
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            said = [words.choice(one) for one in kind]
            assert len(set(said)) == len(said)


@pytest.mark.parametrize("name", SEEN)
def test_every_control_has_a_name_for_the_ear(dialog: SettingsDialog, name: str) -> None:
    parts = row(dialog, name).findChildren(QWidget)
    controls = [part for part in parts if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not inside(part)]
    assert controls or name in ("whom.types", "whom.sites"), "nothing can be focused"
    for control in controls:
        assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)


def inside(part: QWidget) -> bool:
    """Whether it is a part of a control that has a name itself."""
    parent = part.parentWidget()
    return parent is not None and (
        isinstance(parent, QComboBox | QAbstractSpinBox | QKeySequenceEdit) or inside(parent)
    )


def test_a_tick_a_choice_a_number_and_a_list_are_asked_for_at_once(dialog: SettingsDialog, qtbot: QtBot) -> None:
    asked = wishes(dialog)
    tick = row(dialog, "privacy.show_other_party")
    assert isinstance(tick, Tick)
    press(tick.box, Qt.Key.Key_Space)
    assert asked[-1].privacy == Privacy(show_other_party=False)
    theme = row(dialog, "look.theme")
    assert isinstance(theme, Choice)
    press(theme.combo, Qt.Key.Key_Down)
    assert asked[-1].look.theme is Theme.LIGHT
    zoom = row(dialog, "look.zoom")
    assert isinstance(zoom, Number)
    press(zoom.spin, Qt.Key.Key_Up)
    assert asked[-1].look.zoom == 110
    departments = row(dialog, "whom.departments")
    assert isinstance(departments, Several)
    press(departments.boxes["Legal"], Qt.Key.Key_Space)
    assert asked[-1].whom.departments == ("Legal",)
    turns = row(dialog, "alerts.turns")
    assert isinstance(turns, Several)
    press(turns.boxes["offline"], Qt.Key.Key_Space)
    assert asked[-1].alerts.turns == (Turn.FREE, Turn.ON_PHONE, Turn.BUSY)
    assert len(asked) == 5
    assert asked[-1].privacy == Privacy(show_other_party=False), "each wish builds on the ones before"


def test_a_text_is_asked_for_when_it_is_whole_and_refused_with_a_sentence(dialog: SettingsDialog) -> None:
    asked = wishes(dialog)
    quiet = row(dialog, "alerts.quiet_from")
    assert isinstance(quiet, Line)
    write(quiet.line, "6pm")
    press(quiet.line, Qt.Key.Key_Tab)
    assert len(asked) == 0
    note = dialog.rows["alerts.quiet_from"].note
    assert note.isVisible()
    assert "18:30" in note.text()
    quiet.line.setText("")
    write(quiet.line, "18:00")
    press(quiet.line, Qt.Key.Key_Tab)
    assert asked[-1].alerts.quiet_from == "18:00"
    assert not note.isVisible()
    names = row(dialog, "whom.names")
    assert isinstance(names, Line)
    write(names.line, "Smith*, , Jones")
    press(names.line, Qt.Key.Key_Tab)
    assert asked[-1].whom.names == ("Smith*", "Jones")


def test_what_is_locked_cannot_be_changed_and_says_by_whom(dialog: SettingsDialog) -> None:
    about = row(dialog, "alerts.about")
    assert isinstance(about, Choice)
    assert not about.isEnabled()
    assert dialog.rows["alerts.about"].lock.isVisible()
    assert "/etc/policy" in dialog.rows["alerts.about"].lock.text()
    assert "/etc/policy" in about.combo.accessibleDescription()
    assert not dialog.rows["alerts.sounds"].lock.isVisible()


def test_what_is_in_force_is_shown_and_nothing_is_asked_for_by_that(dialog: SettingsDialog) -> None:
    asked = wishes(dialog)
    alerts = replace(Preferences().alerts, about=TellAbout.NOTHING, turns=(Turn.FREE,), quiet_from="22:00")
    whom = replace(Preferences().whom, departments=("Gone",), extensions=("201", "202"))
    dialog.show_preferences(replace(Preferences(), alerts=alerts, whom=whom, look=replace(Look(), zoom=150)))
    assert len(asked) == 0
    about, turns = dialog.rows["alerts.about"].editor, dialog.rows["alerts.turns"].editor
    assert isinstance(about, Choice)
    assert about.combo.currentText() == "nothing"
    assert isinstance(turns, Several)
    assert [key for key, box in turns.boxes.items() if box.isChecked()] == ["free"]
    departments = dialog.rows["whom.departments"].editor
    assert isinstance(departments, Several)
    assert departments.boxes["Gone"].isChecked(), "who is chosen can be unticked though nobody is there"
    extensions = dialog.rows["whom.extensions"].editor
    assert isinstance(extensions, Line)
    assert extensions.line.text() == "201, 202"


def test_undo_says_what_it_would_take_back(dialog: SettingsDialog, qtbot: QtBot) -> None:
    asked = QSignalSpy(dialog.undo_asked)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    assert not dialog.undo.isEnabled()
    dialog.show_preferences(Preferences(), SETTINGS["look.theme"])
    assert dialog.undo.toolTip() == "Take back: Colours of the window"
    press(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked.count() == 1


def test_own_colours_are_judged_for_every_eye_while_they_are_chosen(dialog: SettingsDialog) -> None:
    dialog.show_preferences(replace(Preferences(), look=Look(palette=Palette.OWN)))
    asked = wishes(dialog)
    colours = row(dialog, "look.own_colours")
    assert isinstance(colours, ColourEditor)
    assert colours.isVisible()
    assert "told apart by every eye" in colours.verdict.text()
    colours.choose(State.AVAILABLE, "#b03a2e")
    assert asked[-1].look.own_colours == {"available": "#B03A2E"}
    assert "“Available” and “On a call”" in colours.verdict.text()
    assert "green-blind" in colours.verdict.text()
    colours.back.click()
    assert asked[-1].look.own_colours == {}
    assert "told apart by every eye" in colours.verdict.text()
    dialog.show_preferences(Preferences())
    assert not colours.isVisible()


def test_a_key_is_taken_as_it_is_pressed_unless_it_means_something_else(dialog: SettingsDialog) -> None:
    asked = wishes(dialog)
    keys = row(dialog, "keys")
    assert isinstance(keys, KeyEditor)
    keys.fields["watch"].setKeySequence(QKeySequence("F6"))
    assert asked[-1].keys == {"watch": "F6"}
    keys.fields["find"].setKeySequence(QKeySequence("F6"))
    assert "tell me when free" in keys.why.text()
    keys.fields["find"].setKeySequence(QKeySequence("A"))
    assert keys.why.text() == "that would write"
    assert len(asked) == 1
    assert keys.fields["find"].keySequence().toString() == "Ctrl+F"
    keys.fields["watch"].setKeySequence(QKeySequence("F4"))
    assert asked[-1].keys == {}


@pytest.mark.parametrize("page", PAGES)
def test_text_of_twice_the_size_is_read_whole(qtbot: QtBot, type_: Fonts, page: str) -> None:
    dialog = SettingsDialog(LIGHT, fonts(20.0), Preferences(), AROUND)
    qtbot.addWidget(dialog)
    dialog.open_page(page)
    dialog.open()
    dialog.resize(900, 700)
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()
            assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()
