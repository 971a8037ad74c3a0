"""Recordings: what is played is what happened, and nobody can be found in it."""

import json
from pathlib import Path

import pytest

from rcboard.domain import events as e
from rcboard.domain.barred import Bar, Barred
from rcboard.domain.board import Board
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.presence import Call, Presence
from rcboard.domain.pseudonyms import Pseudonyms
from rcboard.host.recording import Recorder, Recording, RecordingError

BOB = Person(
    "7001", "214", "Robert Tables", "Robert", "Tables", "Secret Labs", "Spy", "Berlin", ("+4930123",), queues=("Vault",)
)
ANN = Person("7002", "215", "Ann Onym", "Ann", "Onym", "Secret Labs")
CALL = Call(
    "c9", "Inbound", "CallConnected", "+4917099", "Mrs Jones", "214", "Robert Tables", 990.0, False, "s5", "t", "p"
)
TOLD: list[e.Event] = [
    e.PeopleRead((BOB, ANN)),
    e.LinkChanged(Link(Phase.READING, 1000.0, Problem(ProblemKind.NAME_NOT_FOUND, "platform.secret.example"))),
    e.SubscriptionBegan(1000.0, 0, frozenset({"7001"})),
    e.MonitoringRefused({"7002": Barred(Bar.BY_PERSON)}),
    e.ReadAsked(1),
    e.PresenceRead(1, 1000.5, (("7001", Presence("Available", "NoCall", message="in Berlin")),)),
    e.ReadEnded(1),
    e.LinkChanged(Link(Phase.LIVE, 1001.0)),
    e.PresenceHeard("7001", Presence("Busy", "CallConnected", active_calls=(CALL,)), 1002.0, 1001.9, 7),
    e.PersonRead(BOB),
    e.PersonLeft("7002"),
    e.SubscriptionLost(1003.0),
    e.SubscriptionResumed(1004.0),
]


def recorded(path: Path, *, names: bool) -> Path:
    others = Pseudonyms()
    recorder = Recorder(path, 1000.0, names=names)
    for turn, event in enumerate(TOLD):
        recorder.put([event if names else others.event(event)], 1000.0 + turn)
    recorder.close()
    return path


def test_what_is_played_is_what_happened(tmp_path: Path) -> None:
    path = recorded(tmp_path / "day", names=True)
    assert [event for _at, events in Recording(path).turns(1000.0) for event in events] == TOLD
    assert path.stat().st_mode & 0o077 == 0


def test_it_is_played_from_now_on(tmp_path: Path) -> None:
    turns = list(Recording(recorded(tmp_path / "day", names=True)).turns(5000.0))
    assert [at for at, _events in turns] == [5000.0 + turn for turn in range(len(TOLD))]
    heard = turns[8][1][0]
    assert isinstance(heard, e.PresenceHeard)
    assert (heard.at, heard.timestamp) == (5002.0, 5001.9)
    assert heard.presence.active_calls is not None
    assert heard.presence.active_calls[0].start == 4990.0


def test_nobody_can_be_found_in_it_and_the_board_shows_the_same(tmp_path: Path) -> None:
    path = recorded(tmp_path / "day", names=False)
    text = path.read_text("utf-8")
    for word in ("Robert", "Tables", "Ann", "Onym", "Secret", "Berlin", "Jones", "+49", "214", "7001", "Spy", "Vault"):
        assert word not in text, word
    real, played = Board(), Board()
    for event in TOLD:
        real.apply([event], 1002.0)
    for _at, events in Recording(path).turns(1000.0):
        played.apply(events, 1002.0)
    assert [real.sighting(one.id).state for one in real] == [played.sighting(one.id).state for one in played]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no recording"),
        (b"hello\n", "no recording"),
        (b'{"rcboard": 2, "began": 1.0, "names": false}\n', "newer"),
        (b'{"rcboard": 1, "began": 1.0, "names": false}\n{"at": 1, "events": [["Nothing", {}]]}\n', "line 2"),
        (b'{"rcboard": 1, "began": 1.0, "names": false}\nxx\n', "line 2"),
    ],
)
def test_what_is_no_recording_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "day"
    path.write_bytes(content)
    with pytest.raises(RecordingError, match=said):
        list(Recording(path).turns(0.0))


def test_one_that_was_cut_short_is_whole_up_to_there(tmp_path: Path) -> None:
    path = recorded(tmp_path / "day", names=True)
    path.write_bytes(path.read_bytes()[:-20])
    assert len(list(Recording(path).turns(0.0))) == len(TOLD) - 1
    assert json.loads(path.read_text().splitlines()[0])["names"] is True
