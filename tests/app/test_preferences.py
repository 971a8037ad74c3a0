"""The preferences of a running program: told at once, written soon, locked where the policy says so."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from rcboard.app import access
from rcboard.app.preferences import LivePreferences
from rcboard.domain.preferences import Density, Preferences, Theme
from rcboard.domain.setting import SETTINGS
from rcboard.host.preferences import Origin


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own, with a policy that locks the density and suggests a theme."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))
    policy = tmp_path / "etc" / "rcboard" / "policy.toml"
    policy.parent.mkdir(parents=True)
    policy.write_text('[defaults.look]\ntheme = "dark"\n[locked.look]\ndensity = "mini"\n')
    return tmp_path


def written(home: Path) -> object:
    file = home / "rcboard" / "default" / "preferences.json"
    return json.loads(file.read_text())["data"] if file.exists() else None


async def test_a_change_is_told_at_once_and_written_soon(home: Path) -> None:
    told: list[tuple[Preferences, Preferences]] = []
    with ThreadPoolExecutor(1) as executor:
        live = LivePreferences(access.preferred(), executor)
        live.listen(lambda before, now: told.append((before, now)))
        before = live.now
        assert before.look.theme is Theme.DARK
        live.change(replace(before, look=replace(before.look, theme=Theme.LIGHT)))
        assert [(one.look.theme, other.look.theme) for one, other in told] == [(Theme.DARK, Theme.LIGHT)]
        await live.flush()
        assert written(home) == {"look": {"theme": "light"}}
        assert live.undoable is SETTINGS["look.theme"]
        assert live.undo() == live.undo() == before
        await live.flush()
        assert written(home) == {}
    assert access.preferences() == before


async def test_a_locked_setting_stays_and_the_rest_of_a_wish_is_done(home: Path) -> None:
    with ThreadPoolExecutor(1) as executor:
        live = LivePreferences(access.preferred(), executor)
        assert live.chosen.source("look.density").origin is Origin.POLICY_LOCK
        look = replace(live.now.look, density=Density.CARD, zoom=150)
        now = live.change(replace(live.now, look=look))
        assert (now.look.density, now.look.zoom) == ("mini", 150)
        await live.flush()
        assert written(home) == {"look": {"zoom": 150}}


async def test_what_an_option_says_is_never_written(home: Path) -> None:
    with ThreadPoolExecutor(1) as executor:
        live = LivePreferences(access.preferred(options={"look.theme": "light", "look.zoom": None}), executor)
        assert live.now.look.theme is Theme.LIGHT
        live.change(replace(live.now, look=replace(live.now.look, zoom=120)))
        await live.flush()
    assert written(home) == {"look": {"zoom": 120}}


async def test_a_full_disk_is_survived(home: Path) -> None:
    (home / "rcboard").write_text("not a folder")
    with ThreadPoolExecutor(1) as executor:
        live = LivePreferences(access.preferred(), executor)
        keeping = asyncio.get_running_loop().create_task(live.run())
        live.change(replace(live.now, look=replace(live.now.look, zoom=120)))
        await live.flush()
        assert live.now.look.zoom == 120
        keeping.cancel()


def test_a_command_says_what_cannot_be_meant(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "etc" / "rcboard" / "policy.toml").write_text("[oops")
    assert access.preferences() == Preferences()
    assert "policy.toml" in capsys.readouterr().err
