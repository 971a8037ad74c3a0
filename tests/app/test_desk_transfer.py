"""The desk in files: what is written is what is read, spreadsheets get no formulas, and odd files get a sentence."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.__main__ import main
from rcboard.app.desk_transfer import TransferError, from_profile, from_table, profile, read, table, write
from rcboard.app.last_people import KeptPeople
from rcboard.domain.desk import Desk, Watch
from rcboard.domain.people import Person
from rcboard.domain.preferences import Connection, Density, Look, Mqtt, Preferences, Theme
from rcboard.host.files import KeptFile
from rcboard.host.folders import folders
from rcboard.host.instance import claim

BOB = Person("1", "214", "Bob Smith", "Bob", "Smith")
ANN = Person("2", "215", "Ann Öztürk", "Ann", "Öztürk")
TWIN = Person("3", "216", "Ann Öztürk", "Ann", "Öztürk")
DESK = Desk().starred("1").noted("1", "=1+1").noted("2", "knows; “boilers”, all").grouped("VIP | first", "2")


def test_a_table_comes_back_as_it_went() -> None:
    taken = from_table(table(DESK, (BOB, ANN)), Desk(), (BOB, ANN))
    assert taken.desk == DESK
    assert taken.said == "Taken over: 2 people"


def test_no_cell_is_a_formula() -> None:
    lines = table(DESK, (BOB, ANN)).splitlines()
    assert lines[1] == "214,Bob Smith,yes,,'=1+1,1"


NAMES = st.text(min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.dictionaries(st.sampled_from("12"), NAMES), st.sets(st.sampled_from("12")), st.lists(NAMES, unique=True))
def test_whatever_is_written_on_a_desk_comes_back(notes: dict[str, str], stars: set[str], groups: list[str]) -> None:
    desk = Desk(favourites=frozenset(stars))
    for id, note in notes.items():
        desk = desk.noted(id, note)
    for group in groups:
        desk = desk.grouped(group, "1")
    assert from_table(table(desk, (BOB, ANN)), Desk(), (BOB, ANN)).desk == desk


def test_a_table_made_by_hand_needs_a_number_or_a_name_and_adds_to_what_is_there() -> None:
    text = "Name;Extension;Favourite;Groups\nSmith, Bob;;x;Night\n;215;yes;\nann ozturk;;x;\nNobody;999;x;\n"
    taken = from_table(text, Desk().starred("3"), (BOB, ANN, TWIN))
    assert taken.desk.favourites == {"1", "2", "3"}
    assert taken.desk.group("Night") is not None
    assert taken.said == "Taken over: 2 people. Not on this board, or not clear who: ann ozturk, Nobody"


def test_a_profile_brings_desk_and_settings() -> None:
    desk = DESK.waited(Watch("1", 5.0, "Mrs Jones")).pinned("site:North", "2")
    preferences = Preferences(look=Look(density=Density.MINI), keys={"watch": "F7"})
    taken = from_profile(profile(desk, preferences), Preferences())
    assert (taken.desk, taken.preferences) == (desk, preferences)


def test_settings_that_mean_nothing_here_are_said_and_left_out() -> None:
    content = (
        b'{"rcboard":"profile","version":1,"desk":{},"settings":{"look.zoom":9000,"look.wings":2,"look.theme":"dark"}}'
    )
    taken = from_profile(content, Preferences())
    assert taken.preferences is not None
    assert (taken.preferences.look.zoom, taken.preferences.look.theme) == (100, "dark")
    assert taken.said.endswith("look.zoom, look.wings")


def test_a_profile_has_no_say_in_what_this_computer_trusts_runs_and_tells() -> None:
    ours = Preferences(connection=Connection(ca_file="/etc/ours.pem"), look=Look(zoom=120))
    content = (
        b'{"rcboard":"profile","version":1,"desk":{},"settings":{"hook.command":["/tmp/theirs"],"api.on":true,'
        b'"connection.ca_file":"/tmp/theirs.pem","calling.ring_first":"666","look.theme":"dark"}}'
    )
    taken = from_profile(content, ours)
    assert taken.preferences == Preferences(connection=ours.connection, look=Look(theme=Theme.DARK))
    assert taken.said.endswith("hook.command, api.on, connection.ca_file, calling.ring_first")


def test_a_profile_does_not_tell_where_this_computer_connects() -> None:
    ours = Preferences(mqtt=Mqtt(publish="mqtts://us@broker.example.com"), look=Look(zoom=120))
    written = profile(Desk(), ours)
    assert b"broker" not in written
    assert b"look.zoom" in written


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"Colour,Size\nred,5\n", "This table has no column that says who is meant."),
        ("a.json", b"{]", "This is no profile of rcboard's: "),
        ("a.json", b'{"rcboard":"profile","version":9,"desk":{}}', "of another kind or of a later version"),
        (
            "a.json",
            b'{"rcboard":"profile","version":1,"desk":{"favourites":"all"}}',
            "This is no profile of rcboard's: ",
        ),
    ],
)
def test_a_file_of_something_else_gets_a_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TransferError, match=said.replace("(", r"\(")):
        read(tmp_path / name, Desk(), (), Preferences())


def test_what_excel_writes_is_understood(tmp_path: Path) -> None:
    file = tmp_path / "table.CSV"
    file.write_bytes("extension;note\n214;für Eva\n".encode("cp1252"))
    assert read(file, Desk(), (BOB,), Preferences()).desk.notes == {"1": "für Eva"}


def test_a_file_is_written_whole_and_for_oneself_alone(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", DESK, (BOB,), Preferences())
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfextension,name")
    assert (tmp_path / "a.csv").stat().st_mode & 0o077 == 0
    with pytest.raises(TransferError, match=r"end the name in \.csv"):
        write(tmp_path / "a.txt", DESK, (), Preferences())
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own."""
    for name, folder in (("HOME", ""), ("XDG_CONFIG_HOME", "c"), ("XDG_DATA_HOME", "d"), ("XDG_CACHE_HOME", "e")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "r"))
    return tmp_path


def test_the_command_carries_a_desk_from_one_profile_to_another(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    KeptFile(folders("old").desk, Desk, lambda: 0.0).write(DESK)
    file = home / "desk.json"
    assert main(["desk", "--profile", "old", "export", str(file)]) == 0
    assert main(["desk", "--profile", "new", "import", str(file)]) == 0
    assert KeptFile(folders("new").desk, Desk, lambda: 0.0).read().value == DESK
    assert capsys.readouterr().out.splitlines()[-1] == "The profile was taken over"


def test_a_table_from_the_command_names_who_was_on_the_board_last(home: Path) -> None:
    KeptFile(folders("default").desk, Desk, lambda: 0.0).write(DESK)
    kept = KeptPeople("https://rc.example", "id", (BOB, ANN))
    KeptFile(folders("default").people, KeptPeople, lambda: 0.0).write(kept)
    file = home / "desk.csv"
    assert main(["desk", "export", str(file)]) == 0
    assert [line[:13] for line in file.read_text("utf-8-sig").splitlines()[1:]] == ["214,Bob Smith", "215,Ann Öztür"]
    file.write_text('Name,Favourite\nSmith Bob,\n"Öztürk, Ann",yes\n', encoding="utf-8")
    assert main(["desk", "import", str(file)]) == 0
    assert KeptFile(folders("default").desk, Desk, lambda: 0.0).read().value == DESK.starred("2")


def test_while_the_board_is_open_the_command_imports_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "desk.csv"
    file.write_text("id,favourite\n1,yes\n")
    with claim(folders("default").runtime):
        assert main(["desk", "import", str(file)]) == 1
    assert "The board is open" in capsys.readouterr().err
    assert main(["desk", "import", str(file)]) == 0
    assert KeptFile(folders("default").desk, Desk, lambda: 0.0).read().value == Desk().starred("1")


def test_a_file_that_is_not_there_gets_a_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", "import", str(home / "none.csv")]) == 1
    assert os.strerror(errno.ENOENT) in capsys.readouterr().err
