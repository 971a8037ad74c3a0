"""Whether the computer runs on its battery, from what Linux says of its power supplies."""

from pathlib import Path

import pytest

from rcboard.host.power import _linux


def supply(folder: Path, name: str, **said: str) -> None:
    (folder / name).mkdir()
    for what, value in said.items():
        (folder / name / what).write_text(value + "\n", encoding="ascii")


@pytest.mark.parametrize(("online", "status", "so"), [("0", "Discharging", True), ("1", "Charging", False)])
def test_a_laptop_is_on_battery_where_its_mains_is_not_there(
    tmp_path: Path, online: str, status: str, so: bool
) -> None:
    supply(tmp_path, "AC", type="Mains", online=online)
    supply(tmp_path, "BAT0", type="Battery", status=status)
    assert _linux(tmp_path) is so


def test_a_mouse_that_runs_down_says_nothing_of_the_computer(tmp_path: Path) -> None:
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", status="Discharging")
    assert not _linux(tmp_path)


def test_a_battery_that_is_full_at_a_dock_is_not_used(tmp_path: Path) -> None:
    supply(tmp_path, "ucsi-source-psy", type="USB", online="1")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    assert not _linux(tmp_path)


def test_where_nothing_is_listed_there_is_no_battery(tmp_path: Path) -> None:
    assert not _linux(tmp_path / "nothing")
