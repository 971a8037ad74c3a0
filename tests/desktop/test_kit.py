"""The kit itself, on a window so small that a failure here is the kit's."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desktop.conftest import Start
from tests.kit import screen
from tests.kit.accessibility import accessible
from tests.kit.desktop import TOASTS, Bus, Toasts, Vault, tray_item, until
from tests.kit.program import Program

TINY = Path(__file__).with_name("tiny_window.py")
SESSION = Path(__file__).parents[1] / "kit" / "desktop-session"


pytestmark = pytest.mark.session(panel=True, notices=True, keyring=True, a11y=True)


@pytest.fixture
def tiny(start: Start) -> Program:
    running = start(sys.executable, str(TINY))
    running.wait_for("ready")
    return running


def test_a_list_is_heard_and_a_double_click_reaches_the_clipboard(tiny: Program, reader: Bus) -> None:
    program = accessible(reader, tiny.pid)
    assert [row.name for row in program.all("list item")] == ["Ann 101", "Bob 102", "Ζωή 103"]
    bob = program.find("list item", "Bob 102")
    assert "showing" in bob.states
    assert "selected" not in bob.states
    screen.copy("what was there before")
    screen.click(bob.box, times=2)
    assert until(lambda: screen.clipboard() == "102", "the number on the clipboard")
    assert "selected" in program.find("list item", lambda name: name.startswith("Bob")).states


def test_keys_go_to_the_window_and_its_button_to_the_keyring(tiny: Program, reader: Bus, vault: Vault) -> None:
    program = accessible(reader, tiny.pid)
    field = program.find("text", "Search")
    screen.click(field.box)
    until(lambda: "focused" in field.states, "the field has the keyboard")
    screen.write("214 x")
    screen.press("BackSpace", "BackSpace")
    assert until(lambda: field.text == "214", "the text typed")
    field.write("Ζωή")
    program.find("button", "Keep").press()
    assert until(lambda: vault.entries("tiny") == {"me": "Ζωή"}, "the entry in the keyring")


def test_the_tray_icon_tells_hides_shows_and_quits(tiny: Program, bus: Bus) -> None:
    item = tray_item(bus, tiny.pid)
    assert item.tooltip == "Tiny tip"
    assert [line.label for line in item.menu()] == ["Pause", "Quit"]
    red = item.pixels
    item.choose("Pause")
    until(lambda: item.menu()[0].checked, "the tick in the menu")
    assert until(lambda: item.pixels != red, "another picture in the tray")
    assert item.pixels[:4] == b"\xff\x7f\xb1\xf4"
    window = screen.window(tiny.pid, "Tiny")
    assert (window.box.width, window.box.height) == (300, 300)
    item.click()
    until(lambda: not screen.windows(tiny.pid), "a hidden window")
    item.click()
    screen.window(tiny.pid, "Tiny")
    item.choose("Quit")
    assert tiny.wait() == 3


def test_toasts_are_seen_with_their_end(bus: Bus, toasts: Toasts) -> None:
    place = TOASTS, "/org/freedesktop/Notifications"
    notify = f"{TOASTS}.Notify", "susssasa{sv}i", "kit"
    id = bus.ask(*place, *notify, 0, "", "One", "body", ["copy", "Copy"], {"urgency": ("y", 1)}, -1)
    first = toasts.wait(lambda toast: toast.title == "One")
    assert (first.id, first.actions, first.hints["urgency"]) == (id, {"copy": "Copy"}, ("y", 1))
    bus.ask(*place, *notify, id, "", "Two", "body", [], {}, -1)
    second = toasts.wait(lambda toast: toast.title == "Two")
    assert (second.id, second.replaces) == (id, id)
    bus.ask(*place, f"{TOASTS}.CloseNotification", "u", id)
    assert until(lambda: second.closed, "its end")


def test_the_screen_can_be_photographed(tiny: Program, tmp_path: Path) -> None:
    screen.window(tiny.pid, "Tiny")
    screen.shot(tmp_path / "screen.png")
    assert screen.run("identify", "-format", "%wx%h %m", str(tmp_path / "screen.png")) == "1280x800 PNG"


def session(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([SESSION, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_a_session_passes_the_status_on_and_leaves_nothing_behind() -> None:
    done = session(
        "--without", "panel", "--without", "notices", "bash", "-c", "sleep 300 & echo $XDG_RUNTIME_DIR; exit 7"
    )
    folder = done.stdout.strip()
    assert done.returncode == 7, done.stderr
    assert not Path(folder).exists()
    mark = f"XDG_RUNTIME_DIR={folder}".encode()

    def left() -> list[str]:
        found = []
        for place in Path("/proc").glob("[0-9]*/environ"):
            with suppress(OSError):  # it has just ended, or is none of ours
                if mark in place.read_bytes().split(b"\0"):
                    found.append(place.parent.name)
        return found

    until(lambda: not left(), "the end of everything in it")


def test_a_session_without_a_part_really_is_without() -> None:
    ask = "dbus-send --session --print-reply --dest=org.freedesktop.secrets / org.freedesktop.DBus.Peer.Ping"
    done = session("--without", "panel", "--without", "notices", "--without", "keyring", *ask.split())
    assert done.returncode == 1
    assert "ServiceUnknown" in done.stderr


def test_a_session_that_cannot_come_up_says_so() -> None:
    done = session("--nonsense")
    assert done.returncode == 125
    assert "--without panel|notices|keyring" in done.stderr
