"""Files that survive: whole or as before, private, and set aside when they make no sense."""

import os
import signal
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from rcboard.domain.desk import Desk, Watch
from rcboard.domain.people import Person
from rcboard.host.files import KeptFile
from rcboard.host.folders import Folders, folders

DESK = Desk(frozenset({"1", "2"}), {"1": "hält um 3 zurück ☎"}, (Watch("2", 12.5, "Mrs Jones"),))
NOON = 1_750_000_000.0


def desk_file(folder: Path) -> KeptFile[Desk]:
    return KeptFile(folder / "mine" / "desk.json", Desk, lambda: NOON)


def test_what_was_written_is_read_by_the_next_start(tmp_path: Path) -> None:
    desk_file(tmp_path).write(DESK)
    assert desk_file(tmp_path).read().value == DESK


def test_people_are_kept_in_their_order(tmp_path: Path) -> None:
    people = (Person("2", "102", "Ζωή", direct_numbers=("+15550100",)), Person("1", "101", "Bob", own=True))
    path = tmp_path / "people.json"
    KeptFile(path, tuple[Person, ...], lambda: NOON).write(people)
    assert KeptFile(path, tuple[Person, ...], lambda: NOON).read().value == people


def test_nothing_there_is_nothing_wrong(tmp_path: Path) -> None:
    reading = desk_file(tmp_path).read()
    assert (reading.value, reading.notice) == (None, None)


def test_the_same_value_always_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder, names in (("a", "123456789"), ("b", "987654321")):
        desk_file(tmp_path / folder).write(Desk(frozenset(names)))
    assert (tmp_path / "a/mine/desk.json").read_bytes() == (tmp_path / "b/mine/desk.json").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="files have no mode there")
def test_nobody_else_can_look_inside(tmp_path: Path) -> None:
    file = desk_file(tmp_path)
    before = os.umask(0)
    try:
        file.write(Desk())
        file.write(DESK)
    finally:
        os.umask(before)
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "mine", *(tmp_path / "mine").iterdir())
    }
    assert modes == {"mine": 0o700, "desk.json": 0o600, "desk.json.last-good": 0o600}


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"version": 1, "data": {"favourites": 7}}', b'{"version": 9, "data": {}}'],
    ids=repr,
)
def test_a_damaged_file_is_set_aside_said_and_stood_in_for(
    damage: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = desk_file(tmp_path)
    file.write(DESK)
    file.write(DESK.starred("3"))
    path = tmp_path / "mine" / "desk.json"
    path.write_bytes(damage)
    reading = desk_file(tmp_path).read()
    assert reading.value == DESK
    assert reading.notice is not None
    assert reading.notice.moved_to == path.with_name("desk.json.damaged-2025-06-15T150640Z")
    assert reading.notice.moved_to.read_bytes() == damage
    assert "desk.json.damaged-2025-06-15T150640Z" in reading.notice.text
    assert reading.notice.text in caplog.text
    caplog.clear()


def test_without_a_last_good_version_it_is_a_fresh_start(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "desk.json").write_text("scribble")
    reading = desk_file(tmp_path).read()
    assert reading.value is None
    assert reading.notice is not None
    assert "fresh start" in reading.notice.text
    caplog.clear()
    assert desk_file(tmp_path).read().notice is None


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "mine" / "desk.json").mkdir(parents=True)
    notice = desk_file(tmp_path).read().notice
    assert notice is not None
    assert notice.moved_to is None
    assert str(tmp_path / "mine" / "desk.json") in notice.text
    caplog.clear()


def test_between_two_moves_the_last_good_version_stands_in(tmp_path: Path) -> None:
    file = desk_file(tmp_path)
    file.write(Desk())
    file.write(DESK)
    (tmp_path / "mine" / "desk.json").unlink()
    assert desk_file(tmp_path).read().value == Desk()


def test_what_somebody_else_scribbled_meanwhile_is_never_the_last_good_version(tmp_path: Path) -> None:
    file = desk_file(tmp_path)
    path = tmp_path / "mine" / "desk.json"
    file.write(Desk())
    file.write(DESK)
    path.write_text("scribble")
    file.write(DESK.starred("3"))
    path.unlink()
    assert desk_file(tmp_path).read().value == Desk()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_leaves_the_former_content_and_no_litter(tmp_path: Path) -> None:
    import resource

    file = desk_file(tmp_path)
    file.write(DESK)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            file.write(Desk(notes={"1": "x" * 10_000}))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert desk_file(tmp_path).read().value == DESK
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {"desk.json", "desk.json.last-good"}


def test_an_older_version_is_brought_up_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    path.write_text('{"version": 1, "data": {"stars": [1, 2]}}')

    def named(data: Any) -> Any:
        return {"favourites": data["stars"]}

    def as_text(data: Any) -> Any:
        return {"favourites": [str(id) for id in data["favourites"]]}

    file = KeptFile(path, Desk, lambda: NOON, (named, as_text))
    assert file.read().value == Desk(frozenset({"1", "2"}))
    file.write(DESK)
    assert path.read_text().startswith('{\n "version": 3,')
    assert KeptFile(path, Desk, lambda: NOON, (named, as_text)).read().value == DESK


def test_removed_is_gone(tmp_path: Path) -> None:
    file = desk_file(tmp_path)
    file.write(Desk())
    file.write(DESK)
    file.remove()
    assert not list((tmp_path / "mine").iterdir())
    assert desk_file(tmp_path).read().value is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no variables for their folders")
def test_each_profile_has_folders_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME"):
        monkeypatch.setenv(f"XDG_{variable}", str(tmp_path / variable))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    assert folders("branch") == Folders(
        tmp_path / "CONFIG_HOME/rcboard/branch",
        tmp_path / "DATA_HOME/rcboard/branch",
        tmp_path / "CACHE_HOME/rcboard/branch",
        tmp_path / "run/rcboard/branch",
    )
    assert folders().desk == tmp_path / "DATA_HOME/rcboard/default/desk.json"
    assert folders().people == tmp_path / "CACHE_HOME/rcboard/default/people.json"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("profile", ["", "..", "a/b", "a b", "-x", "x" * 41, "é"])
def test_a_profile_name_cannot_lead_elsewhere(profile: str) -> None:
    with pytest.raises(ValueError, match="profile's name"):
        folders(profile)
