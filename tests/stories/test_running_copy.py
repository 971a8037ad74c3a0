"""One running copy for each profile: a second start brings it forward, and the commands ask it."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest

from rcboard.app.running_copy import Said, Whose, Wish
from rcboard.host.inquiry import Inquiry, inquire
from rcboard.host.instance import DOOR
from tests.kit.office import Office, OpenOffice
from tests.kit.terminal import Program, Start, wait_until
from tests.stories.test_commands import essence, is_live, latest, somebody
from tests.stories.test_window import Window

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the door is a socket here")

Observed = Callable[[Office], Window]


@pytest.fixture
def room() -> Iterator[Path]:
    """The runtime folder of this test's programs."""
    with TemporaryDirectory(prefix="rcb-") as made:
        yield Path(made)


@pytest.fixture
def run(start: Start, room: Path) -> Start:
    """Starts rcboard with that runtime folder, its windows offscreen."""

    def running(office: Office | None, *arguments: str, environment: dict[str, str] | None = None) -> Program:
        mine = {"XDG_RUNTIME_DIR": str(room), "QT_QPA_PLATFORM": "offscreen"}
        return start(office, *arguments, environment=mine | (environment or {}))

    return running


@pytest.fixture
def observed(tmp_path: Path, room: Path) -> Iterator[Observed]:
    """Opens the running copy of the default profile, as a window that tells what it shows."""
    opened: list[Window] = []

    def opening(office: Office) -> Window:
        opened.append(Window(office, tmp_path, 1.0, "default", {"XDG_RUNTIME_DIR": str(room)}))
        opened[-1].until(lambda link, tiles: link == "live", "live")
        return opened[-1]

    yield opening
    for one in opened:
        if one.process.poll() is None:
            assert one.close() == 0
        for pipe in (one.process.stdin, one.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """Twenty people, and nobody moves but by the test."""
    return office("--extensions", "20", "--rate", "0", "--limit", "auth=100")


def door(room: Path) -> Path:
    return room / "rcboard" / "default" / DOOR


def asking(room: Path) -> Inquiry:
    found = inquire(door(room).parent, 5.0)
    assert found is not None
    return found


def calls(office: Office) -> dict[str, Any]:
    """What the server counts of its callers."""
    stats = office.stats()
    return {"requests": office.asked(), "sessions": [one["id"] for one in stats["sessions"]]}


def test_twenty_gates_beside_a_window_make_no_call_and_answer_in_milliseconds(
    quiet: Office, run: Start, observed: Observed, room: Path, record_property: Callable[[str, object], None]
) -> None:
    observed(quiet)
    number = somebody(quiet)["extensionNumber"]
    before = calls(quiet)
    assert before["requests"] > 0
    walls = []
    for _ in range(20):
        begun = time.perf_counter()
        gate = run(None, "gate", number)
        assert gate.wait() == 0, gate.noise
        walls.append(time.perf_counter() - begun)
        assert gate.lines[0].startswith("Yes")
    wish = Wish("gate", Whose(), (number,))
    times = []
    for _ in range(100):
        begun = time.perf_counter()
        with asking(room) as inquiry:
            inquiry.say(wish)
            assert inquiry.hear(Said, 5.0).code == 0
        times.append(time.perf_counter() - begun)
    assert calls(quiet) == before
    median = sorted(times)[len(times) // 2]
    record_property("gate: question to answer, median ms", round(median * 1000, 2))
    record_property("gate: whole process, median ms", round(sorted(walls)[10] * 1000))
    assert median < 0.05


def lasting(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All but words and times that move on, and what only a read or only an event tells."""
    moving = ("heardAt", "since", "sequence", "reason")
    return [{k: essence(v) if k == "presence" else v for k, v in one.items() if k not in moving} for one in objects]


def test_the_doctor_tells_how_the_running_copy_is(quiet: Office, run: Start, observed: Observed) -> None:
    window = observed(quiet)

    def told() -> dict[str, Any]:
        doctor = run(quiet, "doctor", "--json")
        assert doctor.wait() == 0, doctor.noise
        return next(one for one in doctor.objects if one["check"] == "running_copy")

    well = told()
    assert (well["verdict"], well["facts"]["people"], well["facts"]["corrected"]) == ("ok", "20", "0")
    quiet.fault("close_1006", once=True)
    window.until(lambda link, tiles: link != "live", "lost")
    window.until(lambda link, tiles: link == "live", "live again")
    assert "1006 1" in told()["facts"]["oddities"]


@pytest.mark.parametrize("command", ["gate", "status", "list"])
def test_fields_and_exit_codes_are_those_of_a_command_that_signs_in_itself(
    quiet: Office, run: Start, observed: Observed, tmp_path: Path, command: str
) -> None:
    window = observed(quiet)
    bob = somebody(quiet)
    number, id = bob["extensionNumber"], str(bob["id"])
    quiet.presence(number, telephonyStatus="CallConnected")
    window.until(lambda link, tiles: tiles[id]["state"] == "on_call", "on a call")
    numbers = () if command == "list" else (number,)
    before = calls(quiet)
    asked = run(None, command, *numbers, "--json")
    status = asked.wait()
    assert calls(quiet) == before
    alone = run(quiet, command, *numbers, "--json", environment={"XDG_RUNTIME_DIR": str(tmp_path)})
    assert alone.wait() == status == (1 if command == "gate" else 0)
    assert lasting(asked.objects) == lasting(alone.objects)
    assert [list(o) for o in asked.objects] == [list(o) for o in alone.objects]


def test_nobody_of_that_number_is_said_as_ever(quiet: Office, run: Start, observed: Observed) -> None:
    observed(quiet)
    number = somebody(quiet)["extensionNumber"]
    gate = run(None, "gate", "99999")
    assert (gate.wait(), gate.lines) == (3, ["Not known: nobody on this account has the extension 99999.\n"])
    status = run(None, "status", number, "99999", "--json")
    assert status.wait() == 3
    assert [o["extensionNumber"] for o in status.objects] == [number]
    assert "99999" in status.noise[0]


def test_a_gate_through_a_copy_whose_line_is_lost_is_not_known_at_once(
    quiet: Office, run: Start, observed: Observed
) -> None:
    window = observed(quiet)
    number = somebody(quiet)["extensionNumber"]
    quiet.kill()
    window.until(lambda link, tiles: link == "reconnecting", "the loss is told", 5)
    begun = time.monotonic()
    known, nobody = run(None, "gate", number), run(None, "gate", "99999")
    assert (known.wait(), nobody.wait()) == (3, 3)
    assert time.monotonic() - begun < 5
    assert known.lines[0].startswith("Not known")
    assert "nobody on this account" not in nobody.lines[0]
    status = run(None, "status", number, "--json")
    assert status.wait() == 3
    assert status.objects[0]["extensionNumber"] == number


def test_watch_through_a_copy_prints_everybody_then_changes_and_signs_in_itself_when_the_copy_ends(
    quiet: Office, run: Start, observed: Observed
) -> None:
    window = observed(quiet)
    before = calls(quiet)
    watch = run(quiet, "watch", "--json")
    everybody = {str(p["id"]) for p in quiet.people()}
    watch.until(lambda objects: latest(objects).keys() == everybody, "everybody")
    assert watch.objects[0]["link"] == "live"
    bob = somebody(quiet)
    count = len(watch.objects)
    quiet.presence(bob["extensionNumber"], telephonyStatus="Ringing")
    watch.until(lambda o: latest(o)[str(bob["id"])]["state"] == "ringing", "ringing")
    assert {o["id"] for o in watch.objects[count:]} == {str(bob["id"])}
    assert calls(quiet) == before
    window.process.kill()
    window.process.wait()
    watch.until(lambda o: [x["link"] for x in o if "link" in x][1:2] == ["starting"], "nobody vouches", 5)
    watch.until(is_live, "live by itself")
    quiet.presence(bob["extensionNumber"], telephonyStatus="NoCall")
    watch.until(lambda o: latest(o)[str(bob["id"])]["state"] != "ringing", "hears by itself")
    assert watch.end() == 143


def test_watch_interrupted_beside_a_copy_ends_as_ever(quiet: Office, run: Start, observed: Observed) -> None:
    observed(quiet)
    for number, status in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        watch = run(None, "watch", "--json")
        watch.until(is_live, "live")
        assert watch.end(number) == status
        assert watch.noise == []


def test_a_window_takes_a_changed_setting_at_once_and_no_change_is_lost(
    quiet: Office, run: Start, observed: Observed, tmp_path: Path
) -> None:
    window = observed(quiet)
    numbers = [one["extensionNumber"] for one in quiet.people()[:2]]
    home = {"HOME": str(tmp_path)}  # the window's own

    def settings(*words: str) -> Program:
        program = run(None, "settings", *words, environment=home)
        program.wait()
        return program

    assert settings("set", "look.zoom", "120").process.returncode == 0
    assert settings("set", "whom.extensions", ",".join(numbers)).process.returncode == 0
    window.until(lambda link, tiles: len(tiles) == 2, "only those two are shown")
    refused = settings("set", "look.zoom", "5000")
    assert (refused.process.returncode, refused.noise[0][:8]) == (2, "rcboard:")
    assert settings("reset", "whom.extensions").process.returncode == 0
    window.until(lambda link, tiles: len(tiles) > 2, "everybody is back")
    assert settings("--profile", "recorded", "get", "look.zoom").lines == ["120\n"], (
        "the window wrote it, where it writes"
    )


@pytest.mark.parametrize("name", ["RC_SERVER_URL", "RC_CLIENT_ID", "RC_JWT"])
def test_who_is_given_another_sign_in_is_not_answered_from_this_one(
    quiet: Office, run: Start, observed: Observed, name: str
) -> None:
    """The gate goes its own way, which leads nowhere here; the window's start says that it cannot be both."""
    observed(quiet)
    number = somebody(quiet)["extensionNumber"]
    other = {name: {"RC_SERVER_URL": "http://127.0.0.1:9"}.get(name, "another")}
    assert run(None, "gate", number).wait() == 0
    assert run(None, "gate", number, environment=other).wait() == 3
    board = run(None, "board", environment=other)
    assert board.wait() == 1
    assert "another sign-in" in board.noise[0]


def test_a_copy_where_nobody_is_signed_in_answers_nothing(quiet: Office, run: Start, room: Path) -> None:
    board = run(None, "board")
    wait_until(lambda: door(room).is_socket(), "the door")
    with asking(room) as inquiry:
        inquiry.say(Wish("gate", Whose(), ("101",)))
        assert inquiry.hear(Said, 10.0).elsewhere
    assert run(quiet, "gate", somebody(quiet)["extensionNumber"]).wait() == 0
    assert board.end() == 0


def test_a_second_start_brings_the_first_window_forward_and_ends(
    quiet: Office, run: Start, observed: Observed, room: Path
) -> None:
    window = observed(quiet)
    assert window.ask("minimize")["away"]
    before = calls(quiet)
    second = run(quiet, "board")
    assert (second.wait(), second.lines, second.noise) == (0, [], [])
    assert not window.ask("model")["away"]
    with asking(room) as inquiry:
        inquiry.say(Wish("show", Whose(), find="bob"))
        assert inquiry.hear(Said, 5.0).code == 0
    assert window.ask("model")["search"] == "bob"
    assert calls(quiet) == before


def test_of_two_starts_at_once_one_opens_and_the_other_brings_it_forward(quiet: Office, run: Start) -> None:
    starts = [run(quiet, "board"), run(quiet, "board")]
    wait_until(lambda: any(one.process.poll() is not None for one in starts), "one of them ends")
    ended, stayed = sorted(starts, key=lambda one: one.process.poll() is None)
    assert (ended.wait(), ended.noise) == (0, [])
    assert stayed.process.poll() is None
    wait_until(lambda: len(quiet.stats()["sockets"]) == 1, "its line")
    assert stayed.end() == 0
    assert len(quiet.stats()["sessions"]) == 0


def test_after_a_kill_the_next_start_opens_as_if_nothing_had_been(quiet: Office, run: Start, room: Path) -> None:
    first = run(quiet, "board")
    wait_until(lambda: len(quiet.stats()["sockets"]) == 1, "its line")
    first.end(signal.SIGKILL)
    assert door(room).is_socket()
    number = somebody(quiet)["extensionNumber"]
    assert run(quiet, "gate", number).wait() == 0
    second = run(quiet, "board")

    def answers() -> bool:
        with inquire(door(room).parent, 5.0) or nullcontext() as inquiry:
            if inquiry is None:
                return False
            inquiry.say(Wish("gate", Whose(), (number,)))
            return inquiry.hear(Said, 10.0).code == 0

    wait_until(answers, "the second answers")
    assert second.end() == 0
    assert not door(room).exists()


def test_a_start_while_the_first_says_good_bye_waits_and_opens(quiet: Office, run: Start) -> None:
    first = run(quiet, "board")
    wait_until(lambda: len(quiet.stats()["sockets"]) == 1, "its line")
    first.process.send_signal(signal.SIGTERM)
    second = run(quiet, "board")
    assert first.wait() == 0
    wait_until(lambda: len(quiet.stats()["sockets"]) == 1, "the line of the second")
    assert second.end() == 0


def test_something_else_in_the_door_s_place_costs_the_counter_and_nothing_more(
    quiet: Office, run: Start, room: Path
) -> None:
    door(room).parent.mkdir(parents=True)
    door(room).write_text("mine")
    board = run(quiet, "board")
    wait_until(lambda: len(quiet.stats()["sockets"]) == 1, "its line")
    assert run(quiet, "gate", somebody(quiet)["extensionNumber"]).wait() == 0
    assert door(room).read_text() == "mine"
    assert board.end() == 0


def test_a_copy_that_hangs_keeps_no_gate_waiting(quiet: Office, run: Start, observed: Observed) -> None:
    window = observed(quiet)
    os.kill(window.process.pid, signal.SIGSTOP)
    try:
        begun = time.monotonic()
        assert run(quiet, "gate", somebody(quiet)["extensionNumber"]).wait() == 0
        assert time.monotonic() - begun < 15
    finally:
        os.kill(window.process.pid, signal.SIGCONT)
    assert window.look()[0] == "live"


def hostile(room: Path, data: bytes) -> bytes:
    """Send this to the door, and all that comes back."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(10.0)
        caller.connect(str(door(room)))
        try:
            caller.sendall(data)
            return caller.recv(9)
        except (BrokenPipeError, ConnectionResetError):
            return b""


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 10_000_000,
        b"[" * 60_000 + b"\n",
        b"\xff\xfe\n",
        b"\n",
        b"{}\n",
        msgspec.json.encode({"wish": "quit", "whose": {}}) + b"\n",
        msgspec.json.encode({"wish": "gate", "whose": {}, "numbers": 7}) + b"\n",
        b'{"wish":"gate"',
    ],
    ids=["oversized", "nested", "not text", "empty line", "no wish", "unknown wish", "wrong type", "never ends"],
)
def test_a_hostile_caller_is_let_go_and_harms_nobody(quiet: Office, run: Start, room: Path, data: bytes) -> None:
    board = run(None, "board")
    wait_until(lambda: door(room).is_socket(), "the door")
    assert hostile(room, data) == b""
    with asking(room) as inquiry:
        inquiry.say(Wish("gate", Whose(), ("101",)))
        assert inquiry.hear(Said, 10.0) == Said(elsewhere=True)
    assert board.end() == 0
    assert not [line for line in board.noise if "seconds" not in line and "Executing" not in line]


def test_two_hundred_callers_who_say_nothing_do_not_shut_others_out(
    quiet: Office, run: Start, observed: Observed, room: Path
) -> None:
    observed(quiet)
    with ExitStack() as stack:
        idle = [stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(200)]
        for caller in idle:
            caller.connect(str(door(room)))
            caller.settimeout(10.0)
        assert {caller.recv(1) for caller in idle} == {b""}
    assert run(None, "gate", somebody(quiet)["extensionNumber"]).wait() == 0


def test_a_reader_that_stops_reading_stops_nobody_else(
    office: OpenOffice, run: Start, observed: Observed, room: Path
) -> None:
    busy = office("--extensions", "300", "--rate", "100")
    window = observed(busy)
    with socket.socket(socket.AF_UNIX) as stopped:
        stopped.connect(str(door(room)))
        stopped.sendall(msgspec.json.encode(Wish("watch", Whose(), json=True)) + b"\n")
        before = busy.stats()["changes"]
        wait_until(lambda: busy.stats()["changes"] > before + 500, "five hundred changes")
        assert run(None, "gate", somebody(busy)["extensionNumber"]).wait() in (0, 1)
        assert window.look()[0] == "live"


def test_whom_the_window_leaves_out_is_asked_for_elsewhere(
    quiet: Office, run: Start, tmp_path: Path, room: Path
) -> None:
    chosen, other, *_ = [one["extensionNumber"] for one in quiet.people()]
    few = {"XDG_RUNTIME_DIR": str(room), "RCBOARD_WHOM_EXTENSIONS": chosen}
    window = Window(quiet, tmp_path, 1.0, "default", few)
    try:
        window.until(lambda link, tiles: link == "live" and len(tiles) == 1, "one tile")
        before = calls(quiet)
        asked = run(quiet, "status", chosen, "--json")
        assert asked.wait() == 0
        assert calls(quiet) == before, "the window knows him"
        alone = run(quiet, "status", other, "--json")
        assert alone.wait() == 0
        assert [one["extensionNumber"] for one in alone.objects] == [other]
        everybody = run(quiet, "list", "--json")
        assert everybody.wait() == 0
        assert len(everybody.objects) == len(quiet.people())
    finally:
        assert window.close() == 0
