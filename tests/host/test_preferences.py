"""Preferences: which source decides, what the file holds, and that nothing a hand wrote is lost."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain.preferences import Density, Preferences, TellAbout, Theme
from rcboard.domain.setting import SETTINGS, differing
from rcboard.host.files import KeptFile
from rcboard.host.policy import Policy
from rcboard.host.preferences import Origin, PreferencesFile, UnfitError, choose, value_of, variable

THEME = SETTINGS["look.theme"]


def policy(where: str = "/etc/policy", defaults: dict[str, Any] | None = None, **locked: Any) -> Policy:
    return Policy(where, {"look": defaults or {}}, {"look": locked})


def kept_file(folder: Path) -> PreferencesFile:
    return PreferencesFile(KeptFile(folder / "preferences.json", dict[str, Any], lambda: 0.0))


def test_without_any_source_everything_is_the_default() -> None:
    chosen = choose({})
    assert chosen.preferences == Preferences()
    assert {source.origin for source in chosen.sources.values()} == {Origin.DEFAULT}
    assert not chosen.notices


def test_each_source_is_stronger_than_the_one_before() -> None:
    sources: dict[str, Any] = {"kept": {}}
    seen = []
    for added, value in (
        ({}, "system"),
        ({"policies": [policy(defaults={"theme": "dark"})]}, "dark"),
        ({"kept": {"look": {"theme": "light"}}}, "light"),
        ({"environment": {"RCBOARD_LOOK_THEME": "high_contrast"}}, "high_contrast"),
        ({"options": {"look.theme": "dark"}}, "dark"),
        ({"policies": [policy(defaults={"theme": "dark"}, theme="light")]}, "light"),
    ):
        sources |= added
        chosen = choose(**sources)
        assert chosen.preferences.look.theme == value
        seen.append(chosen.source("look.theme").origin)
    assert seen == list(Origin)


def test_of_two_policies_the_first_that_names_a_setting_decides_it() -> None:
    both = [policy("/first", theme="dark"), policy("/second", theme="light", density="mini")]
    chosen = choose({}, both)
    assert (chosen.preferences.look.theme, chosen.source("look.theme").where) == (Theme.DARK, "/first")
    assert (chosen.preferences.look.density, chosen.source("look.density").where) == (Density.MINI, "/second")


def test_a_value_that_cannot_be_meant_is_said_and_the_next_source_decides() -> None:
    chosen = choose({"look": {"theme": "purple", "zoom": 500}}, [policy(defaults={"theme": "dark"})], file="/mine")
    assert chosen.preferences.look.theme is Theme.DARK
    assert chosen.preferences.look.zoom == 100
    assert all("/mine" in notice for notice in chosen.notices)
    assert "system, light, dark, high_contrast" in chosen.notices[0]
    assert "50 to 200" in chosen.notices[1]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("alerts.sounds", "yes", True),
        ("alerts.sounds", "false", False),
        ("look.zoom", "150", 150),
        ("alerts.quiet_from", "22:30", "22:30"),
        ("whom.departments", "Sales, Support", ("Sales", "Support")),
        ("keys", "find=Ctrl+K,why=F5", {"find": "Ctrl+K", "why": "F5"}),
        ("alerts.about", "nothing", TellAbout.NOTHING),
    ],
)
def test_text_is_taken_for_every_type(name: str, text: str, value: object) -> None:
    assert value_of(SETTINGS[name], text, lax=True) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("alerts.sounds", "loud"),
        ("look.zoom", "49"),
        ("alerts.quiet_to", "24:00"),
        ("connection.proxy", "http://me:secret@proxy:8080"),
        ("general.language", "../x"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(UnfitError, match=name):
        value_of(SETTINGS[name], text, lax=True)


def test_the_file_holds_only_what_differs_from_what_is_usual(tmp_path: Path) -> None:
    file = kept_file(tmp_path)
    file.put(THEME, Theme.DARK, Theme.SYSTEM)
    file.put(SETTINGS["look.zoom"], 100, 100)
    assert file.kept == {"look": {"theme": "dark"}}
    file.put(THEME, Theme.SYSTEM, Theme.SYSTEM)
    assert file.kept == {}
    # Where the policy's default is another, the program's own default is a choice.
    file.put(THEME, Theme.SYSTEM, Theme.DARK)
    assert file.kept == {"look": {"theme": "system"}}


def test_what_a_newer_version_wrote_stays_in_the_file(tmp_path: Path) -> None:
    file = kept_file(tmp_path)
    newer = {"look": {"theme": "dark", "sparkle": 3}, "future": [1]}
    file.write(newer)
    again = kept_file(tmp_path)
    assert again.read() == ""
    again.put(THEME, Theme.LIGHT, Theme.SYSTEM)
    again.write(again.kept)
    last = kept_file(tmp_path)
    last.read()
    assert last.kept == {"look": {"theme": "light", "sparkle": 3}, "future": [1]}


def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text("{")
    file = kept_file(tmp_path)
    assert "damaged" in file.read()
    assert file.kept == {}
    assert len(list(tmp_path.glob("preferences.json.damaged-*"))) == 1


def test_a_section_that_is_none_is_written_anew(tmp_path: Path) -> None:
    file = kept_file(tmp_path)
    file.kept = {"look": 5}
    assert choose(file.kept).preferences == Preferences()
    file.put(THEME, Theme.DARK, Theme.SYSTEM)
    assert file.kept == {"look": {"theme": "dark"}}


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda e: st.lists(e) | st.dictionaries(st.text(), e)
)


@given(st.dictionaries(st.sampled_from(["look", "alerts", "whom", "keys"]), PLAIN | st.dictionaries(st.text(), PLAIN)))
def test_whatever_stands_in_the_file_there_are_preferences(kept: dict[str, Any]) -> None:
    assert isinstance(choose(kept).preferences, Preferences)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_can_be_put_found_and_told_apart(name: str) -> None:
    setting = SETTINGS[name]
    assert setting.put(Preferences(), setting.default) == Preferences()
    assert setting.fits(setting.default)
    other = setting.put(Preferences(), object())
    assert differing(other, Preferences()) == [setting]
    assert variable(setting).isupper()
