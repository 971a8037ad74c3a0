"""Policy files: where they lie, what they say, and that a broken one is said and lays nothing down."""

from pathlib import Path

import pytest

from rcboard.host import policy


def lay_down(folder: Path, text: str) -> Path:
    """Write a policy into this configuration folder."""
    file = folder / "rcboard" / "policy.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_defaults_and_locks_are_read_by_section(tmp_path: Path) -> None:
    file = lay_down(tmp_path, '[defaults.look]\ntheme = "dark"\n[locked.alerts]\nabout = "nothing"\n')
    found = policy.read(file)
    assert found == policy.Policy(str(file), {"look": {"theme": "dark"}}, {"alerts": {"about": "nothing"}})


def test_no_file_is_no_policy(tmp_path: Path) -> None:
    assert policy.read(tmp_path / "policy.toml") is None
    assert policy.read(Path("/dev/null/policy.toml")) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [("[defaults\n", "line 1"), ("[look]\ntheme = 'dark'", "“look”"), ("locked = true", "“locked”")],
)
def test_a_broken_policy_is_said_and_lays_nothing_down(tmp_path: Path, text: str, says: str) -> None:
    file = lay_down(tmp_path, text)
    found = policy.read(file)
    assert found is not None
    assert says in found.trouble
    assert str(file) in found.trouble
    assert not found.defaults
    assert not found.locked


def test_a_policy_that_is_no_text_is_said(tmp_path: Path) -> None:
    file = lay_down(tmp_path, "")
    file.write_bytes(b"\xff\xfe")
    found = policy.read(file)
    assert found is not None
    assert "cannot be read" in found.trouble


def test_every_system_has_its_place_and_a_user_cannot_get_before_the_usual_one() -> None:
    linux = policy.files({"XDG_CONFIG_DIRS": "/opt/xdg:relative::/etc/xdg"}, "linux")
    assert [str(file) for file in linux] == ["/etc/xdg/rcboard/policy.toml", "/opt/xdg/rcboard/policy.toml"]
    assert policy.files({}, "darwin") == [Path("/Library/Application Support/rcboard/policy.toml")]
    assert policy.files({"PROGRAMDATA": "/data"}, "win32") == [Path("/data/rcboard/policy.toml")]


def test_the_folders_of_the_environment_are_read(tmp_path: Path) -> None:
    file = lay_down(tmp_path, '[locked.look]\ntheme = "light"\n')
    found = policy.policies({"XDG_CONFIG_DIRS": str(tmp_path)})
    assert str(file) in {one.where for one in found}
